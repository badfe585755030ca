"""The review at the end of an agreement, and the reports that were issued on the way."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.agreements.models.agreements import Agreement, Party
from sanvat.agreements.models.items import Item
from sanvat.indicators.models import Indicator, KeptPaper
from sanvat.records.fields import Line, Text
from sanvat.records.hiding import hides


class Review(models.Model):
    """One agreement looked back upon. Each party signs it; from the first signature it is frozen.

    `concerns_handled` is a number somebody reports, and `concerns_source` says who and where.
    """

    agreement = models.OneToOneField(
        Agreement, models.PROTECT, related_name="review", verbose_name=_("văn bản")
    )
    concerns_handled = models.PositiveIntegerField(
        _("kiến nghị, phản ánh đã giải quyết"), null=True, blank=True
    )
    concerns_source = Line(_("số này do ai báo, theo văn bản nào"), max_length=300, blank=True)
    weaknesses = Text(_("hạn chế"), max_length=5000, blank=True)
    proposals = Text(_("kiến nghị, đề xuất"), max_length=5000, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người lập")
    )
    written_at = models.DateTimeField(_("lập lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("concerns_handled", "concerns_source", "weaknesses", "proposals")

    class Meta:
        verbose_name = _("tổng kết")
        verbose_name_plural = _("tổng kết")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="review_number_says_its_source",
                condition=Q(concerns_handled__isnull=True) | ~Q(concerns_source=""),
                violation_error_message=_("Hãy ghi số này do ai báo, theo văn bản nào."),
            )
        ]

    def __str__(self) -> str:
        return str(self.agreement)


class ReviewLine(models.Model):
    """How the review judges one item. "Done" needs the confirmation of the other side, and
    PostgreSQL holds that; anything less says why."""

    class Mark(models.TextChoices):
        DONE = "done", _("hoàn thành")
        PARTLY = "partly", _("hoàn thành một phần")
        NOT = "not", _("chưa thực hiện")

    review = models.ForeignKey(
        Review, models.CASCADE, related_name="lines", verbose_name=_("tổng kết")
    )
    item = models.OneToOneField(
        Item, models.PROTECT, related_name="reviewed", verbose_name=_("nội dung")
    )
    mark = models.CharField(_("đánh giá"), max_length=6, choices=Mark)
    reason = Text(_("lý do"), max_length=2000, blank=True)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("item_id", "mark", "reason")

    class Meta:
        verbose_name = _("đánh giá một nội dung")
        verbose_name_plural = _("đánh giá các nội dung")
        ordering: ClassVar = ["item__number", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="review_line_says_why",
                condition=Q(mark="done") | ~Q(reason=""),
                violation_error_message=_("Hãy ghi vì sao chưa hoàn thành."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.item.number}: {self.get_mark_display()}"


class ReviewFigure(models.Model):
    """A measure as it stood at the end: of the library where it has one, with its source."""

    review = models.ForeignKey(
        Review, models.CASCADE, related_name="figures", verbose_name=_("tổng kết")
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chỉ tiêu"),
    )
    name = Line(_("tên số liệu"), max_length=200)
    value = models.DecimalField(_("giá trị"), max_digits=18, decimal_places=4)
    unit = Line(_("đơn vị tính"), max_length=40, blank=True)
    day = models.DateField(_("tính đến ngày"))
    source = Line(_("nguồn"), max_length=300)

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("name", "value", "unit", "day", "source")

    class Meta:
        verbose_name = _("số liệu tổng kết")
        verbose_name_plural = _("số liệu tổng kết")
        ordering: ClassVar = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.name}: {self.value} {self.unit}".strip()


class ReviewSignature(models.Model):
    """A party stands by the review."""

    review = models.ForeignKey(
        Review, models.PROTECT, related_name="signatures", verbose_name=_("tổng kết")
    )
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="review_signatures", verbose_name=_("bên")
    )
    person_name = Line(_("người ký"), max_length=150)
    position = Line(_("chức vụ"), max_length=150, blank=True)
    signed_on = models.DateField(_("ngày ký"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    entered_at = models.DateTimeField(_("ghi lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("chữ ký tổng kết")
        verbose_name_plural = _("chữ ký tổng kết")
        ordering: ClassVar = ["party__order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="review_signed_once", fields=["review", "party"])
        ]

    def __str__(self) -> str:
        return self.person_name


class IssuedReport(models.Model):
    """A report as it was issued: of a period, or the review once every party has signed it. It
    stays, with the rows behind each figure."""

    class Kind(models.TextChoices):
        PERIOD = "period", _("báo cáo theo kỳ")
        REVIEW = "review", _("báo cáo tổng kết")

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="issued_reports", verbose_name=_("văn bản")
    )
    kind = models.CharField(_("loại"), max_length=6, choices=Kind)
    first = models.DateField(_("từ ngày"))
    last = models.DateField(_("đến hết ngày"))
    kept = models.OneToOneField(
        KeptPaper, models.PROTECT, related_name="+", verbose_name=_("văn bản đã chốt")
    )
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người chốt")
    )
    issued_at = models.DateTimeField(_("chốt lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("báo cáo đã chốt")
        verbose_name_plural = _("báo cáo đã chốt")
        ordering: ClassVar = ["-last", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="issued_report_ends_after_it_began", condition=Q(last__gte=F("first"))
            ),
            models.UniqueConstraint(
                name="issued_review_once", fields=["agreement"], condition=Q(kind="review")
            ),
        ]

    def __str__(self) -> str:
        return str(self.kept)
