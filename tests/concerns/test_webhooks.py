"""What becomes of a matter is told to the programmes of the bodies that deal with it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from sanvat.concerns import actions
from sanvat.concerns.happenings import KIND
from sanvat.follow import actions as follow
from sanvat.follow import delivering, noting
from sanvat.follow.models import Delivery, NotedHappening, Telling
from tests.concerns.conftest import MINH, WORDS
from tests.follow.conftest import sealed
from tests.follow.receiver import Receiver

pytestmark = pytest.mark.django_db


def register(by, url="https://nhan.vidu.vn/viec", **more):
    given = {"name": "Một cửa", "url": url, "kinds": [KIND], "place": None}
    at = timezone.now() - timedelta(days=1)
    return follow.register_webhook(by=by, at=at, **given | more)[0]


def look():
    sealed()
    noting.look(timezone.now())


def told(webhook) -> list[tuple[str, str]]:
    """What waits or went to it, and in which state: event of the call."""
    rows = Delivery.objects.filter(webhook=webhook).order_by("pk")
    return [(each.happening.key.partition("-")[0], each.state) for each in rows]


def called(webhook) -> list[dict]:
    """The bodies of the calls that are due, made to a receiver of the tests."""
    with Receiver() as receiver:
        for each in Delivery.objects.filter(webhook=webhook, state="waiting").order_by("pk"):
            delivering.deliver(each.pk, resolve=receiver.resolve, connect=receiver.connect)
    return [json.loads(body) for body in receiver.bodies]


@pytest.fixture
def webhook(db, officer):
    noting.look(timezone.now())
    return register(officer)


def test_each_step_is_told_once_with_its_code_and_no_word_of_it(webhook, officer, send):
    concern = send().concern
    look()
    (call,) = called(webhook)
    assert call["type"] == f"san-vat.{KIND}"
    assert call["data"] == {
        "kind": KIND,
        "key": f"buoc-{concern.turns.get().pk}",
        "title": f"{concern.code}: đã tiếp nhận",
        "text": "",
        "day": timezone.localdate().isoformat(),
        "url": call["data"]["url"],
        "topics": [],
        "code": concern.code,
        "event": "received",
        "state": "received",
    }
    assert call["data"]["url"].endswith(f"/ban-lam-viec/phan-anh/{concern.pk}/")
    now = timezone.now()
    actions.classify(concern, kind="feedback", subject="land", by=officer, at=now)
    actions.accept(concern, by=officer, at=now)
    actions.answer(concern, "Xong.", by=officer, at=now)
    actions.reopen(concern, "Chưa xong.", at=now)
    actions.withdraw(concern, at=now)
    look()
    look()
    calls = called(webhook)
    assert [each["data"]["event"] for each in calls] == [
        *("accepted", "answered", "reopened", "withdrawn")
    ]
    written = json.dumps([call, *calls], ensure_ascii=False)
    for word in (MINH.name, "913555777", MINH.email, MINH.address, WORDS[:20], "Chưa xong"):
        assert word not in written


def test_no_other_bodys_programme_is_told_and_nobody_gets_a_mail(webhook, advisor, concern):
    other = register(advisor)
    look()
    assert (told(webhook), told(other)) == ([("buoc", "waiting")], [])
    assert not Telling.objects.exists()
    assert NotedHappening.objects.get().topics == []


def test_handed_on_it_is_told_to_both_and_then_to_the_new_body_alone(
    webhook, officer, advisor, concern
):
    other = register(advisor)
    look()
    called(webhook)
    at = timezone.now()
    actions.transfer(concern, advisor.acting.organisation, reason="Thuộc tỉnh", by=officer, at=at)
    look()
    assert [each["data"]["event"] for each in called(webhook)] == ["transferred"]
    assert [each["data"]["event"] for each in called(other)] == ["transferred"]
    actions.classify(concern, kind="feedback", subject="land", by=advisor, at=timezone.now())
    actions.accept(concern, by=advisor, at=timezone.now())
    look()
    assert called(webhook) == []
    assert [each["data"]["event"] for each in called(other)] == ["accepted"]


def test_a_call_that_waits_is_not_made_once_the_matter_is_with_another_body(
    webhook, officer, advisor, concern
):
    look()
    at = timezone.now()
    actions.transfer(concern, advisor.acting.organisation, reason="Thuộc tỉnh", by=officer, at=at)
    assert called(webhook) == []
    assert told(webhook) == [("buoc", "withdrawn")]


def test_that_it_is_late_is_told_the_day_after_its_last(webhook, officer, concern, monkeypatch):
    look()
    called(webhook)
    due = concern.clock.due_on
    for days, events in ((0, []), (1, ["late"]), (2, [])):
        day = due + timedelta(days=days)
        at = timezone.now() + (day - timezone.localdate())
        with monkeypatch.context() as patched:
            patched.setattr("django.utils.timezone.now", lambda at=at: at)
            noting.look(at)
            assert [each["data"]["event"] for each in called(webhook)] == events, days


def test_of_a_denunciation_nobody_is_told(webhook, officer, denunciation):
    actions.classify(
        denunciation, kind="denunciation", subject="dossier", by=officer, at=timezone.now()
    )
    actions.accept(denunciation, by=officer, at=timezone.now())
    look()
    assert told(webhook) == []
    assert not NotedHappening.objects.exists()
