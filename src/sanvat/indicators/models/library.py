"""Indicators: what is measured, and how."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanvat.indicators import periods
from sanvat.indicators.amounts import MOST_DECIMALS
from sanvat.indicators.countable import Countable, countables
from sanvat.parties.access import acts_as
from sanvat.parties.models import Organisation, User
from sanvat.parties.roles import PROGRAMME_READERS
from sanvat.records.fields import Line, Name, Text
from sanvat.records.hiding import hides
from sanvat.records.secrets import PLAIN


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user: User) -> IndicatorQuerySet:
        """All to those who carry the programme; what is published to everybody."""
        if user.is_authenticated and acts_as(user, *PROGRAMME_READERS):
            return self
        return self.published()

    def published(self) -> IndicatorQuerySet:
        return self.filter(is_published=True)

    def reported(self) -> IndicatorQuerySet:
        return self.filter(countable="")


class Indicator(models.Model):
    """One measure of the library: counted from records, or reported by bodies.

    Counted: `countable` is the key of what a room counts, `choices` what is chosen among its
    rows. Reported: both are empty, and values come in by period. `definition`, `source_note` and
    `valid` are those of now; those before stand in `Definition`.
    """

    class Direction(models.TextChoices):
        UP = "up", _("càng cao càng tốt")
        DOWN = "down", _("càng thấp càng tốt")
        NONE = "none", _("không xét cao thấp")

    Every: ClassVar = periods.Every

    code = Line(_("mã"), max_length=40, unique=True)
    name = Name(_("tên chỉ tiêu"), max_length=200)
    unit = Line(_("đơn vị tính"), max_length=40)
    definition = Text(_("định nghĩa"), max_length=2000, blank=True)
    source_note = Text(_("nguồn"), max_length=500, blank=True)
    direction = models.CharField(_("chiều"), max_length=5, choices=Direction, default=Direction.UP)
    every = models.CharField(
        _("kỳ"), max_length=8, choices=periods.Every, default=periods.Every.YEAR
    )
    countable = models.CharField(_("đếm từ"), max_length=60, blank=True)
    choices = models.JSONField(_("lọc"), default=dict, blank=True)
    decimals = models.PositiveSmallIntegerField(_("số chữ số thập phân"), default=0)
    valid = DateRangeField(_("định nghĩa có hiệu lực"), null=True, blank=True)
    least = models.DecimalField(
        _("nhỏ nhất"), max_digits=18, decimal_places=MOST_DECIMALS, null=True, blank=True
    )
    most = models.DecimalField(
        _("lớn nhất"), max_digits=18, decimal_places=MOST_DECIMALS, null=True, blank=True
    )
    adds_up = models.BooleanField(
        _("cộng được theo địa bàn"),
        default=True,
        help_text=_("Tỷ lệ và bình quân thì không: tỷ lệ của tỉnh không phải tổng của các xã."),
    )
    # A ratio: what is above the line, what below, and for how many of it.
    numerator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tử số")
    )
    denominator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mẫu số")
    )
    per = models.PositiveIntegerField(_("tính trên"), default=100)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cơ quan đặt chỉ tiêu"),
        help_text=_("Để trống là chỉ tiêu chung của hệ thống."),
    )
    is_published = models.BooleanField(_("công bố số liệu"), default=False)

    objects: ClassVar[Any] = IndicatorQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides(code=PLAIN)
    EDITED: ClassVar = (
        *("name", "unit", "direction", "every", "countable", "choices", "decimals", "least"),
        *("most", "adds_up", "numerator_id", "denominator_id", "per", "is_published"),
    )

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(name="indicator_decimals", condition=Q(decimals__lte=4)),
            models.CheckConstraint(
                name="indicator_ratio_of_two",
                condition=Q(numerator=None, denominator=None)
                | Q(numerator__isnull=False, denominator__isnull=False, per__gte=1),
                violation_error_message=_("Tỷ lệ cần cả tử số và mẫu số."),
            ),
            models.CheckConstraint(
                name="indicator_least_below_most",
                condition=Q(least=None) | Q(most=None) | Q(most__gte=F("least")),
                violation_error_message=_("Số lớn nhất không nhỏ hơn số nhỏ nhất."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_counted(self) -> bool:
        return bool(self.countable)

    @property
    def is_ratio(self) -> bool:
        return self.numerator_id is not None

    @property
    def counts(self) -> Countable | None:
        """What it counts; None where it is reported, or no room counts such a thing any more."""
        return countables().get(self.countable)


class Definition(models.Model):
    """What an indicator means during some days: a new one is another row, and a value keeps the
    one that held on the last day of its period."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="definitions", verbose_name=_("chỉ tiêu")
    )
    text = Text(_("định nghĩa"), max_length=2000)
    source_note = Text(_("nguồn"), max_length=500, blank=True)
    valid = DateRangeField(_("hiệu lực"))

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("định nghĩa chỉ tiêu")
        verbose_name_plural = _("định nghĩa chỉ tiêu")
        ordering: ClassVar = ["indicator", "-valid"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="definition_one_a_day",
                expressions=[
                    ("indicator", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="definition_has_days", condition=Q(valid__isempty=False)),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.text[:60]}"

    def holds_on(self, day: date) -> bool:
        lower, upper = self.valid.lower, self.valid.upper
        return (lower is None or lower <= day) and (upper is None or day < upper)
