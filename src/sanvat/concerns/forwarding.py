"""Calls to other cities' Open311: sending what a body forwards, and asking how far it is."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from sanvat.concerns import actions, georeport, imitated
from sanvat.concerns.models import Forwarding
from sanvat.follow import outgoing
from sanvat.parties import demonstration
from sanvat.records.jobs import Fate
from sanvat.records.sealing import InvalidToken

LOST_AFTER = timedelta(minutes=5)
"""A job that took one so long ago has died with it."""
MOST_AT_ONCE = 200
"""Calls that one look gives to the workers."""
State = Forwarding.State

log = structlog.get_logger("sanvat.concerns")


def due(now: datetime) -> list[tuple[int, int]]:
    """Those whose time has come and that no living job has, each with its endpoint."""
    rows = Forwarding.objects.filter(due_at__lte=now).filter(_free(now))
    return list(rows.order_by("due_at", "pk").values_list("pk", "endpoint_id")[:MOST_AT_ONCE])


def _free(now: datetime) -> Q:
    return Q(taken_at=None) | Q(taken_at__lt=now - LOST_AFTER)


def take_on(
    forwarding_id: int,
    *,
    resolve: outgoing.Resolve = outgoing.resolved,
    connect: outgoing.Connect = outgoing.connected,
) -> None:
    """By a job: send it, or ask how far it is, if that is due and nobody else has it in hand. What
    a lost job had sent, perhaps, is never sent again by itself."""
    now = timezone.now()
    lost = Forwarding.objects.filter(
        pk=forwarding_id, state=State.WAITING, taken_at__lt=now - LOST_AFTER
    ).first()
    if lost is not None:
        actions.report_sending(lost, None, at=now)
        return
    forwarding = _take(forwarding_id, now)
    if forwarding is None:
        return
    if not _goes_out(forwarding):
        actions.drop_forwarding(forwarding, at=now)
        return
    try:
        key = georeport.key_of(forwarding.endpoint)
    except InvalidToken:
        log.error("key of another city is sealed with another SANVAT_SECRET_KEY")
        actions.drop_forwarding(forwarding, at=now)
        return
    is_sending = forwarding.state == State.WAITING
    if demonstration.is_open():
        answer = imitated.answered(forwarding)
    else:
        answer = _called(forwarding, key, resolve, connect)
    if is_sending:
        actions.report_sending(forwarding, answer, at=timezone.now())
    else:
        actions.report_reading(forwarding, answer, at=timezone.now())


def _called(
    forwarding: Forwarding, key: str, resolve: outgoing.Resolve, connect: outgoing.Connect
) -> outgoing.Answer:
    """What that city answers to the sending, or to the question how far it is."""
    if forwarding.state == State.WAITING:
        address = georeport.address(forwarding.endpoint, "requests")
        headers = {**_headers(), "content-type": georeport.FORM}
        return outgoing.call(
            "POST",
            address,
            georeport.form(forwarding, key),
            headers,
            largest=georeport.LARGEST_ANSWER,
            resolve=resolve,
            connect=connect,
        )
    what = "requests" if forwarding.their_id else "tokens"
    number = forwarding.their_id or forwarding.their_token
    return outgoing.call(
        "GET",
        georeport.address(forwarding.endpoint, what, number=number),
        None,
        # The specification asks for no key here; a city that keeps what is not published to who
        # sent it, as we do, takes it from the header.
        {**_headers(), **({"authorization": f"Bearer {key}"} if key else {})},
        largest=georeport.LARGEST_ANSWER,
        resolve=resolve,
        connect=connect,
    )


def after_loss(forwarding_id: int) -> Fate:
    """What it had sent, perhaps, is looked at by a person; what it had asked is asked again."""
    lost = Forwarding.objects.filter(pk=forwarding_id, taken_at__isnull=False).first()
    if lost is None:
        return Fate.AGAIN
    if lost.state == State.WAITING:
        actions.report_sending(lost, None, at=timezone.now())
        return Fate.OVER
    Forwarding.objects.filter(pk=forwarding_id).update(taken_at=None)
    return Fate.AGAIN


def _take(forwarding_id: int, now: datetime) -> Forwarding | None:
    rows = Forwarding.objects.filter(pk=forwarding_id, due_at__lte=now).filter(_free(now))
    if not rows.update(taken_at=now, tries=F("tries") + 1):
        return None
    found: Forwarding = Forwarding.objects.select_related(
        "endpoint__organisation", "concern__place"
    ).get(pk=forwarding_id)
    return found


def _goes_out(forwarding: Forwarding) -> bool:
    """What is left of a demonstration elsewhere goes nowhere. What has ended here is not sent."""
    endpoint, concern = forwarding.endpoint, forwarding.concern
    if endpoint.ended_at is not None or concern.is_confidential:
        return False
    if not demonstration.is_open() and endpoint.organisation.is_demonstration:
        return False
    return concern.organisation_id == endpoint.organisation_id and (
        concern.is_open or forwarding.state == State.SENT
    )


def _headers() -> dict[str, str]:
    return {"user-agent": f"SanVat-Open311/2 (+{settings.SITE_ADDRESS})"}
