"""What is in force on a day, how long a recognition still holds, and when to ask for the next.

The days come from the rulebook in force (`[renewal]`, article 7 clause 6), never from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.certificates.models import Recognition
from sanvat.products.models import NO_DAY, Product
from sanvat.rules import library
from sanvat.text.days import day, days_left
from sanvat.text.language import worded


class Phase(StrEnum):
    """Where a recognition stands today, the calmest first."""

    UNKNOWN = "unknown"  # the register does not say until when
    CALM = "calm"
    OPEN = "open"  # the days for filing anew
    MISSED = "missed"  # still in force, and the last day for filing has passed
    LAPSED = "lapsed"


_LABELS = {
    Phase.UNKNOWN: gettext_lazy("Chưa rõ hạn"),
    Phase.CALM: gettext_lazy("Còn hiệu lực"),
    Phase.OPEN: gettext_lazy("Nộp lại được"),
    Phase.MISSED: gettext_lazy("Quá hạn nộp lại"),
    Phase.LAPSED: gettext_lazy("Đã hết hạn"),
}


@dataclass(frozen=True)
class Clock:
    """One recognition's time: from issue to expiry, with the days for filing anew in between."""

    today: date
    expires_on: date | None
    issued_on: date | None = None

    @cached_property
    def opens_on(self) -> date | None:
        return self._before_expiry("window_opens_days")

    @cached_property
    def closes_on(self) -> date | None:
        return self._before_expiry("window_closes_days")

    def _before_expiry(self, fact: str) -> date | None:
        return self.expires_on and self.expires_on - timedelta(days=int(renewal()[fact]))

    @cached_property
    def phase(self) -> Phase:
        if self.expires_on is None or self.opens_on is None or self.closes_on is None:
            return Phase.UNKNOWN
        if self.today > self.expires_on:
            return Phase.LAPSED
        if self.today > self.closes_on:
            return Phase.MISSED
        return Phase.OPEN if self.today >= self.opens_on else Phase.CALM

    @property
    def is_in_force(self) -> bool | None:
        if self.phase is Phase.UNKNOWN:
            return None
        return self.phase is not Phase.LAPSED

    @property
    def due_on(self) -> date | None:
        """The day that matters next: the window's first or last, or the last day in force."""
        return {
            Phase.CALM: self.opens_on,
            Phase.OPEN: self.closes_on,
            Phase.MISSED: self.expires_on,
        }.get(self.phase)

    @property
    def days_left(self) -> int | None:
        return None if self.due_on is None else (self.due_on - self.today).days

    @property
    def due_what(self) -> str:
        """What that day is."""
        return {
            Phase.CALM: _("Từ ngày ấy nộp được hồ sơ phân hạng lại."),
            Phase.OPEN: _("Ngày cuối để nộp hồ sơ phân hạng lại."),
            Phase.MISSED: _("Ngày cuối còn hiệu lực; khoảng ngày nộp lại đã qua."),
        }.get(self.phase, "")

    @property
    def kind(self) -> str:
        """The kind of tag and notice that says how pressing it is."""
        return {
            Phase.UNKNOWN: "plain",
            Phase.CALM: "good",
            Phase.OPEN: "warn",
            Phase.MISSED: "bad",
            Phase.LAPSED: "bad",
        }[self.phase]

    @property
    def label(self) -> str:
        """In two or three words, for a tag."""
        return str(_LABELS[self.phase])

    @property
    def sentence(self) -> str:
        """What is due, and how many days are left for it."""
        match self.phase:
            case Phase.UNKNOWN:
                return _("Sổ chưa ghi ngày hết hạn.")
            case Phase.CALM:
                return _("Nộp hồ sơ phân hạng lại được từ %(day)s.") % {"day": day(self.opens_on)}
            case Phase.OPEN:
                return _("Nộp hồ sơ phân hạng lại đến hết ngày %(day)s: %(left)s.") % {
                    "day": day(self.closes_on),
                    "left": days_left(self.days_left or 0),
                }
            case Phase.MISSED:
                return _(
                    "Khoảng ngày nộp đã qua từ %(day)s. Hết hiệu lực sau %(end)s: %(left)s."
                ) % {
                    "day": day(self.closes_on),
                    "end": day(self.expires_on),
                    "left": days_left(self.days_left or 0),
                }
            case Phase.LAPSED:
                return _("Hết hiệu lực từ sau ngày %(day)s.") % {"day": day(self.expires_on)}


def clock_of(recognition: Recognition, today: date) -> Clock:
    return Clock(today, recognition.expires_on, recognition.issued_on)


def with_clock(product: Product, today: date) -> dict[str, Any]:
    """A row of a list: the product, and how long its latest recognition holds, if it has one."""
    clock = Clock(today, product.expires_on) if product.stars else None
    return {"product": product, "clock": clock}


def renewal() -> dict[str, Any]:
    """The facts on filing anew of the decision in force."""
    facts: dict[str, Any] = library.rulebook(library.CURRENT).facts["renewal"]
    return facts


def renewal_text() -> str:
    """What the decision says of filing anew, in the language of the page."""
    return worded(renewal(), "text")


def lapsing_days(today: date) -> tuple[date, date]:
    """Whose recognition runs out in these days has filing anew before them, or has missed it."""
    return today, today + timedelta(days=renewal()["window_opens_days"])


def days_in_force(today: date) -> tuple[date, date]:
    """The last days of what `in_force` finds; NO_DAY, where a register leaves it out."""
    return today, NO_DAY


def in_force(today: date) -> Q:
    """Recognised, and not known to have lapsed: a register may leave the last day out."""
    return Q(stars__isnull=False) & (Q(expires_on__isnull=True) | Q(expires_on__gte=today))


def lapsing(today: date) -> Q:
    """Made still, and running out within the days the rulebook gives for filing anew."""
    begin, end = lapsing_days(today)
    return Q(state=Product.State.MADE, expires_on__gte=begin, expires_on__lte=end)
