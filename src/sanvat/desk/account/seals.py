"""What is sealed in the database, and by which of the installation's keys.

A key is changed by putting the new one first (SANVAT_SECRET_KEY) and the old one behind it
(SANVAT_SECRET_KEY_FALLBACKS): what the old one sealed still opens, and is sealed anew here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Model

from sanvat.desk.account.sign_in import SECOND_STEP
from sanvat.parties import mails
from sanvat.parties.models import WaitingMail
from sanvat.records import sealing
from sanvat.records.locks import Gone, locked
from sanvat.records.sealing import InvalidToken

NEWEST, OLDER, LOST = "newest", "older", "lost"

Texts = Callable[[Any], dict[str, str]]


def counted() -> Counter[str]:
    """How many texts the newest key opens, an older one (`older`), none (`lost`)."""
    found: Counter[str] = Counter()
    for row, purpose, texts in _rows():
        found.update(_sealed_by(text, purpose) for text in texts(row).values())
    return found


def seal_anew() -> Counter[str]:
    """Seal by the newest key what an older one sealed. Returns what there was, as `counted`."""
    found: Counter[str] = Counter()
    for row, purpose, texts in _rows():
        if any(_sealed_by(text, purpose) == OLDER for text in texts(row).values()):
            found.update(_row_anew(row, purpose, texts))
        else:
            found.update(_sealed_by(text, purpose) for text in texts(row).values())
    return found


@transaction.atomic
def _row_anew(row: Model, purpose: str, texts: Texts) -> list[str]:
    try:
        row = locked(row)
    except Gone:  # sent or taken away meanwhile
        return []
    states = {name: _sealed_by(text, purpose) for name, text in texts(row).items()}
    anew = {
        name: sealing.seal(sealing.unseal(text, purpose=purpose), purpose=purpose)
        for name, text in texts(row).items()
        if states[name] == OLDER
    }
    if isinstance(row, Authenticator):
        row.data |= anew
        row.save(update_fields=["data"])
    elif anew:
        WaitingMail.objects.filter(pk=row.pk).update(**anew)
    return list(states.values())


def _rows() -> list[tuple[Model, str, Texts]]:
    second_steps = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    return [
        *((each, SECOND_STEP, _of_second_step) for each in second_steps),
        *((each, mails.PURPOSE, _of_mail) for each in WaitingMail.objects.all()),
    ]


def _of_second_step(row: Authenticator) -> dict[str, str]:
    return {name: row.data[name] for name in ("secret", "seed") if name in row.data}


def _of_mail(row: WaitingMail) -> dict[str, str]:
    return {"sealed": row.sealed}


def _sealed_by(text: str, purpose: str) -> str:
    try:
        return NEWEST if sealing.is_by_newest(text, purpose=purpose) else OLDER
    except InvalidToken:
        return LOST
