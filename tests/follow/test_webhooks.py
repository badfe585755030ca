"""Webhooks: registered, signed, tried again, told once, turned off; and whose they are."""

import base64
import hmac
import json
from datetime import timedelta
from functools import partial
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.follow import actions, delivering, jobs, tasks
from sanvat.follow.models import Delivery, DeliveryState, Fault, Webhook, WebhookState
from sanvat.follow.outgoing import Outcome
from sanvat.parties.models import Notice
from sanvat.records.jobs import Fate
from sanvat.records.models import Entry
from tests.follow.conftest import look
from tests.follow.receiver import Receiver
from tests.people import again

pytestmark = pytest.mark.django_db

NO = b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"


def register(by, **more):
    given = {
        "name": "Cổng của tỉnh",
        "url": "https://nhan.vidu.vn/san-vat",
        "kinds": ["thu"],
        "place": None,
        "at": timezone.now() - timedelta(hours=1),
    }
    return actions.register_webhook(by=by, **given | more)


@pytest.fixture
def made(things, advisor):
    return register(advisor)


@pytest.fixture
def webhook(made):
    return made[0]


def deliver(delivery: Delivery, receiver: Receiver) -> Fault | None:
    return delivering.deliver(delivery.pk, resolve=receiver.resolve, connect=receiver.connect)


def waiting(things, key="a") -> Delivery:
    things.add(key)
    look()
    return Delivery.objects.get(happening__key=key)


def due_now() -> None:
    Delivery.objects.filter(state="waiting").update(due_at=timezone.now())


# Registered


def test_the_secret_is_told_once_and_stands_nowhere(made):
    webhook, secret = made

    assert secret.startswith("whsec_")
    assert secret not in webhook.sealed_secret
    entry = Entry.objects.filter(subject_type="follow.webhook").get()
    assert (entry.act, entry.changes["kinds"]) == ("register_webhook", [[], ["thu"]])
    assert "nhan.vidu.vn" not in str(entry.changes)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": "https://127.0.0.1/"}, "url"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["khong-co"]}, "kinds"),
        ({"name": "…"}, "name"),
    ],
)
def test_what_cannot_be_called_is_refused_at_its_field(things, advisor, wrong, field):
    with pytest.raises(ValidationError) as refused:
        register(advisor, **wrong)

    assert list(refused.value.error_dict) == [field]


def test_an_organisation_has_so_many_and_each_address_once(webhook, advisor):
    with pytest.raises(ValidationError):
        register(advisor)
    for number in range(actions.webhooks.MOST_WEBHOOKS - 1):
        register(advisor, url=f"https://so{number}.vidu.vn/")
    with pytest.raises(Refusal) as refused:
        register(advisor, url="https://nua.vidu.vn/")
    assert refused.value.code == "too-many-webhooks"

    actions.end_webhook(webhook, by=advisor, at=timezone.now())
    register(advisor)


def test_only_its_own_keepers_touch_it_and_the_operator_stops_it(
    webhook, advisor, keeper, stranger, officer, chair, operator, nobody
):
    for person in (stranger, officer, chair, nobody):
        assert not Webhook.objects.visible_to(person).exists()
        for act in (actions.try_webhook, actions.renew_secret, actions.end_webhook):
            with pytest.raises(PermissionDenied):
                act(webhook, by=person, at=timezone.now())
    with pytest.raises(PermissionDenied):
        register(chair)
    with pytest.raises(PermissionDenied):
        actions.renew_secret(webhook, by=operator, at=timezone.now())
    assert Webhook.objects.visible_to(keeper).exists()

    actions.pause_webhook(webhook, by=operator, at=timezone.now())
    with pytest.raises(PermissionDenied):
        actions.turn_on_webhook(webhook, by=operator, at=timezone.now())
    actions.turn_on_webhook(webhook, by=keeper, at=timezone.now())
    actions.end_webhook(webhook, by=operator, at=timezone.now())
    webhook.refresh_from_db()
    assert (webhook.state, webhook.sealed_secret) == (WebhookState.ENDED, "")
    assert not Webhook.objects.visible_to(operator).exists()
    for act in (actions.try_webhook, actions.renew_secret, actions.turn_on_webhook):
        with pytest.raises(Refusal) as refused:
            act(webhook, by=advisor, at=timezone.now())
        assert refused.value.code == "webhook-state"


# Called


def test_a_call_is_signed_by_standard_webhooks(made, things):
    _webhook, secret = made
    delivery = waiting(things)
    with Receiver() as receiver:
        assert deliver(delivery, receiver) == Fault.NONE

    (head,), (body,) = receiver.heads, receiver.bodies
    key = base64.b64decode(secret.removeprefix("whsec_"))
    told = f"{head['webhook-id']}.{head['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, told, sha256).digest()).decode()
    assert head["webhook-signature"] == f"v1,{expected}"
    assert head["webhook-id"] == delivery.message
    assert abs(int(head["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    data = json.loads(body)
    assert data["type"] == "san-vat.thu"
    assert data["data"] == {
        "kind": "thu",
        "key": "a",
        "title": "Điều a",
        "text": "",
        "day": timezone.localdate().isoformat(),
        "url": "http://localhost:8000/tin/a/",
        "topics": ["thu:"],
    }
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status, delivery.tries) == ("delivered", 200, 1)


def test_it_is_called_about_its_kinds_and_its_place_and_what_comes_after(
    things, advisor, province, commune, district_of_before
):
    register(advisor, url="https://a.vidu.vn/", place=commune)
    register(advisor, url="https://b.vidu.vn/", kinds=["tin"])
    register(advisor, url="https://c.vidu.vn/", at=timezone.now() + timedelta(hours=1))
    with pytest.raises(ValidationError) as refused:
        register(advisor, url="https://d.vidu.vn/", place=district_of_before)
    assert list(refused.value.error_dict) == ["place"]
    things.add("a", place=commune.pk)
    things.add("b", place=province.pk)

    assert look().deliveries == 1
    assert Delivery.objects.get().happening.key == "a"


@pytest.fixture
def district_of_before(province):
    return type(province).objects.filter(level="district").first()


def test_a_call_is_made_again_with_the_same_id_and_body_and_growing_pauses(webhook, things):
    delivery = waiting(things)
    pauses = []
    with Receiver(NO) as receiver:
        for _try in range(len(delivering.WAITS) + 1):
            due_now()
            before = timezone.now()
            assert deliver(delivery, receiver) == Fault.ANSWER
            delivery.refresh_from_db()
            pauses.append(
                delivery.due_at and round((delivery.due_at - before) / timedelta(minutes=1))
            )
        due_now()
        assert deliver(delivery, receiver) is None

    assert pauses == [1, 5, 30, 120, 300, 600, None]
    assert len({head["webhook-id"] for head in receiver.heads}) == 1
    assert len(set(receiver.bodies)) == 1
    assert (delivery.state, delivery.status) == (DeliveryState.FAILED, 503)


def test_what_the_receiver_has_is_not_called_again(webhook, things):
    delivery = waiting(things)
    with Receiver() as receiver:
        deliver(delivery, receiver)
        look()
        due_now()
        assert deliver(delivery, receiver) is None

    assert len(receiver.got) == 1
    assert Delivery.objects.count() == 1


def test_what_another_job_has_is_left_to_it_unless_that_one_is_dead(webhook, things):
    delivery = waiting(things)
    now = timezone.now()
    with Receiver() as receiver:
        Delivery.objects.update(taken_at=now)
        assert deliver(delivery, receiver) is None
        assert delivering.due(now) == []
        Delivery.objects.update(taken_at=now - delivering.LOST_AFTER - timedelta(minutes=1))
        assert delivering.due(now) == [(delivery.pk, webhook.pk)]
        assert deliver(delivery, receiver) == Fault.NONE


def test_a_call_whose_worker_was_killed_is_made_again_with_its_id(webhook, things, monkeypatch):
    delivery = waiting(things)
    with Receiver() as receiver:
        with monkeypatch.context() as patch:
            patch.setattr(actions, "report_call", lambda *_args, **_more: _die())
            with pytest.raises(SystemExit):
                deliver(delivery, receiver)
        assert delivering.after_loss(delivery.pk) is Fate.AGAIN
        assert deliver(delivery, receiver) == Fault.NONE

    assert len(receiver.got) == 2
    assert {head["webhook-id"] for head in receiver.heads} == {delivery.message}


def _die():
    raise SystemExit


def test_what_was_withdrawn_is_not_called_about(webhook, things):
    delivery = waiting(things)
    things.clear()
    with Receiver() as receiver:
        assert deliver(delivery, receiver) is None
    delivery.refresh_from_db()
    assert (delivery.state, receiver.got) == (DeliveryState.WITHDRAWN, [])

    other = waiting(things, "b")
    things.clear()
    look()
    other.refresh_from_db()
    assert other.state == DeliveryState.WITHDRAWN


def test_a_paused_one_is_not_called(webhook, things, advisor):
    delivery = waiting(things)
    actions.pause_webhook(webhook, by=advisor, at=timezone.now())

    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.WITHDRAWN
    things.add("b")
    assert look().deliveries == 0


def test_one_of_a_demonstration_calls_nobody(webhook, things, settings):
    delivery = waiting(things)
    type(webhook.organisation).objects.update(is_demonstration=True)
    with Receiver() as receiver:
        assert deliver(delivery, receiver) is None
        things.add("b")
        assert look().deliveries == 0
        settings.DEMO = True
        assert look().deliveries == 1

    assert receiver.got == []


# Failing for days


def test_after_days_of_failure_it_is_turned_off_and_its_keepers_are_told(
    webhook, things, keeper, stranger
):
    delivery = waiting(things)
    with Receiver(NO) as receiver:
        deliver(delivery, receiver)
        webhook.refresh_from_db()
        assert webhook.state == WebhookState.ON
        long_ago = timezone.now() - actions.webhooks.OFF_AFTER
        Webhook.objects.update(failing_since=long_ago)
        other = waiting(things, "b")
        deliver(other, receiver)

    webhook.refresh_from_db()
    assert webhook.state == WebhookState.OFF
    assert not Delivery.objects.filter(state="waiting").exists()
    told = Notice.objects.filter(about_type="follow.webhook", about_id=webhook.pk)
    assert keeper.pk in set(told.values_list("user", flat=True))
    assert not told.filter(user=stranger).exists()
    actions.turn_on_webhook(webhook, by=again(keeper), at=timezone.now())
    webhook.refresh_from_db()
    assert (webhook.state, webhook.failing_since) == (WebhookState.ON, None)


def test_one_good_answer_begins_the_count_anew(webhook, things):
    Webhook.objects.update(failing_since=timezone.now() - timedelta(days=9))
    with Receiver() as receiver:
        deliver(waiting(things), receiver)

    webhook.refresh_from_db()
    assert (webhook.state, webhook.failing_since) == (WebhookState.ON, None)


def test_a_receiver_that_says_it_is_gone_is_turned_off_at_once(webhook, things):
    with Receiver(b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n") as receiver:
        assert deliver(waiting(things), receiver) == Fault.GONE

    webhook.refresh_from_db()
    assert webhook.state == WebhookState.OFF


# Tried and renewed


def test_a_trial_is_called_once_and_so_many_in_an_hour(webhook, advisor):
    delivery = actions.try_webhook(webhook, by=advisor, at=timezone.now())
    with Receiver(NO) as receiver:
        deliver(delivery, receiver)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status) == (DeliveryState.FAILED, 503)
    assert json.loads(receiver.bodies[0])["type"] == "san-vat.thu"

    for _time in range(actions.webhooks.MOST_TRIALS - 1):
        actions.try_webhook(webhook, by=advisor, at=timezone.now())
    with pytest.raises(Refusal) as refused:
        actions.try_webhook(webhook, by=advisor, at=timezone.now())
    assert refused.value.code == "too-many-trials"


def signatures(receiver: Receiver) -> list[int]:
    return [len(head["webhook-signature"].split()) for head in receiver.heads]


def test_for_a_day_both_secrets_sign(made, advisor, things):
    webhook, first = made
    second = actions.renew_secret(webhook, by=advisor, at=timezone.now())
    assert second != first
    with Receiver() as receiver:
        deliver(waiting(things), receiver)
        Webhook.objects.update(before_until=timezone.now() - timedelta(seconds=1))
        deliver(waiting(things, "b"), receiver)

    assert signatures(receiver) == [2, 1]


def test_a_secret_sealed_by_another_installation_signs_nothing(webhook, things, settings):
    delivery = waiting(things)
    settings.SECRET_KEY = "the secret of another installation"
    with Receiver() as receiver:
        assert deliver(delivery, receiver) == Fault.NO_LINE

    assert receiver.got == []


# Jobs


def test_the_jobs_find_what_is_due_and_forget_what_is_old(webhook, things, monkeypatch):
    delivery = waiting(things)
    given = []
    monkeypatch.setattr(jobs, "deliver_soon", lambda *numbers: given.append(numbers))
    tasks.deliver_due(timestamp=0)
    assert given == [(delivery.pk, webhook.pk)]

    Delivery.objects.update(state="delivered", created_at=timezone.now() - timedelta(days=31))
    assert delivering.forget(timezone.now()) == 1


def test_a_call_gets_one_job_however_often_it_is_asked_for(webhook, things):
    delivery = waiting(things)

    jobs.deliver_soon(delivery.pk, webhook.pk)
    jobs.deliver_soon(delivery.pk, webhook.pk)


def test_a_late_word_of_a_job_that_was_given_up_changes_nothing(webhook, things):
    delivery = waiting(things)
    report = partial(actions.report_call, again_at=None, at=timezone.now())
    late = Delivery.objects.select_related("webhook").get(pk=delivery.pk)
    late.taken_at = timezone.now() - timedelta(hours=1)

    report(late, Outcome(Fault.ANSWER, 500))

    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.WAITING
    actions.close_call(delivery, DeliveryState.WITHDRAWN, at=timezone.now())
    actions.close_call(delivery, DeliveryState.FAILED, at=timezone.now())
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.WITHDRAWN
