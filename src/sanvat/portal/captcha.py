"""Whether a form was sent by a person: the browser solves a task (of altcha) that costs it a moment
and whoever sends thousands a day of their machines. It is made and checked here, without a service
elsewhere, a picture, a sound or a cookie; the script is ours (`ui/js/captcha.js`), since altcha's
own is larger than the page and needs a looser policy.

Where no script runs, or the connection is not safe and browsers give no cryptography, there is
another way: the page comes back with all that was typed and asks to read it over, and what is sent
from there, not at once, is taken as *not proven*. Who takes a form says what that means: fewer in
an hour, and a person who reads it first.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from enum import Enum

import altcha
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from sanvat.portal.strangers import Sent, looked_at, token_for

COST = 2_000
"""Rounds of PBKDF2 of one try; a try takes a phone about two milliseconds."""
FEWEST_TRIES, MOST_TRIES = 50, 250
LASTS = 3 * 3600
"""Seconds for which a task may be answered, once; what was used is kept until then."""
LONGEST_ANSWER = 2_000
LONGEST_TOKEN = 200
FIELD, TOKEN, TRAP = "captcha", "giu", "website"
"""Names in the form: the answer, the time at which it was opened, the field for programmes."""
AGAIN = " read again"


def task() -> str:
    """A new task, as JSON for the script."""
    made = altcha.create_challenge(
        "PBKDF2/SHA-256",
        COST,
        counter=FEWEST_TRIES + secrets.randbelow(MOST_TRIES - FEWEST_TRIES),
        expires_at=int(time.time()) + LASTS,
        hmac_secret=_secret("task", settings.SECRET_KEY),
        hmac_key_secret=_secret("answer", settings.SECRET_KEY),
    )
    return json.dumps(made.to_dict())


def is_solved(request: HttpRequest) -> bool:
    """Whether the form brought the answer to a task of ours that is not over and was not used
    before; asking uses it up."""
    answer = request.POST.get(FIELD, "")
    if not answer or len(answer) > LONGEST_ANSWER or not answer.isascii():
        return False
    if not any(_verified(answer, key) for key in _keys()):
        return False
    used = hashlib.sha256(json.dumps(_signature(answer)).encode()).hexdigest()
    return bool(cache.add(f"captcha:{used}", 1, timeout=LASTS))


def is_known(request: HttpRequest) -> bool:
    """Whether it comes from somebody who is signed in: known, so no task is asked of them."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


class Way(Enum):
    """How a form came back."""

    PROVEN = "proven"
    NOT_PROVEN = "not proven"  # read over, without a script
    TO_READ_AGAIN = "to read again"  # the page asks once more, with what was typed
    BY_A_PROGRAMME = "by a programme"


def way_of(request: HttpRequest, about: str) -> Way:
    """How a form about this came back, whose page had `token_for(about)` in it; one to be read
    again has `token_to_send_again(about)` instead."""
    token = request.POST.get(TOKEN, "")[:LONGEST_TOKEN]
    trap = request.POST.get(TRAP, "")
    if trap:
        return Way.BY_A_PROGRAMME
    if is_known(request) or is_solved(request):
        return Way.PROVEN
    if looked_at(about + AGAIN, token=token, trap=trap) is Sent.BY_A_PERSON:
        return Way.NOT_PROVEN
    return Way.TO_READ_AGAIN


def token_to_send_again(about: str) -> str:
    return token_for(about + AGAIN)


def _keys() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _secret(of: str, key: str) -> str:
    return salted_hmac("sanvat.portal.captcha", of, secret=key, algorithm="sha256").hexdigest()


def _verified(answer: str, key: str) -> bool:
    result = altcha.verify_solution(
        answer, _secret("task", key), hmac_key_secret=_secret("answer", key)
    )
    return bool(result.verified)


def _signature(answer: str) -> str | None:
    """Of the task that a verified answer is to: the same however the answer is written."""
    return altcha.Payload.from_base64(answer).challenge.signature
