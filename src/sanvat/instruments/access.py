"""Who may do what with official papers."""

from __future__ import annotations

from sanvat.instruments.models import Draft, Instrument, Relation
from sanvat.parties.access import acts_as, keeps_programme_in
from sanvat.parties.models import User
from sanvat.parties.roles import PROGRAMME_KEEPERS, PROGRAMME_READERS


def may_record(user: User) -> bool:
    """Whoever carries the programme, for the office they act for."""
    return acts_as(user, *PROGRAMME_READERS)


def may_amend(user: User, instrument: Instrument) -> bool:
    """The office that recorded it, and the keepers of the place in which it is kept."""
    if user.acting is None or not may_record(user):
        return False
    is_own = instrument.recorded_for_id == user.acting.organisation_id
    return is_own or keeps_programme_in(user, instrument.place)


def may_publish(user: User, instrument: Instrument) -> bool:
    """Put it on the portal and take it down: who may amend it, as far as they keep the programme;
    a body that only carries it with others does not speak to everybody."""
    return acts_as(user, *PROGRAMME_KEEPERS) and may_amend(user, instrument)


def may_relate(user: User, paper: Instrument, older: Instrument, kind: str) -> bool:
    """Who may amend the paper; to say that the older one holds no longer, or otherwise, who may
    amend that one too."""
    if not may_amend(user, paper):
        return False
    if kind != Relation.Kind.RESTS_ON:
        return may_amend(user, older)
    return bool(Instrument.objects.visible_to(user).filter(pk=older.pk).exists())


def may_draft(user: User) -> bool:
    """Who keeps the programme, for the office they act for."""
    return acts_as(user, *PROGRAMME_KEEPERS)


def may_keep_draft(user: User, draft: Draft) -> bool:
    """Change it, put it on the portal, answer what people say: keepers of the programme in the
    office that prepares it, or in its place."""
    if user.acting is None or not may_draft(user):
        return False
    is_own = draft.organisation_id == user.acting.organisation_id
    return is_own or keeps_programme_in(user, draft.place)
