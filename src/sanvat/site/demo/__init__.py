"""The demonstration world, built by the same acts that people do; no row is put in by hand.

Each room says in its own file here what it adds: `add(world)`, called once, behind the rooms
named in its AFTER. Data that is long stands beside it.
"""

from __future__ import annotations

import sys
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from sanvat.parties import demonstration
from sanvat.parties.models import Membership, Role, User
from sanvat.places.models import Place
from sanvat.products.models import Product
from sanvat.site.rooms import modules_in_order

LOCK = 2026_11_21  # one process builds it


class Account(NamedTuple):
    """One person of the demonstration, as its sign-in page lists them."""

    user: User
    role: str
    organisation: str


class World:
    """Where the demonstration takes place, who does what in it, and when: `at` is the moment of
    building, from which days are counted back.
    """

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._people: dict[str, User] = {}

    def person(self, role: str) -> User:
        """Who holds this role; the room that brings them in comes before yours."""
        if role not in self._people:
            self._people[role] = _memberships()[role].user
        return self._people[role]

    @cached_property
    def province(self) -> Place:
        return Place.objects.today().provinces().get(folded="lam dong")

    @cached_property
    def home(self) -> Place:
        """The commune of the producer and of the officer who visits it."""
        return Place.objects.today().communes().get(parent=self.province, folded="duc trong")


def demo_accounts() -> list[Account]:
    """One account for each role, in the order of the roles."""
    memberships = _memberships()
    return [
        Account(each.user, each.get_role_display(), each.organisation.name)
        for role in Role.values
        if (each := memberships.get(role))
    ]


def is_there() -> bool:
    return Product.objects.filter(is_demonstration=True).exists()


def may_begin() -> bool:
    """Nobody has begun to work here but the people of the demonstration, and it does not stand."""
    return not is_there() and not User.objects.filter(is_demonstration=False).exists()


@transaction.atomic
def build() -> bool:
    """The whole world, or nothing of it. Where it stands already, nothing is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if is_there():
        return False
    world = World(timezone.now())
    with demonstration.being_built():
        for room in modules_in_order(sys.modules[__name__]):
            room.add(world)
    return True


def _memberships() -> dict[str, Membership]:
    """For each role the first of the demonstration to hold it."""
    memberships = (
        Membership.objects.on(timezone.localdate())
        .filter(user__is_demonstration=True, user__is_active=True)
        .select_related("user", "organisation", "place")
        .order_by("-pk")
    )
    return {each.role: each for each in memberships}
