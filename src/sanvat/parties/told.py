"""Who is told that something waits for a body: its own people, or else those of its place."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from sanvat.parties import demonstration
from sanvat.parties.models import Membership
from sanvat.parties.roles import Role

MOST_TOLD = 20
"""People who are told that something waits, those who came first before others."""


def people_told(
    organisation_id: int | None,
    place_id: int | None,
    *,
    own: Sequence[Role],
    others: Sequence[Role],
) -> list[Membership]:
    """Of today: whoever holds one of the roles `own` in the body; where nobody does, or there is no
    body, whoever holds one of `others` over just this place (None is the country). One query, or
    two."""
    let_in = Membership.objects.on(timezone.localdate()).filter(
        demonstration.people_let_in("user__"), demonstration.roles_that_open()
    )
    let_in = let_in.select_related("user").order_by("granted_at", "pk")
    found: list[Membership] = []
    if organisation_id is not None:
        found = list(let_in.filter(organisation=organisation_id, role__in=own)[:MOST_TOLD])
    if not found:
        found = list(let_in.filter(place=place_id, role__in=others)[:MOST_TOLD])
    return found
