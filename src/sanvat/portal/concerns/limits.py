"""How long each kind of matter may take, as a sender reads it before sending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanvat.concerns.limits import Effective, limits_in
from sanvat.portal.concerns.words import KINDS, Told
from sanvat.rules.working_days import Unit

SHOWN = ("accept", "settle")


@dataclass(frozen=True)
class Kind:
    """A kind with its limits in words: what is done, in how many days, from what day, by which
    rule, and what must still be checked."""

    told: Told
    limits: list[tuple[str, str, Effective]]


def kinds_with_limits(on: date) -> list[Kind]:
    """The ordinary numbers of the country on a day; one query."""
    rows = [
        each
        for each in limits_in(None, on)
        if each.limit.step in SHOWN and each.limit.case == "ordinary" and not each.limit.is_remote
    ]
    return [
        Kind(
            told,
            [
                (_step(each.limit.step), _days(each), each)
                for step in SHOWN
                for each in rows
                if (each.limit.kind, each.limit.step) == (told.kind, step)
            ],
        )
        for told in KINDS
    ]


def _step(step: str) -> str:
    return {"accept": _("Xem và báo có nhận hay không"), "settle": _("Giải quyết và trả lời")}[step]


def _days(limit: Effective) -> str:
    days = limit.allowed
    if limit.limit.unit == Unit.WORKING:
        return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", days) % {"n": days}
    return _("%(n)s ngày") % {"n": days}
