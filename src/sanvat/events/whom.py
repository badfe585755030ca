"""Whom a rule of inviting means on a day: people in their roles, bodies, producers, one person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from sanvat.certificates.clock import in_force
from sanvat.events.models import Guest, GuestRule
from sanvat.parties.models import Membership, Organisation
from sanvat.places.models import Place, today_of, within
from sanvat.products.models import Producer, Product

Who = GuestRule.Who


def meant_by(rule: GuestRule, *, on: date) -> Iterator[Guest]:
    """Guests, not kept yet, in the order of their places and names."""
    if rule.who == Who.PERSON:
        yield Guest(name=rule.name, place=rule.place)
    elif rule.who == Who.ORGANISATION and rule.organisation:
        yield _body(rule.organisation)
    elif rule.who == Who.ROLE:
        yield from map(_member, _members(rule, on))
    else:
        yield from map(_body, _bodies(rule, on))


def _members(rule: GuestRule, on: date) -> QuerySet[Any]:
    assert rule.place is not None
    held = Membership.objects.that_open(on).filter(lies_in(rule.place, "place"), role=rule.role)
    return held.select_related("user", "organisation", "place").order_by(
        "place__sort_key", "user__name", "pk"
    )


def _bodies(rule: GuestRule, on: date) -> QuerySet[Any]:
    assert rule.place is not None
    if rule.who == Who.BODIES:
        rows = Organisation.objects.filter(lies_in(rule.place, "place"), kind=rule.kind)
    else:
        producers = Producer.objects.filter(lies_in(rule.place, "current_place"))
        producers = producers.exclude(state=Producer.State.CLOSED)
        if rule.who == Who.RECOGNISED:
            held = Product.objects.filter(in_force(on)).order_by().values("producer")
            producers = producers.filter(pk__in=held)
        rows = Organisation.objects.filter(pk__in=producers.values("organisation"))
    return rows.select_related("place").order_by("place__sort_key", "name", "pk")


def lies_in(place: Place, path: str) -> Q:
    """Rows in a place; in one of an earlier map also those of today's units that it became."""
    here = within(place, path)
    if place.is_of_today:
        return here
    below = Place.objects.below(place).filter(valid__contains=place.valid.upper - timedelta(days=1))
    units = list(below.communes()) or [place]
    now = {each.pk for found in today_of([*units, place]).values() for each in found}
    return here | Q(**{f"{path}__in": now})


def _member(held: Membership) -> Guest:
    return Guest(
        membership=held,
        organisation=held.organisation,
        name=str(held.user),
        title=str(held),
        role=held.role,
        place=held.place,
    )


def _body(body: Organisation) -> Guest:
    return Guest(organisation=body, name=body.name, place=body.place)
