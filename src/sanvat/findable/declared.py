"""What strangers may find: each room says it in its own `findable.py`, as `FINDABLES`.

A room that has something to be found writes there

    FINDABLES = (
        Findable(
            kind="su-kien",
            label=_("Sự kiện"),
            things=_events,
            follows={"events.event": itself},
        ),
    )

`things(keys)` reads from the room's own public rows, never from `visible_to`, and gives what a
stranger may read at this moment. The index is made of it, and what was found is read through it
once more before it is shown, so what has been withdrawn is found no more from that moment on.
Where the words of another room's things are put in (the name of a producer), the room says under
`follows` which of its own things are touched when such a thing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import override

from sanvat.records.among import among
from sanvat.records.secrets import veiled

Words = str | Promise
Keys = Collection[str]
NamesOfPlaces = Callable[[int], str]
"""For the key of a place of any day all names under which somebody may look for it."""


@dataclass(frozen=True)
class Address:
    """The name of a page with its arguments; `query` and `part` stand behind them."""

    name: str
    args: tuple[str | int, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)
    part: str = ""


@dataclass(frozen=True)
class Thing:
    """One thing as strangers may read it now.

    `facts`: a few short words that stand beneath the title; `text`: what excerpts are taken from.
    `address` None: it has no page of its own, and the search shows all there is of it. `day`: of
    what; `until`: the last day on which it holds, None where it does not end. `place`: the key of
    a place, of any day. `also`: further words by which it is found and that are not shown.
    """

    key: str
    title: str
    text: str = ""
    facts: tuple[str, ...] = ()
    address: Address | None = None
    section: str = ""
    day: date | None = None
    until: date | None = None
    place: int | None = None
    also: str = ""

    def discreet(self) -> Thing:
        """Without personal numbers that somebody wrote into a text."""
        return Thing(
            **{
                **self.__dict__,
                "title": veiled(self.title),
                "text": veiled(self.text),
                "facts": tuple(map(veiled, self.facts)),
            }
        )


def no_edition() -> str:
    return ""


@dataclass(frozen=True, eq=False)
class Findable:
    """One kind of thing.

    `kind`: its name in addresses, for ever. `things(keys)`: those of these keys that strangers may
    read now, in a fixed number of queries; None asks for all of them. `follows`: for a type of the
    journal's subjects ("events.event") from their keys to those of the things that they touch.
    `edition`: a text that is another one when all things of this kind have to be read anew.
    `sections`: the names of its sections by their keys, where it has any.
    """

    kind: str
    label: Words
    things: Callable[[Keys | None], Iterable[Thing]] = field(repr=False)
    follows: Mapping[str, Callable[[list[str]], Iterable[str]]] = field(default_factory=dict)
    edition: Callable[[], str] = no_edition
    sections: Callable[[], Mapping[str, Words]] = dict
    dataset: str = ""
    order: int = 50

    def read(self, keys: Keys | None = None) -> list[Thing]:
        """Things are told in Vietnamese, whoever reads: so are the words of the index."""
        with override("vi"):
            return [each.discreet() for each in self.things(keys)]


def itself(keys: list[str]) -> list[str]:
    """For `follows`: the subject of the journal is the thing."""
    return keys


def read_of(rows: Any, keys: Keys | None, *, at_once: int) -> Iterator[Any]:
    """The rows with these keys in one answer, since they are those of a page; all of them where
    none are named, `at_once` of them in memory."""
    if keys is None:
        told: Iterator[Any] = rows.iterator(at_once)
        return told
    return iter(rows.filter(among("pk", whole_numbers(keys))))


def whole_numbers(keys: Keys) -> list[int]:
    """Keys of rows, as the database takes them."""
    return [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19]


@cache
def findables() -> Mapping[str, Findable]:
    """Every room's, by kind, in their order."""
    found: dict[str, Findable] = {}
    for module in _modules():
        for each in getattr(module, "FINDABLES", ()):
            if each.kind in found:
                raise ValueError(f"{each.kind} is found twice")
            found[each.kind] = each
    return dict(sorted(found.items(), key=lambda pair: pair[1].order))


def names_of_places() -> NamesOfPlaces:
    """From the one room that says under `NAMES_OF_PLACES` how they are read."""
    for module in _modules():
        if read := getattr(module, "NAMES_OF_PLACES", None):
            names: NamesOfPlaces = read()
            return names
    return lambda _place: ""


@cache
def _modules() -> tuple[object, ...]:
    rooms = (room.name for room in apps.get_app_configs() if room.name.startswith("sanvat."))
    return tuple(
        import_module(f"{room}.findable") for room in rooms if find_spec(f"{room}.findable")
    )
