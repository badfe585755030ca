"""What is kept of senders is sealed by keys of its own, which no other part of the installation
uses: who has a copy of the database, or the SANVAT_SECRET_KEY, does not read it.

settings.IDENTITY_KEYS are the keys, the newest first; it seals, any of them opens.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from enum import Enum

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

__all__ = ["By", "InvalidToken", "by_which", "seal", "seal_anew", "unseal"]


def seal(facts: Mapping[str, str]) -> str:
    return _lock().encrypt(json.dumps(dict(facts), ensure_ascii=False).encode()).decode()


def unseal(sealed: str) -> dict[str, str]:
    """Raises InvalidToken where none of the keys has sealed it."""
    found: dict[str, str] = json.loads(_lock().decrypt(sealed.encode()))
    return found


class By(Enum):
    """Which key has sealed something."""

    NEWEST = "newest"
    EARLIER = "earlier"
    NONE = "none"
    """None that is here."""


def by_which(sealed: str) -> By:
    for n, key in enumerate(settings.IDENTITY_KEYS):
        try:
            _fernet(key).decrypt(sealed.encode())
        except InvalidToken:
            continue
        return By.EARLIER if n else By.NEWEST
    return By.NONE


def seal_anew(sealed: str) -> str:
    """The same under the newest key, with the time it was first sealed at. Raises InvalidToken."""
    return _lock().rotate(sealed.encode()).decode()


def _lock() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in settings.IDENTITY_KEYS])


def _fernet(key: str) -> Fernet:
    digest = hashlib.sha256(b"identity of senders " + key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
