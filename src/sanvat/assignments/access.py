"""Who gives tasks, who takes them, and who says that they are done."""

from __future__ import annotations

from django.utils import timezone

from sanvat.agreements.models import Agreement, Item
from sanvat.assignments.models import Assignment, Share
from sanvat.events.models import Event
from sanvat.parties.access import acts_as
from sanvat.parties.models import Membership, Organisation, User
from sanvat.parties.roles import PROGRAMME_KEEPERS, PROGRAMME_READERS
from sanvat.plans.models import Plan


def may_give(user: User) -> bool:
    """Who keeps the programme in a place, in the name of their body."""
    return user.acting is not None and acts_as(user, *PROGRAMME_KEEPERS)


def may_give_to(user: User, taker: Organisation) -> bool:
    """To another body of the place one acts for; the centre to any."""
    if not may_give(user):
        return False
    assert user.acting is not None
    own = user.acting.place
    if taker.pk == user.acting.organisation_id:
        return False
    return own is None or (taker.place is not None and own.covers(taker.place))


def may_give_for(user: User, giver: Organisation) -> bool:
    """In the name of one's own body, or of another of the place one acts for: a committee whose
    office one is."""
    if user.acting is not None and giver.pk == user.acting.organisation_id:
        return may_give(user)
    return may_give_to(user, giver)


def may_give_from(user: User, thing: Plan | Event | Agreement | Item) -> bool:
    """Who gives tasks at all, from what they see themselves."""
    return may_give(user) and type(thing).objects.visible_to(user).filter(pk=thing.pk).exists()


def is_draft(thing: Plan | Event | Agreement | Item) -> bool:
    """Whether nobody has issued or signed it yet; an event that was called off asks for nothing
    either."""
    match thing:
        case Plan():
            return not thing.is_frozen
        case Agreement():
            return thing.is_drafted
        case Item():
            return thing.agreement.is_drafted
    return thing.state == Event.State.CANCELLED


def may_work_on(user: User, share: Share) -> bool:
    """Take, report and hand down: the people of the body it was given to. Where nobody comes in
    for that body, who settles the task enters what its letters say."""
    if user.acting is None or not acts_as(user, *PROGRAMME_READERS):
        return False
    if user.acting.organisation_id == share.taker_id:
        return True
    return may_settle(user, share.assignment) and not _comes_in(share.taker_id)


def _comes_in(organisation: int) -> bool:
    held = Membership.objects.on(timezone.localdate()).filter(
        organisation=organisation, role__in=PROGRAMME_READERS
    )
    return bool(held.exists())


def may_settle(user: User, assignment: Assignment) -> bool:
    """Confirm, return and withdraw: the people of the body that gave it, or of the office that
    follows it."""
    return (
        user.acting is not None
        and may_give(user)
        and user.acting.organisation_id in (assignment.giver_id, assignment.kept_by_id)
    )


def may_see_proofs(user: User, share: Share) -> bool:
    """The files of a report: the people of the body that reports, of the one that gave the task,
    and of the office that follows it."""
    if user.acting is None or not acts_as(user, *PROGRAMME_READERS):
        return False
    task = share.assignment
    return user.acting.organisation_id in (share.taker_id, task.giver_id, task.kept_by_id)
