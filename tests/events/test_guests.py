"""Whom a rule means, what guests reply, and who is reminded."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanvat.events import actions, links
from sanvat.events.actions import Call
from sanvat.events.models import Guest, GuestRule
from sanvat.events.whom import meant_by
from sanvat.parties.models import Letter, Notice, Role
from sanvat.places.models import Place
from tests.events.conftest import AFTER, BEFORE, NOON, Who, days
from tests.events.test_life import refused
from tests.people import make_member, make_organisation, make_person, make_user
from tests.products.journals import last


def test_each_is_told_and_the_rule_is_kept(guests, officer, producer):
    assert [(guest.number, guest.name, guest.rule.said) for guest in guests] == [
        (1, "Nguyễn Thị Lan", "Cán bộ xã · tỉnh Lâm Đồng"),
        (2, "HTX Cà phê Đức Trọng", "HTX Cà phê Đức Trọng"),
        (3, "Lê Văn Khách", "Lê Văn Khách"),
    ]
    for person in (officer, producer):
        assert Notice.objects.filter(user=person).count() == 1
    [letter] = Letter.objects.all()
    assert (letter.to, letter.state) == ("khach@vidu.example", "queued")
    assert links.link_of(guests[2]) in letter.body
    assert last(guests[0].event)[0] == "invite"


def test_nobody_is_invited_twice(event, guests, coordinator, province):
    again = Call(Who.ROLE, place=province, role="commune_officer")

    assert refused(actions.invite, event, [again], by=coordinator, at=BEFORE) == "nobody-new"
    assert event.guests.count() == 3


def test_a_rule_means_those_of_that_day_alone(event, coordinator, officer, neighbour, elsewhere):
    body = make_organisation("commune_committee", "UBND xã Di Linh", neighbour)
    colleague = make_person("Ka Hiền", Role.COMMUNE_OFFICER, body, username="0977000011")
    left = make_user("Đã Chuyển", "0977000012")
    make_member(left, Role.COMMUNE_OFFICER, body, until=date(2026, 1, 1))
    far = make_organisation("commune_committee", "UBND xã xa", elsewhere)
    make_person("Ở Xa", Role.COMMUNE_OFFICER, far, username="0977000013")

    new = actions.invite(
        event,
        [Call(Who.ROLE, place=event.place, role="commune_officer")],
        by=coordinator,
        at=BEFORE,
    )

    assert {guest.membership.user for guest in new} == {officer, colleague}


def test_a_district_that_is_gone_means_the_communes_it_became(event, officer):
    old = Place.objects.filter(level="district", folded="duc trong", parent__folded="lam dong")
    rule = GuestRule(who=Who.ROLE, role="commune_officer", place=old.latest("valid"))

    assert officer in [guest.membership.user for guest in meant_by(rule, on=BEFORE.date())]


def test_what_a_rule_lacks_is_said_at_its_field(event, coordinator):
    def fault(call: Call) -> set[str]:
        with pytest.raises(ValidationError) as fault:
            actions.invite(event, [call], by=coordinator, at=BEFORE)
        return set(fault.value.error_dict)

    assert fault(Call(Who.ROLE)) == {"role", "place"}
    assert fault(Call(Who.BODIES, place=event.place)) == {"kind"}
    assert fault(Call(Who.ORGANISATION)) == {"organisation"}
    assert fault(Call(Who.PERSON)) == {"name"}
    assert fault(Call(Who.PERSON, name="A", email="không phải thư")) == {"email"}


def test_only_the_host_invites_and_only_before_it_is_over(event, coordinator, officer):
    call = Call(Who.PERSON, name="Ai Đó")

    with pytest.raises(PermissionDenied):
        actions.invite(event, [call], by=officer, at=BEFORE)
    assert refused(actions.invite, event, [call], by=coordinator, at=AFTER) == "event-over"


def test_replies_come_from_the_guest_the_host_and_the_link(guests, officer, producer, coordinator):
    own, body, named = guests
    assert actions.reply(own, "yes", by=officer, at=BEFORE)
    assert not actions.reply(own, "yes", by=officer, at=BEFORE)
    assert actions.reply(body, "maybe", by=producer, at=BEFORE, stand_in="Chị Sáu")
    assert actions.reply(named, "no", by=None, at=BEFORE, note="Bận", stand_in="Không ai")
    assert actions.reply(named, "yes", by=coordinator, at=BEFORE)

    with pytest.raises(PermissionDenied):
        actions.reply(own, "no", by=producer, at=BEFORE)
    with pytest.raises(ValidationError):
        actions.reply(own, "perhaps", by=officer, at=BEFORE)
    assert refused(actions.reply, own, "no", by=officer, at=AFTER) == "event-over"
    assert own.event.guests.all().counted_by_reply() == {"yes": 2, "maybe": 1}
    body.refresh_from_db()
    assert body.who_comes == "Chị Sáu"


def test_who_is_silent_is_reminded_and_not_every_hour(event, guests, coordinator, officer):
    actions.reply(guests[1], "yes", by=coordinator, at=BEFORE)

    assert actions.remind(event, by=coordinator, at=BEFORE) == 2
    assert actions.remind(event, by=coordinator, at=BEFORE) == 0
    assert actions.remind(event, by=coordinator, at=BEFORE + days(3)) == 2
    assert Notice.objects.filter(user=officer, text__startswith="Nhắc trả lời").count() == 2


def test_a_link_opens_its_guest_alone(guests):
    token = links.token_of(guests[2])

    assert links.guest_of(token) == guests[2]
    assert links.guest_of(token.replace("3.", "2.", 1)) is None or guests[2].pk != 3
    assert links.guest_of(f"{guests[1].pk}.{token.partition('.')[2]}") is None
    assert links.guest_of("") is None


def test_the_code_of_the_room_is_of_one_day(event):
    today = NOON.date()
    token = links.room_token(event, today)

    assert links.event_of_room(token, today) == event
    assert links.event_of_room(token, AFTER.date()) is None
    assert links.event_of_room("x", today) is None
    assert Guest.objects.count() == 0
