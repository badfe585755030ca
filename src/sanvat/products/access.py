"""Who may do what with producers, products and ideas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from sanvat.parties import access
from sanvat.parties.access import acts_as, is_officer_of
from sanvat.parties.models import Membership, MembershipQuerySet, Organisation, Role, User
from sanvat.parties.roles import LOCAL_OFFICERS, PLACE_OFFICERS
from sanvat.places.models import Place
from sanvat.products.models import Idea, PersonRights, Producer, Product
from sanvat.records.ready_queries import ReadyQuery

Rights = PersonRights.Rights

# Producers


def rights_among(people: Sequence[Membership]) -> dict[int, str]:
    """What each may do, by the key of the membership: as was said, else whoever came first of
    these manages and whoever came later edits. `people` come from `people_of`."""
    return {
        person.pk: said.rights
        if (said := getattr(person, "rights", None))
        else (Rights.MANAGE if number == 0 else Rights.EDIT)
        for number, person in enumerate(people)
    }


def rights_of(membership: Membership) -> str:
    """What a person may do for their producer; view where the membership is not of today."""
    people = people_now(membership.organisation_id)
    return rights_among(people).get(membership.pk, Rights.VIEW)


def manages(membership: Membership) -> bool:
    """Asked once of a membership as it was read, so that a page of many buttons asks once."""
    known: bool | None = membership.__dict__.get("manages")
    if known is None:
        known = membership.__dict__["manages"] = rights_of(membership) == Rights.MANAGE
    return known


def people_of(organisation_id: int, *, on: date | None = None) -> MembershipQuerySet:
    """The memberships of a day (None: today) by which people act for a producer, in the order in
    which they came, each with its person and what was said of their rights; one query."""
    found: MembershipQuerySet = (
        Membership.objects.on(on or timezone.localdate())
        .filter(organisation=organisation_id, role=Role.PRODUCER)
        .select_related("user", "rights")
        .order_by("granted_at", "pk")
    )
    return found


def people_now(organisation_id: int) -> list[Membership]:
    """Those of today, read."""
    return _PEOPLE.rows(organisation_id, timezone.localdate())


_PEOPLE: ReadyQuery[Membership] = ReadyQuery(
    lambda organisation, day: people_of(organisation, on=day), -7, date.min
)


def organisations_seen(user: User) -> QuerySet[Any, Any]:
    """The organisations of the producers a person sees: those that lie in the place today,
    whatever their commune was called when they came."""
    seen: QuerySet[Any, Any] = Producer.objects.visible_to(user).order_by().values("organisation")
    return seen


def commune_officers_of(place: Place) -> MembershipQuerySet:
    """The memberships of today by which people work as officers of that commune."""
    found: MembershipQuerySet = Membership.objects.on(timezone.localdate()).filter(
        role=Role.COMMUNE_OFFICER, place__lineage=place.lineage
    )
    return found.select_related("user")


def _acts_for(user: User, producer: Producer, *rights: str) -> bool:
    if not acts_as(user, Role.PRODUCER):
        return False
    assert user.acting is not None
    if user.acting.organisation_id != producer.organisation_id:
        return False
    return rights_of(user.acting) in rights


def may_see_inside(user: User, producer: Producer) -> bool:
    """Whether somebody acts for the producer, or as an officer of its place: they see address,
    telephone and history, and whoever only reads there does not."""
    if acts_as(user, Role.PRODUCER):
        return user.acting is not None and user.acting.organisation_id == producer.organisation_id
    return is_officer_of(user, producer.current_place)


def may_see_people(user: User, producer: Producer) -> bool:
    """Who acts for the producer: for those inside, but not for the centre."""
    return may_see_inside(user, producer) and access.may_see_people(user, producer.organisation)


def may_register_producer(user: User, place: Place) -> bool:
    return is_officer_of(user, place)


def may_change_producer(user: User, producer: Producer) -> bool:
    return _acts_for(user, producer, Rights.MANAGE) or is_officer_of(user, producer.current_place)


def may_manage_people(user: User, producer: Producer) -> bool:
    return may_change_producer(user, producer) and may_see_people(user, producer)


def may_keep_private_facts(user: User, producer: Producer) -> bool:
    """Write or open them: who manages the producer, and the officers of the place and province.
    The centre sees them with a dossier that is before it, not here."""
    return may_change_producer(user, producer) and not acts_as(user, Role.CENTRE_OFFICER)


def may_agree_to_be_told(user: User, producer: Producer) -> bool:
    """Say what strangers may read of the producer: who changes it."""
    return may_change_producer(user, producer)


def agrees_itself(user: User, producer: Producer) -> bool:
    """Whether it is the producer that speaks, and not an officer in its place."""
    return _acts_for(user, producer, Rights.MANAGE)


# Products


def may_register_product(user: User, producer: Producer) -> bool:
    return _acts_for(user, producer, Rights.MANAGE, Rights.EDIT) or is_officer_of(
        user, producer.current_place
    )


def may_change_product(user: User, product: Product) -> bool:
    return may_register_product(user, product.producer)


# Ideas


def may_note_idea(user: User, place: Place, producer: Producer | None) -> bool:
    """Whoever has an account may note an idea of their own; one for a producer, who acts for it.
    An officer notes what people of the place told."""
    if producer is not None and not is_officer_of(user, place):
        return _acts_for(user, producer, Rights.MANAGE, Rights.EDIT)
    return user.is_active


def may_note_list(user: User) -> bool:
    """The list of an event, of people of one's own place."""
    return acts_as(user, *LOCAL_OFFICERS)


def may_advise_idea(user: User, idea: Idea) -> bool:
    return is_officer_of(user, idea.current_place)


def noted_for(by: User, place: Place, producer: Producer | None) -> Organisation | None:
    """To whom an idea belongs that somebody notes: to the office of an officer of the place, to
    the producer one acts for, else to oneself, which is None."""
    if is_officer_of(by, place):
        assert by.acting is not None
        return by.acting.organisation
    return producer.organisation if producer is not None else None


def noters_of(idea: Idea) -> MembershipQuerySet:
    """The memberships by which whoever noted an idea in an office works there today."""
    found: MembershipQuerySet = Membership.objects.on(timezone.localdate()).filter(
        user=idea.noted_by_id, organisation=idea.noted_for_id, role__in=PLACE_OFFICERS
    )
    return found.select_related("user")


def _noted(user: User, idea: Idea) -> bool:
    """Whether a person noted it for themselves, or acts as officer for the office that did."""
    if idea.noted_for_id is None:
        return user.is_active and idea.noted_by_id == user.pk
    if not acts_as(user, *PLACE_OFFICERS):
        return False
    assert user.acting is not None
    return user.acting.organisation_id == idea.noted_for_id


def may_plan_idea(user: User, idea: Idea) -> bool:
    """Whoever noted it for themselves, the office that noted it, who acts for its producer, and
    the officers of the place."""
    return (
        _noted(user, idea)
        or (
            idea.producer is not None and _acts_for(user, idea.producer, Rights.MANAGE, Rights.EDIT)
        )
        or may_advise_idea(user, idea)
    )


def may_set_aside_idea(user: User, idea: Idea) -> bool:
    return may_plan_idea(user, idea)
