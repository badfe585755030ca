"""The address of a follower: sealed in its row, and found again by a digest that nobody can make
who has not the secret key."""

from __future__ import annotations

import hmac
from hashlib import sha256

from django.conf import settings
from django.utils.encoding import force_bytes

from sanvat.follow.models import Follower
from sanvat.records.sealing import seal, unseal

PURPOSE = "address of a follower"


def sealed(address: str) -> str:
    return seal(address, purpose=PURPOSE)


def address_of(follower: Follower) -> str:
    """Raises InvalidToken where it was sealed by another installation."""
    return unseal(follower.sealed, purpose=PURPOSE)


def digest_of(address: str) -> str:
    """By the key of today."""
    return _digest(settings.SECRET_KEY, address)


def digests_of(address: str) -> list[str]:
    """By the key of today and by each earlier one that is still good."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_digest(key, address) for key in keys]


def found(address: str) -> Follower | None:
    """Who has this address, as `parties.addresses.email` keeps it."""
    follower: Follower | None = Follower.objects.filter(digest__in=digests_of(address)).first()
    return follower


def _digest(key: str | bytes, address: str) -> str:
    secret = sha256(f"{PURPOSE} ".encode() + force_bytes(key)).digest()
    return hmac.new(secret, address.encode(), sha256).hexdigest()
