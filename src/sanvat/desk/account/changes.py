"""What changes the way somebody signs in ends their other sessions: a thief's is among them.

Where it was done stays signed in, and so does where a new address was asked for, which is often
confirmed on another device. Who set a new password by a link signs in with it everywhere.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as provider
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.desk.account import devices
from sanvat.desk.pages import user_of
from sanvat.parties import actions, owners
from sanvat.parties.models import User

ASKED_HERE = "asked_for_address"


def connect() -> None:
    for changed in (
        account.password_changed,
        account.password_set,
        account.email_changed,
        account.email_removed,
        mfa.authenticator_added,
        mfa.authenticator_removed,
        mfa.authenticator_reset,
    ):
        changed.connect(_end_others, dispatch_uid="sanvat.end_others")
    for linked in (provider.social_account_added, provider.social_account_removed):
        linked.connect(_end_others_of_oneself, dispatch_uid="sanvat.end_others")
    account.password_reset.connect(_end_all, dispatch_uid="sanvat.end_all")


def note_where_asked(request: HttpRequest, person: User, address: str) -> None:
    """The session in which a new address was asked for, for who confirms it elsewhere."""
    UserSession.objects.filter(user=person, session_key=request.session.session_key).update(
        data={ASKED_HERE: address}
    )


def _end_others(request: HttpRequest, user: User, **more: Any) -> None:
    address = getattr(more.get("to_email_address"), "email", "")
    here = UserSession.objects.filter(user=user, **{f"data__{ASKED_HERE}": address})
    keep = set(here.values_list("session_key", flat=True)) if address else set()
    if request.user.is_authenticated and request.user.pk == user.pk:
        keep.add(str(request.session.session_key))
    count = actions.end_other_sessions(user, keep=keep, by=user, at=timezone.now())
    if count:
        messages.info(
            request,
            _("Để an toàn, các thiết bị khác đã được đăng xuất: %(count)d.") % {"count": count},
        )


def _end_others_of_oneself(request: HttpRequest, **more: Any) -> None:
    _end_others(request, user_of(request))


def _end_all(request: HttpRequest, user: User, **more: Any) -> None:
    actions.end_other_sessions(user, keep=(), by=user, at=timezone.now())
    for name in owners.sign_in_names(user):
        devices.forget_tries(request, name)
