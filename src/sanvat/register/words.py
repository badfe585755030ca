"""What the words of a register mean: places and sets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max

from sanvat.parties.models import Organisation
from sanvat.places.gazetteer import Gazetteer
from sanvat.places.models import Level, Place, today_of
from sanvat.register.models import RegisterWord
from sanvat.rules import library
from sanvat.rules.finder import find_sets, same_set
from sanvat.text.fold import fold

About = dict[str, Any]
Fault = tuple[str, About]
"""The code of a sentence in answers.py, and its particulars."""


SURE = 80  # a word for a kind of product where a name begins; see rules/finder.py
folded = lru_cache(maxsize=16_384)(fold)


class PlaceReader:
    """From the commune and address of a row to a place as written and the one of today."""

    def __init__(
        self, office: Organisation, scope: Place | None, agreed: Collection[tuple[str, str]] = ()
    ) -> None:
        self._scope = scope
        newest = Place.objects.aggregate(newest=Max("id"), count=Count("id"))
        self._places_meant = _places_meant(newest["newest"], newest["count"])
        self._settled = {
            word.words: word.place
            for word in RegisterWord.objects.filter(
                organisation=office, kind=RegisterWord.Kind.PLACE
            ).select_related("place")
        }
        self._province = _province_name(scope)
        self._candidates: dict[tuple[str, str], list[Place]] = {}
        self._today: dict[int, list[Place]] = {}
        self._by_lineage: dict[str, Place] = {}

    def prepare(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Look all of them up, so that what became of old units is asked once."""
        for pair in pairs:
            if pair not in self._candidates:
                self._candidates[pair] = self._look_up(*pair)
        meant = {p.pk: p for places in self._candidates.values() for p in places}
        self._today = today_of(meant.values())
        above = {p.lineage: p for p in Place.objects.today().provinces()}
        self._by_lineage = above

    def read(self, commune: str, address: str) -> tuple[Place, Place, list[Fault]] | Fault:
        """The place written, the place of today and remarks; or what is wrong."""
        meant = self._candidates[commune, address]
        text = commune or address
        if not meant:
            if not commune and self._scope is not None:
                return self._scope, self._scope, [("place_wide", {"place": self._scope.full_name})]
            return "unknown_place", {"text": commune}
        if len(meant) > 1:
            names = [p.full_name for p in meant]
            return "unknown_place", {"text": text, "many": "; ".join(names[:6])}
        return self._as_of_today(meant[0])

    def _look_up(self, commune: str, address: str) -> list[Place]:
        if commune:
            if settled := self._settled.get(folded(commune)):
                return [settled]
            found = self._ask(commune)
            if len(found) == 1:
                return found
            if address and len(nearer := self._ask(f"{commune}, {address}")) == 1:
                return nearer
            return found
        return self._ask(address) if address else []

    def _ask(self, text: str) -> list[Place]:
        found = self._places_meant(text, self._province) if self._province else []
        return found or self._places_meant(text)

    def _as_of_today(self, place: Place) -> tuple[Place, Place, list[Fault]] | Fault:
        parts = self._today.get(place.pk) or [place]
        inside = [p for p in parts if self._scope is None or self._scope.covers(p)]
        if not inside:
            return "outside", {"place": place.full_name}
        if len(inside) == 1:
            current = inside[0]
        elif place.level == Level.COMMUNE:
            many = "; ".join(p.full_name for p in inside)
            return "place_split", {"text": place.full_name, "many": many}
        else:  # an old district: its province of today is all that is known
            tops = {p.lineage.split("/")[1] for p in inside}
            if len(tops) > 1:
                many = "; ".join(p.full_name for p in inside[:6])
                return "place_split", {"text": place.full_name, "many": many}
            current = self._by_lineage[f"/{tops.pop()}/"]
        remarks: list[Fault] = []
        if current.level != Level.COMMUNE:
            remarks.append(("place_wide", {"place": current.full_name}))
        return place, current, remarks


@lru_cache(maxsize=1)
def _places_meant(newest: int, count: int) -> Callable[..., list[Place]]:
    """`Gazetteer.candidates` of all places, kept with its answers while the map stays: any
    change of a unit is a new row. A file asks for each commune many times, and twice."""
    return lru_cache(maxsize=32_768)(Gazetteer().candidates)


def _province_name(place: Place | None) -> str:
    return "" if place is None else place.full_name.rsplit(", ", 1)[-1]


class SetReader:
    """From the set's cell and the product's name to a set."""

    def __init__(self, office: Organisation, agreed: Collection[tuple[str, str]] = ()) -> None:
        self._settled = dict(
            RegisterWord.objects.filter(
                organisation=office, kind=RegisterWord.Kind.SET
            ).values_list("words", "set_number")
        )

    def read(
        self, text: str, product: str, group: str
    ) -> tuple[int | None, bool, str, Fault | None]:
        """Set, whether it is only suggested, group, and what to remark or what is wrong."""
        spoken = folded(text)
        number = self._settled.get(spoken) or _stated(spoken)
        if number:
            return number, False, "", None
        within_sets = sets_of_group(spoken) or sets_of_group(folded(group))
        if spoken and not sets_of_group(spoken):
            number = _spoken_of(text)
            if number is None:
                return None, False, "", ("unknown_set", {"text": text})
        else:
            number = _likely(product, within_sets)
        if number is None:
            groups = {_sets()[n].group for n in within_sets}
            return None, False, groups.pop() if len(groups) == 1 else "", ("set_open", {})
        return number, True, "", ("set_suggested", {"name": _sets()[number].name})


def _sets() -> Mapping[int, Any]:
    return library.rulebook(library.CURRENT).sets


@lru_cache(maxsize=4096)
def _stated(text: str) -> int | None:
    """ "7", "bo 7", "bo so 07 che bien tu rau …", or the very name of a set of any rulebook."""
    words = text.removeprefix("bo san pham ").removeprefix("bo ").removeprefix("so ").split()
    if words and words[0].isdigit() and len(words[0]) < 3:
        number = int(words[0])
        return number if number in _sets() else None
    return _set_names().get(text)


@lru_cache(maxsize=1)
def _set_names() -> dict[str, int]:
    names = {}
    for book in reversed(library.rulebooks()):
        for found in book.sets.values():
            now = same_set(found, library.CURRENT)
            if len(now) == 1:
                names[fold(found.name)] = now[0].number
    return names


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    """Names of groups and subgroups of every rulebook → the sets of today in them."""
    groups: dict[str, frozenset[int]] = {}
    for book in reversed(library.rulebooks()):
        for group in book.facts["groups"]:
            for named in (group, *group["subgroups"]):
                sets = [book.sets[n] for n in named["sets"] if n in book.sets]
                today = frozenset(s.number for old in sets for s in same_set(old, library.CURRENT))
                title = fold(named["title"])
                groups[title] = groups[title.removeprefix("san pham ")] = today
                groups.setdefault(fold(named["code"]), today)
    return groups


def sets_of_group(text: str) -> frozenset[int]:
    short = text.removeprefix("nhom ").removeprefix("nganh ")
    return _groups().get(text) or _groups().get(short) or frozenset()


@lru_cache(maxsize=4096)
def _spoken_of(text: str) -> int | None:
    """The set of a cell that says what kind of thing it is ("Cà phê"), not merely of what."""
    found = find_sets(text, limit=1)
    return found[0].criteria_set.number if found and found[0].weight >= SURE else None


@lru_cache(maxsize=65_536)
def _likely(text: str, among: frozenset[int] | tuple[()]) -> int | None:
    numbers_ = [f.criteria_set.number for f in find_sets(text, limit=26 if among else 1)]
    return next((n for n in numbers_ if not among or n in among), None)
