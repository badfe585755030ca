"""What somebody probably meant by words that nothing has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Q

from sanvat.findable.models import KnownWord
from sanvat.findable.words import is_word, sound

SHORTEST_ALIKE = 4
"""Letters of a word whose likeness is asked; shorter ones are like too many."""
LEAST_LIKENESS = 0.4


@dataclass(frozen=True)
class Meant:
    """Words to look for, and how they are shown."""

    words: tuple[str, ...]
    shown: str


def corrected(words: tuple[str, ...]) -> Meant | None:
    """The same with each unknown word as it was probably meant; None where that changes nothing,
    or where nobody knows. A query, and one more for each word that sounds like none."""
    doubtful = [word for word in words if is_word(word)]
    joined = {one + other: (one, other) for one, other in pairwise(words)}
    if not doubtful:
        return None
    by_sound: dict[str, list[KnownWord]] = defaultdict(list)
    known: dict[str, KnownWord] = {}
    sounds = {sound(word) for word in (*doubtful, *joined) if is_word(word)}
    rows = KnownWord.objects.filter(
        Q(word__in=[*doubtful, *joined]) | Q(sound__in=sounds)
    ).order_by("-uses", "word")
    for each in rows[:500]:
        known[each.word] = each
        by_sound[each.sound].append(each)
    # Two words that sound like two neighbours of a title: "ca fe" is "cà phê".
    for together, (one, other) in joined.items():
        alike = [
            each for each in by_sound.get(sound(together), ()) if each.written not in (one, other)
        ]
        if (one not in known or other not in known) and alike:
            return _with(words, (one, other), alike[0], known)
    changed, shown = [], []
    is_changed = False
    for word in words:
        meant = _meant(word, known, by_sound) if is_word(word) else None
        if meant is None or meant.written == word:
            changed.append(word)
            shown.append(meant.shown if meant else word)
            continue
        is_changed = True
        changed += meant.written.split()
        shown.append(meant.shown)
    return Meant(tuple(changed), " ".join(shown)) if is_changed else None


def _with(
    words: tuple[str, ...], pair: tuple[str, str], meant: KnownWord, known: dict[str, KnownWord]
) -> Meant:
    at = next(n for n in range(len(words) - 1) if words[n : n + 2] == pair)
    before, after = words[:at], words[at + 2 :]
    shown = [known[word].shown if word in known else word for word in (*before, *after)]
    return Meant(
        (*before, *meant.written.split(), *after),
        " ".join((*shown[: len(before)], meant.shown, *shown[len(before) :])),
    )


def _meant(
    word: str, known: dict[str, KnownWord], by_sound: dict[str, list[KnownWord]]
) -> KnownWord | None:
    own = known.get(word)
    if own is not None:
        return own
    if alike := by_sound.get(sound(word)):
        return alike[0]
    if len(word) < SHORTEST_ALIKE:
        return None
    found: KnownWord | None = (
        KnownWord.objects.filter(word__trigram_similar=word)
        .annotate(likeness=TrigramSimilarity("word", word))
        .filter(likeness__gte=LEAST_LIKENESS)
        .order_by("-likeness", F("uses").desc(), "word")
        .first()
    )
    return found
