"""Which matter this browser may open: a signed cookie says it, once its code and PIN were right or
it was just sent. The PIN stands in no address and in no cookie.

It goes only to pages under `/phan-anh/` and holds for two hours; who wants to end it sooner does.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sanvat.concerns.models import Concern

COOKIE = "sanvat_concern"
KEPT_SECONDS = 2 * 3600
LONGEST = 300
_SALT = "sanvat.portal.concerns"
_SENT = "sent"


def remember(response: HttpResponse, concern: Concern, *, just_sent: bool = False) -> None:
    """Have the browser open this matter. `just_sent`: its receipt too, with the PIN."""
    said = f"{concern.pk}.{_SENT}" if just_sent else str(concern.pk)
    response.set_signed_cookie(
        COOKIE,
        said,
        salt=_SALT,
        max_age=KEPT_SECONDS,
        path=reverse("portal:concerns"),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path=reverse("portal:concerns"), samesite="Lax")


def opened(request: HttpRequest) -> Concern | None:
    """The matter that this browser may open; None without a right cookie, and where its PIN is
    over."""
    return _concern(_said(request).partition(".")[0])


def just_sent(request: HttpRequest) -> Concern | None:
    """The same where this very browser has sent it."""
    key, _dot, how = _said(request).partition(".")
    return _concern(key) if how == _SENT else None


def _said(request: HttpRequest) -> str:
    if len(request.COOKIES.get(COOKIE, "")) > LONGEST:
        return ""
    return request.get_signed_cookie(COOKIE, "", salt=_SALT, max_age=KEPT_SECONDS) or ""


def _concern(key: str) -> Concern | None:
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        return None
    rows = Concern.objects.exclude(pin_sealed="").select_related("place", "organisation", "clock")
    found: Concern | None = rows.filter(pk=int(key)).first()
    return found
