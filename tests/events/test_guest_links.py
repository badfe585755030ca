"""What the links of an event open for whoever holds them: one guest's reply, one day's presence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from sanvat.events import actions, links
from sanvat.events.actions import Call
from sanvat.events.models import Attendance, Guest, GuestRule, Interest
from sanvat.parties.actions import end_membership
from sanvat.places.models import Place
from tests.desk.pages import signed_in
from tests.portal.sending import read_over

Who = GuestRule.Who
YES = {"reply": "yes"}


@pytest.fixture
def guests(coordinator, officer, province) -> list[Guest]:
    """The officer in her role, and somebody with an address and a telephone; in three days."""
    now = timezone.now()
    event = actions.plan_event(
        "training",
        "Tập huấn gói bao bì",
        host=coordinator.acting.organisation,
        place=province,
        starts_on=timezone.localdate(now) + timedelta(days=3),
        by=coordinator,
        at=now,
    )
    person = {"name": "Lê Văn Khách", "email": "khach@vidu.example", "phone": "0911222333"}
    return actions.invite(
        event,
        [Call(Who.ROLE, place=province, role="commune_officer"), Call(Who.PERSON, **person)],
        by=coordinator,
        at=now,
    )


def link(guest: Guest) -> str:
    return reverse("portal:event_invitation", args=[links.token_of(guest)])


def wish_of(name: str, place: Place) -> dict[str, str]:
    told = {"phone": "0911222333", "place": place.full_name, "wish": "Mứt gừng", "agreed": "on"}
    return {"name": name} | told


def reply_of(guest: Guest) -> str:
    return Guest.objects.get(pk=guest.pk).reply


def test_the_link_of_an_invitation_ends_with_the_role_it_went_to(client, guests, officer, advisor):
    assert client.get(link(guests[0])).status_code == 200
    end_membership(officer.acting, by=advisor, at=timezone.now())

    assert client.get(link(guests[0])).status_code == 404
    assert client.post(link(guests[0]), YES).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.reply(guests[0], "yes", by=None, at=timezone.now())
    assert reply_of(guests[0]) == ""
    assert client.get(link(guests[1])).status_code == 200


def test_a_link_that_is_passed_on_tells_and_opens_nothing_else(client, guests):
    page = client.get(link(guests[1]))
    body = page.content.decode()

    assert "Lê Văn Khách" in body
    assert not any(told in body for told in ("khach@vidu.example", "0911222333", guests[0].name))
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "strict-origin"
    client.post(link(guests[1]), YES)
    assert [reply_of(guest) for guest in guests] == ["", "yes"]
    assert client.get(reverse("desk:home")).status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("how", ["called off", "over"])
def test_a_link_takes_no_reply_once_there_is_nothing_to_come_to(client, guests, coordinator, how):
    event = guests[1].event
    if how == "called off":
        actions.cancel_event(event, "Bão", by=coordinator, at=timezone.now())
    else:
        yesterday = timezone.localdate() - timedelta(days=1)
        type(event).objects.update(starts_on=yesterday, ends_on=yesterday)

    page = client.get(link(guests[1])).content.decode()
    client.post(link(guests[1]), YES)

    assert 'name="reply"' not in page
    assert reply_of(guests[1]) == ""


def test_the_code_of_the_room_wants_somebody_who_is_signed_in_and_says_so(client, guests, officer):
    event = guests[0].event
    today = timezone.localdate()
    type(event).objects.update(starts_on=today, ends_on=today)
    door = reverse("desk:event_present", args=[links.room_token(event, today)])

    assert client.get(door)["Location"].startswith("/tai-khoan/dang-nhap/")
    assert client.post(door)["Location"].startswith("/tai-khoan/dang-nhap/")
    inside = signed_in(officer)
    assert inside.get(door).status_code == 200
    assert not Attendance.objects.exists()  # to look at it is not to come
    tomorrow = reverse(
        "desk:event_present", args=[links.room_token(event, today + timedelta(days=1))]
    )
    touched = door.replace(f"/{event.pk}-", f"/{event.pk + 1}-")
    assert [inside.post(path).status_code for path in (tomorrow, touched)] == [404, 404]
    inside.post(door)
    assert Attendance.objects.get().guest == guests[0]


def test_whoever_writes_without_an_account_is_held_to_a_rate(
    client, guests, coordinator, commune, settings
):
    cache.clear()
    settings.PUBLIC_FORM_LIMITS = {
        **settings.PUBLIC_FORM_LIMITS,
        "event_reply": "1/h/key",
        "event_interest_unproven": "1/h/key",
    }
    event = guests[1].event
    actions.publish_event(event, by=coordinator, at=timezone.now())
    type(event).objects.update(interest_until=event.ends_on)
    wishes = [wish_of(f"Khách {n}", commune) for n in range(2)]
    page = reverse("portal:calendar_event", args=[event.pk])

    replies = [client.post(link(guests[1]), {"reply": word}) for word in ("yes", "no")]
    noted = [client.post(page, wish | read_over(f"event {event.pk}")) for wish in wishes]

    assert [answer.status_code for answer in replies] == [302, 422]
    assert reply_of(guests[1]) == "yes"
    assert [answer.status_code for answer in noted] == [302, 422]
    assert Interest.objects.get().name == "Khách 0"
    assert "Nơi này đã gửi quá nhiều lần trong một giờ." in noted[1].content.decode()


def test_a_wish_that_is_sent_twice_is_noted_once(client, guests, coordinator, commune):
    event = guests[1].event
    actions.publish_event(event, by=coordinator, at=timezone.now())
    type(event).objects.update(interest_until=event.ends_on)
    wish = wish_of("Khách", commune) | read_over(f"event {event.pk}")

    for _click in range(2):
        client.post(reverse("portal:calendar_event", args=[event.pk]), wish)

    assert Interest.objects.count() == 1
