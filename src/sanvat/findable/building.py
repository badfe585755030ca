"""Making the index and keeping it up: all of it anew, or what the journal says was touched.

Whoever writes the index holds its one state row, so two never write at once. Readers see the
index as it was until the transaction ends, and then as it is.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.utils import timezone

from sanvat.findable.declared import Findable, NamesOfPlaces, Thing, findables, names_of_places
from sanvat.findable.models import IndexEntry, IndexState, KnownWord
from sanvat.findable.words import (
    also_of,
    is_word,
    neighbours,
    shown_words,
    sound,
    text_of,
    title_of,
)
from sanvat.records.bulk import insert_values
from sanvat.records.models import Entry, Head

AT_ONCE = 2_000
"""Entries of the journal that are followed in one go."""
ANEW_AFTER = timedelta(hours=20)
"""After so long all is read anew, in the night: a day may have come on which something lapses."""

MOST_IN_FRONT = 1_500
"""Entries of each kind that lie in front, among which words that stand nearly everywhere are
looked for."""

LAYOUT = "2"
"""Another one when an index that an earlier version made has to be made anew."""
COLUMNS = (
    *("kind", "key", "section", "day", "until", "place"),
    *("folded_title", "folded_text", "folded_also"),
)
Row = tuple[Any, ...]
ALWAYS = date.max
NEVER = date.min


@dataclass
class Built:
    """How many entries of each kind there are now."""

    counts: Counter[str] = field(default_factory=Counter)
    words: int = 0


def rebuild() -> Built:
    """All of it anew, in one transaction."""
    with transaction.atomic():
        state = _held() or IndexState()
        state.number = _last_number()  # before anything is read, so that nothing is passed over
        state.edition = _edition()
        rows, words = [], _Words()
        names = names_of_places()
        for each in findables().values():
            for thing in each.read():
                rows.append(_row(each, thing, names))
                words.take(thing.title, rows[-1])
        IndexEntry.objects.all().delete()
        front, behind = _laid_out(rows)
        insert_values(IndexEntry, (*COLUMNS, "is_front"), front)
        insert_values(IndexEntry, (*COLUMNS, "is_front"), behind)
        KnownWord.objects.all().delete()
        kept = list(words.rows())
        insert_values(KnownWord, _Words.COLUMNS, kept)
        state.rebuilt_at = timezone.now()
        state.save()
    return Built(Counter(row[0] for row in rows), len(kept))


def follow() -> int:
    """Read anew what acts touched since the last time, or everything where an edition is another
    one. Returns how many entries were written or taken away."""
    with transaction.atomic():
        state = _held(waits=False)
        if state is None:  # somebody is at it
            return 0
        if state.edition == _edition():
            return _follow(state)
    return sum(rebuild().counts.values())


def refresh(kind: str, keys: Iterable[str]) -> int:
    """Read these things anew, now; for who changes something that stands in no journal."""
    with transaction.atomic():
        _held()
        return _refresh(findables()[kind], set(keys), names_of_places())


def is_due_anew() -> bool:
    """Whether it is long since all was read anew."""
    state = IndexState.objects.first()
    return (
        state is None or state.rebuilt_at is None or timezone.now() - state.rebuilt_at > ANEW_AFTER
    )


def _held(*, waits: bool = True) -> IndexState | None:
    """The state row, held until the transaction ends; None where another holds it and this one
    does not wait."""
    if not IndexState.objects.exists():
        IndexState.objects.bulk_create([IndexState()], ignore_conflicts=True)
    state: IndexState | None = IndexState.objects.select_for_update(skip_locked=not waits).first()
    return state


def _last_number() -> int:
    return Head.objects.values_list("number", flat=True).first() or 0


def _edition() -> str:
    editions = (f"{each.kind} {each.edition()}" for each in findables().values())
    said = "\n".join([LAYOUT, *editions])
    return hashlib.sha256(said.encode()).hexdigest()


def _follow(state: IndexState) -> int:
    written, names = 0, None
    while touched := _touched(state.number):
        last, keys = touched
        for kind, some in keys.items():
            names = names or names_of_places()
            written += _refresh(findables()[kind], some, names)
        state.number = last
        state.save(update_fields=["number"])
    return written


def _touched(number: int) -> tuple[int, Mapping[str, set[str]]] | None:
    """The number up to which the journal was read, and the keys of what is touched, by kind."""
    rows = Entry.objects.filter(number__gt=number).order_by("number")
    found = list(rows.values_list("number", "subject_type", "subject_id")[:AT_ONCE])
    if not found:
        return None
    subjects: dict[str, dict[str, None]] = defaultdict(dict)
    for _number, subject, key in found:
        subjects[subject][key] = None
    keys: dict[str, set[str]] = defaultdict(set)
    for each in findables().values():
        for subject, touches in each.follows.items():
            if subject in subjects:
                keys[each.kind].update(map(str, touches(list(subjects[subject]))))
    last: int = found[-1][0]  # type: ignore[assignment]  # no null is above a number
    return last, keys


def _refresh(one: Findable, keys: set[str], names: NamesOfPlaces) -> int:
    if not keys:
        return 0
    things = one.read(keys)
    rows = [_row(one, thing, names) for thing in things]
    gone: int = IndexEntry.objects.filter(kind=one.kind, key__in=keys).delete()[0]
    insert_values(IndexEntry, COLUMNS, rows)  # in front until all is made anew
    words = _Words()
    for thing, row in zip(things, rows, strict=True):
        words.take(thing.title, row)
    words.add()
    return max(gone, len(rows))


def _row(one: Findable, thing: Thing, names: NamesOfPlaces) -> Row:
    place = names(thing.place) if thing.place is not None else ""
    return (
        *(one.kind, thing.key, thing.section, thing.day, thing.until, thing.place),
        *(title_of(thing), text_of(thing), also_of(thing, place)),
    )


def _laid_out(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Those that lie in front and those behind: of every kind first the one that counts for most,
    then the second of each, so that no kind fills up the beginning. Where a word stands everywhere,
    those that come first are put in order."""
    rows.sort(key=_weight, reverse=True)
    seen: Counter[str] = Counter()
    placed: list[tuple[int, Row]] = []
    for row in rows:
        placed.append((seen[row[0]], row))
        seen[row[0]] += 1
    placed.sort(key=itemgetter(0))
    front = [(*row, True) for nth, row in placed if nth < MOST_IN_FRONT]
    return front, [(*row, False) for nth, row in placed if nth >= MOST_IN_FRONT]


def _weight(row: Row) -> tuple[date, date]:
    return row[4] or ALWAYS, row[3] or NEVER


class _Words:
    """Every word of some entries, with how often and how it is written."""

    COLUMNS = ("word", "written", "shown", "sound", "uses")

    def __init__(self) -> None:
        self._uses: Counter[str] = Counter()
        self._shown: dict[str, str] = {}
        self._joined: dict[str, tuple[str, str]] = {}

    def take(self, title: str, row: Sequence[Any]) -> None:
        shown = list(shown_words(title))
        for folded, written in shown:
            if self._shown.get(folded, folded) == folded:
                self._shown[folded] = written
        joined = list(neighbours(shown))
        for word, written, as_shown in joined:
            self._joined.setdefault(word, (written, as_shown))
        words = {word for text in row[6:9] for word in text.split() if is_word(word)}
        self._uses.update(words | {word for word, _written, _as_shown in joined})

    def rows(self) -> Iterator[tuple[Any, ...]]:
        for word, uses in sorted(self._uses.items()):
            written, shown = self._joined.get(word, (word, self._shown.get(word, word)))
            if word in self._shown:  # a word of its own as well
                written, shown = word, self._shown[word]
            yield word, written, shown[:60], sound(word), uses

    def add(self) -> None:
        """To those there are."""
        rows = {
            row[0]: KnownWord(**dict(zip(self.COLUMNS, row, strict=True))) for row in self.rows()
        }
        known = KnownWord.objects.filter(word__in=rows).values_list("word", flat=True)
        for word in known:
            del rows[word]
        KnownWord.objects.bulk_create(rows.values())
