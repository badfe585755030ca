"""When two tellings speak of one recognition, and in which order recognitions came.

Offices tell of a recognition again and again: in the list of its year, in a register of all years,
once with the decision, once with the year alone. What is told here is compared, put together and
put in order, so that the same tellings lead to the same history in whatever order they come. Plain
Python: nothing is read or written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import Any, NamedTuple

from sanvat.text.fold import fold


class Told(NamedTuple):
    """One recognition as somebody tells it; what is not told is None or empty."""

    stars: int
    year: int | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    decision: str = ""
    authority: str = ""


FIELDS = Told._fields


class Number(NamedTuple):
    """What tells one decision from another: "101/2021/QĐ-UBND" → "101", {"qd", "ubnd"}, 2021."""

    number: str
    series: frozenset[str]
    year: int | None


_NUMBER = re.compile(r"(?:(?:so|qd|quyet dinh|theo) )*0*(\d+)(.*)")
_YEAR = re.compile(r"\s*((?:19|20)\d\d)\b(.*)")
_TAIL = re.compile(r" (?:ngay|cua|do|thang|nam) .*")


@lru_cache(maxsize=32_768)
def decision_number(text: str) -> Number:
    """The number, letters and year of a decision, however it is written. A text without any digit
    is a number by itself; "" has none."""
    folded = fold(text)
    if not (found := _NUMBER.match(folded)):
        return Number(folded, frozenset(), None)
    number, rest = found.groups()
    dated = _YEAR.match(rest)
    year, rest = (int(dated[1]), dated[2]) if dated else (None, rest)
    return Number(number, frozenset(_TAIL.sub("", f"{rest} ").split()), year)


def year_of(told: Told) -> int | None:
    """The year of a recognition: of its day, as told, or as the decision's number has it."""
    if told.issued_on:
        return told.issued_on.year
    return told.year or (decision_number(told.decision).year if told.decision else None)


class Likeness(IntEnum):
    """By what two tellings are one recognition, the weakest first."""

    OTHER = 0
    UNDATED = 1  # the same stars, and one of the two names neither year nor decision
    YEAR = 2  # the same year and stars, and one of the two names no decision
    DAY = 3  # the same day, and one of the two names no decision
    DECISION = 4  # the same decision in the same year, or in a year that one does not tell


def likeness(one: Told, other: Told) -> Likeness:
    """Numbers begin anew each year, and each office counts its own: the same number in another
    year, or with other letters, is another decision."""
    years = year_of(one), year_of(other)
    differ = None not in years and years[0] != years[1]
    if differ:
        return Likeness.OTHER
    if one.decision and other.decision:
        same = _is_same_decision(decision_number(one.decision), decision_number(other.decision))
        return Likeness.DECISION if same else Likeness.OTHER
    if one.issued_on and other.issued_on:
        return Likeness.DAY if one.issued_on == other.issued_on else Likeness.OTHER
    if one.stars != other.stars:
        return Likeness.OTHER
    if None not in years:
        return Likeness.YEAR
    is_bare = any(
        year is None and not each.decision for year, each in zip(years, (one, other), strict=True)
    )
    return Likeness.UNDATED if is_bare and not _expire_apart(one, other) else Likeness.OTHER


def _expire_apart(one: Told, other: Told) -> bool:
    expiries = one.expires_on, other.expires_on
    return None not in expiries and expiries[0] != expiries[1]


def _is_same_decision(one: Number, other: Number) -> bool:
    return one.number == other.number and (
        one.series <= other.series or other.series <= one.series  # "101" is "101/QĐ-UBND"
    )


class Found(NamedTuple):
    """Which recognition of a history a telling speaks of.

    `place`: its place in the history, None if it is another. `conflicts`: the fields in which the
    two contradict each other, or "which" where it may be several. `is_sure`: False where the
    contradiction leaves open whether it is the same one at all.
    """

    place: int | None
    conflicts: tuple[str, ...] = ()
    is_sure: bool = True


ANOTHER = Found(None)


def find(told: Told, history: Sequence[Told]) -> Found:
    """Look for a recognition among those of its product."""
    if not history:
        return ANOTHER
    for place in reversed(range(len(history))):
        if _says_nothing_new(told, history[place]):
            return Found(place)
    degrees = [likeness(told, known) for known in history]
    if best := max(degrees):
        return _among(told, history, [n for n, degree in enumerate(degrees) if degree == best])
    for place in reversed(range(len(history))):
        if field := _doubt(told, history[place]):
            return Found(place, (field,), is_sure=False)
    return ANOTHER


def _says_nothing_new(told: Told, known: Told) -> bool:
    if (
        told.stars != known.stars
        or (told.year and told.year != year_of(known))
        or (told.issued_on and told.issued_on != known.issued_on)
        or (told.expires_on and told.expires_on != known.expires_on)
        or (told.authority and not known.authority)
    ):
        return False
    if not told.decision or told.decision == known.decision:
        return True
    one, other = decision_number(told.decision), decision_number(known.decision)
    return one.number == other.number and one.series <= other.series


def _among(told: Told, history: Sequence[Told], alike: list[int]) -> Found:
    if len(alike) > 1:
        alike = [n for n in alike if not conflicts(told, history[n])] or alike
        undated = [n for n in alike if year_of(history[n]) is None]
        if len(alike) > 1 and year_of(told) is None and not told.decision:
            alike = undated or alike[-1:]  # who tells no year tells of what holds now
    if len(alike) > 1:
        return Found(alike[-1], ("which",), is_sure=False)
    return Found(alike[0], conflicts(told, history[alike[0]]))


def conflicts(told: Told, known: Told) -> tuple[str, ...]:
    """The fields of one recognition in which two tellings contradict each other: what both tell
    otherwise, and a last day that would not come after the day. Another wording of the decision
    or the authority is no contradiction."""
    found = tuple(
        name
        for name in ("stars", "issued_on", "expires_on")
        if (one := getattr(told, name)) and (other := getattr(known, name)) and one != other
    )
    if not found and _ends_too_early(merged(known, told)):
        return ("issued_on",) if told.issued_on and not known.issued_on else ("expires_on",)
    return found


def _ends_too_early(told: Told) -> bool:
    return bool(told.issued_on and told.expires_on and told.expires_on <= told.issued_on)


def _doubt(told: Told, known: Told) -> str:
    """The field that makes two different tellings look like one with a mistake in it."""
    years = year_of(told), year_of(known)
    is_same_day = told.issued_on is not None and told.issued_on == known.issued_on
    if told.decision and known.decision:
        return "decision" if is_same_day else ""
    if None in years:
        if told.stars != known.stars:
            return "stars"
        return "expires_on" if _expire_apart(told, known) else "which"
    if years[0] != years[1]:
        return ""
    if told.issued_on and known.issued_on:
        return "issued_on" if told.stars == known.stars else ""
    return "stars"


def merged(known: Told, told: Told) -> Told:
    """Both together: empty fields are filled, and nothing that is known is taken away."""
    if known == told:
        return known
    issued_on = known.issued_on or told.issued_on
    return Told(
        known.stars or told.stars,
        issued_on.year if issued_on else known.year or told.year,
        issued_on,
        known.expires_on or told.expires_on,
        _fuller(known.decision, told.decision),
        known.authority or told.authority,
    )


def _fuller(known: str, told: str) -> str:
    if not (known and told):
        return known or told
    return told if decision_number(known).series < decision_number(told).series else known


def corrected(known: Told, told: Told) -> Told:
    """Both together, where what is told now is right."""
    found = merged(told, known)._replace(decision=told.decision or known.decision)
    if _ends_too_early(found):  # what is told now says one of the two days, and the other goes
        found = found._replace(issued_on=told.issued_on, expires_on=told.expires_on)
    return found


def in_order(history: Sequence[Told]) -> list[int]:
    """The places of these recognitions from the first to the latest, by day.

    Within a year one without a day comes last. One without a year keeps its place behind the one
    before it.
    """
    keys: list[tuple[Any, ...]] = []
    key: tuple[Any, ...] = (0,)
    for told in history:
        if year := year_of(told):
            day = told.issued_on or date(year, 12, 31)
            key = (year, day, told.stars, decision_number(told.decision).number)
        keys.append(key)
    return sorted(range(len(keys)), key=keys.__getitem__)


def kinds(stars: Sequence[int]) -> list[str]:
    """What each recognition was, by the stars of all from the first on: first, upgrade, again."""
    return [
        "first" if not n else "upgrade" if each > stars[n - 1] else "again"
        for n, each in enumerate(stars)
    ]
