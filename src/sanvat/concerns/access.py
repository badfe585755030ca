"""Who deals with a matter, who reads who sent it, and who settles what for an office."""

from __future__ import annotations

from django.utils import timezone

from sanvat.concerns.models import Concern, Confidant, Handling
from sanvat.concerns.models.concerns import is_confidant
from sanvat.parties.access import acts_as, keeps_programme_in, may_give
from sanvat.parties.models import Membership, MembershipQuerySet, Organisation, Role, User
from sanvat.parties.roles import GIVES, PROGRAMME_KEEPERS, PROGRAMME_READERS
from sanvat.places.models import Place

HANDLERS = PROGRAMME_READERS
"""Who deals with matters in a body: those who keep the programme there, or carry it with them."""


def may_enter(user: User) -> bool:
    """Enter what came by telephone, on paper or at a meeting: who deals with matters in a body."""
    return user.acting is not None and acts_as(user, *HANDLERS)


def has_part(user: User, concern: Concern) -> bool:
    """Whether the body one acts for leads or helps now, and one may deal with it there."""
    return _part_of(user, concern) is not None


def leads(user: User, concern: Concern) -> bool:
    """Whether the body one acts for leads, and one may deal with it there."""
    return _part_of(user, concern) == Handling.Part.LEADS


def _part_of(user: User, concern: Concern) -> str | None:
    if user.acting is None or not acts_as(user, *HANDLERS):
        return None
    if concern.is_confidential and not is_confidant(user):
        return None
    part: str | None = (
        concern.handlings.filter(organisation=user.acting.organisation_id, until_at=None)
        .values_list("part", flat=True)
        .first()
    )
    return part


def may_route(user: User, concern: Concern) -> bool:
    """Hand it to another body: who leads, and who keeps the programme in its place, except a
    denunciation."""
    if leads(user, concern):
        return True
    return not concern.is_confidential and keeps_programme_in(user, concern.place)


def may_read_identity(user: User, concern: Concern) -> bool:
    """Who sent it, and the words of a denunciation: only who leads it, or for a denunciation the
    people named. Who watches from above does not."""
    return leads(user, concern)


def may_settle_for(user: User, place: Place | None) -> bool:
    """Say in a place who answers for what, and its own limits: who keeps the programme there."""
    return keeps_programme_in(user, place)


def may_name_confidant(user: User, organisation: Organisation) -> bool:
    """Name who deals with a body's denunciations: who gives roles in it; a producer's no one."""
    return any(may_give(user, role, organisation, organisation.place) for role in _GIVEN)


def names_confidants(user: User) -> bool:
    """Whether there is any body in which this person may name somebody."""
    return user.acting is not None and not set(_GIVEN).isdisjoint(GIVES.get(user.acting.role, ()))


_GIVEN = (Role.COMMUNE_OFFICER, Role.ADVISORY_OFFICER, Role.COORDINATOR, Role.PROGRAMME_PARTY)


def confidants_of(organisation: int) -> MembershipQuerySet:
    """The posts in which people named for denunciations act for this body (its key), today."""
    named = Confidant.objects.on(timezone.localdate()).filter(organisation=organisation)
    return posts_of(organisation).filter(user__in=named.values("user"))


def people_of(concern: Concern, organisation: int) -> list[Membership]:
    """Who in a body is told of a matter: its handler, else everybody there who deals with such; of
    a denunciation those named alone."""
    if concern.is_confidential:
        return list(confidants_of(organisation)[:MOST_TOLD])
    posts = posts_of(organisation)
    own = list(posts.filter(user=concern.handler_id)[:1]) if concern.handler_id else []
    return own or list(posts[:MOST_TOLD])


def keepers_above(place: Place) -> list[Membership]:
    """Those who keep the programme in the province of a place: told of what is late."""
    province = place.parent if place.parent_id else place
    while province is not None and province.parent_id:
        province = province.parent
    rows = _open_posts().filter(place=province, role__in=PROGRAMME_KEEPERS)
    return list(rows[:MOST_TOLD])


MOST_TOLD = 20
"""People who are told of one matter, those who came first before others."""


def posts_of(organisation: int) -> MembershipQuerySet:
    return _open_posts().filter(organisation=organisation, role__in=HANDLERS)


def _open_posts() -> MembershipQuerySet:
    found: MembershipQuerySet = (
        Membership.objects.that_open(timezone.localdate())
        .select_related("user")
        .order_by("granted_at", "pk")
    )
    return found
