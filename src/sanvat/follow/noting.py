"""Noting what is new, once, and who is to be told of it.

Read from the journal, as the search does, so that nothing is passed over that an act published;
and by the day, for what nobody does: that a recognition is about to lapse. Whoever reads holds the
one state row, and goes on from there after a kill: a run is done whole or not at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sanvat.follow import jobs, rhythm, signing
from sanvat.follow.declared import Happening, Source, sources
from sanvat.follow.followed import PLACE
from sanvat.follow.models import (
    Delivery,
    DeliveryState,
    Following,
    NotedHappening,
    NotingState,
    Rhythm,
    Telling,
    Webhook,
    WebhookState,
)
from sanvat.parties import demonstration
from sanvat.places.models import Place, today_of
from sanvat.records.models import Entry, Head

AT_ONCE = 2_000
"""Entries of the journal that are read in one go."""
KEPT = timedelta(days=60)
"""How long what was told is known, beyond the last day on which it was news."""


@dataclass
class Noted:
    """How many there are of each: of happenings, of tellings by mail, of calls."""

    happenings: int = 0
    tellings: int = 0
    deliveries: int = 0


def look(at: datetime) -> Noted:
    """By a job: note what became public since the last time. The first look of an installation
    notes nothing of what came before it."""
    noted, today = Noted(), timezone.localdate(at)
    while _step(at, noted):
        pass
    with transaction.atomic():
        state = _held(at)
        if state is not None and state.day != today:
            for source in sources().values():
                _note(source, set(source.of_day(today)), at, noted)
            state.day = today
            state.save(update_fields=["day"])
    return noted


@transaction.atomic
def _step(at: datetime, noted: Noted) -> bool:
    """Read some of the journal; returns whether there may be more."""
    state = _held(at)
    if state is None:
        return False
    rows = Entry.objects.filter(number__gt=state.number).order_by("number")
    entries = list(rows.values_list("number", "subject_type", "subject_id")[:AT_ONCE])
    if not entries:
        return False
    subjects: dict[str, dict[str, None]] = defaultdict(dict)
    for _number, subject, key in entries:
        subjects[subject][key] = None
    for source in sources().values():
        touched: set[str] = set()
        for subject, touches in source.follows.items():
            if subject in subjects:
                touched.update(map(str, touches(list(subjects[subject]))))
        _note(source, touched, at, noted)
    state.number = entries[-1][0]  # type: ignore[assignment]  # no null is above a number
    state.save(update_fields=["number"])
    return len(entries) == AT_ONCE


def _held(at: datetime) -> NotingState | None:
    """The state row, held until the transaction ends; None where another holds it."""
    if not NotingState.objects.exists():
        last = Head.objects.values_list("number", flat=True).first() or 0
        NotingState.objects.bulk_create([NotingState(number=last)], ignore_conflicts=True)
    found: NotingState | None = NotingState.objects.select_for_update(skip_locked=True).first()
    return found


def _note(source: Source, keys: set[str], at: datetime, noted: Noted) -> None:
    """Note those of these that are news, and take back what waits about those that are public no
    more."""
    if not keys:
        return
    today = timezone.localdate(at)
    public = source.read(keys)
    fresh = {key: each for key, each in public.items() if each.until >= today and _goes_out(each)}
    _take_back(source.kind, keys - set(public))
    if not fresh:
        return
    topics = _topics(fresh)
    places = topics
    # What is for some bodies alone stands under no topic, so that nobody who follows is told.
    topics = {key: topics[key] if fresh[key].only_for is None else [] for key in fresh}
    known = NotedHappening.objects.filter(kind=source.kind, key__in=fresh)
    there = set(known.values_list("key", flat=True))
    NotedHappening.objects.bulk_create(
        [
            NotedHappening(
                kind=source.kind, key=key, topics=topics[key], until=each.until, noted_at=at
            )
            for key, each in fresh.items()
            if key not in there
        ],
        ignore_conflicts=True,
    )
    noted.happenings += len(set(fresh) - there)
    for happening in known.order_by("pk"):
        if happening.topics != topics[happening.key]:  # it was put under something else
            happening.topics = topics[happening.key]
            happening.save(update_fields=["topics"])
        only_for = fresh[happening.key].only_for
        if only_for is None:
            noted.tellings += _tell_followers(happening, at)
        noted.deliveries += _tell_programmes(happening, places[happening.key], only_for, at)


def _goes_out(happening: Happening) -> bool:
    return demonstration.is_open() or not happening.is_demonstration


def _take_back(kind: str, keys: Iterable[str]) -> None:
    """What no mail has gone about; a call that waits is closed."""
    gone = NotedHappening.objects.filter(kind=kind, key__in=list(keys))
    Telling.objects.filter(happening__in=gone, taken_at=None).delete()
    Delivery.objects.filter(happening__in=gone, state=DeliveryState.WAITING).update(
        state=DeliveryState.WITHDRAWN, due_at=None
    )


def _topics(happenings: Mapping[str, Happening]) -> dict[str, list[str]]:
    """Of each: its own, its kind's, and the places of today that it lies in. Three queries."""
    asked = {each.place for each in happenings.values() if each.place is not None}
    now = today_of(Place.objects.filter(pk__in=asked).order_by()) if asked else {}
    above = {place.parent_id for places in now.values() for place in places if place.parent_id}
    codes = dict(Place.objects.filter(pk__in=above).order_by().values_list("pk", "code"))
    found = {}
    for key, each in happenings.items():
        inside = [
            code
            for place in now.get(each.place or 0, ())
            for code in (place.code, codes.get(place.parent_id or 0))
            if code
        ]
        places = (f"{PLACE}:{code}" for code in inside)
        found[key] = list(dict.fromkeys((*each.topics, *places)))
    return found


def _tell_followers(happening: NotedHappening, at: datetime) -> int:
    """Those who followed one of its topics when it became known, each once."""
    rows = Following.objects.filter(
        topic__in=happening.topics, confirmed_at__lte=happening.noted_at
    ).exclude(follower__tellings__happening=happening)
    found = dict(rows.order_by().values_list("follower", "follower__rhythm"))
    due = {each: rhythm.due(each, at) for each in Rhythm.values}
    Telling.objects.bulk_create(
        [
            Telling(follower_id=follower, happening=happening, due_at=due[wanted])
            for follower, wanted in found.items()
        ],
        ignore_conflicts=True,
        batch_size=1_000,
    )
    return len(found)


def _tell_programmes(
    happening: NotedHappening, topics: list[str], only_for: frozenset[int] | None, at: datetime
) -> int:
    places = [topic.partition(":")[2] for topic in topics if topic.startswith(f"{PLACE}:")]
    rows = Webhook.objects.filter(
        Q(place=None) | Q(place__code__in=places),
        state=WebhookState.ON,
        kinds__contains=[happening.kind],
        created_at__lte=happening.noted_at,
    ).exclude(deliveries__happening=happening)
    if only_for is not None:
        rows = rows.filter(organisation__in=only_for)
    if not demonstration.is_open():
        rows = rows.filter(organisation__is_demonstration=False)
    made = Delivery.objects.bulk_create(
        [
            Delivery(
                webhook=each,
                happening=happening,
                message=signing.new_message(),
                created_at=at,
                due_at=at,
            )
            for each in rows.order_by("pk")
        ]
    )
    for each in made:
        transaction.on_commit(partial(jobs.deliver_soon, each.pk, each.webhook_id))
    return len(made)


def forget(at: datetime) -> int:
    """Forget what is long over, with who was told of it. Returns how many happenings."""
    over = NotedHappening.objects.filter(
        until__lt=timezone.localdate(at) - KEPT, noted_at__lt=at - KEPT
    )
    gone: int = over.delete()[1].get(NotedHappening._meta.label, 0)
    return gone
