"""The work calendar of the coordination office: this week published, the next one a draft. Only
the body's own people see inside it."""

from datetime import time, timedelta

from sanvat.agenda import actions
from sanvat.agenda.actions import Given
from sanvat.agenda.weeks import WEEK, monday_of
from tests.addresses import MARK, NOT_SERVED, PEOPLE, Address, Rule, World, only

_AT_WORK = frozenset(PEOPLE) - {"anonymous"}
_KEEP = frozenset({"coordinator"})
_KEEPERS = _KEEP | {"officer", "advisor", "centre", "far_advisor", "programme_party", "editor"}
_READ = only(_AT_WORK, sees=_KEEP)
_WRITE = only(_KEEP, sees=_KEEP)
_WRITE_UNMARKED = only(_KEEP)


def _draft(world: World):
    return {"monday": f"{monday_of(world.today) + WEEK}"}


def _published(world: World):
    return {"monday": f"{monday_of(world.today)}"}


def _entry(world: World):
    return {"pk": world.work_entry.pk}


def _sheet(world: World):
    return {**_published(world), "kind": "noi-bo", "form": "docx"}


ADDRESSES = {
    "desk:agenda": Address(_READ),
    "desk:agenda_open": Address(NOT_SERVED, Rule(_KEEPERS)),
    "desk:agenda_week_by_key": Address(
        _WRITE_UNMARKED, sample=lambda world: {"pk": world.work_week.pk}
    ),
    "desk:agenda_week": Address(_WRITE, _WRITE, _draft),
    "desk:agenda_copy": Address(NOT_SERVED, _WRITE_UNMARKED, _draft),
    "desk:agenda_publish": Address(NOT_SERVED, _WRITE_UNMARKED, _draft),
    "desk:agenda_history": Address(_WRITE, sample=_published),
    "desk:agenda_entry_new": Address(_WRITE_UNMARKED, _WRITE_UNMARKED, _published),
    "desk:agenda_sheet": Address(_WRITE_UNMARKED, _WRITE_UNMARKED, _sheet),
    "desk:agenda_entry": Address(_WRITE, _WRITE, _entry),
    "desk:agenda_entry_off": Address(_WRITE, _WRITE, _entry),
}


def furnish(world: World) -> None:
    keeper, monday = world.people["coordinator"], monday_of(world.today)
    who = {"by": keeper, "at": world.now}
    calendar = actions.open_calendar(keeper.acting.organisation, **who)
    given = Given(1, f"Họp {MARK}", time(8), is_regular=True, is_internal=True)
    other = Given(2, "Đi cơ sở", part="morning")
    actions.set_week(calendar, monday, [given, other], **who)
    week = calendar.weeks.get(monday=monday)
    actions.publish_week(week, **who)
    actions.set_week(calendar, monday + timedelta(days=7), [given], **who)
    world.work_calendar, world.work_week = calendar, week
    world.work_entry = week.entries.get(is_internal=True)
