"""What each role does in the steps of the cycle that are open: `data/work.toml`, and what waits."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sanvat.clocks.calendars import asking_calendars
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.programme import cycle, waiting
from sanvat.programme.cycle import Step
from sanvat.programme.waiting import Waiting
from sanvat.records.together import Asked, Asking, side_by_side
from sanvat.text.language import worded


@dataclass(frozen=True)
class Work:
    """What a role does in a step that is open.

    `place`: a key that says where it is done. `days_left`: days after today up to the step's
    last, `working_days_left` the working days among them; `is_provisional`: of a year whose days
    off nobody has announced.
    """

    step: Step
    text: str
    place: str
    source: str
    waiting: tuple[Waiting, ...]
    days_left: int
    working_days_left: int
    is_provisional: bool


def brings_work(user: User, due: Sequence[Step]) -> bool:
    """Whether the person's role has work in one of these steps."""
    return any(step.number in _of_role(user) for step in due)


def work_of(
    user: User, province: Place | None, due: Sequence[Step], day: date
) -> Asking[list[Work]]:
    """What the person's role does now, what ends first standing first. `due`: the steps that are
    open in the province on that day (`cycle.due_on`)."""
    facts = _of_role(user)
    steps = [step for step in due if step.number in facts]
    if not steps:
        return []
    keys = [key for step in steps for key in facts[step.number].get("waiting", ())]
    [counted, calendars] = yield from side_by_side(
        waiting.count(keys, user, day), asking_calendars([province])
    )
    [calendar] = calendars.values()
    return [
        Work(
            step=step,
            text=worded(fact, "text"),
            place=fact["place"],
            source=fact["source"],
            waiting=tuple(counted[key] for key in fact.get("waiting", ())),
            days_left=step.days_left(day),
            working_days_left=calendar.between(day, step.closes_on),
            is_provisional=calendar.standing(day, step.closes_on).is_provisional,
        )
        for step in steps
        for fact in [facts[step.number]]
    ]


def ask_steps_of(
    user: User, province: int | None, years: Sequence[int]
) -> Asked[list[list[tuple[Step, str]]]]:
    """By year the steps in which the person's role has work, each with what it does. `province`:
    its key."""
    facts = _of_role(user)

    def own(steps: list[Step]) -> list[tuple[Step, str]]:
        return [
            (step, worded(facts[step.number], "text")) for step in steps if step.number in facts
        ]

    return cycle.ask_years(province, years).into(lambda found: [own(steps) for steps in found])


def _of_role(user: User) -> Mapping[int, Mapping[str, Any]]:
    return _by_role().get(user.acting.role if user.acting else "", {})


@cache
def _by_role() -> Mapping[str, Mapping[int, Mapping[str, Any]]]:
    by_role: dict[str, dict[int, Mapping[str, Any]]] = {}
    for fact in facts():
        by_role.setdefault(fact["role"], {})[fact["step"]] = fact
    return by_role


@cache
def facts() -> list[dict[str, Any]]:
    """Every line of the data."""
    path = Path(__file__).parent / "data" / "work.toml"
    lines: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["work"]
    return lines
