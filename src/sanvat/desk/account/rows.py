"""Where somebody is signed in, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.text.days import moment
from sanvat.ui.tables import Cell, Column
from sanvat.ui.tags.forms import form_of_button
from sanvat.ui.templatetags.ui import tag

DEVICE_COLUMNS = (
    Column(gettext_lazy("Thiết bị")),
    Column(gettext_lazy("Đăng nhập lúc")),
    Column(gettext_lazy("Dùng lần cuối")),
    Column(gettext_lazy("Địa chỉ mạng")),
    Column(gettext_lazy("Việc làm được"), for_readers=True),
)


def device_rows(
    devices: Iterable[Mapping[str, Any]], request: HttpRequest
) -> list[tuple[Cell, ...]]:
    """`devices`: each a session, what a person calls the device, and whether it is this one."""
    return [
        (
            _name(one),
            moment(one["session"].created_at),
            moment(one["session"].last_seen_at),
            one["session"].ip,
            "" if one["is_here"] else _ending(one["session"].pk, request),
        )
        for one in devices
    ]


def _name(one: Mapping[str, Any]) -> str | SafeString:
    name: str = one["device"]
    if not one["is_here"]:
        return name
    return format_html("{} {}", name, tag(_("máy này"), kind="good"))


def _ending(session: int, request: HttpRequest) -> SafeString:
    return form_of_button(
        "", _("Đăng xuất"), get_token(request), kind="secondary", name="session", value=session
    )
