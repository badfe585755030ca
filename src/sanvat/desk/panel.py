"""The panels of the first page: each subject brings its own, and `home` puts them together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from sanvat.parties.access import acts_as
from sanvat.parties.models import Role, User
from sanvat.parties.ready import ReadyFor
from sanvat.places.models import Place
from sanvat.places.questions import ask_province_of
from sanvat.products.models import Producer
from sanvat.records.together import Asked, Asking

Answer = TypeVar("Answer")


class FirstPage(StrEnum):
    """The first pages there are, each `desk/home/<value>.html`; home knows which role has which."""

    PRODUCER = "producer"
    NOT_REGISTERED = "not_registered"  # acts for a producer that nobody has entered yet
    COMMUNE = "commune"
    PROVINCE = "province"  # and the country
    OPERATOR = "operator"
    OTHERS = "others"


class Column(StrEnum):
    MAIN = "main"
    ASIDE = "aside"


class Viewer:
    """Whose first page is drawn, and on what day. What several panels ask is asked once."""

    def __init__(self, user: User, today: date) -> None:
        self.user = user
        self.today = today
        self._answers: dict[Callable[[Viewer], Any], Any] = {}

    def once(self, question: Callable[[Viewer], Answer]) -> Answer:
        """The answer to a question that other panels of the same page ask too."""
        if question not in self._answers:
            self._answers[question] = question(self)
        answer: Answer = self._answers[question]
        return answer

    @cached_property
    def producer(self) -> Producer | None:
        """The producer they act for, when it has been entered; one query, none for other roles."""
        if not acts_as(self.user, Role.PRODUCER):
            return None
        return (
            Producer.objects.visible_to(self.user)
            .select_related("organisation", "current_place", "place")
            .first()
        )

    @cached_property
    def province(self) -> Asked[Place | None]:
        """The province in which that lies; None for the country."""
        return ask_province_of(self.place)

    @property
    def place(self) -> Place | None:
        """Where their work lies: their producer's commune of today, or the place of their role."""
        if self.producer is not None:
            return self.producer.current_place
        return self.user.acting.place if self.user.acting else None


SHORT = 4
"""Rows of a list on a first page at most, as a phone shows them; the rest is a link away."""


Shown = Asking[dict[str, Any] | None]
"""What a panel shows, and what it asks for that; None where there is nothing to show to this person
today."""


def may_show(at_all: ReadyFor[Any], viewer: Viewer) -> Asking[bool]:
    """Whether there is anything of which a panel shows some. Most days there is not, and this is
    found out in a tenth of the time that the questions of the panel take to be planned."""
    there = at_all.ask_any(viewer.user)
    yield (there,)
    return there.answer


@dataclass(frozen=True)
class Panel:
    """A part of one or several first pages.

    `context` gives what `template` needs, or asks for it: what all panels of a page ask at one
    step goes to the database together. In each column the panel with the lowest `order` stands
    first: below 40 what waits for this person, below 60 how their own work stands, from 60 on
    figures and maps.
    """

    template: str
    context: Callable[[Viewer], dict[str, Any] | Shown | None]
    pages: tuple[FirstPage, ...]
    order: int
    column: Column = Column.MAIN
