"""A form that is sent twice does its thing once, and leads the second time where it led the first.

Each form carries a key of its own, by `{% once %}`. A form that is filled in otherwise before it
is sent again, as one may who goes back, is another.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from sanvat.records import once

SomeResponse = TypeVar("SomeResponse", bound=HttpResponseBase)

KEY = re.compile(r"[0-9a-f]{32}")
ENOUGH = 65_536  # bytes of a file that tell it from another of its name and length


def answer_once(
    request: HttpRequest, *, by: AbstractBaseUser, view: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """The view's answer, in one transaction with what it does; to the same form sent again, a
    redirect to where the first led. A form without a key, or with a garbled one, is just done.
    """
    key = _key(request)
    if not key:
        return view()
    with transaction.atomic():
        known = once.claim(key, by=by, at=timezone.now())
        if known is not None:
            return redirect(known)
        response = view()
        if address := _led_to(response):
            once.finish(key, by=by, led_to=address)
        else:
            once.release(key, by=by)
        return response


def done(response: SomeResponse, *, led_to: str) -> SomeResponse:
    """Say of an answer that is a page that the thing is done, and where the same form leads
    when it is sent again. A redirect says so itself."""
    response.led_to = led_to  # type: ignore[attr-defined]
    return response


def not_done(response: SomeResponse) -> SomeResponse:
    """Say of a redirect that it leads to what must be answered first, so nothing is done yet."""
    response.led_to = ""  # type: ignore[attr-defined]
    return response


def led_before(request: HttpRequest, *, by: AbstractBaseUser) -> str:
    """Where the person was led when they sent this very form before; "" where they did not."""
    key = _key(request)
    return once.led_to(key, by=by) if key else ""


def note_done(request: HttpRequest, *, by: AbstractBaseUser, led_to: str) -> None:
    """Of a form that made the person who sent it: they are led there when it is sent again."""
    if key := _key(request):
        once.claim(key, by=by, at=timezone.now())
        once.finish(key, by=by, led_to=led_to)


def comes_first(request: HttpRequest) -> bool:
    """Of a form of somebody who is not signed in: False where the very same was sent before, and
    True without a key. Whoever it concerns, the same is asked and kept."""
    key = _key(request)
    return not key or cache.add(f"sanvat.sent?{key}", "y", timeout=once.KEPT.total_seconds())


def _led_to(response: HttpResponseBase) -> str:
    if hasattr(response, "led_to"):
        return str(response.led_to)
    if 300 <= response.status_code < 400:
        return str(response.headers.get("Location", ""))
    return ""


def _key(request: HttpRequest) -> str:
    """What tells this sending from any other; "" where the form has no key."""
    own = request.POST.get("once", "")
    if not KEY.fullmatch(own):
        return ""
    fields = [
        (name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"
    ]
    told = hashlib.sha256(json.dumps([request.path, sorted(fields)]).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            told.update(json.dumps([name, file.name, file.size]).encode())
            told.update(file.read(ENOUGH))
            file.seek(0)
    return told.hexdigest()[:32]
