"""Which polls a browser has answered: a signed cookie says it, and nothing of what was chosen.

It goes only to pages under `/tham-do/`, so no other page depends on it. Who deletes it may answer
again; the page says what that is worth. Answers that are on their way at the same moment are told
apart by the browser's cookie against forged forms (`views`).
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

COOKIE = "sanvat_polls"
KEPT_SECONDS = 365 * 24 * 3600
MOST_POLLS = 60
"""Polls that a browser remembers, the newest before others."""
LONGEST = 2_000
_SALT = "sanvat.portal.polls"


def answered(request: HttpRequest) -> list[int]:
    """The keys of polls that this browser answered, in their order; empty where nothing of ours
    stands there."""
    if len(request.COOKIES.get(COOKIE, "")) > LONGEST:
        return []
    said = request.get_signed_cookie(COOKIE, "", salt=_SALT, max_age=KEPT_SECONDS) or ""
    return [int(each) for each in said.split(".") if each.isascii() and each.isdigit()]


def remember(response: HttpResponse, before: list[int], pk: int) -> None:
    """Have the browser keep that it answered this poll too."""
    kept = [each for each in before if each != pk][-(MOST_POLLS - 1) :]
    response.set_signed_cookie(
        COOKIE,
        ".".join(map(str, [*kept, pk])),
        salt=_SALT,
        max_age=KEPT_SECONDS,
        path=reverse("portal:polls"),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
