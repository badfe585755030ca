"""API keys: made, shown once, revoked. The operator sees all that are open, to revoke them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from sanvat.desk.pages import allow, desk_page, one_of, page_of, refusals_on, refused, who
from sanvat.errors import Refusal
from sanvat.parties import access, actions
from sanvat.parties.models import ApiKey, Scope
from sanvat.parties.roles import KEY_KEEPERS, PRODUCT_READERS

DAYS = {30: gettext_lazy("30 ngày"), 90: gettext_lazy("90 ngày"), 365: gettext_lazy("một năm")}
STATES = {
    "open": (gettext_lazy("Đang dùng được"), "good"),
    "expired": (gettext_lazy("Đã hết hạn"), "plain"),
    "ended": (gettext_lazy("Tư cách đã kết thúc"), "plain"),
    "revoked": (gettext_lazy("Đã hủy"), "plain"),
}


class TokenForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Dùng cho việc gì"),
        max_length=100,
        help_text=gettext_lazy("Để sau này biết khóa nào là của hệ thống nào."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Được làm gì"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Dùng được trong"), choices=list(DAYS.items()), coerce=int, initial=90
    )


@desk_page("GET", "POST")
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    if not access.acts_as(who(request), *KEY_KEEPERS):
        raise Http404
    form = TokenForm(request.POST or None)
    if request.method == "POST":
        allow(access.acts_as(who(request), *PRODUCT_READERS))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            token, secret = actions.make_key(
                by=who(request), at=timezone.now(), **form.cleaned_data
            )
            # The key goes into this answer and nowhere else: no session, no message, no log.
            return _page(request, TokenForm(), made=token, secret=secret)
    return _page(request, form)


def _page(
    request: HttpRequest,
    form: TokenForm,
    *,
    made: ApiKey | None = None,
    secret: str = "",
    refusal: str = "",
) -> HttpResponse:
    user, now = who(request), timezone.now()
    found = ApiKey.objects.visible_to(user).select_related(
        "membership__organisation", "membership__user"
    )
    if access.is_operator(user):
        found = found.open_at(now)
    page = page_of(found, request)
    response = render(
        request,
        "desk/tokens/index.html",
        {
            "form": form if access.acts_as(user, *PRODUCT_READERS) else None,
            "page": page,
            "keys": [_key(token, token.state_at(now)) for token in page],
            "of_all": access.is_operator(user),
            "made": made,
            "secret": secret,
            "refusal": refusal,
        },
    )
    return refused(request, response) if refusal or form.errors else response


@dataclass(frozen=True)
class Key:
    """A token as the page shows it."""

    token: ApiKey
    is_open: bool
    label: Any
    kind: str
    scopes: str


def _key(token: ApiKey, state: str) -> Key:
    label, kind = STATES[state]
    scopes = ", ".join(str(Scope(scope).label) for scope in token.scopes)
    return Key(token, state == "open", label, kind, scopes)


@desk_page("POST")
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = one_of(ApiKey.objects.visible_to(who(request)), pk)
    try:
        actions.revoke_key(token, by=who(request), at=timezone.now())
    except Refusal as said:
        return _page(request, TokenForm(), refusal=said.message)
    messages.success(
        request, _("Đã hủy khóa “%(name)s”; nó không mở được gì nữa.") % {"name": token}
    )
    return redirect("desk:tokens")
