"""How many producers and products there are, kept by the database as they come, change and go.

A first page of the country, or the number above a list, would else read every product there is.
The triggers stand in the migrations `0006_tallies` and `0007_days_of_provinces`;
`products.tallies` asks, compares and repairs.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.places.models import Level
from sanvat.records.hiding import hides

NO_DAY = date(9999, 12, 31)
"""Stands for the last day of what has none, so that days can be compared."""

COUNTRY = "/"


class Tally(models.Model):
    """So many producers of a legal form, or products of a group, in one state, in one `scope`.

    A scope is the lineage of a place: the country ("/"), a province, or the unit itself in which
    the row lies. The same things may be counted in several rows, which are added up: whoever
    writes never waits for somebody else who counts, and puts together what nobody else holds.
    """

    class What(models.TextChoices):
        PRODUCER = "producer", _("chủ thể")
        PRODUCT = "product", _("sản phẩm")

    scope = models.CharField(_("phạm vi"), max_length=60, db_collation="C")
    level = models.CharField(_("cấp"), max_length=10, choices=Level, blank=True)
    what = models.CharField(_("đếm gì"), max_length=10, choices=What)
    kind = models.CharField(_("loại"), max_length=40, blank=True)
    state = models.CharField(_("tình trạng"), max_length=10)
    count = models.IntegerField(_("số lượng"))

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("số đếm")
        verbose_name_plural = _("số đếm")
        indexes: ClassVar = [
            models.Index(
                name="tally_of_scope",
                fields=["scope", "what", "kind", "state"],
                include=["count"],
            ),
            models.Index(
                name="tally_of_provinces",
                fields=["what", "scope"],
                include=["count"],
                condition=Q(level=Level.PROVINCE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.what}: {self.count}"


class DayTally(models.Model):
    """So many products of a group, with these stars (0: none) and in one state, whose recognition
    runs out on a day, or in the month that begins on it. Scopes as above, without the units: they
    have few products, which are counted when asked for.

    Months are kept beside days so that the future of a country is some sixty rows and not the
    days of five years.
    """

    scope = models.CharField(_("phạm vi"), max_length=60, db_collation="C")
    is_month = models.BooleanField(_("cả tháng"))
    day = models.DateField(_("hết hạn"))
    group = models.CharField(_("ngành"), max_length=10, blank=True)
    stars = models.PositiveSmallIntegerField(_("hạng sao"))
    state = models.CharField(_("tình trạng"), max_length=10)
    count = models.IntegerField(_("số lượng"))

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("số đếm theo ngày hết hạn")
        verbose_name_plural = _("số đếm theo ngày hết hạn")
        indexes: ClassVar = [
            models.Index(
                name="day_tally_of_scope",
                fields=["scope", "is_month", "day", "group", "stars", "state"],
                include=["count"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.day}: {self.count}"
