"""What the acts of this room have in common: the lock, and who is told."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.agreements import access
from sanvat.agreements.models import Agreement, Item
from sanvat.parties import actions as parties
from sanvat.parties.models import User
from sanvat.records.locks import locked

TITLE_IN_NOTICES = 90


def held(agreement: Agreement) -> Agreement:
    """The agreement as it is now, locked until the transaction ends."""
    return locked(agreement, "place", "drafted_for", "regulation", "continues")


def held_item(item: Item) -> Item:
    """The item as it is now, its agreement locked before it."""
    agreement = held(item.agreement)
    found = locked(item, "lead__organisation", "said_by__organisation", "indicator")
    found.agreement = agreement
    return found


def tell_others(
    agreement: Agreement, text: str, *, about: models.Model, by: User, at: datetime
) -> None:
    """A line for the people of the other parties."""
    own = access.own_organisation(by)
    people = {each.user_id: each for each in access.people_of(agreement, but=own)}
    for membership in people.values():
        if membership.user_id != by.pk:
            parties.notify(membership.user, text, about=about, at=at, membership=membership)


def short(agreement: Agreement) -> str:
    """The title as a notice has it."""
    title = agreement.title
    return title if len(title) <= TITLE_IN_NOTICES else f"{title[:TITLE_IN_NOTICES]}…"


def not_yet_to_come(day: date, at: datetime, field: str) -> None:
    """Refuse a day that is still to come (`future`)."""
    if day > timezone.localdate(at):
        raise ValidationError({field: ValidationError(_("Ngày này chưa đến."), code="future")})


def needed(text: str, field: str, sentence: str) -> str:
    """Refuse an empty text, at its field (`required`)."""
    if not text:
        raise ValidationError({field: ValidationError(sentence, code="required")})
    return text
