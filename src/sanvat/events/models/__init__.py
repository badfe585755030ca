"""Events, whom they call together, and what came of them."""

from sanvat.events.models.events import (
    AgendaItem,
    CoHost,
    CostLine,
    Event,
    EventQuerySet,
    Handout,
    Speaker,
    Topic,
    days_since,
    parts_seen,
)
from sanvat.events.models.guests import Attendance, AttendancePaper, Guest, GuestRule
from sanvat.events.models.voices import Interest, InterestQuerySet, Question

__all__ = [
    "AgendaItem",
    "Attendance",
    "AttendancePaper",
    "CoHost",
    "CostLine",
    "Event",
    "EventQuerySet",
    "Guest",
    "GuestRule",
    "Handout",
    "Interest",
    "InterestQuerySet",
    "Question",
    "Speaker",
    "Topic",
    "days_since",
    "parts_seen",
]
