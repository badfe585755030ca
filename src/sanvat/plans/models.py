"""Programmes, the yearly plans under them, and what the plans ask of whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.indicators.models import Indicator, KeptPaper
from sanvat.instruments.models import Instrument
from sanvat.parties.access import acts_as, scope_places
from sanvat.parties.models import Organisation, User
from sanvat.parties.roles import PROGRAMME_KEEPERS, PROGRAMME_READERS
from sanvat.places.models import Place
from sanvat.plans.ranges import Range
from sanvat.records.fields import Line, Name, Searchable, Text
from sanvat.records.hiding import hides
from sanvat.records.search import matching
from sanvat.records.secrets import PLAIN
from sanvat.records.steps import Steps


class Programme(models.Model):
    """What several years of plans carry out: "OCOP 2021–2025" of a province."""

    name = Name(_("tên chương trình"), max_length=200)
    first_year = models.PositiveSmallIntegerField(_("từ năm"))
    last_year = models.PositiveSmallIntegerField(_("đến năm"))
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="programmes", verbose_name=_("cơ quan")
    )
    grounds = models.ManyToManyField(
        Instrument, blank=True, related_name="programmes", verbose_name=_("căn cứ")
    )
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("name", "first_year", "last_year")

    class Meta:
        verbose_name = _("chương trình nhiều năm")
        verbose_name_plural = _("chương trình nhiều năm")
        ordering: ClassVar = ["-first_year", "name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="programme_years_in_order",
                condition=Q(last_year__gte=F("first_year")),
                violation_error_message=_("Năm cuối không trước năm đầu."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="programme_once",
                violation_error_message=_("Cơ quan này đã có chương trình cùng tên."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlanQuerySet(models.QuerySet["Plan"]):
    def public(self) -> PlanQuerySet:
        """Those that have been issued once: anybody may read them."""
        return self.filter(state__in=Plan.FROZEN)

    def in_force(self) -> PlanQuerySet:
        """Of every plan the version that holds: issued or reviewed, and not revised since."""
        return self.filter(state__in=Plan.IN_FORCE)

    def visible_to(self, user: User) -> PlanQuerySet:
        """What has been issued, for everybody at work here; drafts for those who keep the
        programme in the plan's place."""
        if user.acting is None:
            return self.none()
        frozen = Q(state__in=Plan.FROZEN)
        if not acts_as(user, *PROGRAMME_READERS):
            return self.filter(frozen)
        if acts_as(user, *PROGRAMME_KEEPERS):
            own = scope_places(user)
            return self.filter(frozen | own) if own else self.all()
        return self.filter(frozen | Q(organisation=user.acting.organisation_id))

    def search(self, text: str) -> PlanQuerySet:
        return self.filter(matching(text, "searchable", "place__searchable"))


class Plan(models.Model):
    """What a place or an organisation sets out to do in a year, under a programme.

    From the moment it is issued a plan never changes: a revision is a version of its own, which
    `replaces` the one before. Once issued, its targets and shares are frozen with it; what happens
    since (figures, results) stands in rows of its own.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("dự thảo")
        ISSUED = "issued", _("đã ban hành")
        REVISED = "revised", _("đã được điều chỉnh")
        REVIEWED = "reviewed", _("đã tổng kết")
        WITHDRAWN = "withdrawn", _("đã rút")

    IN_FORCE: ClassVar = (State.ISSUED, State.REVIEWED)
    FROZEN: ClassVar = (State.ISSUED, State.REVISED, State.REVIEWED)
    STEPS: ClassVar = Steps(
        {
            State.DRAFT: (State.DRAFT, State.ISSUED, State.WITHDRAWN),
            State.ISSUED: (State.REVISED, State.REVIEWED),
        },
        refuses={
            State.DRAFT: (
                "plan-draft",
                _("Kế hoạch này còn là dự thảo. Hãy ban hành trước."),
            ),
            State.ISSUED: (
                "plan-issued",
                _(
                    "Kế hoạch này đã ban hành nên không sửa được nữa. Hãy lập bản điều chỉnh, kèm "
                    "lý do."
                ),
            ),
            State.REVISED: (
                "plan-revised",
                _("Bản này đã được điều chỉnh, chỉ còn để xem. Hãy mở bản mới nhất."),
            ),
            State.REVIEWED: (
                "plan-reviewed",
                _("Kế hoạch này đã tổng kết, không sửa được nữa. Hãy lập kế hoạch năm sau."),
            ),
            State.WITHDRAWN: (
                "plan-withdrawn",
                _("Dự thảo này đã rút. Nếu làm tiếp, hãy lập kế hoạch mới."),
            ),
        },
    )

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="plans", verbose_name=_("chương trình")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="plans", verbose_name=_("cơ quan lập")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    title = Name(_("tên kế hoạch"), max_length=250)
    year = models.PositiveSmallIntegerField(_("năm"))
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    goals = Text(_("mục tiêu"), max_length=10_000, blank=True)
    tasks = Text(_("nhiệm vụ và phân công"), max_length=10_000, blank=True)
    decision = models.ForeignKey(
        Instrument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("văn bản ban hành"),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("theo kế hoạch cấp trên"),
    )
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveSmallIntegerField(_("lần ban hành"), default=1)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("thay bản"),
    )
    revision_reason = Text(_("lý do điều chỉnh"), max_length=2_000, blank=True)
    gap_reason = Text(_("lý do giao chưa khớp"), max_length=2_000, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    created_at = models.DateTimeField(_("lập lúc"))
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)
    searchable = Searchable("title", "year", max_length=300)

    objects: ClassVar[Any] = PlanQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = (
        *("title", "starts_on", "ends_on", "goals", "tasks", "parent_id", "state"),
        *("revision_reason",),
    )

    class Meta:
        verbose_name = _("kế hoạch năm")
        verbose_name_plural = _("kế hoạch năm")
        ordering: ClassVar = ["-year", "title", "-version", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "programme", "year"],
                name="plan_one_in_force",
                condition=Q(state__in=("issued", "reviewed")),
            ),
            models.UniqueConstraint(
                fields=["organisation", "programme", "year"],
                name="plan_one_draft",
                condition=Q(state="draft"),
            ),
            models.UniqueConstraint(
                fields=["replaces"], name="plan_revised_once", condition=~Q(state="withdrawn")
            ),
            models.CheckConstraint(
                name="plan_days_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Ngày cuối không trước ngày đầu."),
            ),
            models.CheckConstraint(
                name="plan_issued_has_its_day",
                condition=Q(state__in=("draft", "withdrawn"), issued_on__isnull=True)
                | Q(state__in=("issued", "revised", "reviewed"), issued_on__isnull=False),
            ),
            models.CheckConstraint(
                name="plan_revision_says_why",
                condition=Q(replaces__isnull=True, version=1)
                | (Q(replaces__isnull=False, version__gt=1) & ~Q(revision_reason="")),
                violation_error_message=_("Hãy ghi lý do điều chỉnh."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="plan_by_year", fields=["-year", "state"]),
            models.Index(name="plan_of_place", fields=["place", "-year"]),
        ]

    def __str__(self) -> str:
        if self.version > 1:
            return f"{self.title} (bản {self.version})"
        return self.title

    @property
    def is_frozen(self) -> bool:
        return self.state in self.FROZEN

    def period_part(self, day: date) -> Decimal:
        """How much of its days have passed at the end of this one, from 0 to 1."""
        days = (self.ends_on - self.starts_on).days + 1
        gone = (day - self.starts_on).days + 1
        return Decimal(min(max(gone, 0), days)) / days


class Asked(models.Model):
    """A range as two columns, and the check that it ends in order."""

    least = models.DecimalField(
        _("ít nhất"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    most = models.DecimalField(
        _("nhiều nhất"), max_digits=18, decimal_places=4, null=True, blank=True
    )

    class Meta:
        abstract = True

    @property
    def range(self) -> Range:
        return Range(self.least, self.most)


def range_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=(Q(least__isnull=True) | Q(least__gte=0))
        & (Q(most__isnull=True) | Q(most__gte=0))
        & (Q(least__isnull=True) | Q(most__isnull=True) | Q(most__gte=F("least"))),
        violation_error_message=_("Mức nhiều nhất không nhỏ hơn mức ít nhất, và không âm."),
    )


class Target(Asked):
    """One thing that a plan asks for: an indicator, or in plain words where none fits.

    `choices`: what is chosen among the rows of the indicator's countable, beside the indicator's
    own. `adds_up`: whether the figures of the units below sum up to the whole's; a rate's do not.
    """

    plan = models.ForeignKey(
        Plan, models.CASCADE, related_name="targets", verbose_name=_("kế hoạch")
    )
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("chỉ tiêu thống kê"),
    )
    name = Name(_("nội dung chỉ tiêu"), max_length=250)
    unit = Line(_("đơn vị tính"), max_length=40)
    choices = models.JSONField(_("lọc"), default=dict, blank=True)
    decimals = models.PositiveSmallIntegerField(_("số chữ số thập phân"), default=0)
    adds_up = models.BooleanField(_("các đơn vị cộng lại thành số chung"), default=True)
    priorities = Text(_("ưu tiên"), max_length=2_000, blank=True)
    responsible = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cơ quan chủ trì"),
    )
    note = Text(_("ghi chú"), max_length=2_000, blank=True)
    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = (
        *("name", "unit", "indicator_id", "choices", "decimals", "adds_up", "least", "most"),
        *("priorities", "responsible_id", "note"),
    )

    class Meta:
        verbose_name = _("chỉ tiêu kế hoạch")
        verbose_name_plural = _("chỉ tiêu kế hoạch")
        ordering: ClassVar = ["plan", "number", "id"]
        constraints: ClassVar = [
            range_in_order("target_range_in_order"),
            models.UniqueConstraint(fields=["plan", "number"], name="target_number_once"),
            models.CheckConstraint(name="target_decimals", condition=Q(decimals__lte=4)),
        ]

    def __str__(self) -> str:
        return self.name


class Share(Asked):
    """What of a target is given to one unit below; without a range it is not given yet."""

    target = models.ForeignKey(
        Target, models.CASCADE, related_name="shares", verbose_name=_("chỉ tiêu kế hoạch")
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    note = Text(_("ghi chú"), max_length=500, blank=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("place_id", "least", "most", "note")

    class Meta:
        verbose_name = _("phần giao")
        verbose_name_plural = _("phần giao")
        ordering: ClassVar = ["target", "place__sort_key", "id"]
        constraints: ClassVar = [
            range_in_order("share_range_in_order"),
            models.UniqueConstraint(fields=["target", "place"], name="share_once_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.target}, {self.place}"


class Adoption(models.Model):
    """That a target of a unit's own plan takes on what the plan above gives to that unit."""

    target = models.OneToOneField(
        Target, models.CASCADE, related_name="adoption", verbose_name=_("chỉ tiêu kế hoạch")
    )
    share = models.ForeignKey(
        Share, models.PROTECT, related_name="adoptions", verbose_name=_("phần giao")
    )

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("nhận chỉ tiêu")
        verbose_name_plural = _("nhận chỉ tiêu")

    def __str__(self) -> str:
        return str(self.target)


class Figure(models.Model):
    """What somebody reported of a target that no record counts, on a day; the latest holds.

    `place`: the unit below it is of; empty for the whole.
    """

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="figures", verbose_name=_("chỉ tiêu kế hoạch")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị")
    )
    day = models.DateField(_("tính đến ngày"))
    value = models.DecimalField(_("số đạt được"), max_digits=18, decimal_places=4)
    note = Text(_("nguồn, ghi chú"), max_length=1_000, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người báo")
    )
    reported_at = models.DateTimeField(_("báo lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("số báo cáo của chỉ tiêu")
        verbose_name_plural = _("số báo cáo của chỉ tiêu")
        ordering: ClassVar = ["target", "day", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="figure_not_below_nothing",
                condition=Q(value__gte=0),
                violation_error_message=_("Số đạt được không âm."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.value}"


class Review(models.Model):
    """How a plan ended, as whoever reviewed it saw it. `kept`: its report of that day, with the
    rows behind each figure."""

    plan = models.OneToOneField(
        Plan, models.PROTECT, related_name="review", verbose_name=_("kế hoạch")
    )
    day = models.DateField(_("tính đến ngày"))
    summary = Text(_("đánh giá chung"), max_length=10_000, blank=True)
    weaknesses = Text(_("hạn chế, nguyên nhân"), max_length=10_000, blank=True)
    proposals = Text(_("đề xuất, kiến nghị"), max_length=10_000, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người tổng kết")
    )
    reviewed_at = models.DateTimeField(_("tổng kết lúc"))
    kept = models.OneToOneField(
        KeptPaper, models.PROTECT, related_name="+", verbose_name=_("văn bản đã chốt")
    )

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("tổng kết kế hoạch")
        verbose_name_plural = _("tổng kết kế hoạch")

    def __str__(self) -> str:
        return str(self.plan)


class Result(models.Model):
    """The result of one target, with its figure as it stood on the day of the review.

    `units`: the same for each unit below, in the order of the shares: its key and name of that
    day, what it was given and had, in words.
    """

    class Outcome(models.TextChoices):
        REACHED = "reached", _("đạt")
        PARTLY = "partly", _("đạt một phần")
        NOT = "not", _("chưa đạt")

    review = models.ForeignKey(
        Review, models.CASCADE, related_name="results", verbose_name=_("tổng kết kế hoạch")
    )
    target = models.OneToOneField(
        Target, models.PROTECT, related_name="result", verbose_name=_("chỉ tiêu kế hoạch")
    )
    outcome = models.CharField(_("kết quả"), max_length=8, choices=Outcome)
    figure = models.DecimalField(
        _("số đạt được"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    is_counted = models.BooleanField(_("đếm từ bản ghi"), default=False)
    reason = Text(_("lý do"), max_length=2_000, blank=True)
    units = models.JSONField(_("các đơn vị"), default=list, blank=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides(units=PLAIN)

    class Meta:
        verbose_name = _("kết quả chỉ tiêu")
        verbose_name_plural = _("kết quả chỉ tiêu")
        ordering: ClassVar = ["review", "target__number", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="result_not_reached_says_why",
                condition=Q(outcome="reached") | ~Q(reason=""),
                violation_error_message=_("Hãy ghi lý do chưa đạt."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.get_outcome_display()}"
