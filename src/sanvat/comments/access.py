"""Who reads what people sent, decides on it and replies: those who answer for the page."""

from __future__ import annotations

from sanvat.comments.models import Comment, Thread
from sanvat.parties.access import acts_as, keeps_programme_in
from sanvat.parties.models import Membership, Organisation, Role, User
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.parties.told import people_told
from sanvat.places.models import Place


def may_moderate_for(user: User, organisation: Organisation | None, place: Place | None) -> bool:
    """An editor of the body, who keeps the programme in it, or who keeps it in the place."""
    acting = getattr(user, "acting", None) if user.is_authenticated else None
    if acting is None:
        return False
    is_own = organisation is not None and organisation.pk == acting.organisation_id
    if is_own and acts_as(user, Role.EDITOR, *PROGRAMME_KEEPERS):
        return True
    return keeps_programme_in(user, place)


def may_moderate(user: User, thread: Thread) -> bool:
    return may_moderate_for(user, thread.organisation, thread.place)


def may_reply(user: User, comment: Comment) -> bool:
    """Under what is published, whoever moderates it."""
    return comment.state == Comment.State.PUBLISHED and may_moderate(user, comment.thread)


def moderators_of(thread: Thread) -> list[Membership]:
    """Those of the body itself, today, who are told what waits; where it has none, those who keep
    the programme in its place."""
    return people_told(
        thread.organisation_id,
        thread.place_id,
        own=(Role.EDITOR, *PROGRAMME_KEEPERS),
        others=PROGRAMME_KEEPERS,
    )
