"""How long a matter of the people may take, and which body answers for what.

The numbers are rows of `data/concerns/limits.toml`, dated, each with its source and whether an
office has confirmed it; the subjects stand in `subjects.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sanvat.rules.problems import BadData
from sanvat.rules.working_days import MOST_ALLOWED, Unit

DATA = Path(__file__).parent / "data" / "concerns"

KINDS = ("feedback", "proposal", "complaint", "denunciation")
STEPS = ("accept", "transfer", "settle", "settle_again")
CASES = ("ordinary", "complex", "very_complex")
LEVELS = ("commune", "province")


class NoLimit(LookupError):
    """No row gives a number for what was asked."""


@dataclass(frozen=True)
class Limit:
    """So many days for one step of one kind of matter.

    `fact`: what they run from. `rule`: the law's article. `check`: what must still be looked up;
    "" where an office has confirmed the number. `is_left_open`: no law gives one. `first` and
    `last`: the days on which it holds, None without an end.
    """

    kind: str
    step: str
    case: str
    is_remote: bool
    allowed: int
    unit: Unit
    fact: str
    fact_en: str
    rule: str
    check: str
    check_en: str
    is_left_open: bool
    first: date
    last: date | None

    @property
    def key(self) -> str:
        """Names the number through all laws: "complaint/settle/complex/remote"."""
        parts = [self.kind, self.step]
        parts += [self.case] if self.case != "ordinary" else []
        return "/".join([*parts, "remote"] if self.is_remote else parts)

    def holds_on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Subject:
    """What a matter is about. `level`: the place whose body answers for it; `bodies`: the kinds of
    organisation there that do, the first that there is."""

    key: str
    name: str
    name_en: str
    level: str
    bodies: tuple[str, ...]


@cache
def edition() -> str:
    """Names this state of the limits."""
    return str(_read("limits.toml")["edition"])


def limits_on(day: date) -> tuple[Limit, ...]:
    """Every number that holds on that day, in the order of the file."""
    return tuple(each for each in _limits() if each.holds_on(day))


def limit(
    kind: str, step: str, *, on: date, case: str = "ordinary", is_remote: bool = False
) -> Limit:
    """The number for one step of a matter on a day.

    Where a law says nothing apart for remote areas, the number for all areas holds. Raises NoLimit
    where no row has the step, or the case, for this kind on that day.
    """
    rows = [
        each
        for each in limits_on(on)
        if (each.kind, each.step, each.case) == (kind, step, case)
        and (is_remote or not each.is_remote)
    ]
    if not rows:
        raise NoLimit(f"{kind}/{step}/{case} on {on}")
    return max(rows, key=lambda each: each.is_remote)


def cases_of(kind: str, step: str, on: date) -> tuple[str, ...]:
    """Which cases the law tells apart there: "complex" where more days are allowed for it."""
    found = {each.case for each in limits_on(on) if (each.kind, each.step) == (kind, step)}
    return tuple(case for case in CASES if case in found)


@cache
def subjects() -> tuple[Subject, ...]:
    """All subjects, in the order in which people choose among them."""
    rows = _read("subjects.toml")["subjects"]
    found = tuple(
        Subject(row["key"], row["name"], row["name_en"], row["level"], tuple(row["bodies"]))
        for row in rows
    )
    keys = [each.key for each in found]
    if len(set(keys)) < len(keys) or any(each.level not in LEVELS for each in found):
        raise BadData(
            "subjects.toml", 0, "a key stands twice, or a level is unknown", "correct the row"
        )
    return found


def subject(key: str) -> Subject:
    """Raises KeyError for one that there is not."""
    return _by_key()[key]


@cache
def _by_key() -> Mapping[str, Subject]:
    return {each.key: each for each in subjects()}


@cache
def _limits() -> tuple[Limit, ...]:
    read = _read("limits.toml")
    laws = {row["from"]: row for row in read["laws"]}
    found: list[Limit] = []
    for row in read["limits"]:
        own = _limit(row)
        found.append(own)
        if "then" in row:
            law = laws[row["then"]]
            found.append(
                replace(
                    own,
                    first=law["from"],
                    last=None,
                    rule=f"{own.rule}; {law['rule']}",
                    check=" ".join(filter(None, [own.check, law["check"]])),
                    check_en=" ".join(filter(None, [own.check_en, law["check_en"]])),
                )
            )
    faults = _faults(found)
    if faults:
        raise BadData("limits.toml", 0, "; ".join(faults), "correct these rows")
    return tuple(found)


def _limit(row: Mapping[str, Any]) -> Limit:
    is_confirmed = bool(row["confirmed"])
    return Limit(
        kind=row["kind"],
        step=row["step"],
        case=row.get("case", "ordinary"),
        is_remote=row.get("remote", False),
        allowed=row["allowed"],
        unit=Unit(row["unit"]),
        fact=row["fact"],
        fact_en=row["fact_en"],
        rule=row["rule"],
        check="" if is_confirmed else row["check"],
        check_en="" if is_confirmed else row["check_en"],
        is_left_open=row.get("left_open", False),
        first=row["from"],
        last=row.get("until"),
    )


def _faults(rows: list[Limit]) -> list[str]:
    """What would make a number ambiguous or senseless."""
    faults = []
    for n, row in enumerate(rows):
        if row.kind not in KINDS or row.step not in STEPS or row.case not in CASES:
            faults.append(f"{row.key}: an unknown kind, step or case")
        if not 0 < row.allowed <= MOST_ALLOWED:
            faults.append(f"{row.key}: {row.allowed} days")
        for other in rows[n + 1 :]:
            if row.key == other.key and (other.holds_on(row.first) or row.holds_on(other.first)):
                faults.append(f"{row.key}: two numbers hold on the same day")
    return faults


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))
