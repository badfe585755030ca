"""Who sent a matter: read with a purpose, sealed anew, erased when its time is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.concerns import access, keeping, keys
from sanvat.concerns.actions.turns import held
from sanvat.concerns.models import Attachment, Concern, Erasure, Reading, Sender
from sanvat.errors import Refusal
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.discarding import discard
from sanvat.text.tidy import tidy

Purpose = Reading.Purpose
SEALED_COLUMNS: tuple[tuple[Any, str], ...] = ((Sender, "sealed"), (Concern, "pin_sealed"))
SAID_BY_SENDERS = (Concern.State.REOPENED, Concern.State.WITHDRAWN)
"""Steps whose words are the sender's own."""
BATCH = 200
"""Rows of one transaction: an office waits for no more than these."""


@transaction.atomic
def read_identity(
    concern: Concern, *, purpose: str, note: str = "", by: User, at: datetime
) -> Mapping[str, str]:
    """By who leads: who sent the matter, and of a denunciation its words: name, phone, email,
    address, title, text, as far as they were given and are still kept.

    Says for what (`purpose`, and a `note` where another authority requires it); a row of
    `Reading` and the journal keep that it was read, by whom and for what.
    """
    concern = held(concern)
    require(access.may_read_identity(by, concern))
    if purpose not in Purpose.values or purpose == Purpose.MAIL:
        raise ValidationError({"purpose": _("Hãy chọn đọc để làm gì.")})
    note = tidy(note)[:300]
    if purpose == Purpose.REQUIRED and not note:
        raise ValidationError({"note": _("Hãy ghi cơ quan nào yêu cầu, văn bản nào.")})
    assert by.acting is not None
    Reading.objects.create(
        concern=concern,
        purpose=purpose,
        note=note,
        by=by,
        organisation=by.acting.organisation,
        at=at,
    )
    journal.write(
        "read_identity", by=by, subject=concern, at=at, changes={"purpose": (None, purpose)}
    )
    return facts_of(concern)


def facts_of(concern: Concern) -> Mapping[str, str]:
    """What is kept of the sender, opened. Only for callers that have noted the reading. Refuses
    where none of the keys opens it (`key-missing`)."""
    sender = Sender.objects.filter(concern=concern).first()
    if sender is None or not sender.sealed:
        return {}
    try:
        return keys.unseal(sender.sealed)
    except keys.InvalidToken:
        raise Refusal(
            _(
                "Danh tính này niêm phong bằng một khóa không có ở đây. Hãy báo người vận hành "
                "thêm khóa cũ vào SANVAT_IDENTITY_KEY_FALLBACKS."
            ),
            code="key-missing",
        ) from None


def address_for_mail(concern: Concern, *, at: datetime) -> str:
    """By the programme, to send a mail that the sender asked for: the address, or "" where none is
    wanted or kept. Noted as a reading by the programme."""
    sender = Sender.objects.filter(concern=concern, wants_mail=True).first()
    if sender is None or not sender.sealed:
        return ""
    Reading.objects.create(concern=concern, purpose=Purpose.MAIL, by=None, at=at)
    return facts_of(concern).get("email", "")


def reseal(*, by: User | None = None, at: datetime) -> int:
    """By the operator, after a new key: seal everything anew that an earlier one sealed. Returns
    how many rows; begun again it does the rest. What no key opens stays (`lost`). Writes no
    journal: what is kept stays the same."""
    number = 0
    for model, column in SEALED_COLUMNS:
        for pk in list(model.objects.exclude(**{column: ""}).values_list("pk", flat=True)):
            with transaction.atomic():
                row = model.objects.select_for_update(no_key=True).only(column).get(pk=pk)
                sealed = getattr(row, column)
                if sealed and keys.by_which(sealed) is keys.By.EARLIER:
                    model.objects.filter(pk=pk).update(**{column: keys.seal_anew(sealed)})
                    number += 1
    return number


def counted() -> Counter[keys.By]:
    """How many rows are sealed by the newest key, by an earlier one, and by none that is here;
    opens all of them."""
    return Counter(
        keys.by_which(sealed)
        for model, column in SEALED_COLUMNS
        for sealed in model.objects.exclude(**{column: ""}).values_list(column, flat=True)
    )


def lost() -> int:
    """How many rows no key opens."""
    return counted()[keys.By.NONE]


def erase_what_is_over(*, at: datetime) -> dict[str, int]:
    """By a job, every night: erase who sent what is done for long, and later the words and files.
    Returns how many of each kind. Begun again it erases the rest; a backup that is put back brings
    some of it along, and the next night erases it again."""
    return {
        Erasure.Kind.IDENTITY: _all(Erasure.Kind.IDENTITY, at),
        Erasure.Kind.WORDS: _all(Erasure.Kind.WORDS, at),
    }


def _all(kind: Erasure.Kind, at: datetime) -> int:
    number = 0
    while now := _some(kind, at):
        number += now
    return number


@transaction.atomic
def _some(kind: Erasure.Kind, at: datetime) -> int:
    over = keeping.identities(at) if kind == Erasure.Kind.IDENTITY else keeping.words(at)
    rows = list(over.order_by("pk").select_for_update(of=("self",), no_key=True)[:BATCH])
    if not rows:
        return 0
    keys_of = [row.pk for row in rows]
    senders = Sender.objects.filter(concern__in=keys_of)
    if kind == Erasure.Kind.IDENTITY:
        senders.filter(erased_at=None).update(
            sealed="", is_named=False, wants_mail=False, erased_at=at
        )
    else:
        attachments = Attachment.objects.filter(concern__in=keys_of)
        brought = list(attachments.values_list("file", flat=True))
        attachments.delete()
        discard(brought)
        Concern.objects.filter(pk__in=keys_of).update(
            title="",
            text="",
            latitude=None,
            longitude=None,
            satisfaction_note="",
            pin_sealed="",
            searchable="",
            erased_at=at,
        )
        for concern in rows:
            concern.questions.update(reply="")
            concern.turns.filter(state__in=SAID_BY_SENDERS).update(said="")
    Erasure.objects.create(
        kind=kind, number=len(rows), before=keeping.over_before(kind, at), erased_at=at
    )
    lines: list[tuple[Concern, dict[str, Any]]] = [(row, {}) for row in rows]
    if kind == Erasure.Kind.IDENTITY:
        journal.write_many("erase_identity", lines, by=None, at=at)
    else:
        journal.write_many("erase_words", lines, by=None, at=at)
    return len(rows)
