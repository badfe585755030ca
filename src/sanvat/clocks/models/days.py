"""What offices add to the tables of days off: corrections, and years that were announced."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.parties.models import Organisation
from sanvat.places.models import Place
from sanvat.records.fields import Line
from sanvat.records.hiding import hides
from sanvat.rules.days_off import FIRST_YEAR, LAST_YEAR


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def in_force(self) -> CorrectionQuerySet:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at=None)

    def for_places(self, places: Iterable[Place | None]) -> CorrectionQuerySet:
        """Those that count in one of the places: of the country, and of every unit it lies in."""
        return self.of_units({each for place in places for each in above_and_itself(place)})

    def of_units(self, lineages: Iterable[str]) -> CorrectionQuerySet:
        """Those of the country, and of these units themselves."""
        return self.filter(Q(place=None) | Q(place__lineage__in=lineages))


def above_and_itself(place: Place | None) -> list[str]:
    """The lineages of the units a place lies in, its own last; of the country none."""
    units = place.lineage.strip("/").split("/") if place else []
    return ["/" + "/".join(units[: n + 1]) + "/" for n in range(len(units))]


class Correction(models.Model):
    """One day that is off, or worked, in a place; without a place in the country.

    Nothing is changed in one: it is withdrawn, and another one entered. Of two that speak of one
    day, that of the smaller place counts.
    """

    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("địa bàn")
    )
    day = models.DateField(_("ngày"))
    works = models.BooleanField(_("là ngày làm việc"), default=False)
    reason = Line(_("lý do"), max_length=200)
    paper = Line(_("số, ký hiệu văn bản"), max_length=60, blank=True)
    paper_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    made_for = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("ghi thay cho"),
    )
    made_at = models.DateTimeField(_("ghi lúc"))
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người rút"),
    )
    withdrawn_reason = Line(_("lý do rút"), max_length=200, blank=True)

    objects: ClassVar[Any] = CorrectionQuerySet.as_manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("ngày nghỉ điều chỉnh")
        verbose_name_plural = _("ngày nghỉ điều chỉnh")
        ordering: ClassVar = ["day", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="correction_once_in_a_place",
                fields=["place", "day"],
                condition=Q(withdrawn_at=None),
                nulls_distinct=False,
                violation_error_message=_("Ngày này đã được điều chỉnh ở địa bàn ấy."),
            ),
            models.CheckConstraint(
                name="correction_withdrawn_says_why",
                condition=Q(withdrawn_at=None)
                | (Q(withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
            ),
            models.CheckConstraint(name="correction_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.reason}"


class Announcement(models.Model):
    """A paper announced the days off of a year, before the shipped table has them."""

    year = models.PositiveSmallIntegerField(_("năm"), unique=True)
    paper = Line(_("số, ký hiệu văn bản"), max_length=60)
    issuer = Line(_("cơ quan ban hành"), max_length=200)
    issued_on = models.DateField(_("ngày ban hành"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    made_at = models.DateTimeField(_("ghi lúc"))

    objects: ClassVar[Any] = models.Manager()

    JOURNAL_HIDES: ClassVar = hides()

    class Meta:
        verbose_name = _("công bố ngày nghỉ của năm")
        verbose_name_plural = _("công bố ngày nghỉ của năm")
        ordering: ClassVar = ["year"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="announcement_of_a_year_with_a_table",
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
            ),
            models.CheckConstraint(name="announcement_names_its_paper", condition=~Q(paper="")),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.paper}"
