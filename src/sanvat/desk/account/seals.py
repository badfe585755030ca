"""What is sealed in the database, and by which of the installation's keys.

A key is changed by putting the new one first (SANVAT_SECRET_KEY) and the old one behind it
(SANVAT_SECRET_KEY_FALLBACKS): what the old one sealed still opens, and is sealed anew here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet

from sanvat.desk.account.sign_in import SECOND_STEP
from sanvat.follow import hidden, signing
from sanvat.follow.models import Follower, Webhook
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


def keys_of_before() -> list[str]:
    """Those of the earlier keys (SANVAT_SECRET_KEY_FALLBACKS) without which some second step would
    open no more, in their order."""
    left = {
        (row.pk, name): text
        for row in _second_steps()
        for name, text in _of_second_step(row).items()
        if _sealed_by(text, SECOND_STEP) == OLDER
    }
    needed = []
    for key in settings.SECRET_KEY_FALLBACKS:
        opened = [each for each, text in left.items() if sealing.is_by(key, text, SECOND_STEP)]
        if opened:
            needed.append(key)
        for each in opened:
            del left[each]
    return needed


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
        if isinstance(row, Follower):  # it is found again by the key of today as well
            anew["digest"] = hidden.digest_of(hidden.address_of(row))
        type(row)._default_manager.filter(pk=row.pk).update(**anew)
    return list(states.values())


def _rows() -> list[tuple[Model, str, Texts]]:
    return [
        *((each, SECOND_STEP, _of_second_step) for each in _second_steps()),
        *((each, mails.PURPOSE, _of_mail) for each in WaitingMail.objects.all()),
        *((each, hidden.PURPOSE, _of_follower) for each in Follower.objects.all()),
        *((each, signing.PURPOSE, _of_webhook) for each in Webhook.objects.all()),
    ]


def _second_steps() -> QuerySet[Authenticator]:
    steps: QuerySet[Authenticator] = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    return steps


def _of_second_step(row: Authenticator) -> dict[str, str]:
    return {name: row.data[name] for name in ("secret", "seed") if name in row.data}


def _of_mail(row: WaitingMail) -> dict[str, str]:
    return {"sealed": row.sealed}


def _of_follower(row: Follower) -> dict[str, str]:
    return {"sealed": row.sealed}


def _of_webhook(row: Webhook) -> dict[str, str]:
    kept = {"sealed_secret": row.sealed_secret, "sealed_before": row.sealed_before}
    return {name: text for name, text in kept.items() if text}


def _sealed_by(text: str, purpose: str) -> str:
    try:
        return NEWEST if sealing.is_by_newest(text, purpose=purpose) else OLDER
    except InvalidToken:
        return LOST
