"""Matters that say much the same, by their words: what others answered, and what was sent twice.

Two words that stand together tell more than each alone, in Vietnamese above all. PostgreSQL keeps
the pairs of every matter's words in an index (migration 0003); here those found by it are compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, TextField, Value

from sanvat.concerns.models import Answer, Concern, Publication
from sanvat.concerns.models.pairs import Pairs
from sanvat.parties.models import User
from sanvat.text.fold import fold

State = Concern.State
SHOWN = 5
MOST_PAIRS = 40
"""Pairs of words of a matter that are looked for."""
MOST_COMPARED = 300
"""Matters of one search that are compared; the index has found them by then."""
LEAST_ALIKE = 2
"""Pairs that two matters must share."""


@dataclass(frozen=True)
class Like:
    """An answered matter that says much the same, as its reader may see it: the matter itself
    where `is_seen`, else what is published of it."""

    concern: Concern
    title: str
    answer: str
    is_seen: bool
    is_here: bool
    """Whether it is of the same place."""


def answered_like(concern: Concern, user: User, *, most: int = SHOWN) -> list[Like]:
    """What was answered to like matters, those of the same place first: to those that `user` sees,
    and to those that are published. Nothing of, or for, a denunciation."""
    words = pairs_of(concern)
    if concern.is_confidential or not words:
        return []
    done = _others(concern).filter(state__in=(State.ANSWERED, State.CLOSED))
    seen = done.filter(pk__in=Concern.objects.visible_to(user).order_by().values("pk"))
    public = done.filter(publication__isnull=False, publication__withdrawn_at=None)
    scored: dict[int, tuple[bool, int]] = {}
    for rows in (seen.filter(place=concern.place_id), public, seen):
        for pk, place, score in _alike(rows, words):
            scored[pk] = (place == concern.place_id, score)
    best = sorted(scored, key=lambda pk: (not scored[pk][0], -scored[pk][1], -pk))[:most]
    return _shown(best, seen, concern)


def repeats(concern: Concern, *, most: int = SHOWN) -> list[Concern]:
    """Open matters that the same body leads and that may be the same one, the likest first."""
    words = pairs_of(concern)
    if concern.is_confidential or not words:
        return []
    open_ones = _others(concern).filter(
        state__in=Concern.OPEN, organisation=concern.organisation_id
    )
    scored = {pk: score for pk, _place, score in _alike(open_ones, words)}
    best = sorted(scored, key=lambda pk: (-scored[pk], -pk))[:most]
    found = Concern.objects.in_bulk(best)
    return [found[pk] for pk in best if pk in found]


def pairs_of(concern: Concern) -> set[str]:
    """The first pairs of a matter's own words, without its code."""
    words = fold(f"{concern.title} {concern.text}").split()
    pairs = dict.fromkeys(f"{a} {b}" for a, b in pairwise(words))
    return set(list(pairs)[:MOST_PAIRS])


def _others(concern: Concern) -> Any:
    return Concern.objects.filter(is_confidential=False).exclude(pk=concern.pk).order_by()


def _alike(rows: Any, words: set[str]) -> Iterable[tuple[int, int, int]]:
    """The key, the place and the number of shared pairs of those that share enough."""
    wanted = Value(sorted(words), output_field=ArrayField(TextField()))
    found = rows.annotate(pairs=Pairs(F("searchable"))).filter(pairs__overlap=wanted)
    least = min(LEAST_ALIKE, len(words))
    for pk, place, searchable in found.values_list("pk", "place_id", "searchable")[:MOST_COMPARED]:
        said = searchable.split()
        shared = words.intersection(f"{a} {b}" for a, b in pairwise(said))
        if len(shared) >= least:
            yield pk, place, len(shared)


def _shown(keys: list[int], seen: Any, concern: Concern) -> list[Like]:
    found = Concern.objects.select_related("place", "organisation").in_bulk(keys)
    own = set(seen.filter(pk__in=keys).values_list("pk", flat=True))
    public = {
        each.concern_id: each for each in Publication.objects.public().filter(concern__in=keys)
    }
    answers = {
        each.concern_id: each
        for each in Answer.objects.filter(concern__in=own).select_related("to_all")
    }
    likes = []
    for pk in keys:
        is_seen, published = pk in own, public.get(pk)
        if is_seen and pk in answers:
            title = found[pk].title or found[pk].text
            answer = answers[pk].words
        elif published is not None:
            title, answer = published.title, published.answer
        else:
            continue
        likes.append(
            Like(
                concern=found[pk],
                title=title,
                answer=answer,
                is_seen=is_seen,
                is_here=found[pk].place_id == concern.place_id,
            )
        )
    return likes
