"""From an address as people write it to the unit it means."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice
from sys import intern

from sanvat.places import names
from sanvat.places.models import Level, Place, Succession, today_of
from sanvat.text.fold import fold
from sanvat.text.tidy import one_spelling

# Where a part of an address ends, and where one begins without a comma before it.
_ENDS = re.compile(r"[,;\n/|]")
# "thị xã Sa Pa" and "phường Phường Đúc" begin once.
_KIND = "|".join(sorted(names.WORDS.values(), key=len, reverse=True))
_AFTER_KIND = "".join(rf"(?<!\b{word})" for word in ("thị", "thi", *names.WORDS.values()))
_BEGINS = re.compile(rf"(?i)(?<=\w){_AFTER_KIND}\s+(?=(?:{_KIND})\s+\w)")
_BRACKETS = re.compile(r"[()]")
_OLD_IN_BRACKETS = re.compile(r"(?i)\((cũ|cu|mới|moi)\)")
# Within a name (Phan Rang - Tháp Chàm) as well as between two.
_DASH = re.compile(r"(?:(?<!\s)\s++)?[-–—]\s*+")
COMMUNE_KINDS = {"xa", "phuong", "thi_tran", "dac_khu"}
_DISTRICT_KINDS = {"huyen", "quan", "thi_xa"}
_BELOW_PROVINCE = COMMUNE_KINDS | _DISTRICT_KINDS
_OF_DISTRICTS = _DISTRICT_KINDS | {"thanh_pho"}

EXACTLY, WITHOUT_ACCENTS, LOOSELY, OTHER_KIND, KIN, LIES_THERE = 1.1, 1, 0.9, 0.8, 0.5, 0.3
NAMED_FIRST = 0.3
LONGEST_ADDRESS = 500
MOST_PARTS = 12  # of an address
MOST_PIECES = 8  # of a text with dashes


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an address: "xã Tân Hà" is of the kind xa, written "Tân Hà", folded "tan ha".

    `loose` is what all ways to write it have in common, `also` the same of its other names. `era`
    is "old" for "Tân Hà (cũ)", "new" for "Tân Hà mới". Where the whole text `is_plain`, without
    any accent, "Thanh An" may be Thạnh An too.
    """

    kind: str
    written: str
    folded: str
    loose: str
    era: str = ""
    also: tuple[str, ...] = ()
    is_plain: bool = False

    def means(self, other: Part) -> float:
        """How well the other, a unit's name, is what is written here; 0 where it is not."""
        if self.loose != other.loose and self.loose not in other.also:
            return 0
        weight = LOOSELY
        if self.folded == other.folded:
            is_same = not self.is_plain and self.written.lower() == other.written.lower()
            weight = EXACTLY if is_same else WITHOUT_ACCENTS
        if self.kind in ("", other.kind):
            return weight
        # A district became a town, a town a city; people go on writing what it was.
        same_level = self.kind in _OF_DISTRICTS and other.kind in _OF_DISTRICTS
        return weight * OTHER_KIND if same_level else 0


def parts(text: str) -> list[Part]:
    """The pieces of an address, as they stand; what is too long for an address is cut."""
    text = text[:LONGEST_ADDRESS]
    text = _BRACKETS.sub(",", _OLD_IN_BRACKETS.sub(r" \1", text))
    pieces = _ENDS.split(_BEGINS.sub(",", one_spelling(names.spelt_out(text))))
    return list(islice((part for part in map(_part, pieces) if part.folded), MOST_PARTS))


def readings(text: str) -> Iterator[Part]:
    """Every way in which a piece of the text may be a name, to look for places with."""
    for part in parts(" , ".join(names.then_and_now(text))):
        pieces = _DASH.split(part.written)[:MOST_PIECES]
        ends = [(i, j) for i in range(len(pieces)) for j in range(i + 1, len(pieces) + 1)]
        for piece in (part, *(_part(" - ".join(pieces[i:j])) for i, j in ends)):
            yield piece
            bare, era = names.old_or_new(piece.written)
            if era:
                yield _named(piece.kind, bare, era)


@lru_cache(maxsize=65_536)
def _part(piece: str) -> Part:
    kind, written = names.kind_and_rest(piece.strip(" .-–—"))
    return _named(kind, written)


@lru_cache(maxsize=65_536)
def _named(kind: str, written: str, era: str = "", also: tuple[str, ...] = ()) -> Part:
    folded = fold(written)
    if folded.isdecimal():
        folded = folded.lstrip("0")
    return Part(kind, written, folded, names.loose(folded), era, also)


class Gazetteer:
    """Places by name, to look up one address or twenty thousand: it asks the database once.

    `Gazetteer()` has all there are, of every day.
    """

    def __init__(self, places: Iterable[Place] | None = None) -> None:
        self._has_all = places is None
        self._named: dict[str, list[Place]] = defaultdict(list)
        self._folded = set()
        self._units_of_today = set()
        self._places: dict[int, Place] = {}
        if places is None:
            places = Place.objects.defer("searchable")  # nobody asks it of these, and it is long
        for place in places:
            for name in {place.folded, *names.also(place.code, place.folded)}:
                self._named[names.loose(name)].append(place)
            for same in ("level", "kind", "decision", "folded"):  # a few words, thousands of times
                setattr(place, same, intern(getattr(place, same)))
            self._places[place.pk] = place
            self._folded.add(place.folded)
            if place.is_of_today:
                self._units_of_today.add(place.unit)
        self._in_full = _in_full(self._places.values())
        self._provinces = set()
        self._kin: dict[str, set[str]] = defaultdict(set)
        provinces = Succession.objects.filter(old__level=Level.PROVINCE)
        for old, new in provinces.values_list("old__folded", "new__folded"):
            self._kin[old].add(new)
            self._kin[new].add(old)
            self._provinces |= {names.loose(old), names.loose(new)}
        self._answer = lru_cache(maxsize=65_536)(self._weighed)  # many texts, few places
        self._became: dict[int, list[int]] = defaultdict(list)
        if self._has_all:
            for old_id, new_id in Succession.objects.values_list("old_id", "new_id"):
                self._became[old_id].append(new_id)
        self._today: dict[int, frozenset[int]] = {}

    def resolve(self, text: str, province: str | None = None) -> Place | None:
        """The one unit that is meant; None where there is none, or more than one."""
        meant = self.candidates(text, province)
        return meant[0] if len(meant) == 1 else None

    def candidates(
        self, text: str, province: str | None = None, beside: tuple[Part, ...] = ()
    ) -> list[Place]:
        """The units that are meant about equally well, today's first.

        What stands `beside` the text, as the row's address, adds to it or speaks against it; it
        comes from `beside()`. Of several that lie in the very same units today only the latest
        is told.
        """
        place = None if beside else self._in_full.get(text)
        if place and (not province or text.endswith(f", {province}")):
            return [place]  # as weighing would find
        then, now = names.then_and_now(text[: 2 * LONGEST_ADDRESS])
        if not now:
            return self._meant(then, province, beside)
        today = self._meant(now, province, beside, era="new")
        was = self._meant(then, province, era="old") if then else []
        units = {pk for place in today for pk in self.today(place)}
        return [place for place in was if self.today(place) & units] or today or was

    def place(self, number: int) -> Place:
        return self._places[number]

    def today(self, place: Place) -> frozenset[int]:
        """The numbers of the units of today in which it lies."""
        if place.is_of_today:
            return frozenset((place.id,))
        if place.id not in self._today:
            self._today[place.id] = self._followed(place)
        return self._today[place.id]

    def places_today(self, place: Place) -> list[Place]:
        """The units of today in which it lies, in the order of their names; as `today_of`, but
        nothing is asked of the database where all places are here."""
        units = [self._places[number] for number in self.today(place)]
        return sorted(units, key=lambda unit: (unit.sort_key, unit.pk)) if units[1:] else units

    def _followed(self, place: Place) -> frozenset[int]:
        if not self._has_all:
            return frozenset(each.pk for each in today_of([place])[place.pk])
        reached, ahead = set(), [place]
        while ahead:
            unit = ahead.pop()
            if unit.is_of_today:
                reached.add(unit.pk)
                continue
            # Where it is not known what it went into, it lies in what its district became.
            following = self._became.get(unit.pk) or self._became.get(unit.parent_id or 0)
            ahead += [self._places[number] for number in following or ()]
        return frozenset(reached)

    def beside(self, text: str) -> tuple[Part, ...]:
        """The names in it that some unit bears; "thôn 3" says nothing of a place."""
        return tuple(part for part in self._read(text) if part.loose in self._named)

    def _meant(
        self, text: str, province: str | None, beside: tuple[Part, ...] = (), era: str = ""
    ) -> list[Place]:
        asked = tuple(
            part for part in self._read(text, era) if part.kind or part.loose in self._named
        )
        more = tuple(part for part in beside if part not in asked)
        inside = tuple(_named("", p.written) for p in parts(province or ""))[:1]
        return list(self._answer(asked, more, inside))

    def _weighed(
        self, asked: tuple[Part, ...], more: tuple[Part, ...], inside: tuple[Part, ...]
    ) -> list[Place]:
        weighed: dict[float, list[Place]] = defaultdict(list)
        provinces = [part for part in asked if part.kind == "tinh"]
        for place in self._bearing([*asked, *more]):
            if provinces and not self._lies_in(place, provinces):
                continue  # most places of a name lie in another province
            if (weight := self._weight(place, asked, more, inside)) > 0:
                weighed[round(weight, 3)].append(place)
        return self._told_apart(weighed[max(weighed)], [*asked, *more]) if weighed else []

    def _read(self, text: str, era: str = "") -> list[Part]:
        """The text's parts, each as a name that some unit bears where there is one."""
        read = dict.fromkeys(part for piece in parts(text) for part in self._as_names(piece, era))
        return [replace(part, is_plain=True) for part in read] if text.isascii() else list(read)

    def _as_names(self, part: Part, era: str) -> list[Part]:
        bare, said = names.old_or_new(part.written)
        pieces = _DASH.split(part.written)[:MOST_PIECES]
        if part.loose in self._named and (len(pieces) == 1 or part.folded in self._folded):
            return [_named(part.kind, part.written, era)]
        if said and (known := _named(part.kind, bare, said)).loose in self._named:
            return [known]
        whole = _named("", f"{names.WORDS[part.kind]} {part.written}") if part.kind else part
        if part.kind and whole.loose in self._named:  # a ward is called Phường Đúc
            return [whole]
        if len(pieces) == 1:
            return [part]
        # "phường Phước Mỹ - thành phố Phan Rang - Tháp Chàm": the longest name that begins it.
        for end in range(len(pieces) - 1, 0, -1):
            first = _named(part.kind, " - ".join(pieces[:end]))
            if end == 1 or first.folded in self._folded:
                break
        others = _part(" - ".join(pieces[end:]))
        return [
            each for piece in (first, others) if piece.folded for each in self._as_names(piece, era)
        ]

    def _bearing(self, asked: Sequence[Part]) -> Iterable[Place]:
        return {p.id: p for part in asked for p in self._named.get(part.loose, ())}.values()

    def _weight(
        self,
        place: Place,
        asked: tuple[Part, ...],
        more: tuple[Part, ...],
        inside: tuple[Part, ...],
    ) -> float:
        """How many pieces of the address speak of the place; 0 where one speaks against it."""
        chain = _chain(place)
        own, top = chain[0], chain[-1]
        said = [part for part in asked if part.means(own)]
        if not said and not any(part.means(own) for part in more):
            return 0
        if not all(part.means(top) or part.folded in self._kin[top.folded] for part in inside):
            return 0
        everything = sorted([*asked, *more], key=lambda part: not part.kind)
        if place.level != Level.COMMUNE and any(part.kind in COMMUNE_KINDS for part in everything):
            return 0
        if len(chain) < 2 and any(part.kind in _BELOW_PROVINCE for part in everything):
            return 0
        if not all(self._is_of_era(place, part.era) for part in said):
            return 0
        # A lone name that is a province's means the province.
        alone = len(asked) == 1 and not chain[1:] and asked[0].kind in ("", "thanh_pho")
        total = (0.5 if alone else 0) + (NAMED_FIRST if said and more else 0)
        left = list(chain)
        for part in everything:
            best = max(left, key=part.means, default=None)
            if best is not None and (weight := part.means(best)):
                left.remove(best)
            elif any(part.means(member) for member in chain):
                weight = 0
            elif (told := self._said_of(place, chain, part)) is None:
                return 0
            else:
                weight = told
            total += weight
        return 0 if own in left else total  # its name speaks of another: Đam Rông, Đạ M’Rông

    def _lies_in(self, place: Place, provinces: Iterable[Part]) -> bool:
        """Whether it lies in all of these, or in what they became or came of."""
        _below, comma, name = place.full_name.rpartition(", ")
        top = _part(name) if comma else _chain(place)[-1]
        return all(part.means(top) or part.folded in self._kin[top.folded] for part in provinces)

    def _is_of_era(self, place: Place, era: str) -> bool:
        if era == "new":
            return place.is_of_today
        return era != "old" or place.unit not in self._units_of_today

    def _said_of(self, place: Place, chain: tuple[Part, ...], part: Part) -> float | None:
        """What a name that is not the place's nor above it says of it; None: it is not meant."""
        if part.folded in self._kin[chain[-1].folded] and part.kind not in _BELOW_PROVINCE:
            return KIN  # the province as it was, or as it is
        if part.kind == "tinh" or (part.kind in _DISTRICT_KINDS and part.loose not in self._named):
            return None
        is_below = part.kind in _BELOW_PROVINCE or (
            part.kind == "thanh_pho" and part.loose not in self._provinces
        )
        if place.level == Level.COMMUNE and (near := self._lies_with(place, part)) is not None:
            return LIES_THERE if near else None if is_below else 0
        if part.kind in COMMUNE_KINDS or (is_below and len(chain) == 3):
            return None
        return 0

    def _lies_with(self, place: Place, part: Part) -> bool | None:
        """Whether it lies today where the unit of that name lies: an old commune in the one of
        today, one of today in the old district. None where there is no such unit, or where both
        are of one map and one level, so that they are two."""
        others = [
            other
            for other in self._named.get(part.loose, ())
            if other.level != Level.PROVINCE and part.means(_chain(other)[0])
        ]
        if place.is_of_today:
            others = [other for other in others if not other.is_of_today]
        else:
            others = [other for other in others if other.is_of_today]
        if not others:
            return None
        here = self.today(place)
        return any(self.today(other) & here for other in others)

    def _told_apart(self, places: list[Place], asked: list[Part]) -> list[Place]:
        """Of each unit the latest row, and of units that are the same today the latest one."""
        latest: dict[str, Place] = {}
        for place in sorted(places, key=_age):
            latest[place.unit] = place
        told = list(latest.values())
        told = [p for p in told if not _is_loose_district(p, asked)] or told
        if len(told) > 1:
            told = [p for p in told if _is_full(p, asked)] or told
        if len(told) > 1:
            told = list({self.today(place): place for place in told}.values())
        return sorted(told, key=lambda p: (not p.is_of_today, p.sort_key, p.full_name, p.pk))


def _in_full(places: Collection[Place]) -> dict[str, Place]:
    """Communes of today by their full names, where no other unit of any day has the same: whoever
    writes one to the letter means no other, and nothing weighs more."""
    times = Counter(place.full_name for place in places)
    return {
        place.full_name: place
        for place in places
        if place.is_of_today and place.level == Level.COMMUNE and times[place.full_name] == 1
    }


def _age(place: Place) -> tuple[bool, date]:
    return place.is_of_today, place.valid.lower or date.min


def _is_loose_district(place: Place, asked: list[Part]) -> bool:
    """Whether it is a district and nothing says so: of one name the commune is meant."""
    own = _chain(place)[0]
    return place.level == Level.DISTRICT and not any(p.kind and p.means(own) for p in asked)


def _is_full(place: Place, asked: list[Part]) -> bool:
    """Whether it and all that it lies in are named: "xã Tân Hà, tỉnh Lâm Đồng" is told so in full
    today, an old commune only with its district."""
    own, *above = _chain(place)
    return any(part.kind and part.means(own) for part in asked) and all(
        any(part.means(member) for part in asked) for member in above
    )


@lru_cache(maxsize=20_000)
def _pieces(full_name: str, code: str) -> tuple[Part, ...]:
    own, *above = (_part(piece) for piece in full_name.split(", "))
    also = tuple(map(names.loose, names.also(code, own.folded)))
    return _named(own.kind, own.written, also=also), *above


def _chain(place: Place) -> tuple[Part, ...]:
    """The place and what it lies in, as its full name tells."""
    return _pieces(place.full_name, place.code)
