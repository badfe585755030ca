"""Reports, and the figures they were issued with."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.instruments.models import Instrument
from sanvat.parties.access import acts_as, scope_places
from sanvat.parties.models import Organisation, User
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.models import Place
from sanvat.records.fields import Line
from sanvat.records.hiding import hides
from sanvat.records.models import StoredFile
from sanvat.records.steps import Steps
from sanvat.reports import layouts


class YearlyReportQuerySet(models.QuerySet["YearlyReport"]):
    def visible_to(self, user: User) -> YearlyReportQuerySet:
        """Those of the body one acts for; issued ones also to whoever keeps the programme in a
        place that theirs lies in."""
        if user.acting is None or not acts_as(user, *PROGRAMME_KEEPERS):
            return self.none()
        own = Q(organisation=user.acting.organisation_id)
        return self.filter(own | Q(scope_places(user), state=YearlyReport.State.ISSUED))


class YearlyReport(models.Model):
    """The account of a year in a place, drafted from what was counted and issued as a paper.

    `texts` has for each section what its writer made of the draft, with figures in braces. Issued,
    the papers, their `description` and the figures stay as they were that day.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("dự thảo")
        ISSUED = "issued", _("đã ban hành")

    STEPS: ClassVar = Steps(
        {State.DRAFT: [State.DRAFT, State.ISSUED]},
        refuses=(
            "report-issued",
            _("Báo cáo này đã ban hành nên giữ nguyên. Hãy lập báo cáo khác để bổ sung."),
        ),
    )

    layout = models.CharField(_("mẫu"), max_length=40)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="reports", verbose_name=_("cơ quan báo cáo")
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("địa bàn"),
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    first = models.DateField(_("từ ngày"))
    last = models.DateField(_("đến hết ngày"))
    counted_to = models.DateField(_("đếm đến hết ngày"))
    texts = models.JSONField(_("nội dung"), default=dict, blank=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.DRAFT)
    number = Line(_("số, ký hiệu"), max_length=60, blank=True)
    signer = Line(_("người ký"), max_length=150, blank=True)
    signer_position = Line(_("chức vụ người ký"), max_length=150, blank=True)
    drafted_at = models.DateTimeField(_("lập lúc"))
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người lập")
    )
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    instrument = models.OneToOneField(
        Instrument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report",
        verbose_name=_("văn bản"),
    )
    pdf = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="PDF"
    )
    word = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Word"
    )
    description = models.JSONField(_("nội dung văn bản"), null=True, blank=True)
    sheet = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Excel"
    )

    objects: ClassVar[Any] = YearlyReportQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("texts", "number", "signer", "signer_position", "last")

    class Meta:
        verbose_name = _("báo cáo")
        verbose_name_plural = _("báo cáo")
        ordering: ClassVar = ["-year", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="report_ends_after_it_began", condition=Q(last__gte=F("first"))
            ),
            models.CheckConstraint(
                name="report_issued_whole",
                condition=Q(
                    state="draft",
                    instrument=None,
                    pdf=None,
                    word=None,
                    sheet=None,
                    description__isnull=True,
                )
                | Q(
                    state="issued",
                    issued_on__isnull=False,
                    instrument__isnull=False,
                    description__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="report_has_all_files",
                condition=Q(pdf=None, word=None, sheet=None)
                | Q(pdf__isnull=False, word__isnull=False, sheet__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="report_of_place", fields=["place", "-year", "-id"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def form(self) -> layouts.Layout:
        return layouts.layout(self.layout)

    @property
    def title(self) -> str:
        return self.form.title.format(year=self.year)

    @property
    def is_issued(self) -> bool:
        return self.state == self.State.ISSUED


class ReportFigure(models.Model):
    """One figure of an issued report: what it said, and what stood behind it.

    `rows` are the rows counted as they were shown on that day (`indicators.models.KeptRow`), so
    that years later the list is still there, though products change and places merge.
    """

    report = models.ForeignKey(
        YearlyReport, models.CASCADE, related_name="figures", verbose_name=_("báo cáo")
    )
    name = models.CharField(_("tên"), max_length=40)
    countable = models.CharField(_("đếm từ"), max_length=60)
    choices = models.JSONField(_("lọc"), default=dict)
    value = models.DecimalField(_("giá trị"), max_digits=24, decimal_places=4)
    unit = Line(_("đơn vị tính"), max_length=40)
    definition = Line(_("định nghĩa"), max_length=2000)
    by_place = models.JSONField(_("theo địa bàn"), default=list)
    rows = models.JSONField(_("dòng"), default=list)

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("số liệu của báo cáo")
        verbose_name_plural = _("số liệu của báo cáo")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "name"], name="report_figure_once")
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.name}"
