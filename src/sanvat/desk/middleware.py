"""Who is at work: on every request anew, so that what ended is over with the next click."""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from sanvat.desk.kept.forms import awaited_page, mark_of, to_second_step
from sanvat.parties import access, roles
from sanvat.parties.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]

SEEN_EVERY = 300  # seconds between two notes of when a device was last seen
SINCE, SEEN = "since", "seen"  # in a session: when it began, when it was last used

# What somebody who still lacks the second step may open: setting it up, what is needed to come in
# again (a password, an e-mail address), and leaving.
OPEN_WITHOUT = {
    "account_change_password",
    "account_confirm_email",
    "account_email",
    "account_logout",
    "account_reauthenticate",
    "account_set_password",
    "set_language",
}


class SignedIn:
    """Hands a person's choice of role to `user.acting`, and holds officers to the second step.

    A request without a session costs nothing here: it reads no table and sets no cookie.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        request.user = SimpleLazyObject(lambda: _at_work(request))  # type: ignore[assignment]
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        request.user = _at_work(request)  # a page asks it hundreds of things
        if not getattr(request.user, "lacks_second_step", False):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in OPEN_WITHOUT or name.startswith("mfa_"):
            return None
        if request.path.startswith("/api/"):
            raise PermissionDenied
        return to_second_step(request)


def _at_work(request: HttpRequest) -> Any:
    user: Any = get_user(request)
    if not user.is_authenticated:
        return user
    user.chosen = request.session.get("acting")  # nothing asked it yet
    if _is_over(request, user):
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        request.session.flush()
        return AnonymousUser()
    user.lacks_second_step = access.lacked_second_step(user)
    _note_seen(request)
    return user


def _is_over(request: HttpRequest, user: Any) -> bool:
    """Whether an officer signs in anew: after a day's work, and after a break without a click.

    Of the demonstration nothing is worth a thief's while.
    """
    if settings.DEMO and user.is_demonstration:
        return False
    if not any(each.role in roles.SHORT_SESSIONS for each in user.roles_of_today):
        return False
    now = time.time()
    since, seen = request.session.get(SINCE, now), request.session.get(SEEN, now)
    limits = settings.OFFICER_SESSION
    return bool(now - since > limits["longest"] or now - seen > limits["idle"] + SEEN_EVERY)


def _note_seen(request: HttpRequest) -> None:
    """When each device was last here, for its owner to see; written every few minutes only."""
    now = time.time()
    request.session.setdefault(SINCE, now)
    if now - request.session.get(SEEN, 0) > SEEN_EVERY:
        request.session[SEEN] = now
        UserSession.objects.filter(session_key=request.session.session_key).update(
            last_seen_at=timezone.now()
        )


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """For every page: who is at work, read only by pages that show it."""

    def person() -> User | None:
        user = getattr(request, "user", None)
        return user if user is not None and user.is_authenticated else None

    def whose() -> str:
        who = person()
        return mark_of(who) if who is not None else ""

    return {
        "person": SimpleLazyObject(person),
        "whose": SimpleLazyObject(whose),
        "awaited_page": SimpleLazyObject(lambda: awaited_page(request)),
        "demonstration": settings.DEMO,
    }
