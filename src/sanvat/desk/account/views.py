"""Coming in: by invitation; and what is one's own: roles, devices, for whom one acts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from allauth.core.ratelimit import respond_429
from allauth.decorators import rate_limit
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from sanvat.desk.account import devices
from sanvat.desk.account.forms import JoinForm
from sanvat.desk.account.rows import DEVICE_COLUMNS, device_rows
from sanvat.desk.kept.forms import opens
from sanvat.desk.keys import key_in
from sanvat.desk.pages import View, user_of
from sanvat.desk.sending import answer_once, led_before, note_done
from sanvat.errors import Refusal
from sanvat.parties import access, actions, links, owners
from sanvat.parties.models import Invitation, Role, User
from sanvat.records.locks import locked


class SignIn(LoginView):
    """allauth's page, asked for as often as one likes from a device that its owner knows."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not devices.take_page(request, request.POST.get("login", "")):
            too_often: HttpResponse = respond_429(request)
            return too_often
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response


sign_in = SignIn.as_view()

# allauth's own is untyped.
limited = cast(Callable[[View], View], rate_limit(action="signup"))


@never_cache
@sensitive_post_parameters("password")
@limited
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """What is offered, and a way to take it up: with an account there is, or a new one."""
    found = links.invitation_of(token)
    if found is None:
        raise Http404
    form = JoinForm(request.POST or None, initial={"name": found.name})
    refusal = None
    if request.method == "POST":
        try:
            if request.user.is_authenticated:
                return _accept(request, found)
            if form.is_valid():
                return _join_once(request, found, form)
        except Refusal as said:
            refusal = said
        except ValidationError as error:
            form.add_error(None, error)
    else:
        refusal = access.why_not_taken_up(found, timezone.now())
    page = {"invitation": found, "form": form, "refusal": refusal, "role": Role(found.role).label}
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "desk/accounts/invitation.html", page, status=status)


def _accept(request: HttpRequest, found: Invitation) -> HttpResponseBase:
    person = user_of(request)
    return answer_once(request, by=person, view=lambda: _accept_now(request, found))


def _accept_now(request: HttpRequest, found: Invitation) -> HttpResponse:
    membership = actions.accept_invitation(found, by=user_of(request), at=timezone.now())
    request.session["acting"] = membership.pk
    messages.success(request, _("Bạn đã nhận lời mời."))
    return redirect("desk:home")


@transaction.atomic
def _join_once(request: HttpRequest, found: Invitation, form: JoinForm) -> HttpResponse:
    """The second of two clicks signs the new person in as the first did, whose answer the browser
    may have let go of. Two at once come one after the other."""
    person = locked(found, "accepted_by").accepted_by
    if person is None or not led_before(request, by=person):
        return _join(request, found, form)
    password = form.cleaned_data["password"]
    if not get_adapter().authenticate(request, username=person.username, password=password):
        return _join(request, found, form)  # says why not
    record_authentication(request, person, method="password", reauthenticated=True)
    response: HttpResponse = perform_login(request, person)
    return response


def _join(request: HttpRequest, found: Invitation, form: JoinForm) -> HttpResponse:
    password = form.cleaned_data["password"]
    user = actions.join(found, name=form.cleaned_data["name"], password=password, at=timezone.now())
    # Who has just chosen a password is not asked for it again to set the second step up.
    record_authentication(request, user, method="password", reauthenticated=True)
    messages.success(request, _("Tài khoản đã lập xong. Đây là bàn làm việc của bạn."))
    response: HttpResponse = perform_login(request, user)
    note_done(request, by=user, led_to=response["Location"])
    return response


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    memberships = user_of(request).roles_of_today
    page = {
        "memberships": memberships,
        "names": ", ".join(owners.sign_in_names(user_of(request))) or "–",
        "has_provider": bool(settings.OIDC_SERVER),
    }
    return render(request, "desk/accounts/account.html", page)


@never_cache
@login_required
def acting(request: HttpRequest) -> HttpResponse:
    """For whom one acts, where one holds several roles."""
    memberships = user_of(request).roles_of_today
    if request.method == "POST":
        chosen = next((each for each in memberships if str(each.pk) == _chosen(request)), None)
        if chosen is None:
            raise Http404
        actions.choose_acting(chosen, by=user_of(request), at=timezone.now())
        request.session["acting"] = chosen.pk
        return redirect(_next(request.POST.get("next", "")) or "desk:home")
    page = {
        "memberships": memberships,
        "acting": user_of(request).acting,
        "next": _next(request.GET.get("next", "")),
    }
    return render(request, "desk/accounts/acting.html", page)


def _next(address: str) -> str:
    """A page of the desk to be led to; "" for anything else."""
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours and opens(urlsplit(address).path) else ""


def _chosen(request: HttpRequest) -> str:
    return request.POST.get("membership", "")


@never_cache
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in, each to be ended from here."""
    here = request.session.session_key
    if request.method == "POST":
        ending = UserSession.objects.filter(user=request.user)
        if "others" in request.POST:
            ended = list(ending.exclude(session_key=here))
        else:
            ended = [get_object_or_404(ending, pk=key_in(request.POST.get("session", "")))]
        for session in ended:
            actions.end_session(session, by=user_of(request), at=timezone.now())
        messages.success(request, _("Đã đăng xuất khỏi thiết bị ấy."))
        return redirect("usersessions_list")
    devices = [
        {"session": session, "device": device(session.user_agent), "is_here": is_here}
        for session in UserSession.objects.purge_and_list(request.user)
        for is_here in [session.session_key == here]
    ]
    devices.sort(key=lambda one: (one["is_here"], one["session"].last_seen_at), reverse=True)
    page = {"devices": devices, "columns": DEVICE_COLUMNS, "rows": device_rows(devices, request)}
    return render(request, "desk/accounts/sessions.html", page)


BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
]
MACHINES = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]


def device(user_agent: str) -> str:
    """What a person calls the thing in front of them: "Chrome, Android"."""
    found = [
        next((name for sign, name in names if re.search(sign, user_agent)), "")
        for names in (BROWSERS, MACHINES)
    ]
    return ", ".join(filter(None, found)) or _("Thiết bị khác")


@require_POST
def demonstration(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the people of the demonstration. The address exists only there."""
    people = User.objects.filter(is_demonstration=True, is_active=True)
    person = get_object_or_404(people, pk=key_in(request.POST.get("person", "")))
    response: HttpResponse = perform_login(request, person)
    return response
