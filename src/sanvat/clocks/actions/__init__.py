"""What can be done about days off and clocks."""

from sanvat.clocks.actions.clocks import extend, finish, recompute_open, resume, start, stop
from sanvat.clocks.actions.days import announce_year, correct_days, withdraw_correction

__all__ = [
    "announce_year",
    "correct_days",
    "extend",
    "finish",
    "recompute_open",
    "resume",
    "start",
    "stop",
    "withdraw_correction",
]
