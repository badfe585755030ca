"""Counting working days, and clocks that count them.

A calendar is the tables of the law with corrections laid over them. The day something begins is
not counted, the first working day after it is day 1, and a term in calendar days whose last day
is a day off ends on the next working day (Bộ luật Dân sự 2015, Điều 147 khoản 2, Điều 148 khoản 5).
No loop runs over days to a date that somebody gives: positions are looked up by year.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sanvat.rules.days_off import ONE_DAY, Special, is_weekly_off, table

MOST_ALLOWED = 3650
"""Days that a clock may allow at most: ten years."""


class Unit(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True)
class Standing:
    """Which tables a count used. `editions`: of each year; `provisional`: the years that nobody
    has announced."""

    editions: tuple[str, ...]
    provisional: tuple[int, ...]

    @property
    def is_provisional(self) -> bool:
        return bool(self.provisional)


class Calendar:
    """The working days of one place.

    `corrections`: days that an office added or corrected, over those of the law.
    `announced`: years that are announced though the shipped table does not say so yet, each with
    the number of its paper.
    """

    def __init__(
        self,
        corrections: Iterable[Special] = (),
        announced: Mapping[int, str] | None = None,
    ) -> None:
        self.corrections = {each.day: each for each in corrections}
        self.announced = dict(announced or {})
        self._by_year: dict[int, tuple[date, ...]] = {}

    def special(self, day: date) -> Special | None:
        """What is said of a day beyond its weekday: the office's word, else the table's."""
        return self.corrections.get(day) or table(day.year).days.get(day)

    def works(self, day: date) -> bool:
        special = self.special(day)
        return special.works if special else not is_weekly_off(day)

    def is_announced(self, year: int) -> bool:
        return table(year).is_announced or year in self.announced

    def edition(self, year: int) -> str:
        """Names the state of a year: the table's edition, and how many days were corrected."""
        corrected = sum(day.year == year for day in self.corrections)
        announced = f" ({self.announced[year]})" if year in self.announced else ""
        return f"{table(year).edition}{f'+{corrected}' if corrected else ''}{announced}"

    def standing(self, first: date, last: date) -> Standing:
        """Which tables say what the days from the first to the last are."""
        years = range(first.year, last.year + 1)
        return Standing(
            tuple(self.edition(year) for year in years),
            tuple(year for year in years if not self.is_announced(year)),
        )

    def of_year(self, year: int) -> tuple[date, ...]:
        """Its working days, in order. Raises OutsideTable."""
        if year not in self._by_year:
            table(year)
            days = (date(year, 1, 1) + n * ONE_DAY for n in range(_length(year)))
            self._by_year[year] = tuple(day for day in days if self.works(day))
        return self._by_year[year]

    def add(self, day: date, n: int) -> date:
        """The n-th working day after a day; 0 is the day itself, whatever it is.

        Raises OutsideTable where that lies in a year without a table.
        """
        if n < 0:
            return self.before(day, -n)
        if n == 0:
            return day
        days = self.of_year(day.year)
        return self._at(day.year, bisect_right(days, day) + n - 1)

    def before(self, day: date, n: int) -> date:
        """The n-th working day before a day; 0 is the day itself."""
        if n <= 0:
            return day if n == 0 else self.add(day, -n)
        days = self.of_year(day.year)
        return self._at(day.year, bisect_right(days, day - ONE_DAY) - n)

    def between(self, after: date, until: date) -> int:
        """How many working days lie after the one day, up to and with the other; below zero where
        the other is earlier."""
        if until < after:
            return -self.between(until, after)
        first = bisect_right(self.of_year(after.year), after)
        last = bisect_right(self.of_year(until.year), until)
        return sum(len(self.of_year(y)) for y in range(after.year, until.year)) + last - first

    def next_working(self, day: date) -> date:
        """The day itself where it is a working day, else the first one after it."""
        return self.add(day - ONE_DAY, 1)

    def _at(self, year: int, position: int) -> date:
        """The working day at a position that is counted from the first one of a year."""
        while position >= len(days := self.of_year(year)):
            position -= len(days)
            year += 1
        while position < 0:
            year -= 1
            position += len(self.of_year(year))
        return self.of_year(year)[position]


def _length(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


@dataclass(frozen=True)
class Pause:
    """A clock stood still from one day to another; without the other it stands still yet."""

    stopped_on: date
    resumed_on: date | None = None


@dataclass(frozen=True)
class Term:
    """How long a clock allows, and how it counts.

    `moves_on`: whether a term in calendar days that ends on a day off ends on the next working
    day; the law says yes. `resume_day_counts`: whether the day on which it goes on is counted
    again; the law does not say, and as the day of the beginning it is not.
    """

    started_on: date
    allowed: int
    unit: Unit = Unit.WORKING
    moves_on: bool = True
    resume_day_counts: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.allowed <= MOST_ALLOWED:
            raise ValueError(f"a term has 1 to {MOST_ALLOWED} days")


@dataclass(frozen=True)
class Run:
    """How a clock stands on a day.

    `due_on` is None while it stands still; `last_on` is the latest day it has reached: of `today`,
    of the stop, or of the end. `used`, `left`, `late`: days of the term's own unit.
    """

    due_on: date | None
    last_on: date
    used: int
    left: int
    late: int
    standing: Standing


def due_on(calendar: Calendar, term: Term, pauses: Sequence[Pause] = ()) -> date | None:
    """The last day of the term; None while it stands still. `pauses` stand in their order.

    A pause that begins when the term is over moves nothing. Raises OutsideTable.
    """
    return _course(calendar, term, pauses)[0]


def _course(
    calendar: Calendar, term: Term, pauses: Sequence[Pause]
) -> tuple[date | None, list[Pause]]:
    """The due day, and the pauses that count: those that begin before the term is over."""
    allowed, due = term.allowed, _end(calendar, term, term.allowed)
    counted = []
    for pause in pauses:
        if pause.stopped_on >= due:
            break
        counted.append(pause)
        if pause.resumed_on is None:
            return None, counted
        allowed += _lost(calendar, term, pause, pause.resumed_on)
        due = _end(calendar, term, allowed)
    return due, counted


def run(
    calendar: Calendar,
    term: Term,
    pauses: Sequence[Pause] = (),
    *,
    today: date,
    finished_on: date | None = None,
) -> Run:
    """How a clock stands on a day, or stood when it was finished. Raises OutsideTable."""
    due, counted = _course(calendar, term, pauses)
    last = max(finished_on or today, term.started_on)
    if due is None:
        last = min(last, counted[-1].stopped_on)
    passed = _days(calendar, term, term.started_on, last)
    lost = sum(
        _lost(calendar, term, pause, min(pause.resumed_on or last, last)) for pause in counted
    )
    used = min(passed - lost, term.allowed)
    return Run(
        due_on=due,
        last_on=last,
        used=used,
        left=term.allowed - used if due is None else max(_days(calendar, term, last, due), 0),
        late=max(_days(calendar, term, due, last), 0) if due else 0,
        standing=calendar.standing(term.started_on, max(due or last, last)),
    )


def _end(calendar: Calendar, term: Term, allowed: int) -> date:
    if term.unit == Unit.WORKING:
        return calendar.add(term.started_on, allowed)
    end = term.started_on + timedelta(days=allowed)
    return calendar.next_working(end) if term.moves_on else end


def _lost(calendar: Calendar, term: Term, pause: Pause, until: date) -> int:
    """The days that a pause takes from the term: after the stop, with the day it goes on."""
    if term.resume_day_counts and pause.resumed_on is not None and pause.resumed_on == until:
        until -= ONE_DAY
    return max(_days(calendar, term, pause.stopped_on, until), 0)


def _days(calendar: Calendar, term: Term, after: date, until: date) -> int:
    if term.unit == Unit.WORKING:
        return calendar.between(after, until)
    return (until - after).days


class Mark(StrEnum):
    """What a day of a clock is, for a picture of it."""

    START = "start"
    USED = "used"
    AHEAD = "ahead"
    OFF = "off"
    STOPPED = "stopped"
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True)
class Drawn:
    day: date
    mark: Mark
    what: str = ""


MOST_DRAWN = 120
"""Days of a clock that are drawn one by one; a longer one is told in numbers."""


def days_of(calendar: Calendar, term: Term, pauses: Sequence[Pause], run: Run) -> tuple[Drawn, ...]:
    """Every day of a clock, from its beginning to its due day or to where it has come; none where
    there are too many to draw."""
    last = max(run.due_on or run.last_on, run.last_on)
    if (last - term.started_on).days >= MOST_DRAWN:
        return ()
    days = (term.started_on + n * ONE_DAY for n in range((last - term.started_on).days + 1))
    return tuple(_drawn(calendar, term, pauses, run, day) for day in days)


def _drawn(calendar: Calendar, term: Term, pauses: Sequence[Pause], run: Run, day: date) -> Drawn:
    special = calendar.special(day)
    what = special.what if special else ""
    if day == term.started_on:
        return Drawn(day, Mark.START, what)
    if day == run.due_on:
        return Drawn(day, Mark.DUE, what)
    if any(_holds(pause, day, term) for pause in pauses):
        return Drawn(day, Mark.STOPPED, what)
    if term.unit == Unit.WORKING and not calendar.works(day):
        return Drawn(day, Mark.OFF, what)
    if run.due_on is not None and day > run.due_on:
        return Drawn(day, Mark.LATE, what)
    return Drawn(day, Mark.USED if day <= run.last_on else Mark.AHEAD, what)


def _holds(pause: Pause, day: date, term: Term) -> bool:
    if day <= pause.stopped_on:
        return False
    if pause.resumed_on is None:
        return True
    return day < pause.resumed_on or (day == pause.resumed_on and not term.resume_day_counts)
