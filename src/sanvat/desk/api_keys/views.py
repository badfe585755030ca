"""API keys: made, shown once, revoked. The operator sees all that are open, to revoke them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from sanvat.desk.api_keys.forms import ApiKeyForm
from sanvat.desk.api_keys.rows import SCOPE_COLUMNS, Key, key_columns, key_rows, scope_rows
from sanvat.desk.api_keys.subject import SUBJECT
from sanvat.desk.pages import (
    desk_page,
    forbid_unless,
    paginate,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.desk.sending import done
from sanvat.errors import Refusal
from sanvat.parties import access, actions
from sanvat.parties.models import ApiKey, Scope
from sanvat.parties.scopes import KEY_HOLDERS

SENT_AGAIN = "da-tao"

STATES = {
    "open": (gettext_lazy("Đang dùng được"), "good"),
    "expired": (gettext_lazy("Đã hết hạn"), "plain"),
    "ended": (gettext_lazy("Tư cách đã kết thúc"), "plain"),
    "revoked": (gettext_lazy("Đã hủy"), "plain"),
}


@desk_page("GET", "POST")
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    if not SUBJECT.is_for(user_of(request)):
        raise Http404
    if request.method == "POST":
        forbid_unless(access.acts_as(user_of(request), *KEY_HOLDERS))
    form = _form(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            token, secret = actions.make_key(
                by=user_of(request), at=timezone.now(), **form.cleaned_data
            )
            # The key goes into this answer and nowhere else: no session, no message, no log.
            response = _page(request, _form(request), made=token, secret=secret)
            return done(response, led_to=f"{reverse('desk:tokens')}?{SENT_AGAIN}")
    if SENT_AGAIN in request.GET:
        messages.warning(
            request,
            _(
                "Khóa đã được tạo khi bạn gửi lần đầu và chỉ hiện một lần, lúc ấy. Nếu chưa kịp "
                "chép, hãy hủy nó rồi tạo khóa khác."
            ),
        )
    return _page(request, form)


def _form(request: HttpRequest, sent: Any = None) -> ApiKeyForm:
    held = user_of(request).acting
    return ApiKeyForm(sent, role=held.role if held else "")


def _page(
    request: HttpRequest,
    form: ApiKeyForm,
    *,
    made: ApiKey | None = None,
    secret: str = "",
    refusal: str = "",
) -> HttpResponse:
    user, now = user_of(request), timezone.now()
    found = ApiKey.objects.visible_to(user).select_related(
        "membership__organisation", "membership__user", "membership__granted_by"
    )
    of_all = access.is_operator(user)
    if of_all:
        found = found.open_at(now)
    page = paginate(found, request)
    keys = [_key(token, token.state_at(now)) for token in page]
    response = render(
        request,
        "desk/tokens/index.html",
        {
            "form": form if access.acts_as(user, *KEY_HOLDERS) else None,
            "scopes": scope_rows(user.acting.role) if user.acting else [],
            "scope_columns": SCOPE_COLUMNS,
            "page": page,
            "columns": key_columns(of_all=of_all),
            "rows": key_rows(keys, request, of_all=of_all),
            "of_all": of_all,
            "made": made,
            "secret": secret,
            "refusal": refusal,
        },
    )
    return unprocessable(response) if refusal or form.errors else response


def _key(token: ApiKey, state: str) -> Key:
    label, kind = STATES[state]
    scopes = ", ".join(str(Scope(scope).label) for scope in token.scopes)
    return Key(token, state == "open", label, kind, scopes)


@desk_page("POST")
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = row_or_404(ApiKey.objects.visible_to(user_of(request)), pk)
    try:
        actions.revoke_key(token, by=user_of(request), at=timezone.now())
    except Refusal as said:
        return _page(request, _form(request), refusal=said.message)
    messages.success(
        request, _("Đã hủy khóa “%(name)s”; nó không mở được gì nữa.") % {"name": token}
    )
    return redirect("desk:tokens")
