"""What can be counted: each room says it in its own `counted.py`, as `COUNTABLES`.

A countable names rows of the room and how they lie in places and in time. Targets, indicators and
reports ask for it by its key, and never count by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.functional import Promise

from sanvat.parties.models import User


@dataclass(frozen=True)
class Period:
    """The days counted, both included; no first day counts from the beginning.

    A stock (what there is) is asked on the last day, a flow (what happened) over all of them.
    """

    last: date
    first: date | None = None


@dataclass(frozen=True, eq=False)
class Breakdown:
    """One way to tell the rows apart, and to choose among them: by stars, by group.

    `path`: the field of a row; `choices`: each value it may have, with its label.
    """

    label: str | Promise
    path: str
    choices: Callable[[], Mapping[Any, str | Promise]]


@dataclass(frozen=True, eq=False)
class Countable:
    """One thing that is counted.

    `key`: "products.in_force", for ever; `label`, `unit`, `definition`: as people read them.
    `rows(period)`: what is counted, whoever asks; a row stands in it once. It hangs on the period
    alone, and asks the database nothing: what is made of it is kept.
    `place`: the path from a row to the place it was entered with, as of its own day; empty where
    a row lies in the country and nowhere else.
    `value`: the path of an amount to be summed; empty counts rows.
    `is_flow`: whether it counts what happened in the period, rather than what there is at its end.
    `seen(user)`: those of the rows whose names this person may read, behind the figure.
    `page`: the name of the page of one row, which takes its key; empty where it has none.
    `named_by`: paths from a row to further rows that its name is made of, read together with it.
    """

    key: str
    label: str | Promise
    unit: str | Promise
    definition: str | Promise
    rows: Callable[[Period], QuerySet[Any]]
    place: str
    is_flow: bool
    seen: Callable[[User], QuerySet[Any]]
    value: str = ""
    breakdowns: Mapping[str, Breakdown] = field(default_factory=dict)
    page: str = ""
    named_by: tuple[str, ...] = ()


@cache
def countables() -> Mapping[str, Countable]:
    """Every room's, by key, in the order of the rooms."""
    found: dict[str, Countable] = {}
    for room in apps.get_app_configs():
        if room.name.startswith("sanvat.") and find_spec(f"{room.name}.counted"):
            for each in import_module(f"{room.name}.counted").COUNTABLES:
                if each.key in found:
                    raise ValueError(f"{each.key} is counted twice")
                found[each.key] = each
    return found


def ways_to_choose() -> dict[str, dict[str, dict[str, str]]]:
    """Every way to choose among the rows of all that is counted: by its name in a choice, what it
    is called (in another room perhaps otherwise), and the values it has there with their labels.
    Where two have the same values, it is called by the shorter."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for what in countables().values():
        for name, breakdown in what.breakdowns.items():
            label = str(breakdown.label)
            values = {str(value): str(each) for value, each in breakdown.choices().items()}
            ways = found.setdefault(name, {})
            alike = next((other for other, known in ways.items() if known == values), label)
            if len(label) < len(alike):
                del ways[alike]
                alike = label
            ways[alike] = ways.get(alike, {}) | values
    return found


def countable(key: str) -> Countable:
    """KeyError where no room counts such a thing."""
    return countables()[key]
