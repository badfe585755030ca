"""Text that stands in the database and is read by this installation alone.

Whoever gets a copy of the database does not get it: the key follows from SANVAT_SECRET_KEY. What
is sealed for one purpose opens for no other. What an earlier key (SANVAT_SECRET_KEY_FALLBACKS)
sealed still opens.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes

__all__ = ["InvalidToken", "is_by", "is_by_newest", "seal", "unseal"]


def seal(text: str, *, purpose: str) -> str:
    return _lock(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """Raises InvalidToken for what this installation has not sealed for that purpose."""
    return _lock(purpose).decrypt(sealed.encode()).decode()


def is_by_newest(sealed: str, *, purpose: str) -> bool:
    """Whether the key of today has sealed it, and not an earlier one. Raises InvalidToken for what
    neither has."""
    if is_by(settings.SECRET_KEY, sealed, purpose):
        return True
    unseal(sealed, purpose=purpose)
    return False


def is_by(secret_key: str, sealed: str, purpose: str) -> bool:
    """Whether that secret key has sealed it."""
    try:
        _key(secret_key, purpose).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def _lock(purpose: str) -> MultiFernet:
    """Seals by the first key, opens by any."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([_key(secret, purpose) for secret in secrets])


def _key(secret: str, purpose: str) -> Fernet:
    digest = hashlib.sha256(f"{purpose} ".encode() + force_bytes(secret)).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
