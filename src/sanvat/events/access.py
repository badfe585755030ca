"""Who may do what with events."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from sanvat.events.models import Attendance, Event, Guest
from sanvat.parties.access import acts_as, is_officer_of, keeps_programme_in
from sanvat.parties.models import Organisation, Role, User
from sanvat.parties.ready import ReadyFor
from sanvat.parties.roles import LOCAL_OFFICERS, PLACE_OFFICERS, PROGRAMME_KEEPERS
from sanvat.places.models import Place


def plans_events(user: User) -> bool:
    """Whether somebody calls people together at all, somewhere."""
    return acts_as(user, *PROGRAMME_KEEPERS, Role.PROGRAMME_PARTY)


def may_plan_event(user: User, host: Organisation, place: Place) -> bool:
    """In one's own place, for one's own body or one within that place; who only carries the
    programme with others, for their own body alone."""
    if user.acting is None:
        return False
    is_own = host.pk == user.acting.organisation_id
    if acts_as(user, Role.PROGRAMME_PARTY):
        own = user.acting.place
        return is_own and (own is None or own.covers(place))
    if not keeps_programme_in(user, place):
        return False
    own = user.acting.place
    return is_own or own is None or (host.place is not None and own.covers(host.place))


def may_change_event(user: User, event: Event) -> bool:
    return may_plan_event(user, event.host, event.place)


def may_stand_at_door(user: User, event: Event) -> bool:
    """Who may change the event, and the people of the bodies that hold it with the host."""
    if may_change_event(user, event):
        return True
    if not plans_events(user):
        return False
    assert user.acting is not None
    return event.co_hosts.filter(organisation=user.acting.organisation_id).exists()


def guest_of(user: User, event: Event) -> Guest | None:
    """As whom the person was invited: in the role they act in, else through the body they act
    for."""
    return next(iter(_INVITED.rows(user, event.pk) if user.is_authenticated else ()), None)


def _invited(user: User, event: int) -> QuerySet[Guest]:
    assert user.acting is not None
    body = Q(membership=None, organisation=user.acting.organisation_id)
    guests: QuerySet[Guest] = Guest.objects.filter(Q(membership=user.acting.pk) | body, event=event)
    return guests.order_by(F("membership").asc(nulls_last=True), "number")[:1]


_INVITED = ReadyFor(_invited, -7_000_009)


def may_reply(user: User, guest: Guest) -> bool:
    """The person invited; for a body, who acts for it."""
    if guest.membership is not None:
        return user.acting is not None and guest.membership_id == user.acting.pk
    if guest.organisation_id is None or user.acting is None:
        return False
    return guest.organisation_id == user.acting.organisation_id


def link_opens(guest: Guest) -> bool:
    """Whether the link of an invitation still speaks for the guest: one that went to somebody in a
    role ends with the role."""
    return guest.membership is None or guest.membership in guest.membership.user.roles_of_today


def takes_part(user: User, event: Event) -> bool:
    """Whether somebody is called to the event, or was there."""
    return guest_of(user, event) is not None or _was_there(user, event)


def _was_there(user: User, event: Event) -> bool:
    return Attendance.objects.filter(
        guest__event=event, guest__membership=None, noted_by=user.pk, how=Attendance.How.SELF
    ).exists()


def may_ask(user: User, event: Event) -> bool:
    return takes_part(user, event) or may_stand_at_door(user, event)


def may_see_names(user: User, event: Event) -> bool:
    """Who came, what they want and how to reach them: for who holds the event, and for officers
    of the place it lies in. Everybody else sees how many."""
    return may_stand_at_door(user, event) or is_officer_of(user, event.place)


def may_reach(user: User, event: Event) -> bool:
    """The telephone and e-mail of guests: for the body that holds the event, and for the officers
    near by; the centre does not need them."""
    if user.acting is None:
        return False
    is_own = event.host_id == user.acting.organisation_id
    return is_own or (acts_as(user, *LOCAL_OFFICERS) and may_stand_at_door(user, event))


def keeps_names(user: User) -> bool:
    """Whether somebody may read the names of all events in the place they act for."""
    return acts_as(user, *PLACE_OFFICERS)


def may_note_interest(user: User, event: Event) -> bool:
    return takes_part(user, event) or may_stand_at_door(user, event)


def may_make_idea(user: User, place: Place) -> bool:
    """The officers of the place where somebody lives note their idea."""
    return acts_as(user, *LOCAL_OFFICERS) and is_officer_of(user, place)


def takes_interest(event: Event, on: date) -> bool:
    """Whether strangers may still say in the public calendar that they want to join."""
    return (
        event.published_at is not None
        and event.state != Event.State.CANCELLED
        and event.interest_until is not None
        and on <= event.interest_until
    )
