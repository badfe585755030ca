"""What can be done about work calendars, in the order of life."""

from sanvat.agenda.actions.entries import add_entry, call_off_entry, change_entry
from sanvat.agenda.actions.given import Given
from sanvat.agenda.actions.weeks import (
    MOST_ENTRIES,
    copy_regular,
    open_calendar,
    publish_week,
    set_week,
)

__all__ = [
    "MOST_ENTRIES",
    "Given",
    "add_entry",
    "call_off_entry",
    "change_entry",
    "copy_regular",
    "open_calendar",
    "publish_week",
    "set_week",
]
