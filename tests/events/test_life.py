"""An event from the day it is planned to its report: what is allowed, and what is refused."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.events import actions, documents
from sanvat.events.actions import AgendaLine, CostsLine, SpeakerLine, TopicLine
from sanvat.events.models import Event
from sanvat.parties.models import Letter, Notice
from sanvat.places.models import Place
from tests.events.conftest import AFTER, BEFORE, DAY, NOON, days, scan
from tests.people import again
from tests.products.journals import last


def refused(act, *args, **kwargs) -> str:
    with pytest.raises(Refusal) as refusal:
        act(*args, **kwargs)
    return refusal.value.code


def test_an_event_is_planned_with_the_dispatch_behind_it(coordinator, province):
    event = actions.plan_event(
        "conference",
        "Hội nghị đầu năm",
        host=coordinator.acting.organisation,
        place=province,
        starts_on=DAY,
        starts_time=time(8),
        dispatch={
            "kind": "dispatch",
            "number": "12/VPĐP",
            "issued_on": DAY - timedelta(days=20),
            "issuer": "Văn phòng Điều phối",
        },
        by=coordinator,
        at=BEFORE,
    )

    assert (event.state, event.ends_on, event.when) == ("planned", DAY, "08:00, 10/6/2026")
    assert str(event.instrument) == "công văn 12/VPĐP"
    act, name, changes = last(event)
    assert (act, name) == ("plan_event", "Hội nghị đầu năm")
    assert changes["starts_on"] == [None, "2026-06-10"]


def test_only_who_keeps_the_programme_there_plans(
    coordinator, officer, producer, programme_party, far_advisor, province, commune
):
    office = coordinator.acting.organisation

    def plan(by, host, place):
        return actions.plan_event(
            "training", "Lớp", host=host, place=place, starts_on=DAY, by=by, at=BEFORE
        )

    plan(officer, officer.acting.organisation, commune)
    plan(programme_party, programme_party.acting.organisation, commune)
    for by, host, place in (
        (officer, officer.acting.organisation, province),  # outside the commune
        (officer, office, commune),  # in the name of a body above
        (programme_party, office, commune),
        (producer, producer.acting.organisation, commune),
        (far_advisor, far_advisor.acting.organisation, province),
    ):
        with pytest.raises(PermissionDenied):
            plan(by, host, place)


def test_the_place_is_one_of_its_day(coordinator, centre):
    gone = Place.objects.filter(level="district", valid__upper_inf=False).first()

    with pytest.raises(ValidationError) as fault:
        actions.plan_event(
            "fair",
            "Hội chợ",
            host=centre.acting.organisation,
            place=gone,
            starts_on=DAY,
            by=centre,
            at=BEFORE,
        )

    assert fault.value.error_dict["place"][0].code == "place-of-another-day"


def test_a_changed_hour_is_told_to_who_was_invited(event, guests, coordinator, officer):
    told = Notice.objects.filter(user=officer).count()

    changed = actions.change_event(event, by=coordinator, at=BEFORE, starts_time=time(14))

    assert changed
    assert not actions.change_event(event, by=coordinator, at=BEFORE, starts_time=time(14))
    event.refresh_from_db()
    assert event.sequence == 1
    assert Notice.objects.filter(user=officer).count() == told + 1
    assert [letter.subject for letter in Letter.objects.order_by("pk")] == [
        "Giấy mời: Tập huấn cán bộ và chủ thể",
        "Đổi thời gian, địa điểm: Tập huấn cán bộ và chủ thể",
    ]


def test_what_an_event_is_made_of_is_kept_whole_and_in_order(event, coordinator, centre):
    lists = {
        "agenda": [AgendaLine("Khai mạc", time(8)), AgendaLine("Thảo luận", speaker="Bà Thu")],
        "topics": [TopicLine("Chu trình", "cycle")],
        "speakers": [SpeakerLine("Bùi Thị Thu", "Văn phòng Điều phối")],
        "costs": [CostsLine("Nước", 500_000, "ngân sách tỉnh")],
        "co_hosts": [centre.acting.organisation],
    }
    assert actions.prepare_event(event, by=coordinator, at=BEFORE, **lists)
    assert not actions.prepare_event(event, by=coordinator, at=BEFORE, **lists)

    act, _name, changes = last(event)
    assert act == "prepare_event"
    assert changes["costs"] == [[], ["Nước · 500000 · ngân sách tỉnh"]]
    with pytest.raises(ValidationError):
        actions.prepare_event(event, by=coordinator, at=BEFORE, costs=[CostsLine("Nước", -1)])


def test_it_is_published_and_taken_back(event, coordinator):
    actions.publish_event(event, by=coordinator, at=BEFORE)
    assert list(Event.objects.published()) == [event]
    assert refused(actions.publish_event, event, by=coordinator, at=BEFORE) == "event-published"

    actions.unpublish_event(event, by=coordinator, at=BEFORE)
    code = refused(actions.unpublish_event, event, by=coordinator, at=BEFORE)
    assert (code, Event.objects.published().count()) == ("event-not-published", 0)


def test_calling_it_off_tells_everybody_why(event, guests, coordinator, officer, producer):
    actions.cancel_event(event, "Bão số 5", by=coordinator, at=BEFORE)

    assert last(event)[0] == "cancel_event"
    for person in (officer, producer):
        newest = Notice.objects.filter(user=person).latest("pk")
        assert newest.text.startswith("Đã hủy: Tập huấn cán bộ và chủ thể")
    assert "Bão số 5" in Letter.objects.latest("pk").body
    assert refused(actions.cancel_event, event, "x", by=coordinator, at=BEFORE) == "event-cancelled"
    assert refused(actions.publish_event, event, by=coordinator, at=BEFORE) == "event-cancelled"
    assert refused(actions.change_event, event, by=coordinator, at=BEFORE) == "event-cancelled"


def test_it_is_held_concluded_certified_and_reported_in_this_order(event, guests, coordinator):
    by = {"by": coordinator}
    assert refused(actions.report_event, event, "Tốt", **by, at=AFTER) == "event-invited"
    assert refused(actions.hold_event, event, **by, at=BEFORE) == "event-not-begun"
    assert refused(actions.issue_papers, event, **by, at=AFTER) == "event-invited"
    actions.record_arrivals(event, [scan(guests[0]), scan(guests[2])], **by, at=NOON)

    actions.hold_event(event, **by, at=AFTER)
    assert refused(actions.hold_event, event, **by, at=AFTER) == "event-held"
    assert refused(actions.cancel_event, event, "x", **by, at=AFTER) == "event-held"
    assert actions.conclude_event(event, "Các xã làm ngay.", **by, at=AFTER)
    assert not actions.conclude_event(event, "Các xã làm ngay.", **by, at=AFTER)
    assert actions.issue_papers(event, **by, at=AFTER) == 2
    assert actions.issue_papers(event, **by, at=AFTER) == 0
    actions.report_event(event, "Đạt yêu cầu.", **by, at=AFTER)

    assert refused(actions.conclude_event, event, "Khác", **by, at=AFTER) == "event-reported"
    guest = guests[0]
    guest.refresh_from_db()
    assert guest.paper.number == f"01/2026/CNTD-SK{event.pk}"
    assert len(guest.paper.check_code) == 10


def test_the_papers_say_what_the_rows_say(held, guests, coordinator):
    held.refresh_from_db()
    actions.conclude_event(held, "Các xã làm ngay.", by=coordinator, at=AFTER)
    held.refresh_from_db()

    sheet = documents.sign_in_sheet(held)
    assert [row[:2] for row in sheet.blocks[1].rows][:4] == [
        ["1", "Nguyễn Thị Lan"],
        ["2", "HTX Cà phê Đức Trọng"],
        ["3", "Lê Văn Khách"],
        ["", ""],
    ]
    minutes = documents.minutes(held)
    assert (minutes.kind, minutes.is_draft) == ("THÔNG BÁO", False)
    assert minutes.blocks[-1].text == "Các xã làm ngay."
    report = documents.report(held)
    assert report.is_draft
    [by_role] = [b for b in report.blocks if getattr(b, "caption", "") == "Theo vai trò"]
    assert (by_role.rows, by_role.total) == ([["Cán bộ xã", "1"]], ["Cộng", "1"])
    letter = documents.invitation_letter(held, guests[2])
    assert letter.addressees == ["Lê Văn Khách, Giáo viên"]
    title, lead, text = documents.news_draft(held)
    assert title == "Tập huấn cán bộ và chủ thể"
    assert lead.startswith("10/6/2026, tại Hội trường A, tỉnh Lâm Đồng")
    assert "Có 1 người tham dự, gồm 1 cán bộ xã." in text
    actions.issue_papers(held, by=coordinator, at=AFTER)
    guests[0].refresh_from_db()
    certificate = documents.attendance_certificate(guests[0].paper)
    assert (certificate.letterhead.number, certificate.blocks[1].text) == (
        guests[0].paper.number,
        "Nguyễn Thị Lan",
    )


def test_papers_to_hand_out_come_and_go(event, coordinator, own_store):
    from django.core.files.base import ContentFile

    from sanvat.records import files

    upload = ContentFile("Tên;Số\nChè;1\n".encode(), name="mau.csv")
    stored = files.take(upload, allowed={files.CSV}, by=coordinator, at=BEFORE)

    handout = actions.add_handout(event, stored, by=coordinator, at=BEFORE)
    assert (handout.name, handout.is_public) == ("mau.csv", False)
    actions.remove_handout(handout, by=coordinator, at=BEFORE)
    assert refused(actions.remove_handout, handout, by=coordinator, at=BEFORE) == "handout-gone"


def test_who_sees_it(event, guests, coordinator, advisor, officer, producer, far_advisor, nobody):
    other = actions.plan_event(
        "other",
        "Họp nội bộ",
        host=coordinator.acting.organisation,
        place=event.place,
        starts_on=timezone.localdate() + days(3),
        by=coordinator,
        at=BEFORE,
    )

    def seen(user):
        return set(Event.objects.visible_to(again(user)))

    assert seen(coordinator) == seen(advisor) == {event, other}
    assert seen(officer) == seen(producer) == {event}
    assert seen(far_advisor) == seen(nobody) == set()
