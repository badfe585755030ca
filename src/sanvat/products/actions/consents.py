"""What a producer agrees to have told to everybody."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.parties import addresses
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.products import access
from sanvat.products.actions.producers import follow_producer
from sanvat.products.models import ContactConsent, Producer
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy


@transaction.atomic
def agree_to_be_told(
    producer: Producer,
    *,
    by: User,
    at: datetime,
    shows_name: bool = False,
    phone: str = "",
    email: str = "",
    link: str = "",
    note: str = "",
    seen: str = "",
) -> bool:
    """From now on strangers may read just this of the producer; what is empty they may not.

    Ends the consent before; with nothing agreed to there is none afterwards. An officer who writes
    it down for the producer says in `note` how they agreed, but may take anything back without.
    Returns whether anything changed. Refuses where another consent than the one `seen` is in force
    (`changed-meanwhile`).
    """
    producer = locked(producer, "organisation", "current_place")
    require(access.may_agree_to_be_told(by, producer))
    before = producer.consents.filter(ended_at=None).first()
    check_version(seen, before or ContactConsent(producer=producer))
    new = ContactConsent(
        producer=producer,
        shows_name=shows_name,
        phone=_phone(phone),
        email=tidy(email),
        link=tidy(link),
        note=tidy(note),
        given_by=by,
        given_at=at,
    )
    was = before or ContactConsent(producer=producer)
    changes = {
        field: (getattr(was, field), getattr(new, field))
        for field in ContactConsent.EDITED
        if getattr(was, field) != getattr(new, field)
    }
    if not changes:
        return False
    adds = any(after for _before, after in changes.values())
    if adds and not new.note and not access.agrees_itself(by, producer):
        raise ValidationError(
            {"note": ValidationError(_("Hãy ghi chủ thể đã đồng ý bằng cách nào."), code="none")}
        )
    if before is not None:
        before.ended_at, before.ended_by = at, by
        before.save(update_fields=["ended_at", "ended_by"])
    new.full_clean()
    if new.says_anything:
        new.save()
    if producer.name_is_agreed != shows_name:
        producer.name_is_agreed = shows_name
        producer.save(update_fields=["name_is_agreed"])
        follow_producer(producer)
    journal.write(
        "agree_to_be_told", by=by, subject=producer, at=at, changes=changes, note=new.note
    )
    return True


def _phone(text: str) -> str:
    if not tidy(text):
        return ""
    try:
        return addresses.phone(text)
    except ValidationError as error:
        raise ValidationError({"phone": error}) from None
