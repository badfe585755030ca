"""The five founding stories, built by the functions of the demonstration that tell them."""

from django.utils import timezone

from sanvat.parties import demonstration
from sanvat.parties.models import Role, User
from sanvat.site.demo import (
    World,
    agreements,
    assignments,
    concerns,
    events,
    indicators,
    instruments,
    movements,
    parties,
    plans,
)


def build(centre: User, operator: User) -> None:
    """As the centre officer and the operator of a test; of today's province nothing."""
    world = World(timezone.now())
    world._people = {Role.CENTRE_OFFICER: centre, Role.OPERATOR: operator}
    with demonstration.being_built():
        parties.add_founding_stories(world)
        instruments.add_dispatch(world)
        plans.add_thai_binh(centre)
        events.add_founding_stories(centre)
        concerns.with_thanh_tri(world)
        concerns.with_ba_che(world)
        agreements.with_thanh_tri(world)
        agreements.with_ba_che(world)
        assignments.add_thai_binh(world)
        indicators.ba_che(world)
        movements.add_ba_che(centre)
        movements.add_thuong_tin(centre)
