"""The law's own texts, which no room above the rules has: the sets of criteria of every decision,
and the criteria of the one in force."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from itertools import chain

from django.utils.translation import gettext_lazy as _

from sanvat.findable.declared import Address, Findable, Keys, Thing
from sanvat.rules import library
from sanvat.rules.model import Criterion


def _sets(keys: Keys | None) -> Iterator[Thing]:
    return _among(_every_set(), keys)


def _criteria(keys: Keys | None) -> Iterator[Thing]:
    return _among(_every_criterion(), keys)


def _among(things: dict[str, Thing], keys: Keys | None) -> Iterator[Thing]:
    if keys is None:
        yield from things.values()
    else:
        yield from (things[key] for key in keys if key in things)


@cache
def _every_set() -> dict[str, Thing]:
    things = {}
    for book in library.rulebooks():
        for one in book.sets.values():
            key = f"{book.id}.{one.number}"
            things[key] = Thing(
                key=key,
                title=f"Bộ {one.number}. {one.name}",
                facts=(book.decision,),
                text="; ".join(criterion.title for criterion in one.criteria),
                address=Address("portal:criteria_set", (book.id, one.number)),
                section=book.id,
                day=book.in_force,
            )
    return things


@cache
def _every_criterion() -> dict[str, Thing]:
    """Equal criteria of several sets are one thing, at the first set that has it."""
    book = library.rulebook(library.CURRENT)
    places: dict[tuple[str, tuple[str, ...]], list[tuple[int, str]]] = {}
    for one in book.sets.values():
        for criterion in one.criteria:
            said = criterion.title, _texts(criterion)
            places.setdefault(said, []).append((one.number, criterion.code))
    things = {}
    for (title, texts), where in places.items():
        number, code = where[0]
        key = f"{book.id}.{number}.{code}"
        numbers = ", ".join(str(each) for each, _code in where[:12])
        more = " …" if len(where) > 12 else ""
        things[key] = Thing(
            key=key,
            title=f"{code}. {title}",
            facts=(book.decision, f"Bộ {numbers}{more}"),
            text=" ".join(texts),
            address=Address("portal:criteria_set", (book.id, number), part=code),
            section=book.id,
            day=book.in_force,
        )
    return things


def _texts(criterion: Criterion) -> tuple[str, ...]:
    own = (criterion.description, criterion.requirement, criterion.note)
    cases = (case.title for case in criterion.cases)
    options = (option.text for option in criterion.all_options)
    return tuple(text for text in chain(own, cases, options) if text)


@cache
def _edition() -> str:
    return f"{library.CURRENT} {_hash_of(_every_set(), _every_criterion())}"


def _hash_of(*things: dict[str, Thing]) -> str:
    """Changes with any word of them."""
    said = "\n".join(repr(thing) for some in things for thing in some.values())
    return hashlib.sha256(said.encode()).hexdigest()


def _books() -> dict[str, str]:
    return {book.id: book.decision for book in library.rulebooks()}


FINDABLES = (
    Findable(
        kind="bo-tieu-chi",
        label=_("Bộ tiêu chí"),
        things=_sets,
        edition=_edition,
        sections=_books,
        order=30,
    ),
    Findable(
        kind="tieu-chi",
        label=_("Tiêu chí"),
        things=_criteria,
        edition=_edition,
        sections=_books,
        order=31,
    ),
)
