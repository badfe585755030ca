"""Tasks given: an assignment, the share of each body it is given to, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sanvat.agreements.models import Agreement, Item
from sanvat.clocks.models import Clock
from sanvat.events.models import Event
from sanvat.instruments.models import Instrument
from sanvat.parties.access import acts_as, scope_places
from sanvat.parties.models import Organisation, Role, User
from sanvat.parties.roles import PROGRAMME_KEEPERS, PROGRAMME_READERS
from sanvat.places.models import Place
from sanvat.plans.models import Plan
from sanvat.records.fields import Line, Name, Searchable, Text
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile
from sanvat.records.secrets import PLAIN
from sanvat.records.steps import Steps


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def visible_to(self, user: User) -> AssignmentQuerySet:
        """Those one's own body gave or was given; for who keeps the programme, those of the
        place they act for."""
        if user.acting is None or not acts_as(user, *PROGRAMME_READERS):
            return self.none()
        own = user.acting.organisation_id
        seen = (
            Q(giver=own)
            | Q(kept_by=own)
            | Q(pk__in=Share.objects.filter(taker=own).values("assignment"))
        )
        if acts_as(user, *PROGRAMME_KEEPERS):
            if user.acting.place is None:
                return self.all()
            seen |= scope_places(user)
        return self.filter(pk__in=Assignment.objects.order_by().filter(seen).values("pk"))


def _given_from(model: type[models.Model], label: Any) -> Any:
    return models.ForeignKey(
        model, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=label
    )


class Assignment(models.Model):
    """A task, from one body to one or many: what, by when, and what proof.

    `kept_by` is the office that entered it and follows it: often the giver itself, or the one that
    works for it. `place` is that of the giver, as of its own day. Due on a day, or after working
    days by its `clock`, or not at all. It was given from a `plan`, an `event` (its conclusion) or
    an `agreement`, perhaps an `item` of it; or from what `source_text` says alone.

    `without_body`: the names of the places that were meant too, and had no body to give it to.
    """

    class Source(models.TextChoices):
        DISPATCH = "dispatch", _("công văn")
        PLAN = "plan", _("kế hoạch")
        EVENT = "event", _("kết luận hội nghị")
        AGREEMENT = "agreement", _("chương trình, quy chế phối hợp")
        OTHER = "other", _("việc thường xuyên")

    title = Name(_("nhiệm vụ"), max_length=300)
    text = Text(_("nội dung"), max_length=4000, blank=True)
    proof = Line(_("minh chứng"), max_length=300, blank=True)
    giver = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("cơ quan giao")
    )
    kept_by = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("cơ quan theo dõi")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    source = models.CharField(_("giao từ"), max_length=9, choices=Source, default=Source.OTHER)
    source_text = Line(_("căn cứ giao"), max_length=300, blank=True)
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("văn bản"),
    )
    plan = _given_from(Plan, _("kế hoạch"))
    event = _given_from(Event, _("sự kiện"))
    agreement = _given_from(Agreement, _("chương trình, quy chế phối hợp"))
    item = _given_from(Item, _("nội dung phối hợp"))
    role = models.CharField(_("giao cho vai trò"), max_length=30, choices=Role, blank=True)
    given_on = models.DateField(_("giao ngày"))
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    clock = models.OneToOneField(
        Clock, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("thời hạn")
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người giao")
    )
    given_at = models.DateTimeField(_("giao lúc"))
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)
    withdrawn_reason = Line(_("lý do rút"), max_length=300, blank=True)
    without_body = models.JSONField(_("địa bàn chưa có đơn vị nhận"), default=list, blank=True)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    searchable = Searchable("title", max_length=400)

    objects: ClassVar[Any] = AssignmentQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides(without_body=PLAIN)

    class Meta:
        verbose_name = _("nhiệm vụ được giao")
        verbose_name_plural = _("nhiệm vụ được giao")
        ordering: ClassVar = ["-given_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="assignment_due_in_one_way",
                condition=Q(due_on=None) | Q(clock=None),
                violation_error_message=_("Ghi ngày hạn, hoặc số ngày làm việc, không cả hai."),
            ),
            models.CheckConstraint(
                name="assignment_due_after_it_is_given",
                condition=Q(due_on=None) | Q(due_on__gte=F("given_on")),
                violation_error_message=_("Hạn không trước ngày giao."),
            ),
            models.CheckConstraint(
                name="assignment_given_from_one_thing",
                condition=Q(plan=None, event=None)
                | Q(plan=None, agreement=None)
                | Q(event=None, agreement=None),
                violation_error_message=_(
                    "Nhiệm vụ được giao từ một nơi: kế hoạch, sự kiện hoặc chương trình phối hợp."
                ),
            ),
            models.CheckConstraint(
                name="assignment_item_of_an_agreement",
                condition=Q(item=None) | ~Q(agreement=None),
            ),
            models.CheckConstraint(
                name="assignment_withdrawn_says_why",
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""),
            ),
        ]
        indexes: ClassVar = [models.Index(name="assignment_given", fields=["giver", "-given_on"])]

    def __str__(self) -> str:
        return self.title

    @property
    def given_from(self) -> Plan | Event | Agreement | Item | None:
        """What it was given from, where that has its page here."""
        thing: Plan | Event | Agreement | Item | None
        thing = self.plan or self.event or self.item or self.agreement
        return thing

    @property
    def last_day(self) -> date | None:
        """The day it is due, in whichever way that is said; None while none is, or its clock
        stands still."""
        return self.clock.due_on if self.clock is not None else self.due_on


class Addition(models.Model):
    """That a task was given to further bodies later: from which day on, why, and by when they
    have it done. Its own `clock` runs from its own day; what the earlier bodies have stays."""

    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="additions", verbose_name=_("nhiệm vụ")
    )
    reason = Line(_("lý do giao thêm"), max_length=300)
    given_on = models.DateField(_("giao ngày"))
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    clock = models.OneToOneField(
        Clock, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("thời hạn")
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người giao")
    )
    given_at = models.DateTimeField(_("giao lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("lần giao thêm")
        verbose_name_plural = _("lần giao thêm")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="addition_due_in_one_way",
                condition=Q(due_on=None) | Q(clock=None),
                violation_error_message=_("Ghi ngày hạn, hoặc số ngày làm việc, không cả hai."),
            ),
            models.CheckConstraint(
                name="addition_due_after_it_is_given",
                condition=Q(due_on=None) | Q(due_on__gte=F("given_on")),
                violation_error_message=_("Hạn không trước ngày giao."),
            ),
            models.CheckConstraint(name="addition_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}, {self.given_on:%d/%m/%Y}"

    @property
    def last_day(self) -> date | None:
        """The day it is due; None while none is, or its clock stands still."""
        return self.clock.due_on if self.clock is not None else self.due_on


DUE = Case(
    When(addition=None, then=Coalesce("assignment__clock__due_on", "assignment__due_on")),
    default=Coalesce("addition__clock__due_on", "addition__due_on"),
)
GIVEN_ON = Coalesce("addition__given_on", "assignment__given_on")


class ShareQuerySet(models.QuerySet["Share"]):
    def visible_to(self, user: User) -> ShareQuerySet:
        """Those of the own body, of the tasks it gave, and in the place one keeps the programme
        for."""
        if user.acting is None or not acts_as(user, *PROGRAMME_READERS):
            return self.none()
        own = user.acting.organisation_id
        seen = Q(taker=own) | Q(assignment__giver=own) | Q(assignment__kept_by=own)
        if acts_as(user, *PROGRAMME_KEEPERS):
            if user.acting.place is None:
                return self.all()
            seen |= scope_places(user) | scope_places(user, "assignment__place")
        return self.filter(pk__in=Share.objects.order_by().filter(seen).values("pk"))

    def standing(self) -> ShareQuerySet:
        """Those whose task was not withdrawn, with the day they are due as `due`."""
        return self.filter(assignment__withdrawn_at=None).annotate(due=DUE)

    def to_do(self) -> ShareQuerySet:
        """Those with which their body has something to do yet."""
        return self.standing().filter(state__in=Share.TO_DO)

    def due_until(self, day: date) -> ShareQuerySet:
        """Those due on that day or before."""
        standing: Any = self.standing()
        due: ShareQuerySet = standing.filter(due__lte=day)
        return due

    def late_on(self, day: date) -> ShareQuerySet:
        """Those due before that day and not reported by then, or reported after they were due."""
        standing: Any = self.standing()
        late: ShareQuerySet = standing.filter(
            Q(reported_on=None, due__lt=day) | Q(reported_on__gt=F("due"))
        )
        return late


class Share(models.Model):
    """One body's part of a task. `place` is the body's, as of the day it was given. A body that
    came to the task later has its part by an `addition`, with its own day and due day."""

    class State(models.TextChoices):
        GIVEN = "given", _("đã giao")
        TAKEN = "taken", _("đã nhận")
        REPORTED = "reported", _("đã báo cáo")
        RETURNED = "returned", _("làm lại")
        DONE = "done", _("hoàn thành")

    TO_DO: ClassVar = (State.GIVEN, State.TAKEN, State.RETURNED)
    STEPS: ClassVar = Steps(
        {
            State.GIVEN: (State.TAKEN, State.REPORTED),
            State.TAKEN: (State.REPORTED,),
            State.REPORTED: (State.DONE, State.RETURNED),
            State.RETURNED: (State.REPORTED,),
        },
        refuses={
            State.GIVEN: ("share-given", _("Phần việc này chưa báo cáo. Hãy chờ báo cáo.")),
            State.TAKEN: (
                "share-taken",
                _("Phần việc này đã được nhận và chưa báo cáo. Hãy báo cáo kết quả trước."),
            ),
            State.REPORTED: (
                "share-reported",
                _("Phần việc này đã báo cáo. Hãy đợi cơ quan giao xác nhận."),
            ),
            State.RETURNED: (
                "share-returned",
                _("Phần việc này đã được yêu cầu làm lại. Hãy báo cáo khi làm xong."),
            ),
            State.DONE: (
                "share-done",
                _("Phần việc này đã hoàn thành. Hãy giao nhiệm vụ mới nếu cần làm thêm."),
            ),
        },
    )
    JOURNAL_HIDES: ClassVar = hides()

    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="shares", verbose_name=_("nhiệm vụ")
    )
    addition = models.ForeignKey(
        Addition,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="shares",
        verbose_name=_("lần giao thêm"),
    )
    taker = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("đơn vị nhận")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    state = models.CharField(_("trạng thái"), max_length=8, choices=State, default=State.GIVEN)
    reported_on = models.DateField(_("báo cáo ngày"), null=True, blank=True)
    done_on = models.DateField(_("hoàn thành ngày"), null=True, blank=True)

    objects: ClassVar[Any] = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("phần việc")
        verbose_name_plural = _("phần việc")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="share_once", fields=["assignment", "taker"]),
            models.CheckConstraint(
                name="share_done_was_reported",
                condition=(Q(state="done") & Q(done_on__isnull=False, reported_on__isnull=False))
                | (~Q(state="done") & Q(done_on=None)),
            ),
            models.CheckConstraint(
                name="share_reported_has_its_day",
                condition=Q(state__in=["reported", "done"], reported_on__isnull=False)
                | Q(state__in=["given", "taken", "returned"], reported_on=None),
            ),
        ]
        indexes: ClassVar = [models.Index(name="share_desk", fields=["taker", "state"])]

    def __str__(self) -> str:
        return f"{self.assignment}: {self.taker}"

    @property
    def given_on(self) -> date:
        given: date = (self.addition or self.assignment).given_on
        return given

    @property
    def last_day(self) -> date | None:
        """The day it is due, by the task or by the addition it came with."""
        last: date | None = (self.addition or self.assignment).last_day
        return last

    @property
    def clock(self) -> Clock | None:
        clock: Clock | None = (self.addition or self.assignment).clock
        return clock

    def days_late(self, today: date) -> int:
        """How many days it is, or was reported, after the day it was due."""
        return days_late(self.last_day, self.reported_on or today)


def days_late(due: date | None, day: date) -> int:
    return 0 if due is None else max((day - due).days, 0)


class HandingDown(models.Model):
    """That an assignment hands a share of its giver down to bodies below."""

    share = models.ForeignKey(
        Share, models.PROTECT, related_name="handed_down", verbose_name=_("phần việc")
    )
    assignment = models.OneToOneField(
        Assignment, models.CASCADE, related_name="from_share", verbose_name=_("nhiệm vụ")
    )

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("việc giao xuống")
        verbose_name_plural = _("việc giao xuống")

    def __str__(self) -> str:
        return f"{self.share} → {self.assignment}"


class ShareEvent(models.Model):
    """What happened to a share: taken, reported with what, confirmed, or returned and why."""

    class Kind(models.TextChoices):
        TAKEN = "taken", _("nhận việc")
        REPORTED = "reported", _("báo cáo kết quả")
        CONFIRMED = "confirmed", _("xác nhận hoàn thành")
        RETURNED = "returned", _("yêu cầu làm lại")

    share = models.ForeignKey(
        Share, models.CASCADE, related_name="events", verbose_name=_("phần việc")
    )
    kind = models.CharField(_("việc"), max_length=9, choices=Kind)
    on = models.DateField(_("ngày"))
    text = Text(_("nội dung"), max_length=4000, blank=True)
    paper = Line(_("số, ký hiệu văn bản"), max_length=60, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    at = models.DateTimeField(_("ghi lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("sự việc của phần việc")
        verbose_name_plural = _("sự việc của phần việc")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="share_event_says_what",
                condition=~Q(kind__in=["reported", "returned"]) | ~Q(text=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on:%d/%m/%Y}"


class ShareProof(models.Model):
    """A file that shows what was reported; `name` is what its bringer called it."""

    event = models.ForeignKey(
        ShareEvent, models.CASCADE, related_name="proofs", verbose_name=_("sự việc")
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp minh chứng")
    )
    name = Line(_("tên tệp"), max_length=150)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("minh chứng của phần việc")
        verbose_name_plural = _("minh chứng của phần việc")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="share_proof_once", fields=["event", "file"])
        ]

    def __str__(self) -> str:
        return self.name
