"""From what somebody typed to what they may read: the index says what may be meant, and each room
says anew what of it strangers may read now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.urls import reverse

from sanvat.findable import spelling
from sanvat.findable.declared import Address, Findable, Thing, findables
from sanvat.findable.models import IndexEntry
from sanvat.findable.ranking import kinds, ranked
from sanvat.findable.words import SHORTEST_BEGUN, text_of, title_of
from sanvat.records.among import among
from sanvat.records.search import words_of
from sanvat.text.fold import fold

LONGEST_QUERY = 120
"""Characters of a search."""
LONGEST_WORD_ASKED = 60
"""Letters of one of its words; what is longer stands in no text."""
MOST_RANKED = 500
"""So many that have the words in the title, and so many that have them anywhere, are put in order;
more than these nobody leafs through."""


@dataclass(frozen=True)
class Asked:
    """What is looked for. `words` empty: everything that fits the rest, the newest first.

    `inside`: keys of places, of any day; None is everywhere. `any_word`: one of the words is
    enough. `shortest_begun`: letters from which on the last word may be half typed.
    """

    words: tuple[str, ...] = ()
    kind: str = ""
    section: str = ""
    inside: Collection[int] | None = None
    since: date | None = None
    until: date | None = None
    any_word: bool = False
    shortest_begun: int = SHORTEST_BEGUN

    @property
    def is_nothing(self) -> bool:
        return self == Asked()


@dataclass(frozen=True)
class Hit:
    """One thing that was found, as strangers may read it now."""

    findable: Findable
    thing: Thing

    @property
    def path(self) -> str:
        """Where it is read: its own page, or all that the search has of it."""
        own = self.thing.address or Address(
            "portal:search_thing", (self.findable.kind, self.thing.key)
        )
        query = f"?{urlencode(own.query)}" if own.query else ""
        part = f"#{own.part}" if own.part else ""
        return f"{reverse(own.name, args=own.args)}{query}{part}"

    def is_over(self, today: date) -> bool:
        return self.thing.until is not None and self.thing.until < today


@dataclass(frozen=True)
class Found:
    """A page of hits. `counts`: how many there are of each kind, where `is_capped` at least so
    many; `corrected`: the words that were looked for in place of those typed, where nothing has
    those; `has_some_words`: nothing has all words, and these have one of them."""

    hits: list[Hit] = field(default_factory=list)
    counts: Mapping[str, int] = field(default_factory=dict)
    is_capped: bool = False
    has_more: bool = False
    corrected: str = ""
    has_some_words: bool = False
    words: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def words_asked(text: str) -> tuple[str, ...]:
    """The words of what was typed, folded; so many and so long as are looked for."""
    words = dict.fromkeys(words_of(text[:LONGEST_QUERY]))
    return tuple(word[:LONGEST_WORD_ASKED] for word in words)


def search(asked: Asked, today: date, *, first: int = 0, size: int = 20) -> Found:
    """Hits from the number `first` on. Where nothing has the words, what was probably meant by
    them; else what has some of them."""
    found = _search(asked, today, first, size)
    if found.counts or not asked.words:
        return found
    meant = spelling.corrected(asked.words)
    if meant is not None:
        again = _search(replace(asked, words=meant.words), today, first, size)
        if again.counts:
            return replace(again, corrected=meant.shown)
    if len(asked.words) > 1:
        words = meant.words if meant else asked.words
        some = _search(replace(asked, words=words, any_word=True), today, first, size)
        return replace(some, has_some_words=bool(some.counts))
    return found


def _search(asked: Asked, today: date, first: int, size: int) -> Found:
    """Two queries, one more where a kind is chosen or no word asked for, and those of each kind
    on the page."""
    if asked.words:
        found = ranked(asked, today, MOST_RANKED)
    else:
        newest = chosen_rows(asked).order_by(F("day").desc(nulls_last=True), "pk")
        found = list(newest.values_list("pk", "kind")[: first + size + 1])
    page, has_more = found[first : first + size], len(found) > first + size
    hits = read_hits([pk for pk, _kind in page], asked)
    is_all = first == 0 and not has_more  # what was withdrawn a moment ago is not counted either
    if asked.words and not asked.kind:
        counts, is_capped = Counter(kind for _pk, kind in found), len(found) >= MOST_RANKED
    elif is_all and not asked.kind:
        counts, is_capped = Counter(), False
    else:
        counts, is_capped = _counts(asked)
    if is_all and asked.kind:
        counts[asked.kind] = len(hits)
    elif is_all:
        counts = Counter(hit.findable.kind for hit in hits)
    return Found(hits, _in_order(+counts), is_capped, has_more, words=asked.words)


# The index


def chosen_rows(asked: Asked) -> QuerySet[IndexEntry]:
    rows: QuerySet[IndexEntry] = IndexEntry.objects.order_by()
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.section:
        rows = rows.filter(section=asked.section)
    if asked.inside is not None:
        rows = rows.filter(among("place", sorted(asked.inside)))
    if asked.since:
        rows = rows.filter(day__gte=asked.since)
    if asked.until:
        rows = rows.filter(day__lte=asked.until)
    return rows


def _counts(asked: Asked) -> tuple[Counter[str], bool]:
    """How many of each kind, whichever is chosen, and whether there may be more."""
    every = replace(asked, kind="", section="")
    if asked.words:
        counts = Counter(kinds(every, MOST_RANKED))
    else:
        counts = Counter(
            chosen_rows(every).order_by("pk").values_list("kind", flat=True)[:MOST_RANKED]
        )
    return counts, counts.total() >= MOST_RANKED


def _in_order(counts: Mapping[str, int]) -> dict[str, int]:
    return {kind: counts[kind] for kind in findables() if counts.get(kind)}


# What may be read


def read_hits(page: Sequence[int], asked: Asked) -> list[Hit]:
    """Those of them that strangers may read now and that still have the words, in their order."""
    rows = IndexEntry.objects.only("kind", "key", "folded_also").in_bulk(page) if page else {}
    keys: dict[str, list[str]] = defaultdict(list)
    for row in rows.values():
        if row.kind in findables():
            keys[row.kind].append(row.key)
    things: dict[tuple[str, str], Thing] = {}
    for kind, some in keys.items():
        things |= {(kind, thing.key): thing for thing in findables()[kind].read(some)}
    hits = []
    for pk in page:
        row = rows.get(pk)
        thing = things.get((row.kind, row.key)) if row else None
        if row and thing and _still_has(thing, row.folded_also, asked):
            hits.append(Hit(findables()[row.kind], thing))
    return hits


def _still_has(thing: Thing, also: str, asked: Asked) -> bool:
    if not asked.words:
        return True
    held = set(f"{title_of(thing)} {text_of(thing)} {fold(thing.also)} {also}".split())
    *whole, last = asked.words
    has = [word in held for word in whole]
    is_begun = len(last) >= asked.shortest_begun and any(word.startswith(last) for word in held)
    has.append(last in held or is_begun)
    return any(has) if asked.any_word else all(has)


def read_one(kind: str, key: str) -> Hit | None:
    """One thing, as strangers may read it now; None where there is none that they may read."""
    one = findables().get(kind)
    thing = next(iter(one.read([key])), None) if one else None
    return Hit(one, thing) if one and thing else None
