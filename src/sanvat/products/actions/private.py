"""What is private about a producer's representative."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.products import access
from sanvat.products.models import Producer, ProducerPerson
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.versions import check_version
from sanvat.text.tidy import tidy


@transaction.atomic
def record_private_facts(
    producer: Producer,
    *,
    reason: str,
    by: User,
    at: datetime,
    gender: str = "",
    ethnicity: str = "",
    is_disabled: bool | None = None,
    home_address: str = "",
    seen: str = "",
) -> bool:
    """Keep what a criterion or a form asks about the representative, with that reason.

    `reason` is a criterion or a form (`PrivateReason`). Disability is asked by A.3.2 only, the
    home address by the forms only. What was kept before is replaced; returns whether it was other.
    The journal says which facts were recorded and why, never what they are. Refuses where somebody
    has recorded or erased them since they were `seen` (`changed-meanwhile`).
    """
    require(access.may_keep_private_facts(by, producer))
    producer = locked(producer, "organisation", "current_place")
    kept = ProducerPerson.objects.filter(producer=producer).first()
    check_version(seen, kept)
    person = kept or ProducerPerson(producer=producer)
    before = [getattr(person, field) for field in ("reason", *_PRIVATE)]
    person.reason = reason
    person.gender, person.ethnicity = gender, tidy(ethnicity)
    person.is_disabled, person.home_address = is_disabled, tidy(home_address)
    if kept and before == [getattr(person, field) for field in ("reason", *_PRIVATE)]:
        return False
    person.recorded_by, person.recorded_at = by, at
    faults = {}
    if is_disabled is not None and reason != "A.3.2":
        faults["is_disabled"] = _("Chỉ tiêu chí A.3.2 hỏi về khuyết tật.")
    if person.home_address and reason == "A.3.2":
        faults["home_address"] = _("Tiêu chí A.3.2 không hỏi nơi thường trú.")
    if faults:
        raise ValidationError(faults)
    person.full_clean()
    person.save()
    told = [f for f in _PRIVATE if getattr(person, f) not in ("", None)]
    changes = {field: (None, getattr(person, field)) for field in told}
    journal.write(
        "record_private_facts", by=by, subject=producer, at=at, changes=changes, note=reason
    )
    return True


_PRIVATE = ("gender", "ethnicity", "is_disabled", "home_address")


@transaction.atomic
def open_private_facts(
    producer: Producer, *, purpose: str, by: User, at: datetime
) -> ProducerPerson | None:
    """What is kept about the representative; the journal keeps who opened it and what for.

    None where nothing is kept, and then nothing is written either.
    """
    require(access.may_keep_private_facts(by, producer))
    purpose = tidy(purpose)
    if not purpose:
        raise ValidationError(
            {"purpose": ValidationError(_("Hãy ghi xem để làm gì."), code="required")}
        )
    person = ProducerPerson.objects.filter(producer=producer).first()
    if person is not None:
        journal.write("open_private_facts", by=by, subject=producer, at=at, note=purpose)
    return person


@transaction.atomic
def erase_private_facts(producer: Producer, *, by: User, at: datetime) -> bool:
    """Take out what is kept about the representative; returns whether there was anything."""
    producer = locked(producer, "organisation", "current_place")
    require(access.may_keep_private_facts(by, producer))
    gone, _each = ProducerPerson.objects.filter(producer=producer).delete()
    if gone:
        journal.write("erase_private_facts", by=by, subject=producer, at=at)
    return bool(gone)
