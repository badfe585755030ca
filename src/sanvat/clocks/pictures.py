"""How a clock stands on a day, as the component `clock` draws it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sanvat.clocks.calendars import calendar_of
from sanvat.clocks.models import Clock
from sanvat.rules.working_days import Drawn, days_of, run


@dataclass(frozen=True)
class Picture:
    """Everything that is shown of a clock.

    `days` is empty where there are too many to draw. `editions`: the tables of days off that the
    count used; `provisional`: its years that nobody has announced.
    """

    name: str
    fact: str
    rule: str
    started_on: date
    due_on: date | None
    finished_on: date | None
    allowed: int
    unit: str
    used: int
    left: int
    late: int
    is_stopped: bool
    why_stopped: str
    has_stopped: bool
    resume_day_counts: bool
    days: tuple[Drawn, ...]
    editions: tuple[str, ...]
    provisional: tuple[int, ...]


def picture_of(clock: Clock, today: date) -> Picture:
    """A few queries; `events` may be at hand."""
    calendar, term, pauses = calendar_of(clock.place), clock.term, clock.pauses()
    now = run(calendar, term, pauses, today=today, finished_on=clock.finished_on)
    is_stopped = clock.state == Clock.State.STOPPED
    stops = [event for event in clock.events.all() if event.kind == "stopped"]
    return Picture(
        name=clock.name,
        fact=clock.fact,
        rule=clock.rule,
        started_on=clock.started_on,
        due_on=now.due_on,
        finished_on=clock.finished_on,
        allowed=clock.allowed,
        unit=clock.unit,
        used=now.used,
        left=now.left,
        late=now.late,
        is_stopped=is_stopped,
        why_stopped=max(stops, key=lambda event: event.pk).reason if is_stopped else "",
        has_stopped=bool(pauses),
        resume_day_counts=clock.resume_day_counts,
        days=days_of(calendar, term, pauses, now),
        editions=now.standing.editions,
        provisional=now.standing.provisional,
    )
