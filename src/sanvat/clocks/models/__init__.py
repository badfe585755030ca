"""Days off as offices correct them, and clocks that stop and go on by recorded facts."""

from sanvat.clocks.models.clocks import Clock, ClockEvent, ClockParty, rows_about
from sanvat.clocks.models.days import Announcement, Correction

__all__ = ["Announcement", "Clock", "ClockEvent", "ClockParty", "Correction", "rows_about"]
