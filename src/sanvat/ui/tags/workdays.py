"""A week and a month of what somebody does, day by day: a work calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext

from sanvat.ui.tags import register


class Line(Protocol):
    """One thing that is done. `mark`: "", changed, called_off, instead or late; `event`, `entry`:
    the key of what has a page of its own."""

    when: str
    content: str
    led_by: str
    participants: str
    prepared_by: str
    venue: str
    mark: str
    reason: str
    leader_name: str
    note: str
    is_internal: bool
    is_regular: bool
    event: int | None
    entry: int | None

    @property
    def is_struck(self) -> bool: ...


class Day(Protocol):
    """`what`: why the day is off or worked against its weekday; `lunar`: a small figure beside."""

    day: date
    works: bool
    what: str
    lunar: str
    is_today: bool
    is_aside: bool
    lines: Sequence[Line]

    @property
    def name(self) -> str: ...


@register.inclusion_tag("ui/work_week.html")
def work_week(
    days: Sequence[Day], event_page: str = "", entry_page: str = "", level: int = 2
) -> dict[str, Any]:
    """Its days under one another. `event_page`, `entry_page`: the names of the pages that take the
    key of an event and of an entry; left out, there is no link. `level`: of the days' headings."""
    marks = marked()
    return {
        "days": [
            (day, [(line, *marks.get(line.mark, ("", ""))) for line in day.lines]) for day in days
        ],
        "event_page": event_page,
        "entry_page": entry_page,
        "level": level,
    }


@register.inclusion_tag("ui/work_month.html")
def work_month(weeks: Sequence[Sequence[Day]], week_page: str = "") -> dict[str, Any]:
    """Its weeks, seven days in a row where there is room, else the days on which something is
    done. `week_page`: an address to which the day is added as `?tuan=`."""
    return {"weeks": weeks, "week_page": week_page}


@register.filter
def work_day(day: Day) -> str:
    """The classes of a day in a week, besides its own."""
    kinds = {"today": day.is_today, "off": not day.works}
    return "".join(f" workday--{kind}" for kind, holds in kinds.items() if holds)


@register.filter
def work_cell(day: Day) -> str:
    """The classes of a day in a month, besides its own."""
    kinds = {
        "empty": not day.lines and not day.what,
        "aside": day.is_aside,
        "today": day.is_today,
        "off": not day.works,
    }
    return "".join(f" workcell--{kind}" for kind, holds in kinds.items() if holds)


def marked() -> dict[str, tuple[str, str]]:
    """What became of a line, in a word and in the kind of its tag."""
    return {
        "changed": (gettext("Đã đổi"), "warn"),
        "called_off": (gettext("Hoãn"), "bad"),
        "instead": (gettext("Lịch mới"), "good"),
        "late": (gettext("Bổ sung"), "good"),
    }
