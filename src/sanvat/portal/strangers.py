"""Whether what comes in through a public form was sent by a person: asked here alone, so that a
stronger check needs one place. Nobody is followed: the form carries its own time, signed.
"""

from __future__ import annotations

import secrets
from enum import Enum

from django.core.signing import BadSignature, TimestampSigner

SHORTEST = 4
"""Seconds in which nobody fills in a form."""
LONGEST = 6 * 3600
"""Seconds for which a form that was opened may be sent."""


APART = "~"
"""Between what a form is about and what makes it one of its own."""


class Sent(Enum):
    BY_A_PERSON = "person"
    BY_A_PROGRAMME = "programme"
    TOO_QUICKLY = "too quickly"
    TOO_LATE = "too late"


def token_for(about: str) -> str:
    """For a form about this thing, opened now; no two are the same, though two people open it at
    once."""
    return _signer().sign(f"{about}{APART}{secrets.token_urlsafe(9)}")


def looked_at(about: str, *, token: str, trap: str) -> Sent:
    """What a form looks like that came back with its `token` and its field for programmes, the
    `trap`, which people never see."""
    if trap:
        return Sent.BY_A_PROGRAMME
    try:
        if _signer().unsign(token, max_age=LONGEST).rpartition(APART)[0] != about:
            return Sent.TOO_LATE
    except BadSignature:
        return Sent.TOO_LATE
    if _is_younger(token, SHORTEST):
        return Sent.TOO_QUICKLY
    return Sent.BY_A_PERSON


def _is_younger(token: str, seconds: int) -> bool:
    try:
        _signer().unsign(token, max_age=seconds)
    except BadSignature:
        return False
    return True


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="sanvat.portal.strangers")
