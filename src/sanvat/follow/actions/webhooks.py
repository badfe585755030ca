"""Webhooks: registered by an organisation's keeper, tried, turned off and on, ended."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanvat.errors import Refusal
from sanvat.follow import access, jobs, outgoing, signing
from sanvat.follow.declared import sources
from sanvat.follow.models import Delivery, DeliveryState, Fault, Webhook, WebhookState
from sanvat.parties.access import require
from sanvat.parties.actions import notify
from sanvat.parties.models import Membership, User
from sanvat.parties.scopes import KEY_HOLDERS
from sanvat.places.models import Level, Place
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.text.tidy import tidy

MOST_WEBHOOKS = 5
"""Webhooks of an organisation that are not ended."""
MOST_TRIALS = 10
"""Trials of a webhook in one hour."""
BOTH_SIGN = timedelta(days=1)
"""How long the earlier secret signs beside a new one."""
OFF_AFTER = timedelta(days=3)
"""Failing for so long without one good answer, a webhook is turned off."""


@transaction.atomic
def register_webhook(
    *,
    name: str,
    url: str,
    kinds: Collection[str],
    place: Place | None,
    by: User,
    at: datetime,
) -> tuple[Webhook, str]:
    """Have a programme of one's organisation called about what happens, in a place or everywhere.

    Returns the row and the secret that signs, which is told this once. Refuses an address that is
    not HTTPS on the public internet (`url`), and one too many (`too-many-webhooks`).
    """
    require(access.may_register(by))
    assert by.acting is not None
    organisation = locked(by.acting.organisation)
    rows = Webhook.objects.filter(organisation=organisation).exclude(state=WebhookState.ENDED)
    if rows.count() >= MOST_WEBHOOKS:
        raise Refusal(
            _("Tổ chức đã có %(most)d webhook. Hãy bỏ cái không dùng nữa trước.")
            % {"most": MOST_WEBHOOKS},
            code="too-many-webhooks",
        )
    secret = signing.new_secret()
    webhook = Webhook(
        organisation=organisation,
        sealed_secret=signing.sealed(secret),
        created_by=by,
        created_at=at,
        **_checked(name, url, kinds, place),
    )
    webhook.full_clean()
    webhook.save()
    changes: dict[str, tuple[object, object]] = {
        "kinds": ([], webhook.kinds),
        "place": (None, place),
    }
    journal.write("register_webhook", by=by, subject=webhook, at=at, changes=changes)
    return webhook, secret


@transaction.atomic
def try_webhook(webhook: Webhook, *, by: User, at: datetime) -> Delivery:
    """Have it called at once with a trial that tells of nothing. Refuses one that is not on
    (`webhook-state`), and more than some in an hour (`too-many-trials`)."""
    webhook = locked(webhook)
    require(access.may_keep(by, webhook))
    if webhook.state != WebhookState.ON:
        raise Webhook.STEPS.refusal(webhook)
    recent = webhook.deliveries.filter(happening=None, created_at__gt=at - timedelta(hours=1))
    if recent.count() >= MOST_TRIALS:
        raise Refusal(
            _("Đã gửi thử %(most)d lần trong một giờ. Hãy chờ rồi thử lại.")
            % {"most": MOST_TRIALS},
            code="too-many-trials",
        )
    delivery: Delivery = Delivery.objects.create(
        webhook=webhook, message=signing.new_message(), created_at=at, due_at=at
    )
    journal.write("try_webhook", by=by, subject=webhook, at=at, note=delivery.message)
    transaction.on_commit(partial(jobs.deliver_soon, delivery.pk, webhook.pk))
    return delivery


@transaction.atomic
def renew_secret(webhook: Webhook, *, by: User, at: datetime) -> str:
    """Make a new secret and return it, which is told this once. For a day the earlier one signs
    too. Refuses one that is ended (`webhook-state`)."""
    webhook = locked(webhook)
    require(access.may_keep(by, webhook))
    if webhook.state == WebhookState.ENDED:
        raise Webhook.STEPS.refusal(webhook)
    secret = signing.new_secret()
    webhook.sealed_before, webhook.before_until = webhook.sealed_secret, at + BOTH_SIGN
    webhook.sealed_secret = signing.sealed(secret)
    webhook.save(update_fields=["sealed_secret", "sealed_before", "before_until"])
    changes = {"before_until": (None, webhook.before_until)}
    journal.write("renew_secret", by=by, subject=webhook, at=at, changes=changes)
    return secret


@transaction.atomic
def pause_webhook(webhook: Webhook, *, by: User, at: datetime) -> None:
    """Call it no more for now; what waits is not called either. Also by the operator. Refuses one
    that is not on (`webhook-state`)."""
    webhook = locked(webhook)
    require(access.may_stop(by, webhook))
    _move(webhook, WebhookState.PAUSED, act="pause_webhook", by=by, at=at)


@transaction.atomic
def turn_on_webhook(webhook: Webhook, *, by: User, at: datetime) -> None:
    """Call it again, about what happens from now on. Refuses one that is on or ended
    (`webhook-state`)."""
    webhook = locked(webhook)
    require(access.may_keep(by, webhook))
    webhook.failing_since = None
    _move(webhook, WebhookState.ON, act="turn_on_webhook", by=by, at=at)


@transaction.atomic
def end_webhook(webhook: Webhook, *, by: User, at: datetime) -> None:
    """Call it never again; its secrets are erased. Also by the operator. Refuses one that is ended
    (`webhook-state`)."""
    webhook = locked(webhook)
    require(access.may_stop(by, webhook))
    webhook.sealed_secret = webhook.sealed_before = ""  # nosec B105  # nothing is left of them
    webhook.before_until = None
    _move(webhook, WebhookState.ENDED, act="end_webhook", by=by, at=at)


@transaction.atomic
def report_call(
    delivery: Delivery,
    outcome: outgoing.Outcome,
    *,
    again_at: datetime | None,
    by: None = None,
    at: datetime,
) -> None:
    """By the job that made the call: what came of it, and when it is tried again. A webhook that
    has failed for days, or says itself that it is gone, is turned off, and its keepers are told.

    Changes nothing where somebody else has the call by now.
    """
    webhook = locked(delivery.webhook, "organisation")
    taken_at, delivery = delivery.taken_at, locked(delivery)
    if delivery.state != DeliveryState.WAITING or delivery.taken_at != taken_at:
        return
    delivery.taken_at, delivery.tried_at = None, at
    delivery.status, delivery.fault = outcome.status, outcome.fault
    if outcome.is_good:
        Delivery.STEPS.move(delivery, DeliveryState.DELIVERED)
        delivery.due_at, webhook.failing_since = None, None
    else:
        delivery.due_at = again_at
        if again_at is None or delivery.happening_id is None:  # a trial is tried once
            Delivery.STEPS.move(delivery, DeliveryState.FAILED)
            delivery.due_at = None
        webhook.failing_since = webhook.failing_since or at
    delivery.save()
    webhook.save(update_fields=["failing_since"])
    is_dead = webhook.failing_since is not None and at - webhook.failing_since >= OFF_AFTER
    if webhook.state == WebhookState.ON and (is_dead or outcome.fault == Fault.GONE):
        _move(webhook, WebhookState.OFF, act="turn_off_webhook", by=by, at=at)
        _tell_keepers(webhook, at)


@transaction.atomic
def close_call(delivery: Delivery, to: DeliveryState, *, by: None = None, at: datetime) -> None:
    """By the job that took the call: nothing is called any more."""
    delivery = locked(delivery)
    if delivery.state == DeliveryState.WAITING:
        Delivery.STEPS.move(delivery, to)
        delivery.due_at, delivery.taken_at = None, None
        delivery.save(update_fields=["state", "due_at", "taken_at"])


def _checked(name: str, url: str, kinds: Collection[str], place: Place | None) -> dict[str, object]:
    faults: dict[str, object] = {}
    try:
        outgoing.target_of(url)
    except ValidationError as error:
        faults["url"] = error
    if not kinds or not set(kinds) <= set(sources()):
        faults["kinds"] = _("Hãy chọn ít nhất một loại điều mới.")
    if place is not None and (not place.is_of_today or place.level == Level.DISTRICT):
        faults["place"] = _("Hãy chọn một tỉnh hoặc một xã của hôm nay.")
    if faults:
        raise ValidationError(faults)
    return {"name": tidy(name), "url": url.strip(), "kinds": sorted(set(kinds)), "place": place}


def _move(webhook: Webhook, to: WebhookState, *, act: str, by: User | None, at: datetime) -> None:
    changes = Webhook.STEPS.move(webhook, to)
    webhook.save()
    if to != WebhookState.ON:
        webhook.deliveries.filter(state=DeliveryState.WAITING).update(
            state=DeliveryState.WITHDRAWN, due_at=None, taken_at=None
        )
    journal.write(act, by=by, subject=webhook, at=at, changes=changes)


def _tell_keepers(webhook: Webhook, at: datetime) -> None:
    """A notice on the desk of everybody who could turn it on again."""
    rows = Membership.objects.that_open(timezone.localdate(at)).filter(
        organisation=webhook.organisation, role__in=KEY_HOLDERS
    )
    text = _("Webhook “%(name)s” đã tự tắt vì máy nhận không trả lời được nhiều ngày.")
    for each in rows.select_related("user"):
        with override("vi"):
            notify(
                each.user,
                text % {"name": webhook.name},
                at=at,
                about=webhook,
                key=f"webhook-off-{webhook.pk}-{at:%Y%m%d%H%M}",
                membership=each,
            )
