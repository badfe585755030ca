"""What becomes of matters, told to the programmes of the bodies that deal with them (webhooks): the
code, the step and where it leads, never a word of the matter nor who sent it; nothing of
denunciations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.concerns.models import Concern, ConcernQuerySet, Turn
from sanvat.follow.declared import Happening, Keys, Source, whole_numbers

KIND = "viec-phan-anh"
NEWS_FOR = timedelta(days=7)
TURN, LATE = "buoc-", "han-"
State = Concern.State
TOLD = (
    *(State.RECEIVED, State.TRANSFERRED, State.ACCEPTED, State.RETURNED, State.REFUSED),
    *(State.MERGED, State.ANSWERED, State.REOPENED, State.WITHDRAWN, State.CLOSED),
)
"""Steps that are told; others are an office's own way of working."""


def _happenings(keys: Keys) -> Iterator[Happening]:
    """Those of these keys that bodies are told of now; five queries."""
    turns = whole_numbers([key.removeprefix(TURN) for key in keys if key.startswith(TURN)])
    rows = Turn.objects.filter(pk__in=turns, state__in=TOLD, concern__is_confidential=False)
    for turn in rows.select_related("concern").prefetch_related("concern__handlings"):
        only_for = _told_of(turn)
        if only_for:
            on = timezone.localdate(turn.at)
            said = State(turn.state).label
            yield _happening(f"{TURN}{turn.pk}", turn.concern, turn.state, said, on, only_for)
    due = dict(filter(None, map(_late, keys)))
    concerns = Concern.objects.filter(pk__in=due, is_confidential=False).open()
    for concern in concerns.select_related("clock").prefetch_related("handlings"):
        clock, day = concern.clock, due[concern.pk]
        if clock is None or clock.finished_on is not None or clock.due_on != day:
            continue
        key = f"{LATE}{concern.pk}-{day.isoformat()}"
        yield _happening(key, concern, "late", _("quá hạn"), day + timedelta(days=1), _now(concern))


def _told_of(turn: Turn) -> frozenset[int]:
    """The bodies that had a part when it happened and have it still; of handing on also the one
    that did it."""
    found = {
        each.organisation_id
        for each in turn.concern.handlings.all()
        if each.until_at is None and each.since_at <= turn.at
    }
    if turn.state == State.TRANSFERRED and turn.organisation_id:
        found.add(turn.organisation_id)
    return frozenset(found)


def _now(concern: Concern) -> frozenset[int]:
    return frozenset(
        each.organisation_id for each in concern.handlings.all() if each.until_at is None
    )


def _happening(
    key: str, concern: Concern, event: str, said: object, on: date, only_for: frozenset[int]
) -> Happening:
    return Happening(
        key=key,
        title=f"{concern.code}: {said}",
        path=f"/ban-lam-viec/phan-anh/{concern.pk}/",
        day=on,
        until=on + NEWS_FOR,
        place=concern.place_id,
        is_demonstration=concern.is_demonstration,
        only_for=only_for,
        facts={"code": concern.code, "event": event, "state": concern.state},
    )


def _late(key: str) -> tuple[int, date] | None:
    concern, _dash, day = key.removeprefix(LATE).partition("-")
    if not key.startswith(LATE) or not whole_numbers([concern]):
        return None
    try:
        return int(concern), date.fromisoformat(day)
    except ValueError:
        return None


def _turns_of(concerns: list[str]) -> Iterator[str]:
    """For an entry of the journal about matters: their steps, and the days they missed."""
    known = whole_numbers(concerns)
    for pk in Turn.objects.filter(concern__in=known).values_list("pk", flat=True):
        yield f"{TURN}{pk}"
    yield from _missed(Concern.objects.filter(pk__in=known), timezone.localdate())


def _missed_lately(today: date) -> Iterable[str]:
    """Those whose day is over since a few days: the day alone makes it so."""
    return _missed(Concern.objects.filter(clock__due_on__gte=today - NEWS_FOR), today)


def _missed(concerns: ConcernQuerySet, today: date) -> Iterator[str]:
    rows = concerns.late_on(today).filter(is_confidential=False).order_by("pk")
    for pk, day in rows.values_list("pk", "clock__due_on"):
        if day is not None:
            yield f"{LATE}{pk}-{day.isoformat()}"


OF_BODIES = Source(
    kind=KIND,
    label=gettext_lazy("Việc dân gửi tới cơ quan mình"),
    happenings=_happenings,
    follows={"concerns.concern": _turns_of},
    of_day=_missed_lately,
    order=60,
)
