"""What people ask of places: which one is meant, and how figures add up on a map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.db.models import Case, Count, F, Max, Q, Value, When
from django.db.models.functions import Concat, StrIndex
from django.db.models.lookups import Exact

from sanvat.places import names
from sanvat.places.gazetteer import Gazetteer, readings
from sanvat.places.models import Level, Place, PlaceQuerySet, on_map
from sanvat.records.ready_queries import ReadyQuery
from sanvat.records.together import Asked
from sanvat.text.fold import fold
from sanvat.text.tidy import one_spelling

LONGEST_QUESTION = 200
MOST_WORDS = 12
LIKELIEST = (
    Case(When(level=Level.PROVINCE, then=0), default=1),
    Case(When(valid__upper_inf=True, then=0), default=1),
    Case(When(level=Level.DISTRICT, then=0), default=1),
    "sort_key",
    "full_name",
    "-valid",
    "id",
)


# Which one


def find(
    text: str, *, on: date | None = None, level: str | None = None, limit: int = 10
) -> list[Place]:
    """The likeliest of `found`."""
    return list(found(text, on=on, level=level)[:limit])


def found(text: str, *, on: date | None = None, level: str | None = None) -> PlaceQuerySet:
    """Units whose full name or code holds every word typed, likeliest first, to page through.

    With accents or without, either way of writing a tone, old names and new; `on` leaves only
    the units of that day. The very name comes first, then one that begins like it; provinces
    before others, then what is of today. Nothing typed finds nothing.
    """
    text = text[:LONGEST_QUESTION].replace("\0", " ")  # which no database takes
    places: PlaceQuerySet = Place.objects.all() if on is None else Place.objects.on(on)
    if level:
        places = places.filter(level=level)
    then, now = names.then_and_now(text)
    text = then if fold(then) else now
    words = _words(text)
    if not words:
        return places.none()
    holds = _holds(words)
    bare, era = names.old_or_new(text)
    if era and _words(bare):
        holds |= _holds(_words(bare))
    return places.filter(holds).order_by(_nearness(text, " ".join(words)), *LIKELIEST)


def _words(text: str) -> list[str]:
    return fold(names.spelt_out(text)).split()[:MOST_WORDS]


def _holds(words: list[str]) -> Q:
    """Every word, as it is typed or as all ways to write it have it in common; or all of them
    written as one. The last may be half typed."""
    each = Q()
    for number, word in enumerate(words, start=1):
        end = "" if number == len(words) else " "
        one = Q(searchable__contains=f" {word}{end}")
        if (loosely := names.loose(word)) != word:
            one |= Q(searchable__contains=f" {loosely}{end}")
        each &= one
    if len(words) > 1:
        each |= Q(searchable__contains=f" {names.loose(''.join(words))}")
    return each


def _nearness(text: str, folded: str) -> Case:
    """How near a name is to what was typed, with or without its kind and its province."""
    typed = one_spelling(text)
    kind, bare = names.kind_and_rest(names.spelt_out(typed))
    bare = fold(bare)
    exact = Q(name__iexact=typed) | Q(full_name__iexact=typed)
    begins_with_it = Exact(StrIndex(Value(f"{bare} "), Concat(F("folded"), Value(" "))), 1)
    return Case(
        When(exact | Q(full_name__istartswith=f"{typed},"), then=0),
        When(Q(folded=folded) | Q(folded=bare, kind=kind) | Q(code=folded), then=1),
        When(folded__startswith=bare, then=2),
        When(begins_with_it, then=2),
        default=3,
    )


def resolve(text: str, province: str | None = None, on: date | None = None) -> Place | None:
    """The one unit an address or a name means; None where there is none, or more than one.

    "Thôn 10, xã Trường Xuân, tỉnh Lâm Đồng" is that commune. Without `on` a unit of today is
    meant where there is one. For many rows take one `Gazetteer` and ask that.
    """
    meant = candidates(text, province, on)
    return meant[0] if len(meant) == 1 else None


def candidates(text: str, province: str | None = None, on: date | None = None) -> list[Place]:
    """The units that an address may mean: one where it is clear."""
    newest = Place.objects.aggregate(newest=Max("id"), count=Count("id"))
    written = _written(newest["newest"], newest["count"])
    folded = {name for part in readings(text) for name in written.get(part.loose, ())}
    places = Place.objects.filter(folded__in=folded)
    return Gazetteer(places if on is None else places.on(on)).candidates(text, province)


@lru_cache(maxsize=1)
def _written(newest: int, count: int) -> dict[str, set[str]]:
    """As all ways to write a name have it in common → as units are named, folded; made anew
    where there are other units."""
    written = defaultdict(set)
    for code, folded in Place.objects.values_list("code", "folded"):
        for name in (folded, *names.also(code, folded)):
            written[names.loose(name)].add(folded)
    return dict(written)


# Figures


@dataclass(frozen=True)
class Apart:
    """A figure that cannot be counted on the map: its unit was divided `among` these."""

    place: Place
    value: int | Decimal
    among: list[Place]


@dataclass(frozen=True)
class Sums:
    """What adds up, and what stands apart. The two together are all that was given."""

    by_place: dict[Place, int | Decimal]
    apart: list[Apart]

    @property
    def total(self) -> int | Decimal:
        return sum(self.by_place.values()) + sum(each.value for each in self.apart)


def sum_today(pairs: Iterable[tuple[Place, int | Decimal]], *, level: str = Level.COMMUNE) -> Sums:
    """Figures of units of any day, added up on today's map by commune or by province.

    A figure is never shared out: nobody knows how much of a divided commune's lay on which
    side. What has no one place at that level stands apart, with the places it may lie in. A
    commune divided within one province still counts whole for the province.
    """
    return sum_on(pairs, None, level=level)


def sum_on(
    pairs: Iterable[tuple[Place, int | Decimal]],
    day: date | None,
    *,
    level: str = Level.COMMUNE,
) -> Sums:
    """The same on the map of any day (None: the newest), also for units that came later."""
    given = list(pairs)
    lie_in = on_map({place.pk: place for place, _value in given}.values(), day)
    above = _at_level(level, day) if level != Level.COMMUNE else {}
    by_place: dict[Place, int | Decimal] = defaultdict(int)
    apart = []
    for place, value in given:
        targets = [_raised(each, level, above) for each in lie_in[place.pk]]
        among = list(dict.fromkeys(each for each in targets if each is not None))
        if len(among) == 1 and None not in targets:
            by_place[among[0]] += value
        else:
            apart.append(Apart(place, value, among))
    return Sums(_in_order(by_place), apart)


def _at_level(level: str, day: date | None) -> dict[str, Place]:
    places = Place.objects.today() if day is None else Place.objects.on(day)
    return {place.lineage: place for place in places.filter(level=level)}


def _raised(place: Place, level: str, above: dict[str, Place]) -> Place | None:
    """The unit of that level in which it lies; None where it is itself a larger one."""
    if place.level == level:
        return place
    return next((p for start, p in above.items() if place.lineage.startswith(start)), None)


def _in_order(by_place: dict[Place, int | Decimal]) -> dict[Place, int | Decimal]:
    return dict(sorted(by_place.items(), key=lambda item: (item[0].sort_key, item[0].pk)))


def province_of(place: Place | None) -> Place | None:
    """The province a place lies in, itself if it is one; None for the country.

    Asks the database where the parents have not been read yet.
    """
    while place is not None and place.level != Level.PROVINCE:
        place = place.parent
    return place


def ask_province_of(place: Place | None) -> Asked[Place | None]:
    """The same, to be asked together with others."""
    if place is None or place.level == Level.PROVINCE or Place.parent.is_cached(place):
        return Asked.known(province_of(place))

    def above(found: list[Place]) -> Place | None:
        place.parent = next(iter(found), None)
        return province_of(place)

    return _BY_KEY.ask_rows(place.parent_id).into(above)


def province_key(place: Place | None) -> int | None:
    """Its key, known without a question where the place lies in it itself."""
    if place is not None and place.lineage.count("/") == IN_A_PROVINCE:
        return place.parent_id
    province = province_of(place)
    return province.pk if province else None


IN_A_PROVINCE = 3
"""Strokes in the lineage of what lies in a province itself."""
_BY_KEY: ReadyQuery[Place] = ReadyQuery(lambda key: Place.objects.filter(pk=key), -7)
