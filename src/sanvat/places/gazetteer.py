"""From an address as people write it to the unit it means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sanvat.places import names
from sanvat.places.models import Level, Place, Succession
from sanvat.text.fold import fold
from sanvat.text.tidy import one_spelling

# Where a part of an address ends, and where one begins without a comma before it.
_ENDS = re.compile(r"[,;\n()]")
_BEGINS = re.compile(
    rf"(?i)(?<=\w)\s+(?=(?:{'|'.join(sorted(names.WORDS.values(), key=len, reverse=True))})\s)"
)
_COMMUNE_KINDS = {"xa", "phuong", "thi_tran", "dac_khu"}
_DISTRICT_KINDS = {"huyen", "quan", "thi_xa"}
_BELOW_PROVINCE = _COMMUNE_KINDS | _DISTRICT_KINDS


@dataclass(frozen=True)
class Part:
    """A piece of an address: "xã Tân Hà" is of the kind xa, written "Tân Hà", folded "tan ha"."""

    kind: str
    written: str
    folded: str

    def means(self, other: Part) -> bool:
        return self.folded == other.folded and self.kind in ("", other.kind)


def parts(text: str) -> list[Part]:
    pieces = _ENDS.split(_BEGINS.sub(",", one_spelling(names.spelt_out(text))))
    return [part for part in map(_part, pieces) if part.folded]


def _part(piece: str) -> Part:
    kind, written = names.kind_and_rest(piece)
    folded = fold(written)
    return Part(kind, written, folded.lstrip("0") if folded.isdecimal() else folded)


class Gazetteer:
    """Places by name, to look up one address or twenty thousand: it asks the database once.

    `Gazetteer()` has all there are, of every day.
    """

    def __init__(self, places: Iterable[Place] | None = None) -> None:
        self._named: dict[str, list[Place]] = defaultdict(list)
        for place in Place.objects.all() if places is None else places:
            self._named[place.folded].append(place)
        self._kin: dict[str, set[str]] = defaultdict(set)
        provinces = Succession.objects.filter(old__level=Level.PROVINCE)
        for old, new in provinces.values_list("old__folded", "new__folded"):
            self._kin[old].add(new)
            self._kin[new].add(old)

    def resolve(self, text: str, province: str | None = None) -> Place | None:
        """The one unit that is meant; None where there is none, or more than one."""
        meant = self.candidates(text, province)
        return meant[0] if len(meant) == 1 else None

    def candidates(self, text: str, province: str | None = None) -> list[Place]:
        """The units that are meant about equally well; today's where there are any."""
        asked = parts(text)
        inside = [Part("", p.written, p.folded) for p in parts(province or "")][:1]
        weighed: dict[float, list[Place]] = defaultdict(list)
        for place in {p.pk: p for part in asked for p in self._named.get(part.folded, ())}.values():
            if (weight := self._weight(place, asked, inside)) > 0:
                weighed[weight].append(place)
        return _latest(weighed[max(weighed)]) if weighed else []

    def _weight(self, place: Place, asked: list[Part], inside: list[Part]) -> float:
        """How many pieces of the address speak of the place; 0 where one speaks against it."""
        chain = _chain(place)
        own, top = chain[0], chain[-1]
        if not any(part.means(own) for part in asked):
            return 0
        if len(chain) < 2 and any(part.kind in _BELOW_PROVINCE for part in asked):
            return 0
        if place.level != Level.COMMUNE and any(part.kind in _COMMUNE_KINDS for part in asked):
            return 0
        weights = [self._said_of(chain, part) for part in asked]
        weights += [self._said_of((top,), part, must=True) for part in inside]
        if None in weights:
            return 0
        # A lone name that is a province's means the province.
        alone = len(asked) == 1 and not asked[0].kind and place.level == Level.PROVINCE
        return sum(weight or 0 for weight in weights) + (0.5 if alone else 0)

    def _said_of(self, chain: tuple[Part, ...], part: Part, *, must: bool = False) -> float | None:
        """What a piece of the address says of a place; None where it speaks against it."""
        for member in chain:
            if part.means(member):
                return 1.1 if part.written.lower() == member.written.lower() else 1
        if part.folded in self._kin[chain[-1].folded] and part.kind not in _BELOW_PROVINCE:
            return 0.5  # the province as it was, or as it is
        if must or part.kind == "tinh" or part.kind in _COMMUNE_KINDS:
            return None
        if part.kind in _DISTRICT_KINDS and len(chain) == 3:
            return None
        return 0


@lru_cache(maxsize=20_000)
def _pieces(full_name: str) -> tuple[Part, ...]:
    return tuple(_part(piece) for piece in full_name.split(", "))


def _chain(place: Place) -> tuple[Part, ...]:
    """The place and what it lies in, as its full name tells."""
    return _pieces(place.full_name)


def _latest(places: list[Place]) -> list[Place]:
    """Of each unit the latest row, and of today's units alone where there are any."""
    latest: dict[str, Place] = {}
    for place in sorted(places, key=lambda p: (p.is_of_today, str(p.valid.lower or ""))):
        latest[place.unit] = place
    today = [place for place in latest.values() if place.is_of_today]
    return sorted(today or latest.values(), key=lambda p: (p.sort_key, p.full_name, p.pk))
