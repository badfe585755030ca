"""Who came: each note counts once, however often it is sent, and the server decides."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from sanvat.events import actions, links
from sanvat.events.actions import Call, Scan
from sanvat.events.models import Attendance
from tests.events.conftest import AFTER, BEFORE, NOON, Who, scan
from tests.events.test_life import refused
from tests.products.journals import last


def outcomes(answers) -> list[str]:
    return [str(outcome) for _scan, outcome, _guest in answers]


def test_a_note_that_is_sent_twice_counts_once(event, guests, coordinator):
    key = uuid4()
    notes = [scan(guests[0], key), Scan(links.link_of(guests[1]), uuid4(), NOON, "scan")]

    first = actions.record_arrivals(event, notes, by=coordinator, at=NOON)
    second = actions.record_arrivals(event, notes, by=coordinator, at=NOON)

    assert (outcomes(first), outcomes(second)) == (["came", "came"], ["again", "again"])
    assert Attendance.objects.count() == 2
    assert last(event)[2] == {"came": [None, 2]}


def test_two_telephones_note_the_same_guest(event, guests, coordinator, centre):
    actions.record_arrivals(event, [scan(guests[0])], by=coordinator, at=NOON)

    answers = actions.record_arrivals(event, [scan(guests[0])], by=centre, at=NOON)

    assert (outcomes(answers), Attendance.objects.count()) == (["again"], 1)


def test_what_is_no_guest_of_this_event_is_said(event, guests, coordinator, province):
    other = actions.plan_event(
        "other",
        "Khác",
        host=coordinator.acting.organisation,
        place=province,
        starts_on=event.starts_on,
        by=coordinator,
        at=BEFORE,
    )
    [stranger] = actions.invite(other, [Call(Who.PERSON, name="Ai Đó")], by=coordinator, at=BEFORE)
    texts = ["99", "9" * 30, "", "xin chào", links.token_of(stranger)]

    answers = actions.record_arrivals(
        event, [Scan(text, uuid4(), NOON) for text in texts], by=coordinator, at=NOON
    )

    assert outcomes(answers) == ["unknown"] * 5


def test_a_telephone_tells_when_and_ours_is_kept_where_it_cannot_be(event, guests, coordinator):
    early, wrong = NOON - timedelta(hours=3), NOON - timedelta(days=300)
    notes = [scan(guests[0], at=early), scan(guests[1], at=wrong)]

    actions.record_arrivals(event, notes, by=coordinator, at=AFTER)

    times = dict(Attendance.objects.values_list("guest", "at"))
    assert times == {guests[0].pk: early, guests[1].pk: event.starts_at}


def test_the_door_opens_on_the_first_day_and_closes_with_the_report(event, guests, coordinator):
    one = [scan(guests[0])]
    early = refused(actions.record_arrivals, event, one, by=coordinator, at=BEFORE)
    actions.hold_event(event, by=coordinator, at=AFTER)
    actions.report_event(event, "Tốt", by=coordinator, at=AFTER)
    late = refused(actions.record_arrivals, event, one, by=coordinator, at=AFTER)

    assert (early, late) == ("event-not-begun", "event-reported")


def test_strangers_do_not_stand_at_the_door_and_co_hosts_do(
    event, guests, coordinator, officer, programme_party
):
    for person in (officer, programme_party):
        with pytest.raises(PermissionDenied):
            actions.record_arrivals(event, [scan(guests[0])], by=person, at=NOON)
    body = programme_party.acting.organisation
    actions.prepare_event(event, by=coordinator, at=BEFORE, co_hosts=[body])

    answers = actions.record_arrivals(event, [scan(guests[0])], by=programme_party, at=NOON)

    assert outcomes(answers) == ["came"]


def test_what_was_noted_of_the_wrong_one_is_taken_back(event, guests, coordinator):
    key = uuid4()
    actions.record_arrivals(event, [scan(guests[0], key)], by=coordinator, at=NOON)

    actions.withdraw_arrival(guests[0], by=coordinator, at=NOON)

    assert event.guests.came().count() == 0
    code = refused(actions.withdraw_arrival, guests[0], by=coordinator, at=NOON)
    # The same note, sent again by a telephone that had no network, does not bring it back.
    again = actions.record_arrivals(event, [scan(guests[0], key)], by=coordinator, at=NOON)
    new = actions.record_arrivals(event, [scan(guests[0])], by=coordinator, at=NOON)
    assert (code, outcomes(again), outcomes(new)) == ("did-not-come", ["again"], ["came"])


def test_who_comes_without_being_invited_gets_the_next_number(event, guests, coordinator):
    key = uuid4()

    first = actions.walk_in(event, "Bà Tư", by=coordinator, at=NOON, key=key)
    second = actions.walk_in(event, "Bà Tư", by=coordinator, at=NOON, key=key)

    assert (first, first.number, first.is_walk_in) == (second, 4, True)
    assert event.guests.came().get() == first


def test_by_the_code_of_the_room_a_person_comes_once(event, guests, officer, advisor, nobody):
    invited = actions.come_in(event, by=officer, at=NOON)
    not_invited = actions.come_in(event, by=advisor, at=NOON)
    without_role = actions.come_in(event, by=nobody, at=NOON)

    assert invited == guests[0]
    assert [not_invited.role, without_role.role] == ["advisory_officer", ""]
    for person in (officer, advisor, nobody):
        actions.come_in(event, by=person, at=NOON)
    assert event.guests.came().count() == 3
    assert refused(actions.come_in, event, by=officer, at=AFTER) == "event-over"
