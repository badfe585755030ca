"""A country to try things on: offices, people, producers and products of our own invention.

This is a seed, not an act: rows are put in by the ten thousand, nothing is asked of access.py
and the journal gets one entry that says so. Everything is marked as demonstration. Names are put
together from the rooms' `.toml` files; there are no telephone numbers, tax codes or addresses,
since an invented one may be somebody's.

Each room says in its own file here what it adds: `seed(country)`, called once, behind the rooms
named in its AFTER.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from sanvat.certificates import decisions
from sanvat.errors import Refusal
from sanvat.parties.models import Organisation
from sanvat.parties.models import OrganisationKind as Kind
from sanvat.places.models import Place
from sanvat.products import tallies
from sanvat.products.models import Producer
from sanvat.records import journal
from sanvat.records.bulk import insert_many
from sanvat.site.rooms import modules_in_order

PRODUCERS = 12_000
PRODUCTS = 20_000

Telling = Callable[[str], AbstractContextManager[None]]


def seed_national(
    *,
    at: datetime,
    producers: int = PRODUCERS,
    products: int = PRODUCTS,
    again: bool = False,
    telling: Telling = lambda _text: nullcontext(),
) -> dict[str, int]:
    """Fill the country; returns how many of each model there are now. The same numbers give the
    same names.

    Refuses where producers are already (`not-empty`) unless `again`, which adds as many more.
    """
    if Producer.objects.exists() and not again:
        raise Refusal(
            _(
                "Đã có chủ thể trong cơ sở dữ liệu. Dùng --again nếu đúng là muốn thêm dữ liệu "
                "thử vào cạnh chúng."
            ),
            code="not-empty",
        )
    country = Country(at, producers, products, telling)
    with transaction.atomic():
        for room in modules_in_order(sys.modules[__name__]):
            room.seed(country)
        journal.write(
            "seed_national",
            by=None,
            subject=Organisation.objects.filter(kind=Kind.MINISTRY, place=None).earliest("pk"),
            at=at,
            changes={"producers": (None, producers), "products": (None, products)},
            note="inserted without acts; demonstration",
        )
    tallies.put_together()
    decisions.put_together()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # else the first lists are planned as if all were empty
    return {model._meta.model_name or "": model._default_manager.count() for model in country.made}


class Country:
    """One seeding: how much is wanted, where it lies, and what the rooms before have made."""

    def __init__(self, at: datetime, producers: int, products: int, telling: Telling) -> None:
        self.at = at
        self.producers = producers
        self.products = products
        self.telling = telling
        self.made: dict[type[models.Model], list[Any]] = defaultdict(list)
        self._start = Producer.objects.count()

    def chance(self, room: str) -> Random:
        """A room's own chance, so that a room that comes to it changes no name of the others."""
        return Random(f"{room} {self._start}")  # nosec B311  # made-up data, the same each time

    def insert(self, rows: Sequence[models.Model]) -> None:
        """Put in rows of one model, and keep them for the rooms that follow."""
        insert_many(rows)
        for row in rows[:1]:
            self.made[type(row)] += rows

    @cached_property
    def provinces(self) -> list[Place]:
        return list(Place.objects.today().provinces())

    @cached_property
    def communes(self) -> list[Place]:
        return list(Place.objects.today().communes())


def words_of(room: str) -> dict[str, Any]:
    """What stands in a room's `.toml` file."""
    path = Path(__file__).with_name(f"{room}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def uneven(things: Sequence[object]) -> list[float]:
    """Weights for `Random.choices`: few have much and many have little."""
    return [1 / (1 + place % 12) for place in range(len(things))]
