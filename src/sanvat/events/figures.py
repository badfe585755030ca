"""How many were invited, replied and came to one event, by role and by place; what it cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from sanvat.events.models import CostLine, Event, Guest, Interest, Question
from sanvat.parties.models import Role
from sanvat.records.ready_queries import ReadyQuery

CAME = Q(attendances__isnull=False, attendances__withdrawn_at__isnull=True)


@dataclass(frozen=True)
class Figures:
    """Of one event. `invited` leaves out who came without being invited."""

    invited: int
    yes: int
    maybe: int
    no: int
    silent: int
    came: int
    walk_ins: int
    questions: int
    answered: int
    interests: int
    ideas: int
    cost: int


def figures_of(event: Event) -> Figures:
    """Four queries, put into SQL once."""
    counted: dict[str, Any] = {}
    for names, asked in _ASKED:
        rows = asked.tuples(event.pk)
        counts = rows[0][1:] if rows else (0,) * len(names)
        counted |= {name: n or 0 for name, n in zip(names, counts, strict=True)}
    return Figures(**counted)


def _guests(event: int) -> QuerySet[Any, Any]:
    invited = Q(is_walk_in=False)
    guests = Guest.objects.filter(event=event).order_by().values_list("event")
    counts: QuerySet[Any, Any] = guests.annotate(
        invited=Count("pk", filter=invited, distinct=True),
        yes=Count("pk", filter=invited & Q(reply="yes"), distinct=True),
        maybe=Count("pk", filter=invited & Q(reply="maybe"), distinct=True),
        no=Count("pk", filter=invited & Q(reply="no"), distinct=True),
        silent=Count("pk", filter=invited & Q(reply=""), distinct=True),
        came=Count("pk", filter=CAME, distinct=True),
        walk_ins=Count("pk", filter=~invited & CAME, distinct=True),
    )
    return counts


def _questions(event: int) -> QuerySet[Any, Any]:
    rows = Question.objects.filter(event=event).order_by().values_list("event")
    counts: QuerySet[Any, Any] = rows.annotate(
        questions=Count("pk"), answered=Count("pk", filter=~Q(answer=""))
    )
    return counts


def _interests(event: int) -> QuerySet[Any, Any]:
    rows = Interest.objects.filter(event=event).order_by().values_list("event")
    counts: QuerySet[Any, Any] = rows.annotate(
        interests=Count("pk"), ideas=Count("pk", filter=Q(idea__isnull=False))
    )
    return counts


def _costs(event: int) -> QuerySet[Any, Any]:
    rows = CostLine.objects.filter(event=event).order_by().values_list("event")
    counts: QuerySet[Any, Any] = rows.annotate(cost=Sum("amount"))
    return counts


_EVENT = -7
_ASKED: tuple[tuple[tuple[str, ...], ReadyQuery[Any]], ...] = (
    (
        ("invited", "yes", "maybe", "no", "silent", "came", "walk_ins"),
        ReadyQuery(_guests, _EVENT),
    ),
    (("questions", "answered"), ReadyQuery(_questions, _EVENT)),
    (("interests", "ideas"), ReadyQuery(_interests, _EVENT)),
    (("cost",), ReadyQuery(_costs, _EVENT)),
)


def came_by_role(event: Event) -> list[tuple[str, int]]:
    """The label of each role with how many came in it; bodies and people without a role apart."""
    rows = event.guests.filter(CAME).order_by().values_list("role")
    counts = dict(rows.annotate(n=Count("pk", distinct=True)))
    labels = dict(Role.choices)
    return [(str(labels.get(role, "")), n) for role, n in sorted(counts.items(), key=_most)]


def came_by_place(event: Event) -> list[tuple[str, int]]:
    """The name of each place with how many came from it."""
    rows = event.guests.filter(CAME).order_by().values_list("place__full_name")
    counts = dict(rows.annotate(n=Count("pk", distinct=True)))
    return sorted(((name or "", n) for name, n in counts.items()), key=_most)


def _most(row: tuple[str, int]) -> tuple[int, str]:
    return -row[1], row[0]


def here(event: Event) -> set[int]:
    """The keys of the guests who are noted as present."""
    return set(Guest.objects.filter(CAME, event=event).values_list("pk", flat=True))


def came_at(events: Iterable[int]) -> dict[int, int]:
    """How many came to each of these events, by its key; one query."""
    rows = Guest.objects.filter(CAME, event__in=list(events)).order_by().values_list("event")
    return dict(rows.annotate(n=Count("pk", distinct=True)))
