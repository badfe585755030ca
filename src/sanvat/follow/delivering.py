"""Calls to programmes: made until the other side has it or the tries are over, with the same id
each time. Whoever gets one twice, after an answer that was lost on the way, knows it by that.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db.models import F
from django.utils import timezone

from sanvat.follow import access, actions, outgoing, signing
from sanvat.follow.declared import Happening, sources
from sanvat.follow.models import Delivery, DeliveryState, Fault, NotedHappening
from sanvat.records.jobs import Fate
from sanvat.records.sealing import InvalidToken

WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600)]
"""Between the tries of one call: seven in seventeen and a half hours."""
LOST_AFTER = timedelta(minutes=5)
"""A job that took a call so long ago has died with it."""
KEPT = timedelta(days=30)
"""How long a call stands in the list."""
MOST_AT_ONCE = 500
"""Calls that one look gives to the workers."""

TRIAL = "san-vat.thu"
VERSION = 1

log = structlog.get_logger("sanvat.follow")


def due(now: datetime) -> list[tuple[int, int]]:
    """Those whose time has come and that no living job has, each with its webhook."""
    rows = Delivery.objects.filter(state=DeliveryState.WAITING, due_at__lte=now)
    found = rows.exclude(taken_at__gte=now - LOST_AFTER).order_by("due_at", "pk")
    return list(found.values_list("pk", "webhook_id")[:MOST_AT_ONCE])


def deliver(
    delivery_id: int,
    *,
    resolve: outgoing.Resolve = outgoing.resolved,
    connect: outgoing.Connect = outgoing.connected,
) -> Fault | None:
    """By a job: make the call if it is due and nobody else has it in hand. Returns what was wrong
    with it, `Fault.NONE` where nothing was, None where none was made."""
    now = timezone.now()
    delivery = _take(delivery_id, now)
    if delivery is None:
        return None
    if not access.is_called(delivery.webhook):
        actions.close_call(delivery, DeliveryState.WITHDRAWN, at=now)
        return None
    happening = _still_public(delivery.happening)
    if delivery.happening is not None and not _may_be_told(happening, delivery):
        actions.close_call(delivery, DeliveryState.WITHDRAWN, at=now)
        return None
    if not delivery.body:  # the same at every try
        delivery.body = _body(delivery, happening)
        delivery.save(update_fields=["body"])
    try:
        headers = _headers(delivery, now)
    except InvalidToken:
        log.error("secret of a webhook is sealed with another SANVAT_SECRET_KEY")
        outcome = outgoing.Outcome(Fault.NO_LINE)
    else:
        outcome = outgoing.post(
            delivery.webhook.url, delivery.body.encode(), headers, resolve=resolve, connect=connect
        )
    again_at = None if delivery.tries > len(WAITS) else now + WAITS[delivery.tries - 1]
    actions.report_call(delivery, outcome, again_at=again_at, at=timezone.now())
    return outcome.fault


def after_loss(delivery_id: int) -> Fate:
    """Again, at once: the receiver knows the call by its id."""
    Delivery.objects.filter(pk=delivery_id).update(taken_at=None)
    return Fate.AGAIN


def forget(now: datetime) -> int:
    """Forget calls of long ago that are over; returns how many."""
    over = Delivery.objects.filter(created_at__lt=now - KEPT)
    gone: int = over.exclude(state=DeliveryState.WAITING).delete()[0]
    return gone


def _take(delivery_id: int, now: datetime) -> Delivery | None:
    free = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.WAITING, due_at__lte=now)
    taken = free.exclude(taken_at__gte=now - LOST_AFTER).update(taken_at=now, tries=F("tries") + 1)
    if not taken:
        return None
    found: Delivery = Delivery.objects.select_related("webhook__organisation", "happening").get(
        pk=delivery_id
    )
    return found


def _may_be_told(happening: Happening | None, delivery: Delivery) -> bool:
    """Whether it is still so, and still for whom it goes to."""
    if happening is None:
        return False
    only_for = happening.only_for
    return only_for is None or delivery.webhook.organisation_id in only_for


def _still_public(noted: NotedHappening | None) -> Happening | None:
    if noted is None or noted.kind not in sources():
        return None
    return sources()[noted.kind].read([noted.key]).get(noted.key)


def _headers(delivery: Delivery, now: datetime) -> dict[str, str]:
    webhook = delivery.webhook
    keys = [signing.unsealed(webhook.sealed_secret)]
    if webhook.sealed_before and webhook.before_until and now < webhook.before_until:
        keys.append(signing.unsealed(webhook.sealed_before))
    signed = signing.headers(delivery.message, int(now.timestamp()), delivery.body.encode(), keys)
    return {
        **signed,
        "content-type": "application/json; charset=utf-8",
        "user-agent": f"SanVat-Webhooks/{VERSION} (+{settings.SITE_ADDRESS})",
    }


def _body(delivery: Delivery, happening: Happening | None) -> str:
    """`type`, `timestamp`, `data`, as Standard Webhooks has them. A programme reads the rest from
    the API, at the address that stands in it."""
    noted = delivery.happening
    told = {
        "type": TRIAL if noted is None else f"san-vat.{noted.kind}",
        "timestamp": delivery.created_at.isoformat(),
        "data": {} if noted is None or happening is None else _data(noted, happening),
    }
    return json.dumps(told, ensure_ascii=False)


def _data(noted: NotedHappening, happening: Happening) -> dict[str, object]:
    return {
        "kind": noted.kind,
        "key": noted.key,
        "title": happening.title,
        "text": happening.text,
        "day": happening.day.isoformat(),
        "url": settings.SITE_ADDRESS + happening.path,
        "topics": noted.topics,
        **happening.facts,
    }
