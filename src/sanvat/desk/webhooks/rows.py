"""Webhooks, and the calls of one, in tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.follow.declared import sources
from sanvat.follow.models import Delivery, DeliveryState, Webhook, WebhookState
from sanvat.text.days import moment
from sanvat.ui.tables import Cell, Column, link
from sanvat.ui.templatetags.ui import tag

STATES = {
    WebhookState.ON: "good",
    WebhookState.PAUSED: "plain",
    WebhookState.OFF: "bad",
    WebhookState.ENDED: "plain",
}
CALLS = {
    DeliveryState.WAITING: "warn",
    DeliveryState.DELIVERED: "good",
    DeliveryState.FAILED: "bad",
    DeliveryState.WITHDRAWN: "plain",
}


def webhook_columns(*, of_all: bool) -> list[Column]:
    """`of_all`: of every organisation, each with whose it is."""
    return [
        Column(gettext_lazy("Webhook")),
        *([Column(gettext_lazy("Của ai"))] if of_all else []),
        Column(gettext_lazy("Báo về")),
        Column(gettext_lazy("Trạng thái")),
    ]


def webhook_rows(webhooks: Iterable[Webhook], *, of_all: bool) -> list[tuple[Cell, ...]]:
    return [
        (
            link(each.name, reverse("desk:webhook", args=[each.pk])),
            *([str(each.organisation)] if of_all else []),
            kinds_said(each),
            tag(each.get_state_display(), kind=STATES[WebhookState(each.state)]),
        )
        for each in webhooks
    ]


def kinds_said(webhook: Webhook) -> str:
    known = sources()
    return ", ".join(str(known[kind].label) for kind in webhook.kinds if kind in known)


CALL_COLUMNS = [
    Column(gettext_lazy("Lập lúc")),
    Column(gettext_lazy("Về")),
    Column(gettext_lazy("Kết quả")),
    Column(gettext_lazy("Mã trả lời")),
    Column(gettext_lazy("Lần gọi")),
]


def call_rows(deliveries: Iterable[Delivery]) -> list[tuple[Cell, ...]]:
    return [
        (
            moment(each.created_at),
            format_html("{}<br><code>{}</code>", _about(each), each.message),
            format_html(
                '{} <span class="muted">{}</span>',
                tag(each.get_state_display(), kind=CALLS[DeliveryState(each.state)]),
                _said(each),
            ),
            str(each.status or "–"),
            str(each.tries or "–"),
        )
        for each in deliveries
    ]


def _about(delivery: Delivery) -> str:
    if delivery.happening is None:
        return _("gửi thử")
    source = sources().get(delivery.happening.kind)
    return str(source.label) if source else delivery.happening.kind


def _said(delivery: Delivery) -> str:
    said = delivery.get_fault_display() if delivery.fault else ""
    if delivery.state == DeliveryState.WAITING and delivery.tries and delivery.due_at:
        again = _("gọi lại lúc %(when)s") % {"when": moment(delivery.due_at)}
        return f"{said}; {again}" if said else again
    return str(said)
