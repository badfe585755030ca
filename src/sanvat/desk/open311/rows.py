"""Endpoints, and what was forwarded to them, in tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sanvat.concerns.models import Endpoint, Forwarding
from sanvat.text.days import moment
from sanvat.ui.tables import Cell, Column, link
from sanvat.ui.templatetags.ui import tag

State = Forwarding.State
STATES = {
    State.WAITING: "plain",
    State.SENT: "good",
    State.UNCLEAR: "warn",
    State.REFUSED: "bad",
    State.WITHDRAWN: "plain",
    State.CLOSED: "good",
}
ENDPOINT_COLUMNS = [
    Column(gettext_lazy("Nơi nhận")),
    Column(gettext_lazy("service_code")),
    Column(gettext_lazy("Ghi lúc")),
]
FORWARDING_COLUMNS = [
    Column(pgettext_lazy("phản ánh", "Việc")),
    Column(gettext_lazy("Nơi nhận")),
    Column(gettext_lazy("Trạng thái")),
    Column(gettext_lazy("Mã ở nơi nhận")),
    Column(gettext_lazy("Gửi đi lúc")),
]


def endpoint_rows(endpoints: Iterable[Endpoint]) -> list[tuple[Cell, ...]]:
    return [
        (
            link(each.name, reverse("desk:open311_endpoint", args=[each.pk])),
            each.service_code,
            moment(each.made_at),
        )
        for each in endpoints
    ]


def forwarding_rows(forwardings: Iterable[Forwarding]) -> list[tuple[Cell, ...]]:
    return [
        (
            link(each.concern.code, reverse("desk:open311_forwarding", args=[each.pk])),
            each.endpoint.name,
            tag(capfirst(each.get_state_display()), kind=STATES[State(each.state)]),
            each.their_id or "–",
            moment(each.at),
        )
        for each in forwardings
    ]


def status_said(forwarding: Forwarding) -> str:
    """What that city says of it."""
    return {"open": _("Đang xử lý"), "closed": _("Đã xong")}.get(forwarding.status, "–")
