"""A matter that somebody sends in, and the files that came with it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.apps import apps
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanvat.clocks.models import Clock
from sanvat.concerns.models.meetings import Meeting
from sanvat.concerns.models.pairs import Pairs
from sanvat.concerns.models.parts import body, person, writing
from sanvat.parties.access import acts_as
from sanvat.parties.models import User
from sanvat.parties.roles import PROGRAMME_KEEPERS, PROGRAMME_READERS
from sanvat.places.models import Place, within
from sanvat.records.among import among_rows
from sanvat.records.fields import Line, Searchable
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile
from sanvat.records.ready_queries import ReadyQuery
from sanvat.records.search import matching
from sanvat.records.secrets import KEY, PLAIN, WRITING
from sanvat.records.steps import Steps
from sanvat.rules import concerns as rules

LONGEST_TITLE = 150
LONGEST_TEXT = 5_000
LONGEST_SAID = 1_000


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to(self, user: User) -> ConcernQuerySet:
        """Those that the body one acts for deals with, and for who keeps the programme those of
        the place. A denunciation is seen only by the people its body has named for them."""
        return self.visible_where(user, confidential=is_confidant(user))

    def visible_where(self, user: User, *, confidential: bool) -> ConcernQuerySet:
        """The same where it is known already whether the person is named for denunciations
        (`is_confidant`)."""
        acting = getattr(user, "acting", None) if user.is_authenticated else None
        if acting is None or not acts_as(user, *PROGRAMME_READERS):
            return self.none()
        held = among_rows("pk", self.model.objects.handled_by(acting.organisation_id))
        seen = Q(held)
        if acts_as(user, *PROGRAMME_KEEPERS):
            # Who acts for no place acts for the country: no condition, and "or" would drop it.
            if acting.place is None:
                seen = Q()
            else:
                seen |= Q(among_rows("place", Place.objects.below(acting.place)))
        seen &= Q(is_confidential=False)
        if confidential:
            seen |= Q(held, is_confidential=True)
        return self.filter(seen)

    def handled_by(self, organisation: int) -> ConcernQuerySet:
        """Those that a body (its key) leads or helps with now."""
        return self.filter(handlings__organisation=organisation, handlings__until_at=None)

    def open(self) -> ConcernQuerySet:
        return self.filter(state__in=Concern.OPEN)

    def late_on(self, day: date) -> ConcernQuerySet:
        """Those whose clock that runs was due before this day."""
        return self.filter(clock__finished_on=None, clock__due_on__lt=day, state__in=Concern.OPEN)

    def due_between(self, first: date, last: date) -> ConcernQuerySet:
        """Those whose clock that runs is due on one of these days."""
        running = self.open().filter(clock__finished_on=None)
        return running.filter(clock__due_on__gte=first, clock__due_on__lte=last)

    def unassigned(self) -> ConcernQuerySet:
        """Those open that nobody has in hand."""
        return self.open().filter(handler=None)

    def due_first(self) -> ConcernQuerySet:
        return self.order_by(F("clock__due_on").asc(nulls_last=True), "pk")

    def in_place(self, place: Place) -> ConcernQuerySet:
        return self.filter(within(place, "place"))

    def search(self, words: str) -> ConcernQuerySet:
        """By code, title and text; a denunciation by its code alone."""
        return self.filter(matching(words, "searchable"))


def is_confidant(user: User) -> bool:
    """Whether the body one acts for has named one for its denunciations, today; one query."""
    if not user.is_authenticated or user.acting is None:
        return False
    return bool(_NAMED.tuples(user.acting.organisation_id, user.pk, timezone.localdate()))


def _named(organisation: int, user: int, day: date) -> Any:
    rows = apps.get_model("concerns", "Confidant")._default_manager
    named = rows.filter(organisation=organisation, user=user, valid__contains=day)
    return named.order_by().values_list("pk")[:1]


_NAMED: ReadyQuery[Any] = ReadyQuery(_named, -7, -8, date.min)


class Concern(models.Model):
    """What somebody sent in, and where it stands.

    `title` and `text` stay as they were sent (a trigger holds them) until they are erased. Of a
    denunciation (`is_confidential`) they are empty: its words are sealed with its sender. Who sent
    it stands in `Sender`, apart. `organisation` leads; `handlings` has all that have a part.
    `clock` runs for the step at hand. `sent_key` tells one sending from another.
    """

    class Kind(models.TextChoices):
        FEEDBACK = "feedback", _("phản ánh")
        PROPOSAL = "proposal", _("kiến nghị")
        COMPLAINT = "complaint", _("khiếu nại")
        DENUNCIATION = "denunciation", _("tố cáo")

    class Way(models.TextChoices):
        PORTAL = "portal", _("trang công khai")
        APP = "app", _("ứng dụng khác")
        PHONE = "phone", _("điện thoại")
        PAPER = "paper", _("đơn giấy")
        MEETING = "meeting", _("hội nghị, tiếp dân")

    class Case(models.TextChoices):
        ORDINARY = "ordinary", _("thường")
        COMPLEX = "complex", _("phức tạp")
        VERY_COMPLEX = "very_complex", _("đặc biệt phức tạp")

    class State(models.TextChoices):
        RECEIVED = "received", _("đã tiếp nhận")
        CLASSIFIED = "classified", _("đã phân loại")
        TRANSFERRED = "transferred", _("đã chuyển cơ quan khác")
        RETURNED = "returned", _("trả lại kèm hướng dẫn")
        REFUSED = "refused", _("không thụ lý")
        ACCEPTED = "accepted", _("đã thụ lý")
        VERIFYING = "verifying", _("đang xác minh")
        ANSWERED = "answered", _("đã trả lời")
        CLOSED = "closed", _("đã kết thúc")
        REOPENED = "reopened", _("mở lại")
        MERGED = "merged", _("gộp vào việc khác")
        WITHDRAWN = "withdrawn", _("người gửi rút")

    BEFORE_ACCEPTED: ClassVar = (State.RECEIVED, State.CLASSIFIED, State.TRANSFERRED)
    OPEN: ClassVar = (*BEFORE_ACCEPTED, State.ACCEPTED, State.VERIFYING, State.REOPENED)
    """States in which an office has something to do."""
    STEPS: ClassVar = Steps(
        {
            State.RECEIVED: (
                *(State.CLASSIFIED, State.TRANSFERRED, State.MERGED, State.WITHDRAWN),
            ),
            State.CLASSIFIED: (
                *(State.CLASSIFIED, State.TRANSFERRED, State.RETURNED, State.REFUSED),
                *(State.ACCEPTED, State.MERGED, State.WITHDRAWN),
            ),
            State.TRANSFERRED: (
                *(State.CLASSIFIED, State.TRANSFERRED, State.RETURNED, State.REFUSED),
                *(State.ACCEPTED, State.MERGED, State.WITHDRAWN),
            ),
            State.ACCEPTED: (
                *(State.VERIFYING, State.ANSWERED, State.TRANSFERRED, State.MERGED),
                State.WITHDRAWN,
            ),
            State.VERIFYING: (*(State.ANSWERED, State.TRANSFERRED, State.MERGED, State.WITHDRAWN),),
            State.ANSWERED: (State.CLOSED, State.REOPENED),
            State.CLOSED: (State.REOPENED,),
            State.REOPENED: (State.VERIFYING, State.ANSWERED, State.TRANSFERRED, State.WITHDRAWN),
            State.MERGED: (
                *(State.CLASSIFIED, State.ANSWERED, State.WITHDRAWN, State.RETURNED),
                State.REFUSED,
            ),
        },
        refuses={
            State.RECEIVED: (
                "concern-received",
                _("Việc này mới tiếp nhận, chưa phân loại. Hãy phân loại trước."),
            ),
            State.CLASSIFIED: (
                "concern-classified",
                _("Việc này đã phân loại, chưa thụ lý. Hãy thụ lý, chuyển hoặc trả lại trước."),
            ),
            State.TRANSFERRED: (
                "concern-transferred",
                _("Việc này vừa được chuyển đến, chưa thụ lý. Hãy thụ lý, chuyển hoặc trả lại."),
            ),
            State.RETURNED: (
                "concern-returned",
                _("Việc này đã trả lại kèm hướng dẫn. Hãy gửi một phản ánh mới nếu cần."),
            ),
            State.REFUSED: (
                "concern-refused",
                _("Việc này không được thụ lý. Hãy gửi một phản ánh mới nếu có thêm căn cứ."),
            ),
            State.ACCEPTED: (
                "concern-accepted",
                _("Việc này đã thụ lý, đang xử lý. Hãy tải lại trang để xem bước tiếp theo."),
            ),
            State.VERIFYING: (
                "concern-verifying",
                _("Việc này đang xác minh. Hãy tải lại trang để xem bước tiếp theo."),
            ),
            State.ANSWERED: (
                "concern-answered",
                _("Việc này đã trả lời rồi. Hãy tải lại trang để xem câu trả lời."),
            ),
            State.CLOSED: (
                "concern-closed",
                _("Việc này đã kết thúc. Hãy gửi một phản ánh mới nếu còn vướng mắc."),
            ),
            State.REOPENED: (
                "concern-reopened",
                _("Việc này đã mở lại, đang chờ xử lý. Hãy tải lại trang để xem."),
            ),
            State.MERGED: (
                "concern-merged",
                _("Việc này đã gộp vào một việc khác. Hãy làm ở việc ấy, hoặc tách ra trước."),
            ),
            State.WITHDRAWN: (
                "concern-withdrawn",
                _("Người gửi đã rút việc này. Hãy tải lại trang."),
            ),
        },
    )

    code = models.CharField(_("mã theo dõi"), max_length=20, unique=True)
    kind = models.CharField(_("loại"), max_length=12, choices=Kind)
    is_confidential = models.BooleanField(_("giữ kín"), default=False)
    subject = models.CharField(_("lĩnh vực"), max_length=30)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    latitude = models.FloatField(_("vĩ độ"), null=True, blank=True)
    longitude = models.FloatField(_("kinh độ"), null=True, blank=True)
    title = Line(_("tiêu đề"), max_length=LONGEST_TITLE, blank=True)
    text = writing(_("nội dung"), LONGEST_TEXT, blank=True)
    way = models.CharField(_("gửi qua"), max_length=7, choices=Way, default=Way.PORTAL)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="concerns",
        verbose_name=_("hội nghị"),
    )
    sent_at = models.DateTimeField(_("gửi lúc"))
    sent_key = models.CharField(max_length=64, unique=True)
    pin_sealed = models.CharField(max_length=300, blank=True)
    is_proven = models.BooleanField(_("trình duyệt đã giải bài kiểm"), default=False)
    entered_by = person(_("người nhập"))
    allows_publication = models.BooleanField(_("người gửi đồng ý công khai"), default=False)

    state = models.CharField(_("trạng thái"), max_length=12, choices=State, default=State.RECEIVED)
    case = models.CharField(_("mức độ"), max_length=12, choices=Case, default=Case.ORDINARY)
    is_remote = models.BooleanField(_("vùng đi lại khó khăn"), default=False)
    organisation = body(_("cơ quan chủ trì"))
    handler = person(_("người phụ trách"))
    clock = models.ForeignKey(
        Clock, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("thời hạn")
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("gộp vào"),
    )
    accepted_on = models.DateField(_("thụ lý ngày"), null=True, blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    settled_on = models.DateField(_("giải quyết xong ngày"), null=True, blank=True)
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    reopened_at = models.DateTimeField(_("mở lại lúc"), null=True, blank=True)
    satisfaction = models.PositiveSmallIntegerField(_("mức hài lòng"), null=True, blank=True)
    satisfaction_note = writing(_("nhận xét của người gửi"), LONGEST_SAID, blank=True)
    erased_at = models.DateTimeField(_("xóa nội dung lúc"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    searchable = Searchable("code", "title", "text", max_length=6_000)

    objects: ClassVar[Any] = ConcernQuerySet.as_manager()

    EDITED: ClassVar = ("kind", "subject", "place_id", "case", "is_remote")

    # Who writes to an office does not expect to stand in a journal that is never erased.
    JOURNAL_HIDES: ClassVar = hides(
        title=WRITING,
        text=WRITING,
        satisfaction_note=WRITING,
        pin_sealed=KEY,
        code=PLAIN,
        sent_key=PLAIN,
        latitude=WRITING,
        longitude=WRITING,
    )

    class Meta:
        verbose_name = _("phản ánh, kiến nghị")
        verbose_name_plural = _("phản ánh, kiến nghị")
        ordering: ClassVar = ["-sent_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="concern_denunciation_is_confidential",
                condition=Q(is_confidential=True, kind="denunciation")
                | (Q(is_confidential=False) & ~Q(kind="denunciation")),
            ),
            models.CheckConstraint(
                name="concern_confidential_says_nothing",
                condition=Q(is_confidential=False)
                | Q(title="", text="", latitude=None, longitude=None, allows_publication=False),
            ),
            models.CheckConstraint(
                name="concern_merged_says_where",
                condition=~Q(state="merged") | Q(merged_into__isnull=False),
            ),
            models.CheckConstraint(
                name="concern_not_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
            ),
            models.CheckConstraint(
                name="concern_satisfaction_known",
                condition=Q(satisfaction=None) | Q(satisfaction__gte=1, satisfaction__lte=5),
            ),
            models.CheckConstraint(
                name="concern_point_whole",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
            models.CheckConstraint(
                name="concern_settled_after_sent",
                condition=Q(settled_on=None)
                | Q(accepted_on=None)
                | Q(settled_on__gte=F("accepted_on")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="concern_of_body", fields=["organisation", "state", "-sent_at"]),
            models.Index(name="concern_of_place", fields=["place", "-sent_at"]),
            models.Index(name="concern_by_time", fields=["-sent_at", "-id"]),
            models.Index(
                name="concern_of_handler", fields=["handler"], condition=Q(closed_at=None)
            ),
            models.Index(name="concern_clock", fields=["clock"]),
            GinIndex(Pairs(F("searchable")), name="concern_alike"),
            GinIndex(name="concern_search", fields=["searchable"], opclasses=["gin_trgm_ops"]),
            models.Index(
                name="concern_to_close", fields=["answered_at"], condition=Q(state="answered")
            ),
        ]

    def __str__(self) -> str:
        # By its code alone: the journal, notices and jobs name it so.
        return self.code

    @property
    def subject_of(self) -> rules.Subject:
        return rules.subject(self.subject)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def has_point(self) -> bool:
        return self.latitude is not None


class Attachment(models.Model):
    """A photo or paper that came with a matter. `name`: what its sender calls it."""

    concern = models.ForeignKey(
        Concern, models.CASCADE, related_name="attachments", verbose_name=_("phản ánh, kiến nghị")
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp"))
    name = Line(_("tên tệp"), max_length=150)
    added_at = models.DateTimeField(_("gửi lúc"))

    JOURNAL_HIDES: ClassVar = hides(name=WRITING)

    class Meta:
        verbose_name = _("tệp kèm phản ánh")
        verbose_name_plural = _("tệp kèm phản ánh")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["concern", "file"], name="attachment_once")
        ]

    def __str__(self) -> str:
        return str(self.concern)
