"""Who may do what. Everything asks for whom a person acts just now, never only who they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties import at_work, demonstration, hooks, roles
from sanvat.parties.acting import acts_as, is_operator, scope_places
from sanvat.parties.models import (
    Invitation,
    Letter,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    User,
)
from sanvat.places.models import Place
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery

__all__ = [
    "acts_as",
    "is_officer_of",
    "is_operator",
    "keeps_programme_in",
    "kinds_to_create",
    "lacked_second_step",
    "lacks_its_second_step",
    "lacks_second_step",
    "may_create_organisation",
    "may_end",
    "may_give",
    "may_handle",
    "may_see_people",
    "require",
    "roles_to_give",
    "scope_places",
    "stands_above",
    "that_still_hold",
    "to_hand_a_password",
    "to_reset_second_step",
    "why_not_taken_up",
]


def require(allowed: bool) -> None:
    """Refuse, as PermissionDenied, what is not theirs to do."""
    if not allowed:
        raise PermissionDenied


def lacks_second_step(user: User) -> bool:
    """Whether the person holds a role of today that needs the second step, and has none.

    Every role counts, not only the one acted in: it may be chosen with the next click.
    """
    needed = any(each.role in roles.NEED_SECOND_STEP for each in user.roles_of_today)
    return needed and not _has_second_step(user)


def lacked_second_step(user: User) -> bool:
    """The same of somebody who has just come in, as it was read with them."""
    if user.found is not None and user.found.has_second_step:
        return False
    return lacks_second_step(user)


def lacks_its_second_step(membership: Membership) -> bool:
    """Whether this one role needs the second step and its person has none."""
    return membership.role in roles.NEED_SECOND_STEP and not _has_second_step(membership.user)


def _has_second_step(user: User) -> bool:
    """People of the demonstration are not asked for one, where there is one."""
    if user.is_demonstration and demonstration.is_open():
        return True
    return _SECOND_STEPS.count(user.pk) > 0


_SECOND_STEPS = ReadyQuery(lambda user: at_work.second_steps().filter(user=user).only("pk"), -7)


# Places


def is_officer_of(user: User, place: Place | None) -> bool:
    """Whether an officer acts for this place, or for one it lies in; None is the country."""
    if user.acting is None or not acts_as(user, *roles.PLACE_OFFICERS):
        return False
    own = user.acting.place
    if own is None or place is None:
        return own is None
    return own.covers(place)


def keeps_programme_in(user: User, place: Place | None) -> bool:
    """Whether somebody plans and follows the programme in this place, or in one it lies in; None
    is the country."""
    if user.acting is None or not acts_as(user, *roles.PROGRAMME_KEEPERS):
        return False
    own = user.acting.place
    if own is None or place is None:
        return own is None
    return own.covers(place)


def _reaches(held: Membership, place: Place | None) -> bool:
    """A place lies in one's own; a body of no place belongs to the centre."""
    if held.role == Role.OPERATOR:
        return True
    if held.place is None or place is None:
        return held.place is place
    return held.place.covers(place)


# Organisations and roles


def kinds_to_create(user: User) -> tuple[OrganisationKind, ...]:
    """The kinds of organisation that this person may create, somewhere."""
    return roles.CREATES.get(user.acting.role, ()) if user.acting else ()


def may_create_organisation(user: User, kind: str, place: Place | None) -> bool:
    kinds = kinds_to_create(user)
    if user.acting is None:
        return False
    # A kind there is not is told at its field, to who may create any.
    return (kinds == roles.EVERY_KIND or kind in kinds) and _reaches(user.acting, place)


def roles_to_give(user: User, organisation: Organisation) -> list[Role]:
    """The roles of this organisation that the person may hand out, over its own place."""
    return [
        role
        for role in Role
        if roles.fits(role, organisation.kind)
        and may_give(user, role, organisation, organisation.place)
    ]


def may_give(user: User, role: str, organisation: Organisation, place: Place | None) -> bool:
    """Hand out a role, take it back, and see the invitations to it."""
    return user.acting is not None and _gives(user.acting, role, organisation, place)


def _gives(held: Membership, role: str, organisation: Organisation, place: Place | None) -> bool:
    if role not in roles.GIVES.get(held.role, ()):
        return False
    if held.role == Role.PRODUCER:
        # One's own body, and no wider a place than it has.
        return (
            organisation.pk == held.organisation_id
            and place == organisation.place
            and all(says(held) for says in hooks.TAKES_OTHERS_IN)
        )
    return _reaches(held, organisation.place) and _reaches(held, place)


def that_still_hold(invitations: Collection[Invitation], *, on: date) -> set[int]:
    """The keys of those that their senders could send on that day: they come in here, and one of
    the roles they hold gives what is offered. The first operator's comes from the command line.

    So nobody leaves a way in behind: with the post end the invitations that were sent in it.
    """
    senders = {each.invited_by_id for each in invitations}
    held: dict[int, list[Membership]] = defaultdict(list)
    for each in (
        Membership.objects.that_open(on)
        .filter(user__in=senders)
        .select_related("user", "organisation__place", "place")
    ):
        held[each.user_id].append(each)
    return {
        each.pk
        for each in invitations
        if demonstration.holds(each)
        and (
            each.invited_by_id is None
            or any(
                _gives(role, each.role, each.organisation, each.place)
                for role in held[each.invited_by_id]
            )
        )
    }


def why_not_taken_up(invitation: Invitation, at: datetime) -> Refusal | None:
    """What is said to who takes an invitation up and cannot: see `Invitation.why_closed`; or whose
    sender could not send it any longer (`invitation-lapsed`)."""
    if closed := invitation.why_closed(at):
        return closed
    if invitation.pk in that_still_hold([invitation], on=timezone.localdate(at)):
        return None
    return Refusal(
        _(
            "Người gửi lời mời này không còn giữ vai trò để mời. Hãy xin nơi đã mời bạn một lời "
            "mời mới."
        ),
        code="invitation-lapsed",
    )


def may_see_people(user: User, organisation: Organisation) -> bool:
    """Of an organisation one sees, who acts for it. The people of a producer are for those near
    by: the centre neither finds them (`MembershipQuerySet.to_find_by`) nor sees them on a page."""
    is_a_producer = organisation.kind == OrganisationKind.PRODUCER
    return not (is_a_producer and acts_as(user, Role.CENTRE_OFFICER))


def may_end(user: User, membership: Membership) -> bool:
    """Lay one's own role down, or take back what one may give."""
    return membership.user_id == user.pk or may_give(
        user, membership.role, membership.organisation, membership.place
    )


# Signing in


def stands_above(user: User, people: Iterable[User], *, on: date) -> set[int]:
    """The keys of those who hold roles that day, all of which this person may give.

    Never among colleagues of a producer: whoever hands over a password could sign in with it.
    """
    if not acts_as(user, *roles.ORGANISATION_KEEPERS):
        return set()
    may: dict[int, list[bool]] = defaultdict(list)
    keys = [person.pk for person in people]
    for each in _HELD.rows(keys, on) if keys else ():
        may[each.user_id].append(may_give(user, each.role, each.organisation, each.place))
    return {person for person, each in may.items() if all(each)}


_HELD: ReadyQuery[Membership] = ReadyQuery(
    lambda people, day: (
        Membership.objects.on(day)
        .filter(among("user", people))
        .select_related("organisation__place", "place")
    ),
    *([-7], date.min),
)


def to_hand_a_password(user: User, people: Iterable[User], *, on: date) -> set[int]:
    """The keys of those for whom this person may vouch with a link for a new password: they
    stand below, and have no e-mail to which it could be sent."""
    without = [person for person in people if not person.email and person.pk != user.pk]
    return stands_above(user, without, on=on)


# Letters


def may_handle(user: User, letter: Letter) -> bool:
    """Letters belong to the body that writes them; stuck ones are the operator's too."""
    if user.acting is None:
        return False
    return user.acting.organisation_id == letter.organisation_id or is_operator(user)


def to_reset_second_step(user: User, people: Iterable[User]) -> set[int]:
    """The keys of those whose second step the person may take away: the operator helps others
    who lost the telephone."""
    if not is_operator(user):
        return set()
    others = [person for person in people if person.pk != user.pk]
    return set(Authenticator.objects.filter(user__in=others).values_list("user", flat=True))
