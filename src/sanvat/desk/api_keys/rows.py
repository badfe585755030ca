"""API keys in a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.kept.forms import mark_of
from sanvat.desk.pages import user_of
from sanvat.parties.models import ApiKey
from sanvat.parties.scopes import SCOPES, scopes_for
from sanvat.text.days import day, moment
from sanvat.ui.tables import Cell, Column
from sanvat.ui.tags.forms import form_of_button
from sanvat.ui.templatetags.ui import tag


@dataclass(frozen=True)
class Key:
    """A token as the page shows it."""

    token: ApiKey
    is_open: bool
    label: Any
    kind: str
    scopes: str


def key_columns(*, of_all: bool) -> list[Column]:
    """`of_all`: keys of everybody, each with whose it is."""
    return [
        Column(gettext_lazy("Khóa")),
        *([Column(gettext_lazy("Của ai"))] if of_all else []),
        Column(gettext_lazy("Được làm gì")),
        Column(gettext_lazy("Hết hạn")),
        Column(gettext_lazy("Dùng lần cuối")),
        Column(gettext_lazy("Trạng thái")),
        Column(gettext_lazy("Việc làm"), for_readers=True),
    ]


SCOPE_COLUMNS = [
    Column(gettext_lazy("Quyền")),
    Column(gettext_lazy("Mở được gì"), phone_label=""),
    Column(gettext_lazy("Không có gì"), phone_label=""),
]


def scope_rows(role: str) -> list[tuple[Cell, ...]]:
    """What each scope opens that a key of this role may have."""
    return [
        (
            format_html("{}<br><code>{}</code>", scope.label, scope.value),
            str(SCOPES[scope].opens),
            str(SCOPES[scope].leaves_out),
        )
        for scope in scopes_for(role)
    ]


def key_rows(keys: Iterable[Key], request: HttpRequest, *, of_all: bool) -> list[tuple[Cell, ...]]:
    return [
        (
            format_html("{}<br><code>{}…</code>", one.token.name, one.token.start),
            *([_owner(one.token)] if of_all else []),
            one.scopes,
            moment(one.token.expires_at),
            day(one.token.used_on) if one.token.used_on else _("chưa dùng"),
            tag(one.label, kind=one.kind),
            _revoking(one, request),
        )
        for one in keys
    ]


def _owner(token: ApiKey) -> SafeString:
    return format_html(
        '{}<br><span class="muted">{}</span>', token.membership.user, token.membership.organisation
    )


def _revoking(key: Key, request: HttpRequest) -> str:
    if not key.is_open:
        return ""
    address = reverse("desk:token_revoke", args=[key.token.pk])
    return form_of_button(
        address,
        _("Hủy khóa"),
        get_token(request),
        whose=mark_of(user_of(request)),
        kind="quiet-danger",
        icon="x",
    )
