"""What may be followed, and what of it is new: each room says it in its own `followed.py`.

    TOPICS = (TopicKind(key="muc", label=_("Chuyên mục"), find=_sections),)
    SOURCES = (
        Source(
            kind="tin",
            label=_("Tin"),
            happenings=_articles,
            follows={"news.article": itself},
        ),
    )

`happenings(keys)` reads from the room's own public rows, never from `visible_to`. It is asked when
the journal touches something, and once more just before a mail or a call goes: what has been
withdrawn by then goes to nobody.

A source may also tell bodies alone what concerns them (`Happening.only_for`): that goes to their
own programmes, and never into a mail, a feed or a page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TypeVar

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import override

from sanvat.records.secrets import veiled

Words = str | Promise
Keys = Collection[str]
NEVER = date.max


@dataclass(frozen=True)
class Topic:
    """One thing that may be followed. `key`: its kind and its own key, `muc:12`, for ever; `path`:
    its public page."""

    key: str
    title: str
    path: str


@dataclass(frozen=True)
class TopicKind:
    """`find(keys)`: those of these keys, without the kind before them, that strangers may read
    now, in a fixed number of queries. A kind of which there is one has the key ""."""

    key: str
    label: Words
    find: Callable[[Keys], Iterable[Topic]] = field(repr=False)
    order: int = 50


@dataclass(frozen=True)
class Happening:
    """One new thing that strangers may read now, in the language in use.

    `key`: the same for ever; two with the same key are told once. `day`: of what it is; `until`:
    the last day on which it is news to anybody. `topics`: under which it is told; whoever follows
    the `place` (a key of any day), or what that lies in, is told as well. `only_for`: the keys of
    the organisations whose programmes alone are told; None for what strangers may read. `facts`:
    what a programme is told besides.
    """

    key: str
    title: str
    path: str
    day: date
    until: date
    text: str = ""
    topics: tuple[str, ...] = ()
    place: int | None = None
    is_demonstration: bool = False
    only_for: frozenset[int] | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    def discreet(self) -> Happening:
        """Without personal numbers that somebody wrote into a text."""
        return replace(self, title=veiled(self.title), text=veiled(self.text))


def _nothing_by_day(today: date) -> Keys:
    return ()


@dataclass(frozen=True, eq=False)
class Source:
    """One kind of what happens.

    `kind`: its name in webhooks, for ever. `happenings(keys)`: those of these keys that strangers
    may read now, in a fixed number of queries. `follows`: for a type of the journal's subjects from
    their keys to those of the happenings that they touch. `of_day`: the keys of what becomes news
    by the day alone.
    """

    kind: str
    label: Words
    happenings: Callable[[Keys], Iterable[Happening]] = field(repr=False)
    follows: Mapping[str, Callable[[list[str]], Iterable[str]]] = field(default_factory=dict)
    of_day: Callable[[date], Iterable[str]] = _nothing_by_day
    order: int = 50

    def read(self, keys: Keys, language: str = "vi") -> dict[str, Happening]:
        with override(language):
            return {each.key: each.discreet() for each in self.happenings(keys)}


Declared = TypeVar("Declared", Source, TopicKind)


def itself(keys: list[str]) -> list[str]:
    """For `follows`: the subject of the journal is the thing."""
    return keys


def whole_numbers(keys: Keys) -> list[int]:
    """Keys of rows, as the database takes them."""
    return [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19]


@cache
def sources() -> Mapping[str, Source]:
    """Every room's, by kind, in their order."""
    found: list[Source] = [each for room in _modules() for each in getattr(room, "SOURCES", ())]
    return _by_key([(each.kind, each) for each in found])


@cache
def topic_kinds() -> Mapping[str, TopicKind]:
    found: list[TopicKind] = [each for room in _modules() for each in getattr(room, "TOPICS", ())]
    return _by_key([(each.key, each) for each in found])


def topics(keys: Collection[str]) -> dict[str, Topic]:
    """Those of these whole keys that may be followed now, in the language in use."""
    by_kind: dict[str, list[str]] = {}
    for key in keys:
        kind, _colon, own = key.partition(":")
        by_kind.setdefault(kind, []).append(own)
    found: dict[str, Topic] = {}
    for name, own_keys in by_kind.items():
        if name in topic_kinds():
            found |= {each.key: each for each in topic_kinds()[name].find(own_keys)}
    return {key: found[key] for key in keys if key in found}


def _by_key(pairs: list[tuple[str, Declared]]) -> dict[str, Declared]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(f"declared twice: {sorted(key for key, _each in pairs)}")
    return dict(sorted(found.items(), key=lambda pair: pair[1].order))


@cache
def _modules() -> tuple[object, ...]:
    rooms = (room.name for room in apps.get_app_configs() if room.name.startswith("sanvat."))
    return tuple(
        import_module(f"{room}.followed") for room in rooms if find_spec(f"{room}.followed")
    )
