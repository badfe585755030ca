"""Periods by which values are reported: a year and its parts."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIRST_YEAR, LAST_YEAR = 1990, 2100


class Every(models.TextChoices):
    YEAR = "year", gettext_lazy("năm")
    HALF = "half", gettext_lazy("nửa năm")
    QUARTER = "quarter", gettext_lazy("quý")
    MONTH = "month", gettext_lazy("tháng")


PARTS = {Every.YEAR: 1, Every.HALF: 2, Every.QUARTER: 4, Every.MONTH: 12}
"""How many periods a year has; they are counted from 1."""


@dataclass(frozen=True)
class ReportPeriod:
    """One period: `part` is 1 for a year, the half, the quarter or the month."""

    every: str
    year: int
    part: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.part <= PARTS[Every(self.every)]:
            raise ValueError(f"a {self.every} has no part {self.part}")

    @property
    def first(self) -> date:
        return date(self.year, (self.part - 1) * self._months + 1, 1)

    @property
    def last(self) -> date:
        month = self.part * self._months
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def before(self) -> ReportPeriod:
        """The one that a value is compared with: the same part of the year before for a year,
        the part before else."""
        if self.part > 1:
            return ReportPeriod(self.every, self.year, self.part - 1)
        return ReportPeriod(self.every, self.year - 1, PARTS[Every(self.every)])

    @property
    def label(self) -> str:
        names = {
            Every.YEAR: _("năm %(year)s"),
            Every.HALF: _("nửa năm thứ %(part)s, %(year)s"),
            Every.QUARTER: _("quý %(part)s/%(year)s"),
            Every.MONTH: _("tháng %(part)s/%(year)s"),
        }
        return names[Every(self.every)] % {"part": self.part, "year": self.year}

    @property
    def _months(self) -> int:
        return 12 // PARTS[Every(self.every)]

    def __str__(self) -> str:
        return self.label


def period_of(every: str, day: date) -> ReportPeriod:
    """The period of that kind in which a day lies."""
    months = 12 // PARTS[Every(every)]
    return ReportPeriod(every, day.year, (day.month - 1) // months + 1)
