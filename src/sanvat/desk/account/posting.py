"""What the forms about one's account have in common: each is done once, and what is wrong in it is
said with status 422 and what was typed, as everywhere in the desk.

Some are sent by who is not signed in, but holds a link that was mailed to one person: the form is
then remembered as that person's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from allauth.account.utils import url_str_to_user_pk
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from sanvat.desk.keys import key_in
from sanvat.desk.pages import View, user_of
from sanvat.desk.sending import answer_once, not_done
from sanvat.parties.models import User

Whose = Callable[..., User | None]

ASKING_WHO = (
    "account_login",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
)
"""Pages that are stopped at before anything is done."""


def of_who_is_signed_in(request: HttpRequest, **parts: Any) -> User | None:
    return user_of(request) if request.user.is_authenticated else None


def of_who_got_the_link(request: HttpRequest, *, uidb36: str, **parts: Any) -> User | None:
    """The person whom a link to a new password names. It says nothing of whether it holds."""
    try:
        number = url_str_to_user_pk(uidb36)
    except (ValidationError, ValueError):
        return None
    return User.objects.filter(pk=key_in(str(number))).first()


def of_who_wants_the_address(request: HttpRequest, *, key: str, **parts: Any) -> User | None:
    """The person whose address a link confirms, also when it is confirmed already."""
    longest = app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS * 24 * 3600
    try:
        number = signing.loads(key, salt=app_settings.SALT, max_age=longest)
    except signing.BadSignature:
        return None
    found = EmailAddress.objects.filter(pk=number).select_related("user").first()
    return found.user if found is not None else None


def form_page(
    view: View, *, whose: Whose = of_who_is_signed_in, changes_password: bool = False
) -> View:
    """The view, with its form done once where it carries `{% once %}`, and refused with 422.

    `changes_password`: who sends it twice stays signed in. No other form may do that, or a session
    that a changed password should end could outlive it.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **parts)
        person = whose(request, **parts)
        if person is None:
            return _refused(view(request, *args, **parts))
        was_done = False

        def do() -> HttpResponseBase:
            nonlocal was_done
            was_done = True
            response = _refused(view(request, *args, **parts))
            return not_done(response) if _asks_who(response) else response

        response = answer_once(request, by=person, view=do)
        if changes_password and not was_done:
            _stay_signed_in(request)
        return response

    answer.opens = True  # type: ignore[attr-defined]
    return answer


def _asks_who(response: HttpResponseBase) -> bool:
    path = urlsplit(response.get("Location", "")).path
    return path in {reverse(name) for name in ASKING_WHO}


def _refused(response: HttpResponseBase) -> HttpResponseBase:
    """422 where a form of the page has faults, 409 where its link holds no more."""
    context = getattr(response, "context_data", None) or {}
    if response.status_code == 200:
        if any(isinstance(each, BaseForm) and each.errors for each in context.values()):
            response.status_code = 422
        elif context.get("token_fail"):
            response.status_code = 409
    return response


def _stay_signed_in(request: HttpRequest) -> None:
    """The first click may have changed the password, and so begun the session anew: the answer of
    that click may never have reached the browser."""
    if not request.user.is_authenticated:
        return
    person = User.objects.get(pk=request.user.pk)
    if person.password != user_of(request).password:
        update_session_auth_hash(request, person)
        UserSession.objects.create_from_request(request)
