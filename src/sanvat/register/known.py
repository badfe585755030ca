"""What is known already of a place: its producers, products and recognitions, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from sanvat.certificates.identity import FIELDS, Told
from sanvat.certificates.models import Recognition
from sanvat.places.models import Level, Place, within
from sanvat.products.models import Producer, Product


@dataclass(slots=True, eq=False)
class Recorded:
    """One recognition: as it is known (`id`), or new with the file. `here` is what the file has
    told of it so far."""

    told: Told
    id: int | None = None
    round: int = 0
    kind: str = ""
    here: Told | None = None


@dataclass(slots=True, eq=False)
class KnownProduct:
    id: int
    producer: KnownProducer
    name: str
    name_key: str
    set_number: int | None
    note: str
    recognitions: list[Recorded] = field(default_factory=list)
    written: list[tuple[Recorded, Told]] = field(default_factory=list)
    """The recognitions as they are written down, whatever a file tells of them."""


@dataclass(slots=True, eq=False)
class KnownProducer:
    id: int
    name: str
    name_key: str
    current_place: int
    place: int
    written: str
    """The place's full name, as the register is written back."""
    legal_form: str
    address: str
    representative_name: str
    phone: str
    products: dict[str, KnownProduct] = field(default_factory=dict)


class Known:
    """The producers and products of a place, to be asked twenty thousand times."""

    def __init__(self, place: Place | None) -> None:
        self._by_place: dict[tuple[str, int], KnownProducer] = {}
        self._by_name: dict[str, list[KnownProducer]] = {}
        self.near: dict[tuple[int, str], list[KnownProduct]] = {}
        state = _State()
        rows_of_producers, rows_of_products, rows_of_recognitions = map(state.noting, _rows(place))
        producers = {row[0]: KnownProducer(*row) for row in rows_of_producers}
        for producer in producers.values():
            self._by_place.setdefault((producer.name_key, producer.current_place), producer)
            self._by_name.setdefault(producer.name_key, []).append(producer)
        products = {}
        for id, producer_id, name, key, number, note, near in rows_of_products:
            producer = producers[producer_id]
            product = KnownProduct(id, producer, name, key, number, note)
            products[id] = producer.products[key] = product
            self.near.setdefault((producer.current_place, near), []).append(product)
        for product_id, id, round, kind, *told in rows_of_recognitions:
            recorded = Recorded(Told._make(told), id, round, kind)
            products[product_id].recognitions.append(recorded)
            products[product_id].written.append((recorded, recorded.told))
        self._producers = producers
        self.state = state.value
        """What `state_of` tells while nothing of it has become another."""
        both = {p.place for p in producers.values()} | {p.current_place for p in producers.values()}
        self._places: dict[int, Place] = Place.objects.in_bulk(both)

    def producer(self, name_key: str, place: Place, product_key: str) -> KnownProducer | None:
        """Of that name in that place; else the only one of that name who makes this product, or
        whose commune one of the two does not say."""
        found = self._by_place.get((name_key, place.id))
        if found:
            return found
        namesakes = self._by_name.get(name_key, ())
        makers = [p for p in namesakes if product_key in p.products]
        if len(makers) == 1:
            return makers[0]
        if len(namesakes) == 1 and place.level != Level.COMMUNE:
            return namesakes[0]
        return None

    def settled(self, name_key: str, commune: str, address: str) -> tuple[Place, Place] | None:
        """The place as written and that of today of a producer whom we know by this name, this
        place and this address: then nothing is left to find out."""
        namesakes = self._by_name.get(name_key)
        if not namesakes:
            return None
        known = [p for p in namesakes if p.written == commune and p.address == address]
        if len(known) != 1:
            return None
        return self._places[known[0].place], self._places[known[0].current_place]

    @property
    def is_empty(self) -> bool:
        return not self._producers


def _lying_in(place: Place | None, path: str) -> Q:
    return within(place, path) if place is not None else Q()


def state_of(place: Place | None) -> int:
    """All that would be known of a place, in short. Two states have the same once in 2⁶⁴, and by
    no design, since Python counts it in another way in each process."""
    state = _State()
    for rows in _rows(place):
        for _row in state.noting(rows):
            pass
    return state.value


class _State:
    """What rows say, in short."""

    def __init__(self) -> None:
        self.value = 0

    def noting(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """The same rows; once they are taken, they count."""
        for row in rows:
            self.value = hash((self.value, row))
            yield row


def _rows(place: Place | None) -> list[Iterable[tuple[Any, ...]]]:
    """Of the producers, the products and the recognitions, as the database has them."""
    producers = Producer.objects.filter(_lying_in(place, "current_place")).order_by("id")
    products = Product.objects.filter(_lying_in(place, "current_place")).order_by("id")
    recognitions = Recognition.objects.filter(_lying_in(place, "product__current_place"))
    return [
        producers.values_list(
            "id",
            "organisation__name",
            "name_key",
            "current_place_id",
            "place_id",
            "place__full_name",
            "legal_form",
            "address",
            "representative_name",
            "phone",
        ),
        products.values_list(
            "id", "producer_id", "name", "name_key", "set_number", "note", "near_key"
        ),
        recognitions.order_by("round", "id").values_list(
            "product_id", "id", "round", "kind", *FIELDS
        ),
    ]
