"""What offices settle for their place: limits, ready answers, meetings, what comes by telephone."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sanvat.concerns import actions, limits
from sanvat.concerns.actions import Raised, Who
from sanvat.concerns.models import Concern, Meeting, Template
from sanvat.errors import Refusal
from sanvat.records import journal


def now():
    return timezone.now()


def test_an_office_sets_its_own_number_where_the_law_leaves_it_open(
    coordinator, officer, province, commune, send
):
    said = actions.set_limit(
        province,
        "feedback/settle",
        15,
        paper="QĐ 77/QĐ-UBND",
        first=timezone.localdate(),
        by=coordinator,
        at=now(),
    )
    concern = send().concern
    actions.classify(concern, kind="feedback", subject="land", by=officer, at=now())
    concern = actions.accept(concern, by=officer, at=now())
    assert (concern.clock.allowed, concern.clock.rule) == (
        15,
        "Quy chế của cơ quan; Luật 136/2025/QH15; QĐ 77/QĐ-UBND",
    )
    found = limits.limit_for(concern, "settle", on=timezone.localdate())
    assert (found.office, found.check) == (said, "")
    actions.end_limit(said, last=timezone.localdate() - timedelta(days=1), by=coordinator, at=now())
    found = limits.limit_for(concern, "settle", on=timezone.localdate())
    assert (found.office, found.allowed) == (None, 30)
    assert "tạm" in found.check


def test_the_law_is_confirmed_or_shortened_and_never_lengthened(coordinator, province):
    given = {"paper": "Đã đối chiếu", "first": timezone.localdate(), "by": coordinator, "at": now()}
    actions.set_limit(province, "complaint/accept", 10, **given)
    effective = {each.limit.key: each for each in limits.limits_in(province, timezone.localdate())}
    assert (effective["complaint/accept"].check, effective["complaint/settle"].check != "") == (
        *("", True),
    )
    with pytest.raises(Refusal) as refused:
        actions.set_limit(province, "complaint/settle", 31, **given)
    assert refused.value.code == "longer-than-the-law"
    with pytest.raises(ValidationError):
        actions.set_limit(province, "complaint/nothing", 3, **given)
    with pytest.raises(PermissionDenied):
        actions.set_limit(None, "complaint/settle", 20, **given)


def test_the_country_and_a_place_each_say_once_at_a_time(centre, coordinator, province):
    given = {"paper": "CV", "first": timezone.localdate(), "at": now()}
    for days in (20, 25):
        actions.set_limit(None, "proposal/settle", days, by=centre, **given)
    actions.set_limit(province, "proposal/settle", 12, by=coordinator, **given)
    by_place = {
        place: next(
            each.allowed
            for each in limits.limits_in(place, timezone.localdate())
            if each.limit.key == "proposal/settle"
        )
        for place in (None, province)
    }
    assert by_place == {None: 25, province: 12}


def test_a_body_keeps_ready_answers(officer, colleague, advisor):
    kept = actions.save_template(
        None, name="Đã rải đá", subject="roads-water", text="Xã đã rải đá.", by=officer, at=now()
    )
    actions.save_template(
        kept, name="Đã rải đá", subject="", text="Xã đã rải đá xong.", by=colleague, at=now()
    )
    assert Template.objects.visible_to(colleague).get().text == "Xã đã rải đá xong."
    assert not Template.objects.visible_to(advisor).exists()
    with pytest.raises(PermissionDenied):
        actions.remove_template(kept, by=advisor, at=now())
    actions.remove_template(kept, by=officer, at=now())
    assert not Template.objects.exists()


def test_a_meeting_is_entered_in_one_go_and_once(officer, commune):
    raised = [
        Raised(text=f"Câu hỏi số {n} của bà con.", subject="land", name=f"Người {n}")
        for n in range(12)
    ]
    given = {
        "name": "Tiếp xúc cử tri quý II",
        "place": commune,
        "held_on": timezone.localdate() - timedelta(days=2),
        "raised": raised,
        "key": "form-1",
        "by": officer,
        "at": now(),
    }
    meeting = actions.record_meeting(**given)
    assert actions.record_meeting(**given) == meeting
    concerns = Concern.objects.filter(meeting=meeting)
    assert (concerns.count(), {each.way for each in concerns}) == (12, {"meeting"})
    assert {each.clock.started_on for each in concerns} == {given["held_on"]}
    assert [entry.act for entry in journal.of(meeting)] == ["record_meeting"]


def test_a_fault_of_one_line_is_told_there_and_nothing_is_kept(officer, commune):
    with pytest.raises(ValidationError) as fault:
        actions.record_meeting(
            name="Họp thôn",
            place=commune,
            held_on=timezone.localdate(),
            raised=[Raised(text="Được.", subject="land"), Raised(text="", subject="không có")],
            key="form-2",
            by=officer,
            at=now(),
        )
    assert list(fault.value.message_dict) == ["raised-1"]
    assert not Meeting.objects.exists()
    assert not Concern.objects.exists()


def test_what_came_on_paper_runs_from_the_day_it_came(officer, commune, stranger, elsewhere):
    given = {
        "kind": "complaint",
        "subject": "land",
        "place": commune,
        "text": "Tôi khiếu nại việc thu hồi đất.",
        "who": Who(name="Lò Thị Mai", address="Thôn 2"),
        "way": "paper",
        "received_on": timezone.localdate() - timedelta(days=3),
        "key": "p1",
        "at": now(),
    }
    concern = actions.enter_concern(**given, by=officer).concern
    assert (concern.clock.started_on, concern.entered_by, concern.way) == (
        *(given["received_on"], officer),
        "paper",
    )
    tomorrow = timezone.localdate() + timedelta(days=1)
    for wrong in (
        {"received_on": tomorrow},
        {"way": "portal"},
        {"place": elsewhere},
        {"who": Who()},
    ):
        with pytest.raises(ValidationError):
            actions.enter_concern(**{**given, **wrong, "key": "p2"}, by=officer)


def test_a_denunciation_on_paper_is_entered_by_who_is_named(confidant, officer, colleague, commune):
    given = {
        "kind": "denunciation",
        "subject": "dossier",
        "place": commune,
        "text": "Tố cáo ông K.",
        "who": Who(name="A", phone="0913555777"),
        "way": "paper",
        "received_on": timezone.localdate(),
        "at": now(),
    }
    with pytest.raises(PermissionDenied):
        actions.enter_concern(**given, key="1", by=colleague)
    assert actions.enter_concern(**given, key="1", by=officer).concern.is_confidential


@pytest.mark.parametrize(
    ("sent_on", "due_on"),
    [
        # Ten calendar days; a day off as the last moves to the next working day.
        (date(2026, 3, 2), date(2026, 3, 12)),
        (date(2026, 2, 10), date(2026, 2, 23)),  # the 20th lies in Tết
        (date(2026, 4, 15), date(2026, 4, 28)),  # 25 to 27 April: a weekend, the Kings' day
    ],
)
def test_clocks_count_over_tet_and_days_off(officer, send, sent_on, due_on):
    from sanvat.clocks.calendars import calendar_of

    at = timezone.make_aware(timezone.datetime(sent_on.year, sent_on.month, sent_on.day, 9))
    concern = send(at=at).concern
    end = sent_on + timedelta(days=10)
    assert concern.clock.due_on == calendar_of(concern.place).next_working(end)
    assert concern.clock.due_on == due_on


def test_it_is_late_the_day_after_its_due_day(officer, send):
    concern = send().concern
    due = concern.clock.due_on
    assert not Concern.objects.late_on(due).exists()
    assert Concern.objects.late_on(due + timedelta(days=1)).get() == concern


def test_the_centre_sees_matters_and_meetings_of_the_country_but_no_denunciation(
    centre, officer, commune, concern, denunciation
):
    meeting = actions.record_meeting(
        name="Họp thôn",
        place=commune,
        held_on=timezone.localdate(),
        raised=[Raised(text="Làm mương.", subject="land")],
        key="form-2",
        by=officer,
        at=now(),
    )
    seen = set(Concern.objects.visible_to(centre))
    assert seen == {concern, meeting.concerns.get()}
    assert list(Meeting.objects.visible_to(centre)) == [meeting]


def test_a_body_names_somebody_once_at_a_time_and_a_ready_answer_once(
    confidant, officer, advisor, colleague
):
    with pytest.raises(ValidationError):
        actions.name_confidant(
            *(officer.acting.organisation, officer),
            paper="QĐ 13",
            first=timezone.localdate(),
            by=advisor,
            at=now(),
        )
    given = {"name": "Đã rải đá", "subject": "", "text": "Xã đã rải đá."}
    actions.save_template(None, **given, by=officer, at=now())
    with pytest.raises(ValidationError):
        actions.save_template(None, **given, by=colleague, at=now())


def test_what_somebody_leaves_is_everybodys_unless_another_post_keeps_it(
    concern, colleague, officer, advisor
):
    actions.assign(concern, colleague, by=officer, at=now())
    actions.leave_hands(colleague.acting, by=advisor, at=now())
    concern.refresh_from_db()
    assert concern.handler is None
    assert [entry.act for entry in journal.of(concern)][-1] == "hand_over"
