"""What the words of a register mean: places and sets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max

from sanvat.parties.models import Organisation
from sanvat.places.gazetteer import COMMUNE_KINDS, Gazetteer, Part
from sanvat.places.gazetteer import parts as parts_of
from sanvat.places.models import Level, Place
from sanvat.places.names import kind_and_rest, then_and_now
from sanvat.register.models import RegisterWord
from sanvat.rules import library
from sanvat.rules.finder import find_sets, same_set
from sanvat.text.fold import fold

About = dict[str, Any]
Fault = tuple[str, About]
"""The code of a sentence in answers.py, and its particulars."""


SURE = 80  # a word for a kind of product where a name begins; see rules/finder.py
folded = lru_cache(maxsize=16_384)(fold)


MOST_REMEMBERED = 8_192


class PlaceReader:
    """From the commune and address of a row to a place as written and the one of today.

    A name alone settles nothing: what stands in the commune's cell, in the address and the
    office's own area are weighed together, and of several places a person is asked. What the
    office once said a word means (RegisterWord) is offered, and counts only where a person
    `agreed` to it in this import: (kind, words), as the fault names them. Once made it asks
    nothing of the database.
    """

    def __init__(
        self,
        office: Organisation,
        scope: Place | None,
        agreed: Collection[tuple[str, str]] = (),
    ) -> None:
        self._scope = scope
        newest = Place.objects.aggregate(newest=Max("id"), count=Count("id"))
        self._gazetteer, self._meant, self._beside = _gazetteer(newest["newest"], newest["count"])
        self._remembered = {
            word.words: word.place
            for word in RegisterWord.objects.filter(
                organisation=office, kind=RegisterWord.Kind.PLACE
            ).select_related("place")
        }
        self._agreed = {words for kind, words in agreed if kind == RegisterWord.Kind.PLACE}
        self._province = _province_name(scope)
        self.basis = (
            scope.pk if scope else None,
            (newest["newest"], newest["count"]),
            {words: place.pk for words, place in self._remembered.items() if place},
            self._agreed,
        )
        """All that the places it finds depend on, beside the row."""
        self._found: dict[tuple[str, str], list[Place]] = {}
        self._by_lineage = {p.lineage: p for p in Place.objects.today().provinces()}

    def read(self, commune: str, address: str) -> tuple[Place, Place, list[Fault]] | Fault:
        """The place written, the place of today and remarks; or what is wrong."""
        meant = self._candidates(commune, address)
        words = folded(commune)
        if remembered := self._remembered.get(words):
            return self._as_remembered(remembered, words, meant, commune, address)
        if not meant:
            if not commune and self._scope is not None:
                return self._scope, self._scope, [("place_wide", {"place": self._scope.full_name})]
            return "unknown_place", {"text": commune}
        if len(meant) > 1:
            return "unknown_place", {"text": commune or address, "many": _named(meant)}
        return self._as_of_today(meant[0], commune, address)

    def _as_remembered(
        self, place: Place, words: str, meant: list[Place], commune: str, address: str
    ) -> tuple[Place, Place, list[Fault]] | Fault:
        """Where the row alone leads to the same place nothing is asked. Else the place that was
        said before counts if it was agreed to, unless the row's address speaks against it."""
        if len(meant) == 1 and self._same_today(meant[0], place):
            return self._as_of_today(meant[0], commune, address)
        if words in self._agreed and not self._speaks_against(place, commune, address):
            return self._as_of_today(place, commune, address)
        about = {"text": commune, "offer": place.full_name, "words": words}
        if others := [each for each in meant if each.pk != place.pk]:
            about["many"] = _named(others)
        return "unknown_place", about

    def _same_today(self, one: Place, other: Place) -> bool:
        return self._gazetteer.today(one) == self._gazetteer.today(other)

    def _speaks_against(self, place: Place, commune: str, address: str) -> bool:
        """Whether the address names a place and none that lies where this one does."""
        if not address:
            return False
        told = self._ask("", address) if commune else []
        told = [each for each in told if each.level != Level.COMMUNE or _has_kind(address)]
        return bool(told) and not any(self._overlap(place, each) for each in told)

    def _overlap(self, one: Place, other: Place) -> bool:
        here = self._gazetteer.places_today(one)
        there = self._gazetteer.places_today(other)
        return any(
            p.lineage.startswith(q.lineage) or q.lineage.startswith(p.lineage)
            for p in here
            for q in there
        )

    def _candidates(self, commune: str, address: str) -> list[Place]:
        """As it looks them up, or did for an earlier row."""
        found = self._found.get((commune, address))
        if found is None:
            if len(self._found) >= MOST_REMEMBERED:
                self._found.clear()
            found = self._found[commune, address] = self._look_up(commune, address)
        return found

    def _look_up(self, commune: str, address: str) -> list[Place]:
        if not commune:
            return self._ask(address, "") if address else []
        found = self._ask(commune, address)
        if found or not address:
            return self._of_the_office(found)
        # The address speaks against every place of that name, or names none at all.
        alone, told = self._ask(commune, ""), self._ask(address, "")
        told = [place for place in told if place.level != Level.COMMUNE or _has_kind(address)]
        where = {pk for place in told for pk in self._gazetteer.today(place)}
        near = [place for place in alone if self._gazetteer.today(place) & where]
        return self._of_the_office(near) or [*alone, *told]

    def _ask(self, commune: str, address: str) -> list[Place]:
        """Within the province of the office, else wherever there is such a place."""
        beside = self._beside(address) if commune and address else ()
        text = commune or address
        found = self._meant(text, self._province, beside) if self._province else []
        return found or self._meant(text, None, beside)

    def _of_the_office(self, meant: list[Place]) -> list[Place]:
        """Of several those that lie in the office's own area today, where there are any."""
        if len(meant) < 2 or self._scope is None:
            return meant
        inside = [place for place in meant if self._covers_some(place)]
        return inside or meant

    def _covers_some(self, place: Place) -> bool:
        assert self._scope is not None
        numbers = self._gazetteer.today(place)
        return any(self._scope.covers(self._gazetteer.place(number)) for number in numbers)

    def _as_of_today(
        self, place: Place, commune: str, address: str
    ) -> tuple[Place, Place, list[Fault]] | Fault:
        parts = self._gazetteer.places_today(place) or [place]
        inside = [p for p in parts if self._scope is None or self._scope.covers(p)]
        if not inside:
            return "outside", {"place": place.full_name}
        if len(inside) > 1 and place.level == Level.COMMUNE:
            spoken = _communes_in(f"{commune}, {address}", place)
            inside = [p for p in inside if p.folded in spoken] or inside
        if len(inside) == 1:
            current = inside[0]
        elif place.level == Level.COMMUNE:
            many = "; ".join(p.full_name for p in inside)
            return "place_split", {"text": place.full_name, "many": many}
        else:  # an old district: its province of today is all that is known
            tops = {p.lineage.split("/")[1] for p in inside}
            if len(tops) > 1:
                return "place_split", {"text": place.full_name, "many": _named(inside)}
            current = self._by_lineage[f"/{tops.pop()}/"]
        remarks: list[Fault] = []
        if current.level != Level.COMMUNE:
            remarks.append(("place_wide", {"place": current.full_name}))
        return place, current, remarks


MANY = 6


def _named(places: Iterable[Place]) -> str:
    return "; ".join([place.full_name for place in places][:MANY])


def _has_kind(address: str) -> bool:
    """Whether it says of a name that a commune bears it; a hamlet may have any commune's name."""
    return any(part.kind in COMMUNE_KINDS for part in parts_of(address))


def _communes_in(text: str, place: Place) -> set[str]:
    """What may be communes in it beside the divided place itself: the row may tell in which part
    it lies. A district often has a commune's name, and is none."""
    own, *above = (folded(kind_and_rest(piece)[1]) for piece in place.full_name.split(", "))
    told = parts_of(" , ".join(then_and_now(text)))
    communes = {part.folded for part in told if part.kind in COMMUNE_KINDS}
    bare = {part.folded for part in told if not part.kind} - set(above)
    return (communes | bare) - {own}


@lru_cache(maxsize=1)
def _gazetteer(
    newest: int, count: int
) -> tuple[Gazetteer, Callable[..., list[Place]], Callable[[str], tuple[Part, ...]]]:
    """All places, and what texts mean, kept while the map stays: any change of a unit is a new
    row. A file asks for each commune many times, and twice."""
    gazetteer = Gazetteer()
    meant = lru_cache(maxsize=65_536)(gazetteer.candidates)
    return gazetteer, meant, lru_cache(maxsize=32_768)(gazetteer.beside)


def _province_name(place: Place | None) -> str:
    return "" if place is None else place.full_name.rsplit(", ", 1)[-1]


class SetReader:
    """From the set's cell and the product's name to a set; `agreed` as for places."""

    def __init__(self, office: Organisation, agreed: Collection[tuple[str, str]] = ()) -> None:
        self._remembered = dict(
            RegisterWord.objects.filter(
                organisation=office, kind=RegisterWord.Kind.SET
            ).values_list("words", "set_number")
        )
        self._agreed = {words for kind, words in agreed if kind == RegisterWord.Kind.SET}
        self.basis = (self._remembered, self._agreed)
        """All that the sets it finds depend on, beside the row."""

    def read(
        self, text: str, product: str, group: str
    ) -> tuple[int | None, bool, str, Fault | None]:
        """Set, whether it is only suggested, group, and what to remark or what is wrong."""
        spoken = folded(text)
        stated = _stated(spoken)
        remembered = self._remembered.get(spoken) if spoken else None
        if remembered and remembered != stated:
            if spoken in self._agreed:
                return remembered, False, "", None
            offer = _sets()[remembered].name if remembered in _sets() else ""
            if offer and remembered != _spoken_of(text):
                about = {"text": text, "offer": offer, "words": spoken}
                return None, False, "", ("unknown_set", about)
        if stated:
            return stated, False, "", None
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
    if words and words[0].isdecimal() and len(words[0]) < 3:
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
