"""Devices that somebody has signed in from before, and how often a password may be tried.

Once a person has come in whole, second step and all, their browser keeps a signed mark that says
so for a year. It opens nothing: it only counts tries from that device apart, so that whoever
guesses from elsewhere locks no owner out. A device is known for those who came in from it, and
for nobody else.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sanvat.desk.account import mails
from sanvat.parties import addresses, owners
from sanvat.parties.models import User

COOKIE = "sanvat_device"
KNOWN_FOR = 365 * 24 * 3600
MOST = 20
"""So many people are known on one device; one more drops the one who came in first."""

_SALT = "sanvat.desk.account.devices"


@dataclass(frozen=True)
class Device:
    id: str
    people: tuple[int, ...]


def device_of(request: HttpRequest) -> Device | None:
    """What the browser says of itself; None where nothing, or nothing that we signed."""
    try:
        kept: Any = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=KNOWN_FOR)
        return Device(str(kept["id"]), tuple(map(int, kept["people"])))
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None


def remember(request: HttpRequest, response: HttpResponse, person: User) -> None:
    """Mark the device as one from which this person has come in."""
    device = device_of(request) or Device(secrets.token_urlsafe(12), ())
    people = [*(each for each in device.people if each != person.pk), person.pk][-MOST:]
    response.set_cookie(
        COOKIE,
        signing.dumps({"id": device.id, "people": people}, salt=_SALT),
        max_age=KNOWN_FOR,
        path=reverse("account"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def knows(request: HttpRequest, person: User | None) -> str:
    """The name of the device where this person has come in from it before; "" for a strange one."""
    device = device_of(request)
    return device.id if device and person and person.pk in device.people else ""


# Tries


def take_try(request: HttpRequest, login: str) -> RateLimitUsage | None:
    """Count one try to sign in under this name; None where there were too many.

    The same is asked and counted whether or not there is such an account. When strange devices
    have used theirs up, the owner is told, once a day.
    """
    person = owners.whose(login)
    device = knows(request, person)
    if device and person is not None:
        return _consume(request, "known_device", f"{person.pk}:{device}")
    name = _named(login)
    usage = _consume(request, "strange_device", name)
    if usage is None and cache.add(f"sanvat.tries.told?{name}", "y", timeout=24 * 3600):
        mails.tell_of_tries_soon(person)
    return usage


def take_code_try(request: HttpRequest, person: User) -> RateLimitUsage | None:
    """The same for a code of the second step: who is asked for one has said the password."""
    device = knows(request, person)
    kind = "known_device" if device else "strange_device"
    return _consume(request, kind, f"code:{person.pk}:{device}")


def take_password_again(request: HttpRequest, person: User) -> RateLimitUsage | None:
    """The same for a password that is asked once more of who is signed in."""
    return _consume(request, "known_device", f"again:{person.pk}:{request.session.session_key}")


def take_page(request: HttpRequest, login: str) -> bool:
    """Whether the sign-in page may be sent once more from where this request comes."""
    if knows(request, owners.whose(login)):
        return True
    return _consume(request, "sign_in_page", "") is not None


def forget_tries(request: HttpRequest, login: str) -> None:
    """After a new password was set: who could do that need not wait."""
    ratelimit.clear(
        request,
        app="sanvat",
        action="strange_device",
        config=settings.SIGN_IN_LIMITS,
        key=_named(login),
    )


def _named(login: str) -> str:
    return addresses.sign_in_name(login).lower()


def _consume(request: HttpRequest, kind: str, key: str) -> RateLimitUsage | None:
    return ratelimit.consume(
        request, app="sanvat", action=kind, config=settings.SIGN_IN_LIMITS, key=key, limit_get=True
    )
