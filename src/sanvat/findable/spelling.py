"""What somebody probably meant by words that nothing has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
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
    joined = [one + other for one, other in pairwise(words)]
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
    changed: list[str] = []
    shown: list[str] = []
    is_changed, ahead = False, list(words)
    while ahead:
        word = ahead.pop(0)
        # Two words that sound like two neighbours of a title: "ca fe" is "cà phê".
        pair = _neighbours(word, ahead[0], known, by_sound) if ahead else None
        if pair is not None:
            ahead.pop(0)
        meant = pair or (_meant(word, known, by_sound) if is_word(word) else None)
        is_changed |= meant is not None and meant.written != word
        changed += meant.written.split() if meant else [word]
        shown.append(meant.shown if meant else word)
    return Meant(tuple(dict.fromkeys(changed)), " ".join(shown)) if is_changed else None


def _neighbours(
    one: str, other: str, known: dict[str, KnownWord], by_sound: dict[str, list[KnownWord]]
) -> KnownWord | None:
    """What two words mean together where one of them is unknown."""
    if one in known and other in known:
        return None
    alike = [each for each in by_sound.get(sound(one + other), ()) if " " in each.written]
    return _nearest(one + other, alike) if alike else None


def _nearest(word: str, alike: list[KnownWord]) -> KnownWord:
    """Of those that sound alike the one that is written most alike; of several the most used,
    which stands first."""
    return max(alike, key=lambda each: SequenceMatcher(None, each.word, word).ratio())


def _meant(
    word: str, known: dict[str, KnownWord], by_sound: dict[str, list[KnownWord]]
) -> KnownWord | None:
    own = known.get(word)
    if own is not None:
        return own
    if alike := by_sound.get(sound(word)):
        return _nearest(word, alike)
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
