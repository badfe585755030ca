"""What a subject tells the desk about itself. `subjects.py` lists them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import cached_property

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from icalendar import Event as Entry

from sanvat.desk.panel import Panel
from sanvat.desk.search.results import Results
from sanvat.parties.access import acts_as
from sanvat.parties.models import Role, User
from sanvat.records.together import Asking

Dates = Asking[list[Callable[[], Entry]]]
"""What stands in a personal calendar, each made an entry once it is read: to make one takes longer
than to find a hundred, and the page of the calendar counts them only."""


class Group(IntEnum):
    """Where the link to a subject stands. Groups stand in this order, and in each its subjects
    in the order of the list."""

    WORK = 1  # in the navigation: what is done every day
    PROGRAMME = 2  # in the navigation after it: plans, events, support, agreements and the like
    OFFICE = 3  # in the navigation after that: bodies and people, letters, the register
    MENU = 4  # in the menu under one's name


@dataclass(frozen=True, eq=False)
class Subject:
    """One subject of the desk: its addresses, its link, and what it adds to shared pages.

    `urls`: the module of its addresses, as a name, since its views may ask for other subjects.
    `label`, `icon`, `group`, `address`, `roles`: its link, the name of the address behind it, and
    which roles get it, all where empty. Without a group it has no link.
    `is_there`: whether this installation has it at all.
    `panels`: its parts of the first pages.
    `search`: finds its things by words; None for those who may not search them.
    `dates`: what of it stands in the personal calendar of who acts, from a day on.
    `pages`: for each model, the name of the page of one row, which takes its key. Notices about
    the row and its history lead there.
    """

    urls: str
    label: str | Promise = ""
    icon: str = ""
    group: Group | None = None
    address: str = ""
    roles: tuple[Role, ...] = ()
    is_there: Callable[[], bool] = lambda: True
    panels: tuple[Panel, ...] = ()
    search: Callable[[User, list[str]], Results | None] | None = None
    dates: Callable[[User, date], Dates] | None = None
    pages: Mapping[type[Model], str] = field(default_factory=dict)

    @cached_property
    def path(self) -> str:
        return reverse(self.address)

    def is_for(self, user: User) -> bool:
        """Whether its work belongs to the role in which the person acts."""
        return self.is_there() and (not self.roles or acts_as(user, *self.roles))
