"""How a call is signed, by Standard Webhooks 1.0: the receiver computes the same from what it got.

HMAC-SHA256 over `id.timestamp.body`, base64, behind "v1,"; several signatures stand behind one
another with a blank between. The secret is "whsec_" and the base64 of its bytes.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Collection
from hashlib import sha256

from sanvat.records.sealing import seal, unseal

PURPOSE = "secret of a webhook"
PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    """256 random bits, as they are told to the keeper."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def new_message() -> str:
    """What tells one call from every other."""
    return f"msg_{secrets.token_hex(16)}"


def sealed(secret: str) -> str:
    return seal(secret, purpose=PURPOSE)


def unsealed(text: str) -> str:
    """Raises InvalidToken for what another installation sealed."""
    return unseal(text, purpose=PURPOSE)


def headers(message: str, timestamp: int, body: bytes, keys: Collection[str]) -> dict[str, str]:
    """The headers of a call that each of the `keys` signs."""
    signed = " ".join(_signature(message, timestamp, body, key) for key in keys)
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signed,
    }


def _signature(message: str, timestamp: int, body: bytes, key: str) -> str:
    told = f"{message}.{timestamp}.".encode() + body
    digest = hmac.new(base64.b64decode(key.removeprefix(PREFIX)), told, sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"
