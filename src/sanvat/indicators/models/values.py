"""What was said of an indicator, a unit and a period; and what of that counts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.indicators.amounts import value_of
from sanvat.indicators.models.collections import ValueReport
from sanvat.indicators.models.library import Indicator
from sanvat.indicators.periods import ReportPeriod
from sanvat.places.models import Level, Place
from sanvat.records.fields import Text
from sanvat.records.hiding import hides
from sanvat.records.secrets import PLAIN


class Figure(models.Model):
    """One saying of a value; another saying is the next revision, and none is ever changed.

    `amount` is in ten-thousandths (`amounts`), None where nothing is said any more. Only that it
    was approved is added later. PostgreSQL refuses one in a locked period without a grace.
    """

    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        related_name="figures",
        db_index=False,  # the constraint below has it
        verbose_name=_("chỉ tiêu"),
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    year = models.PositiveSmallIntegerField(_("năm"))
    part = models.PositiveSmallIntegerField(_("kỳ thứ"), default=1)
    revision = models.PositiveSmallIntegerField(_("lần ghi"))
    amount = models.BigIntegerField(_("giá trị"), null=True, blank=True)
    comment = Text(_("ghi chú"), max_length=1000, blank=True)
    report = models.ForeignKey(
        ValueReport,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("báo cáo"),
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    noted_at = models.DateTimeField(_("ghi lúc"))
    approved_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)

    JOURNAL_HIDES: ClassVar = hides()
    EDITED: ClassVar = ("indicator_id", "amount", "comment")

    class Meta:
        verbose_name = _("lần ghi số liệu")
        verbose_name_plural = _("lần ghi số liệu")
        ordering: ClassVar = ["indicator", "place", "year", "part", "revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "place", "year", "part", "revision"], name="figure_once"
            ),
            models.CheckConstraint(name="figure_counted_from_one", condition=Q(revision__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.place}: {self.value}"

    @property
    def value(self) -> Decimal | None:
        return None if self.amount is None else value_of(self.amount)

    @property
    def period(self) -> ReportPeriod:
        return ReportPeriod(self.indicator.every, self.year, self.part)


class Value(models.Model):
    """The value that counts: the newest approved figure of an indicator, unit and period.

    A narrow table, for it holds millions: the amount lies in the index by which it is added up.
    """

    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        related_name="values",
        db_index=False,  # the constraint below has it
        verbose_name=_("chỉ tiêu"),
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    year = models.PositiveSmallIntegerField(_("năm"))
    part = models.PositiveSmallIntegerField(_("kỳ thứ"), default=1)
    amount = models.BigIntegerField(_("giá trị"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("số liệu")
        verbose_name_plural = _("số liệu")
        ordering: ClassVar = ["indicator", "year", "part", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "year", "part", "place"],
                name="value_once",
                include=["amount"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.place}: {self.value}"

    @property
    def value(self) -> Decimal:
        return value_of(self.amount)

    @property
    def period(self) -> ReportPeriod:
        return ReportPeriod(self.indicator.every, self.year, self.part)


class Total(models.Model):
    """Values added up by the province of their units' own day, which holds on any map; one row for
    each level of those units. PostgreSQL keeps it as values come and go."""

    indicator = models.ForeignKey(
        Indicator,
        models.CASCADE,
        related_name="+",
        db_index=False,  # the constraint below has it
        db_constraint=False,  # its values are held to it
        verbose_name=_("chỉ tiêu"),
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    part = models.PositiveSmallIntegerField(_("kỳ thứ"))
    home = models.CharField(_("tỉnh của đơn vị"), max_length=20)
    level = models.CharField(_("cấp"), max_length=10, choices=Level)
    amount = models.BigIntegerField(_("tổng"))
    count = models.IntegerField(_("số đơn vị"))

    JOURNAL_HIDES: ClassVar = hides(home=PLAIN)

    class Meta:
        verbose_name = _("số liệu cộng theo tỉnh")
        verbose_name_plural = _("số liệu cộng theo tỉnh")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "year", "part", "home", "level"], name="total_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.home}, {self.year}: {value_of(self.amount)}"
