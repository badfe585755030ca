"""How many were invited, replied and came to one event, by role and by place; what it cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from sanvat.events.models import Event, Guest
from sanvat.parties.models import Role

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
    """Four queries."""
    invited = Q(is_walk_in=False)
    guests = event.guests.order_by().aggregate(
        invited=Count("pk", filter=invited, distinct=True),
        yes=Count("pk", filter=invited & Q(reply="yes"), distinct=True),
        maybe=Count("pk", filter=invited & Q(reply="maybe"), distinct=True),
        no=Count("pk", filter=invited & Q(reply="no"), distinct=True),
        silent=Count("pk", filter=invited & Q(reply=""), distinct=True),
        came=Count("pk", filter=CAME, distinct=True),
        walk_ins=Count("pk", filter=~invited & CAME, distinct=True),
    )
    asked = event.questions.aggregate(
        questions=Count("pk"), answered=Count("pk", filter=~Q(answer=""))
    )
    wishes = event.interests.aggregate(
        interests=Count("pk"), ideas=Count("pk", filter=Q(idea__isnull=False))
    )
    cost = event.costs.aggregate(sum=Sum("amount"))["sum"] or 0
    return Figures(**guests, **asked, **wishes, cost=cost)


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
