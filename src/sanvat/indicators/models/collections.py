"""Collections: who is asked for which indicators, by when, and who approves what they say."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.indicators.models.library import Indicator
from sanvat.indicators.periods import FIRST_YEAR, LAST_YEAR, Every, ReportPeriod
from sanvat.instruments.models import Instrument
from sanvat.parties.access import acts_as
from sanvat.parties.models import Organisation, User
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.models import Level, Place, around, within
from sanvat.records.fields import Name, Text
from sanvat.records.hiding import hides
from sanvat.records.steps import Steps


def _near(user: User, path: str) -> Q:
    """What lies in the place somebody keeps the programme in, or in what that lies in; the whole
    country is near to everybody."""
    if not acts_as(user, *PROGRAMME_KEEPERS) or user.acting is None:
        return Q(pk__in=[])
    own = user.acting.place
    if own is None:
        return Q()
    return Q(**{f"{path}__isnull": True}) | within(own, path) | around(own, path)


class CollectionQuerySet(models.QuerySet["Collection"]):
    def visible_to(self, user: User) -> CollectionQuerySet:
        """Those of one's own place and of the places it lies in; drafts to the body that writes
        them."""
        if not user.is_authenticated or user.acting is None:
            return self.none()
        own = Q(organisation=user.acting.organisation_id)
        return self.filter(_near(user, "place"), own | ~Q(state=Collection.State.DRAFT))


class Collection(models.Model):
    """One asking for values: of these indicators, for this period, of these units.

    `levels`: whose word a report needs in turn before its values count; the level of the place
    somebody acts for, "country" for the centre.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("đang soạn")
        OPEN = "open", _("đang thu")
        LOCKED = "locked", _("đã khóa kỳ")

    class Approver(models.TextChoices):
        COMMUNE = "commune", _("xã")
        DISTRICT = "district", _("huyện")
        PROVINCE = "province", _("tỉnh")
        COUNTRY = "country", _("trung ương")

    STEPS: ClassVar = Steps(
        {State.DRAFT: (State.OPEN,), State.OPEN: (State.LOCKED,)},
        refuses={
            State.DRAFT: (
                "collection-draft",
                _("Đợt thu thập này còn đang soạn. Hãy mở đợt cho các đơn vị trước."),
            ),
            State.OPEN: (
                "collection-open",
                _(
                    "Đợt thu thập này đang mở cho các đơn vị nên phần này không sửa được "
                    "nữa. Hãy lập đợt khác."
                ),
            ),
            State.LOCKED: (
                "collection-locked",
                _(
                    "Kỳ số liệu này đã khóa. Nếu một đơn vị cần sửa, hãy xin cơ quan mở đợt cho "
                    "đơn vị ấy sửa thêm."
                ),
            ),
        },
    )

    name = Name(_("tên đợt"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("cơ quan thu thập")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    every = models.CharField(_("kỳ"), max_length=8, choices=Every)
    year = models.PositiveSmallIntegerField(_("năm"))
    part = models.PositiveSmallIntegerField(_("kỳ thứ"), default=1)
    level = models.CharField(_("cấp báo cáo"), max_length=10, choices=Level, default=Level.COMMUNE)
    due_on = models.DateField(_("hạn gửi"))
    levels = ArrayField(
        models.CharField(max_length=10, choices=Approver),
        verbose_name=_("các cấp duyệt"),
        default=list,
        blank=True,
    )
    by_another = models.BooleanField(
        _("người duyệt khác người gửi"),
        default=True,
        help_text=_("Mặc định của hệ thống; cơ quan bỏ được khi đơn vị chỉ có một cán bộ."),
    )
    guidance = Text(_("hướng dẫn"), max_length=2000, blank=True)
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản"),
    )
    state = models.CharField(_("trạng thái"), max_length=8, choices=State, default=State.DRAFT)
    opened_at = models.DateTimeField(_("mở lúc"), null=True, blank=True)
    locked_at = models.DateTimeField(_("khóa lúc"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("dữ liệu trình diễn"), default=False)

    objects: ClassVar[Any] = CollectionQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = (
        *("name", "every", "year", "part", "level", "due_on", "levels", "by_another", "guidance"),
        "instrument_id",
    )

    class Meta:
        verbose_name = _("đợt thu thập số liệu")
        verbose_name_plural = _("đợt thu thập số liệu")
        ordering: ClassVar = ["-year", "-part", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="collection_has_a_year",
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                violation_error_message=_("Năm này không thuộc những năm ghi được số liệu."),
            ),
            models.CheckConstraint(
                name="collection_part_of_its_year",
                condition=Q(every=Every.YEAR, part=1)
                | Q(every=Every.HALF, part__gte=1, part__lte=2)
                | Q(every=Every.QUARTER, part__gte=1, part__lte=4)
                | Q(every=Every.MONTH, part__gte=1, part__lte=12),
                violation_error_message=_("Năm không có kỳ thứ này."),
            ),
            models.CheckConstraint(
                name="collection_locked_says_when",
                condition=Q(state="locked", locked_at__isnull=False)
                | (~Q(state="locked") & Q(locked_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def period(self) -> ReportPeriod:
        return ReportPeriod(self.every, self.year, self.part)

    @property
    def approvers(self) -> str:
        """The levels of approval in words, in their order."""
        return ", ".join(str(self.Approver(level).label) for level in self.levels)

    @property
    def is_locked(self) -> bool:
        return self.state == self.State.LOCKED


class Asked(models.Model):
    """One line of a collection's form: an indicator, and what is checked about its value."""

    collection = models.ForeignKey(
        Collection, models.CASCADE, related_name="asked", verbose_name=_("đợt thu thập")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="asked", verbose_name=_("chỉ tiêu")
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    is_required = models.BooleanField(_("phải ghi"), default=True)
    change_percent = models.PositiveSmallIntegerField(
        _("hỏi lý do khi thay đổi quá (%)"), null=True, blank=True
    )
    part_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("là một phần của"),
    )
    at_most = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("không lớn hơn"),
    )

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("chỉ tiêu được hỏi")
        verbose_name_plural = _("chỉ tiêu được hỏi")
        ordering: ClassVar = ["order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collection", "indicator"], name="asked_once"),
            models.CheckConstraint(
                name="asked_not_of_itself",
                condition=(Q(part_of=None) | ~Q(part_of=F("id")))
                & (Q(at_most=None) | ~Q(at_most=F("id"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collection}: {self.indicator}"


class ValueReportQuerySet(models.QuerySet["ValueReport"]):
    def visible_to(self, user: User) -> ValueReportQuerySet:
        """Those of the units in one's place, of collections one sees."""
        if not user.is_authenticated or user.acting is None:
            return self.none()
        seen = Collection.objects.visible_to(user).order_by().values("pk")
        rows = self.filter(collection__in=seen)
        own = user.acting.place
        return rows if own is None else rows.filter(place__lineage__startswith=own.lineage)

    def late_on(self, day: date) -> ValueReportQuerySet:
        return self.filter(state__in=ValueReport.TO_DO, collection__due_on__lt=day)


class ValueReport(models.Model):
    """What one unit says in a collection, and how far it has come."""

    class State(models.TextChoices):
        OPEN = "open", _("chưa gửi")
        SUBMITTED = "submitted", _("chờ duyệt")
        RETURNED = "returned", _("trả lại")
        APPROVED = "approved", _("đã duyệt")

    TO_DO: ClassVar = (State.OPEN, State.RETURNED)
    STEPS: ClassVar = Steps(
        {
            State.OPEN: (State.OPEN, State.SUBMITTED),
            State.RETURNED: (State.RETURNED, State.SUBMITTED),
            State.SUBMITTED: (State.SUBMITTED, State.RETURNED, State.APPROVED),
            State.APPROVED: (State.RETURNED,),
        },
        refuses=(
            "report-state",
            _(
                "Báo cáo này đang ở trạng thái “%(state)s” nên không làm việc này được. "
                "Hãy tải lại trang."
            ),
        ),
    )

    collection = models.ForeignKey(
        Collection, models.PROTECT, related_name="reports", verbose_name=_("đợt thu thập")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="+", verbose_name=_("đơn vị báo cáo")
    )
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.OPEN)
    passed = models.PositiveSmallIntegerField(_("số cấp đã duyệt"), default=0)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người gửi"),
    )
    submitted_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("nhắc lúc"), null=True, blank=True)

    objects: ClassVar[Any] = ValueReportQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("báo cáo số liệu")
        verbose_name_plural = _("báo cáo số liệu")
        ordering: ClassVar = ["collection", "place__sort_key", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collection", "place"], name="report_once_of_a_unit"),
        ]
        indexes: ClassVar = [
            models.Index(name="report_queue", fields=["place", "state"]),
            models.Index(name="report_progress", fields=["collection", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.collection}: {self.place}"

    @property
    def awaits(self) -> str:
        """The level whose word it waits for; "" where it waits for none."""
        levels = self.collection.levels
        waits = self.state == self.State.SUBMITTED and self.passed < len(levels)
        return levels[self.passed] if waits else ""


class Approval(models.Model):
    """That somebody approved a report for their level, or gave it back and said why."""

    report = models.ForeignKey(
        ValueReport, models.PROTECT, related_name="approvals", verbose_name=_("báo cáo")
    )
    level = models.CharField(_("cấp"), max_length=10, choices=Collection.Approver)
    is_yes = models.BooleanField(_("đồng ý"))
    reason = Text(_("lý do"), max_length=1000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người duyệt")
    )
    at = models.DateTimeField(_("lúc"))

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("lần duyệt báo cáo")
        verbose_name_plural = _("lần duyệt báo cáo")
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="approval_no_says_why",
                condition=Q(is_yes=True) | ~Q(reason=""),
                violation_error_message=_("Hãy ghi lý do trả lại."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_level_display()}"


class Grace(models.Model):
    """That one unit may still write into a locked period, until a day, and why."""

    collection = models.ForeignKey(
        Collection, models.PROTECT, related_name="graces", verbose_name=_("đợt thu thập")
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    until = models.DateField(_("đến hết ngày"))
    reason = Text(_("lý do"), max_length=1000)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người cho phép")
    )
    granted_at = models.DateTimeField(_("cho phép lúc"))

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("cho sửa sau khi khóa")
        verbose_name_plural = _("cho sửa sau khi khóa")
        ordering: ClassVar = ["-granted_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="grace_says_why", condition=~Q(reason="")),
        ]
        indexes: ClassVar = [models.Index(name="grace_of_unit", fields=["collection", "place"])]

    def __str__(self) -> str:
        return f"{self.collection}: {self.place}"
