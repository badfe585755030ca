"""By what a sender finds their matter again: a code, which tells it apart, and a PIN, which shows
that it is theirs."""

from __future__ import annotations

import re
import secrets
from hmac import compare_digest

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""None that look alike, in print or on a phone."""
PREFIX = "PA"
CODE_LENGTH = 8
PIN_LENGTH = 8
"""Those who try a code from a hundred thousand addresses have three tries of each a day
(`following.py`), of a hundred million numbers."""

_NO_SIGN = re.compile(r"[^0-9A-Z]")


def new_code() -> str:
    """A code nobody can guess: "PA-7KQM-2XHB" is one of some 650,000 million."""
    drawn = "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))
    return f"{PREFIX}-{drawn[:4]}-{drawn[4:]}"


def new_pin() -> str:
    return "".join(secrets.choice("0123456789") for _digit in range(PIN_LENGTH))


def tidy_code(typed: str) -> str:
    """A code as it is kept, however it was typed: "pa7kqm 2xhb" is the same. What cannot be one
    is returned in capitals."""
    bare = _NO_SIGN.sub("", typed.upper()[:40])
    drawn = bare.removeprefix(PREFIX) if len(bare) > CODE_LENGTH else bare
    if len(drawn) != CODE_LENGTH:
        return bare[:20]
    return f"{PREFIX}-{drawn[:4]}-{drawn[4:]}"


def same_pin(kept: str, typed: str) -> bool:
    """Compared in a time that does not tell how much of it is right."""
    bare = re.sub(r"\s", "", typed)[:20]
    return bool(kept) and compare_digest(kept.encode(), bare.encode())
