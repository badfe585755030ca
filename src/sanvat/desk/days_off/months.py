"""A year of days, month by month, as the page draws it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sanvat.rules.days_off import Special
from sanvat.rules.working_days import Calendar


@dataclass(frozen=True)
class Cell:
    """`kind`: plain, weekly (Saturday, Sunday), off, worked; `is_own`: an office corrected it."""

    day: date
    kind: str
    is_own: bool
    is_today: bool
    what: str

    @property
    def css(self) -> str:
        marks = {"own": self.is_own, "today": self.is_today}
        kinds = [self.kind, *(mark for mark, holds in marks.items() if holds)]
        return " ".join(["month__day", *(f"month__day--{kind}" for kind in kinds)])


@dataclass(frozen=True)
class Month:
    number: int
    working: int
    weeks: list[list[Cell | None]]

    @property
    def rows(self) -> SafeString:
        """The weeks as rows of the table: of a whole year's days a template is slow."""
        return mark_safe("".join(f"<tr>{''.join(map(_drawn, week))}</tr>" for week in self.weeks))  # nosec B308 B703  # each is escaped


def _drawn(cell: Cell | None) -> str:
    if cell is None:
        return "<td></td>"
    if not cell.what:
        return f'<td class="{cell.css}">{cell.day.day}</td>'
    what = escape(cell.what)
    told = f'<span class="for-readers">: {what}</span>'
    return f'<td class="{cell.css}" title="{what}">{cell.day.day}{told}</td>'


def months_of(calendar: Calendar, year: int, today: date) -> Iterator[Month]:
    for number in range(1, 13):
        cells: list[Cell | None] = [None] * (date(year, number, 1).isoweekday() - 1)
        day, working = date(year, number, 1), 0
        while day.month == number and day.year == year:
            cells.append(_cell(calendar, day, today))
            working += calendar.works(day)
            day += timedelta(days=1)
        cells += [None] * (-len(cells) % 7)
        yield Month(number, working, [cells[n : n + 7] for n in range(0, len(cells), 7)])


def _cell(calendar: Calendar, day: date, today: date) -> Cell:
    special = calendar.special(day)
    kind = "plain" if day.isoweekday() < 6 else "weekly"
    if special is not None:
        kind = "worked" if special.works else "off"
        if special.works and day.isoweekday() < 6:
            kind = "plain"
    return Cell(
        day=day,
        kind=kind,
        is_own=day in calendar.corrections,
        is_today=day == today,
        what=special.what if special else "",
    )


@dataclass(frozen=True)
class Spell:
    """Days in a row with one reason, off or worked."""

    first: date
    last: date
    special: Special
    is_own: bool


def spells_of(calendar: Calendar, year: int, days: list[Special]) -> list[Spell]:
    """The special days of a year, those in a row with one reason as one line."""
    spells: list[Spell] = []
    for each in days:
        own = each.day in calendar.corrections
        before = spells[-1] if spells else None
        if (
            before
            and before.last + timedelta(days=1) == each.day
            and (before.special.what, before.special.works, before.special.source, before.is_own)
            == (each.what, each.works, each.source, own)
        ):
            spells[-1] = Spell(before.first, each.day, before.special, own)
        else:
            spells.append(Spell(each.day, each.day, each, own))
    return spells


def weekdays() -> list[tuple[str, str]]:
    """Short and long names, from Monday."""
    return [
        (_("T2"), _("Thứ Hai")),
        (_("T3"), _("Thứ Ba")),
        (_("T4"), _("Thứ Tư")),
        (_("T5"), _("Thứ Năm")),
        (_("T6"), _("Thứ Sáu")),
        (_("T7"), _("Thứ Bảy")),
        (_("CN"), _("Chủ nhật")),
    ]
