"""An agreement and its parties."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from sanvat.events.models import Event
from sanvat.instruments.models import Instrument
from sanvat.parties.access import acts_as, scope_places
from sanvat.parties.models import Organisation, User
from sanvat.parties.roles import PROGRAMME_KEEPERS, PROGRAMME_READERS
from sanvat.places.models import Place
from sanvat.records.fields import Line, Name, Searchable, Text
from sanvat.records.hiding import hides
from sanvat.records.steps import Steps


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: User) -> AgreementQuerySet:
        """Those to which one's own body is a party or which it drafts, and those of the place in
        which one keeps the programme."""
        if not acts_as(user, *PROGRAMME_READERS):
            return self.none()
        assert user.acting is not None
        own = user.acting.organisation_id
        rows = Agreement.objects.order_by()
        seen = [
            Party.objects.order_by().filter(organisation=own).values("agreement"),
            rows.filter(drafted_for=own).values("pk"),
        ]
        if acts_as(user, *PROGRAMME_KEEPERS):
            seen.append(rows.filter(scope_places(user)).values("pk"))
        return self.filter(pk__in=seen[0].union(*seen[1:], all=True))

    def public(self) -> AgreementQuerySet:
        """Signed ones that their parties have made public."""
        return self.filter(is_public=True, state__in=Agreement.SIGNED_STATES)

    def with_counts(self, day: date) -> AgreementQuerySet:
        """Each with how many items it has (`items_count`), how many of them the other side has
        confirmed (`confirmed_count`), and how many are `overdue_count` on that day."""
        late = Q(items__state__in=("open", "returned")) & (
            Q(items__due_on__lt=day) | Q(items__due_on__isnull=True, ends_on__lt=day)
        )
        bound = ~Q(state__in=Agreement.DRAFTED_STATES)
        return self.annotate(
            items_count=Count("items"),
            confirmed_count=Count("items", filter=Q(items__state="confirmed")),
            overdue_count=Count("items", filter=late & bound),
        )

    def urgent_first(self, urgent: models.QuerySet[Any]) -> AgreementQuerySet:
        """Those among `urgent` (keys of agreements), then those that run, the newest first."""
        return self.annotate(
            rank=Case(
                When(pk__in=urgent, then=Value(0)),
                When(state__in=Agreement.OPEN_STATES, then=Value(1)),
                default=Value(2),
            )
        ).order_by("rank", "-starts_on", "-pk")


class Agreement(models.Model):
    """A term regulation, or a programme of one year, perhaps under one.

    `place`: where it is carried out, as of its own day. `continues`: the agreement whose work it
    goes on with. `confirm_rule`: who must confirm what one side says is done.
    `signing_event`: the event at which it was signed, where there was one.
    """

    class Kind(models.TextChoices):
        REGULATION = "regulation", _("quy chế phối hợp")
        PROGRAMME = "programme", _("chương trình phối hợp")

    class State(models.TextChoices):
        DRAFT = "draft", _("đang soạn")
        COMMENTING = "commenting", _("đang lấy ý kiến")
        SIGNED = "signed", _("đã ký")
        RUNNING = "running", _("đang thực hiện")
        REVIEWED = "reviewed", _("đã tổng kết")
        CLOSED = "closed", _("đã kết thúc")
        RENEWED = "renewed", _("đã ký tiếp")

    class ConfirmRule(models.TextChoices):
        ANY = "any", _("một bên khác xác nhận là đủ")
        ALL = "all", _("mọi bên phối hợp của nội dung cùng xác nhận")

    class Every(models.TextChoices):
        MONTH = "month", _("hằng tháng")
        QUARTER = "quarter", _("hằng quý")
        HALF = "half", _("sáu tháng")
        YEAR = "year", _("hằng năm")

    DRAFTED_STATES: ClassVar = (State.DRAFT, State.COMMENTING)
    SIGNED_STATES: ClassVar = (
        *(State.SIGNED, State.RUNNING, State.REVIEWED, State.CLOSED, State.RENEWED),
    )
    OPEN_STATES: ClassVar = (*DRAFTED_STATES, State.SIGNED, State.RUNNING, State.REVIEWED)
    STEPS: ClassVar = Steps(
        {
            State.DRAFT: (State.COMMENTING,),
            State.COMMENTING: (State.COMMENTING, State.SIGNED),
            State.SIGNED: (State.RUNNING,),
            State.RUNNING: (State.REVIEWED,),
            State.REVIEWED: (State.CLOSED, State.RENEWED),
            State.CLOSED: (State.RENEWED,),
        },
        refuses={
            State.DRAFT: (
                "agreement-draft",
                _("Văn bản này còn là bản soạn. Hãy gửi các bên lấy ý kiến trước."),
            ),
            State.COMMENTING: (
                "agreement-commenting",
                _("Văn bản này đang lấy ý kiến. Hãy ký xong rồi làm việc này."),
            ),
            State.SIGNED: (
                "agreement-signed",
                _("Văn bản này đã ký nhưng chưa đến ngày thực hiện. Hãy đợi ngày bắt đầu."),
            ),
            State.RUNNING: (
                "agreement-running",
                _("Văn bản này đã ký và đang thực hiện. Muốn sửa, các bên hãy ký phụ lục."),
            ),
            State.REVIEWED: (
                "agreement-reviewed",
                _("Văn bản này đã tổng kết. Việc còn dở hãy chuyển sang văn bản năm sau."),
            ),
            State.CLOSED: (
                "agreement-closed",
                _("Văn bản này đã kết thúc. Việc còn dở hãy chuyển sang văn bản năm sau."),
            ),
            State.RENEWED: (
                "agreement-renewed",
                _("Các bên đã ký văn bản tiếp theo. Hãy làm việc này ở văn bản ấy."),
            ),
        },
    )

    kind = models.CharField(_("loại"), max_length=10, choices=Kind, default=Kind.PROGRAMME)
    regulation = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("theo quy chế"),
    )
    continues = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name=_("tiếp nối"),
    )
    title = Name(_("tên văn bản"), max_length=300)
    theme = Text(_("chủ đề"), max_length=500, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    grounds = Text(_("căn cứ"), max_length=5000, blank=True)
    purpose = Text(_("mục đích, yêu cầu"), max_length=5000, blank=True)
    meets_every = models.CharField(
        _("họp giao ban"), max_length=8, choices=Every, default=Every.QUARTER
    )
    reports_every = models.CharField(
        _("báo cáo"), max_length=8, choices=Every, default=Every.QUARTER
    )
    money = Text(_("kinh phí"), max_length=3000, blank=True)
    effect = Text(_("hiệu lực"), max_length=3000, blank=True)
    confirm_rule = models.CharField(
        _("cách xác nhận"), max_length=4, choices=ConfirmRule, default=ConfirmRule.ANY
    )
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.DRAFT)
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("văn bản đã ký"),
    )
    signing_event = models.ForeignKey(
        Event,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements_signed",
        verbose_name=_("ký tại"),
    )
    is_public = models.BooleanField(_("công khai"), default=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người soạn")
    )
    drafted_for = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("cơ quan soạn")
    )
    drafted_at = models.DateTimeField(_("soạn lúc"))
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    searchable = Searchable("title", "theme", max_length=900)

    objects: ClassVar[Any] = AgreementQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()
    TEXT: ClassVar = (
        *("kind", "regulation", "title", "theme", "place", "starts_on", "ends_on", "grounds"),
        *("purpose", "meets_every", "reports_every", "money", "effect", "confirm_rule"),
    )
    EDITED: ClassVar = (
        *("title", "theme", "starts_on", "ends_on", "grounds", "purpose"),
        *("meets_every", "reports_every", "money", "effect", "confirm_rule"),
    )

    class Meta:
        verbose_name = _("chương trình, quy chế phối hợp")
        verbose_name_plural = _("chương trình, quy chế phối hợp")
        ordering: ClassVar = ["-starts_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="agreement_ends_after_it_began",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Ngày cuối không trước ngày đầu."),
            ),
            models.CheckConstraint(
                name="agreement_public_when_signed",
                condition=Q(is_public=False) | ~Q(state__in=("draft", "commenting")),
                violation_error_message=_("Chỉ văn bản đã ký mới được công khai."),
            ),
            models.CheckConstraint(
                name="agreement_regulation_stands_alone",
                condition=Q(kind="programme") | Q(regulation__isnull=True),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="agreement_by_day", fields=["-starts_on", "-id"]),
            models.Index(name="agreement_public", fields=["id"], condition=Q(is_public=True)),
            models.Index(
                name="agreement_commenting",
                fields=["drafted_for"],
                condition=Q(state="commenting"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_drafted(self) -> bool:
        """Whether its text may still be changed without an annex."""
        return self.state in self.DRAFTED_STATES

    @property
    def year(self) -> int:
        return self.starts_on.year

    @property
    def grounds_list(self) -> list[str]:
        """The grounds, a line each."""
        return [line for line in self.grounds.splitlines() if line.strip()]


class Party(models.Model):
    """A body that agrees: who stands for it, in which capacity, and what it takes upon itself."""

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="parties", verbose_name=_("văn bản")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="agreed", verbose_name=_("cơ quan, tổ chức")
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    representative = Line(_("người đại diện"), max_length=150, blank=True)
    position = Line(_("chức vụ"), max_length=150, blank=True)
    capacity = Line(_("tư cách ký"), max_length=150, blank=True)
    duties = Text(_("trách nhiệm"), max_length=5000, blank=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("representative", "position", "capacity", "duties")

    class Meta:
        verbose_name = _("bên phối hợp")
        verbose_name_plural = _("bên phối hợp")
        ordering: ClassVar = ["order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="party_once",
                fields=["agreement", "organisation"],
                violation_error_message=_("Cơ quan này đã là một bên của văn bản."),
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name
