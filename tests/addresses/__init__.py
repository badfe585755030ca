"""Who may open what: every named address, classified. `test_wrong_person.py` holds it true.

Each subject says in its own file here, in `ADDRESSES`, who is let in for GET and for POST; whoever
is not gets what stands after `else_`. "In" is any answer that is no refusal: a page, a form with
its faults, a redirect to somewhere else than the sign-in page. What is the same for everybody,
signed in or not, stands in `OPEN`; addresses without a name, as their pattern, in `UNNAMED`.
`furnish(world)` makes the rows that the addresses need, behind the subjects named in `AFTER`. A new
address gets a line, or the test fails; a new subject gets a file, and nothing else names it.

`sees` says who may read something marked on the page: `MARK` stands in the names of a rival's
product and producer, of an officer's idea, letter and register. Where it is left out, nobody may.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import ModuleType, SimpleNamespace
from typing import Any

from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.site.rooms import modules_in_order
from tests import people

MARK = "KINDAO7319"

PEOPLE = (
    *people.EVERYBODY,  # the producer makes the sample product
    "rival",  # makes another in the same commune
    "far_advisor",  # an advisory officer of another province
    "ended",  # an advisory officer of this province until yesterday
    "anonymous",
)
# Of a council one, since no rule asks which of them somebody is; `test_wrong_person.py` holds that.
OF_THE_COUNCIL = ("chair", "council_member", "secretary")
ONE_OF_EACH = tuple(each for each in people.EVERYBODY if each not in OF_THE_COUNCIL[1:])
# Where the answer does not depend on the role: with a second step and without, one whose roles are
# over, one without any, and nobody.
SOME = ("producer", "officer", "operator", "nobody", "ended", "anonymous")
# Where it is answered before anybody asks who it is: two who are signed in, and nobody.
FEW = ("officer", "nobody", "anonymous")
OFFICERS = frozenset({"officer", "advisor", "centre"})
ONLY_READERS = frozenset({"coordinator"})
READERS = OFFICERS | ONLY_READERS
KEEPERS = OFFICERS | {"operator"}


class World(SimpleNamespace):
    """One of everything that has an address, each under the name its subject gives it, and a
    rival's, an office's, with the mark in it.

    Of the people only those whom a subject makes are missing: the rival, and the anonymous one.
    """

    now: datetime
    today: date
    commune: Place
    people: dict[str, User]


def subjects() -> list[ModuleType]:
    """The files of this folder, each behind those it needs."""
    return modules_in_order(sys.modules[__name__])


Sample = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Rule:
    """Who is let in, and what all others are told."""

    opens: frozenset[str]
    sees: frozenset[str] = frozenset()
    forbidden: frozenset[str] = frozenset()  # who sees the thing and may not do this: 403
    else_: str = "404"
    anonymous: str = "sign-in"
    alike: bool = False  # said before roles are asked, so that one of each kind is tried

    @property
    def tried(self) -> tuple[str, ...]:
        if self == NOT_SERVED:
            return FEW
        if self.alike:
            return SOME
        return tuple(each for each in PEOPLE if each not in self.like_others)

    @property
    def like_others(self) -> tuple[str, ...]:
        """Who is answered as somebody else is: the council as its chair."""
        are_alike = len({self.promised(each) for each in OF_THE_COUNCIL}) == 1
        return OF_THE_COUNCIL[1:] if are_alike else ()

    def promised(self, person: str) -> str:
        if person in self.opens:
            return "in"
        if person == "anonymous":
            return self.anonymous
        return "403" if person in self.forbidden else self.else_


NOT_SERVED = Rule(frozenset(), else_="405", anonymous="405", alike=True)
PUBLIC = Rule(frozenset(PEOPLE), alike=True)
SIGNED_IN = Rule(frozenset(PEOPLE) - {"anonymous"})
ONES_OWN = replace(SIGNED_IN, alike=True)
NONE_HERE = Rule(frozenset(), anonymous="404", alike=True)
NONE_OF_MINE = Rule(frozenset())
ONLY_READ = Rule(frozenset(), else_="405", alike=True)  # said only once one has signed in
KEY = Rule(frozenset(), else_="401", anonymous="401", alike=True)  # a session opens nothing there


def only(*people: Iterable[str] | str, **more: Any) -> Rule:
    opens: set[str] = set()
    for each in people:
        opens |= {each} if isinstance(each, str) else set(each)
    return Rule(frozenset(opens), **more)


def nothing(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Address:
    get: Rule
    post: Rule = NOT_SERVED
    sample: Sample = field(default=nothing)
    query: str = ""
    data: Sample | dict[str, str] = field(default=nothing)  # what is sent with a POST

    def sends(self, world: World) -> dict[str, Any]:
        return self.data(world) if callable(self.data) else self.data


def lists(sees: Iterable[str] = ()) -> Address:
    """A list: everybody gets theirs, perhaps an empty one."""
    return Address(Rule(SIGNED_IN.opens, sees=frozenset(sees)))


def of(name: str) -> Sample:
    return lambda world: {"pk": getattr(world, name).pk}
