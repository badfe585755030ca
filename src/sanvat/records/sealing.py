"""Text that stands in the database and is read by this installation alone.

Whoever gets a copy of the database does not get it: the key follows from SANVAT_SECRET_KEY. What
is sealed for one purpose opens for no other.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes

__all__ = ["InvalidToken", "seal", "unseal"]


def seal(text: str, *, purpose: str) -> str:
    return _lock(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """Raises InvalidToken for what this installation has not sealed for that purpose."""
    return _lock(purpose).decrypt(sealed.encode()).decode()


def _lock(purpose: str) -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(f"{purpose} ".encode() + force_bytes(s)).digest() for s in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
