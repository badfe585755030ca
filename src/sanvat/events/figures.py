"""How many were invited, replied and came to one event, by role and by place; what it cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from sanvat.events.models import CostLine, Event, Guest, Interest, Question
from sanvat.parties.models import Role
from sanvat.records.beside import count_of
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
    """One query, put into SQL once."""
    (counts,) = _FIGURES.tuples(event.pk)
    return Figures(**{name: n or 0 for name, n in zip(_NAMES, counts[1:], strict=True)})


def _figures(event: int) -> QuerySet[Any, Any]:
    """In the order of the figures' fields."""
    invited, walked_in = Q(guests__is_walk_in=False), Q(guests__is_walk_in=True)
    attended = "guests__attendances"
    came = Q(**{f"{attended}__isnull": False, f"{attended}__withdrawn_at__isnull": True})
    questions = Question.objects.filter(event=OuterRef("pk"))
    interests = Interest.objects.filter(event=OuterRef("pk"))
    costs = CostLine.objects.filter(event=OuterRef("pk")).order_by().values("event")
    rows = Event.objects.filter(pk=event).order_by().values_list("pk")
    counts: QuerySet[Any, Any] = rows.annotate(
        invited=Count("guests", filter=invited, distinct=True),
        yes=Count("guests", filter=invited & Q(guests__reply="yes"), distinct=True),
        maybe=Count("guests", filter=invited & Q(guests__reply="maybe"), distinct=True),
        no=Count("guests", filter=invited & Q(guests__reply="no"), distinct=True),
        silent=Count("guests", filter=invited & Q(guests__reply=""), distinct=True),
        came=Count("guests", filter=came, distinct=True),
        walk_ins=Count("guests", filter=walked_in & came, distinct=True),
        asked=count_of(questions, "event"),
        answered=count_of(questions.exclude(answer=""), "event"),
        wished=count_of(interests, "event"),
        ideas=count_of(interests.filter(idea__isnull=False), "event"),
        cost=Subquery(costs.annotate(sum=Sum("amount")).values("sum")),
    )
    return counts


_NAMES = tuple(each.name for each in fields(Figures))
_FIGURES: ReadyQuery[Any] = ReadyQuery(_figures, -7)


def came_by_role(event: Event) -> list[tuple[str, int]]:
    """The label of each role with how many came in it; bodies and people without a role apart."""
    counts = dict(_BY_ROLE.tuples(event.pk))
    labels = dict(Role.choices)
    return [(str(labels.get(role, "")), n) for role, n in sorted(counts.items(), key=_most)]


def _by_role(event: int) -> QuerySet[Any, Any]:
    rows = Guest.objects.filter(CAME, event=event).order_by().values_list("role")
    counts: QuerySet[Any, Any] = rows.annotate(n=Count("pk", distinct=True))
    return counts


_BY_ROLE: ReadyQuery[Any] = ReadyQuery(_by_role, -7)


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
