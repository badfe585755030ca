"""Tasks given: taken, reported, confirmed or returned, handed down, withdrawn."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sanvat.assignments import actions, documents
from sanvat.assignments.counted import COUNTABLES
from sanvat.assignments.models import Assignment, Share
from sanvat.assignments.progress import Progress, below, progress_of
from sanvat.clocks import actions as clocks
from sanvat.errors import Refusal
from sanvat.indicators.countable import Period
from sanvat.indicators.counting import count
from sanvat.parties.models import Notice
from tests.products import journals
from tests.threads import DONE, act, told

ON = date(2026, 3, 2)
AT = timezone.make_aware(timezone.datetime(2026, 3, 2, 9))
LATER = timezone.make_aware(timezone.datetime(2026, 3, 20, 9))


def given(by, takers, title="Rà soát sản phẩm", **more) -> Assignment:
    return actions.give(title, takers, by=by, **({"at": AT} | more))


def share_of(assignment, taker) -> Share:
    return assignment.shares.get(taker=taker)


def refused(work) -> str:
    with pytest.raises(Refusal) as refusal:
        work()
    return refusal.value.code


def test_one_task_for_many_bodies_makes_a_share_for_each(coordinator, communes):
    task = given(coordinator, [*communes, communes[0]], due_on=date(2026, 3, 13), proof="Báo cáo")

    assert task.giver == coordinator.acting.organisation
    assert [(s.taker, s.place, s.state) for s in task.shares.all()] == [
        (body, body.place, "given") for body in communes
    ]
    assert journals.last(task) == (
        "give_assignment",
        "Rà soát sản phẩm",
        {
            "title": [None, "Rà soát sản phẩm"],
            "takers": [0, 3],
            "due_on": [None, "2026-03-13"],
        },
    )
    assert actions.tell_takers(task.pk, at=AT) == actions.tell_takers(task.pk, at=AT) == 1
    assert [n.text for n in Notice.objects.all()] == [
        "Văn phòng Điều phối tỉnh giao: Rà soát sản phẩm. Hạn 13/3/2026."
    ]


def test_a_task_is_taken_reported_returned_reported_again_and_confirmed(
    coordinator, officer, committee
):
    task = given(coordinator, [committee], working_days=10)
    share = share_of(task, committee)
    assert task.last_day == date(2026, 3, 16)

    actions.take(share, by=officer, at=AT)
    actions.report(share, "Đã rà soát 12 sản phẩm", by=officer, at=AT, paper="45/BC-UBND")
    actions.return_for_more(share, "Thiếu danh sách", by=coordinator, at=AT)
    actions.report(share, "Gửi kèm danh sách", by=officer, at=LATER, on=date(2026, 3, 16))
    share = actions.confirm(share, by=coordinator, at=LATER)

    assert (share.state, share.reported_on.day, share.done_on.day) == ("done", 16, 20)
    assert share.days_late(date(2026, 12, 1)) == 0
    assert [(e.kind, e.text, e.paper) for e in share.events.all()] == [
        ("taken", "", ""),
        ("reported", "Đã rà soát 12 sản phẩm", "45/BC-UBND"),
        ("returned", "Thiếu danh sách", ""),
        ("reported", "Gửi kèm danh sách", ""),
        ("confirmed", "", ""),
    ]
    task = Assignment.objects.select_related("clock").get()
    assert task.clock.state == "finished"
    assert list(Notice.objects.filter(user=officer).values_list("text", flat=True)) == [
        "Đã được xác nhận hoàn thành: Rà soát sản phẩm.",
        "Cần làm lại: Rà soát sản phẩm. Thiếu danh sách",
    ]


def test_only_the_next_step_can_be_done(coordinator, officer, committee):
    share = share_of(given(coordinator, [committee]), committee)
    by_officer, by_giver = {"by": officer, "at": AT}, {"by": coordinator, "at": AT}

    assert refused(lambda: actions.confirm(share, **by_giver)) == "share-given"
    actions.take(share, **by_officer)
    assert refused(lambda: actions.take(share, **by_officer)) == "share-taken"
    actions.report(share, "Xong", **by_officer)
    assert refused(lambda: actions.report(share, "Xong", **by_officer)) == "share-reported"
    actions.confirm(share, **by_giver)
    again = lambda: actions.return_for_more(share, "x", **by_giver)  # noqa: E731
    assert refused(again) == "share-done"


def test_what_is_not_said_is_asked_for(coordinator, officer, committee):
    with pytest.raises(ValidationError, match="ít nhất một đơn vị"):
        given(coordinator, [])
    with pytest.raises(ValidationError, match="không cả hai"):
        given(coordinator, [committee], due_on=date(2026, 4, 1), working_days=5)
    with pytest.raises(ValidationError, match="không trước ngày giao"):
        given(coordinator, [committee], due_on=date(2026, 1, 1))
    share = share_of(given(coordinator, [committee]), committee)
    with pytest.raises(ValidationError, match="kết quả"):
        actions.report(share, " ", by=officer, at=AT)
    with pytest.raises(ValidationError, match="từ ngày giao việc"):
        actions.report(share, "Xong", by=officer, at=AT, on=date(2026, 1, 1))


def test_a_task_is_given_to_further_bodies_later_with_days_of_their_own(
    coordinator, officer, communes
):
    committee, second, third = communes
    task = given(coordinator, [committee], working_days=10)
    task.without_body = [second.place.title, "Xã Khác"]
    task.save()
    actions.take(share_of(task, committee), by=officer, at=AT)

    addition = actions.give_further(
        task, [committee, second, third], "Mới có cán bộ", by=coordinator, at=LATER
    )

    assert [
        (s.taker, s.state, s.given_on, s.last_day)
        for s in task.shares.select_related("addition__clock", "assignment__clock", "taker")
    ] == [
        (committee, "taken", ON, date(2026, 3, 16)),
        (second, "given", date(2026, 3, 20), date(2026, 4, 3)),
        (third, "given", date(2026, 3, 20), date(2026, 4, 3)),
    ]
    assert Share.objects.late_on(date(2026, 3, 20)).get().taker == committee
    assert progress_of([task.pk], date(2026, 3, 20))[task.pk].late == 1
    assert Assignment.objects.get().without_body == ["Xã Khác"]
    assert journals.last(task) == (
        "give_further",
        "Rà soát sản phẩm",
        {"takers": [1, 3], "due_on": [None, "2026-04-03"], "without_body": [2, 1]},
    )
    counted = {countable.key: countable for countable in COUNTABLES}
    march = Period(date(2026, 3, 31), first=date(2026, 3, 15))
    assert count(counted["assignments.given"], march).total == 2
    paper = documents.dispatch(task, addition)
    assert paper.addressees == sorted([second.name, third.name])
    assert documents.dispatch(task).addressees == [committee.name]


def test_only_those_who_came_later_are_told_of_it(coordinator, officer, communes):
    committee, second, third = communes
    task = given(coordinator, [second], due_on=date(2026, 4, 1))
    addition = actions.give_further(task, [committee], "Bổ sung", by=coordinator, at=LATER)
    actions.give_further(task, [third], "Bổ sung", by=coordinator, at=LATER)

    tell = lambda: actions.tell_takers(task.pk, at=LATER, addition_id=addition.pk)  # noqa: E731
    assert tell() == tell() == 1
    assert list(Notice.objects.filter(user=officer).values_list("text", flat=True)) == [
        "Văn phòng Điều phối tỉnh giao: Rà soát sản phẩm. Hạn 1/4/2026."
    ]


def test_the_clock_of_those_who_came_later_ends_with_their_last_share(
    coordinator, officer, communes
):
    committee, second, _third = communes
    task = given(coordinator, [second], working_days=10)
    addition = actions.give_further(
        task, [committee], "Bổ sung", working_days=3, by=coordinator, at=LATER
    )
    assert addition.last_day == date(2026, 3, 25)

    share = share_of(task, committee)
    with pytest.raises(ValidationError, match="từ ngày giao việc"):
        actions.report(share, "Xong", by=officer, at=LATER, on=date(2026, 3, 19))
    actions.report(share, "Xong", by=officer, at=LATER)
    actions.confirm(share, by=coordinator, at=LATER)
    addition.clock.refresh_from_db()
    task.clock.refresh_from_db()

    assert (addition.clock.state, task.clock.state) == ("finished", "running")


def test_what_is_given_further_is_held_to_the_same_rules(
    coordinator, advisor, officer, communes, far_advisor
):
    committee, second, third = communes
    more = {"by": coordinator, "at": LATER}
    task = given(coordinator, [committee], due_on=date(2026, 3, 13))

    with pytest.raises(ValidationError, match="đã được giao việc này rồi"):
        actions.give_further(task, [committee], "x", **more)
    with pytest.raises(ValidationError, match="ít nhất một đơn vị"):
        actions.give_further(task, [], "x", **more)
    with pytest.raises(ValidationError, match="Hạn 13/3/2026 của nhiệm vụ đã qua"):
        actions.give_further(task, [second], "x", **more)
    with pytest.raises(ValidationError, match="không trước ngày giao"):
        actions.give_further(task, [second], "x", due_on=date(2026, 3, 19), **more)
    with pytest.raises(ValidationError, match="từ ngày giao việc đến hôm nay"):
        actions.give_further(task, [second], "x", given_on=date(2026, 3, 1), **more)
    with pytest.raises(ValidationError, match="reason"):
        actions.give_further(task, [second], " ", due_on=date(2026, 4, 1), **more)
    for person in (officer, far_advisor):
        with pytest.raises(PermissionDenied):
            actions.give_further(task, [second], "x", by=person, at=LATER)
    actions.withdraw(task, "Thôi", **more)
    again = lambda: actions.give_further(task, [third], "x", **more)  # noqa: E731
    assert refused(again) == "assignment-withdrawn"
    assert task.shares.count() == 1


def test_strangers_do_nothing_and_see_nothing(
    coordinator, officer, committee, far_advisor, stranger, producer, chair, operator, elsewhere
):
    share = share_of(given(coordinator, [committee]), committee)

    for person in (far_advisor, stranger, producer, chair, operator):
        assert not Share.objects.visible_to(person).exists()
        assert not Assignment.objects.visible_to(person).exists()
        with pytest.raises(PermissionDenied):
            actions.take(share, by=person, at=AT)
        with pytest.raises(PermissionDenied):
            given(person, [committee])
    with pytest.raises(PermissionDenied):
        actions.take(share, by=coordinator, at=AT)
    actions.report(share, "Xong", by=officer, at=AT)
    with pytest.raises(PermissionDenied):
        actions.confirm(share, by=officer, at=AT)
    with pytest.raises(PermissionDenied):
        given(officer, [coordinator.acting.organisation])


def test_who_keeps_the_programme_of_the_place_or_of_the_country_sees_it(
    coordinator, advisor, centre, committee
):
    task = given(coordinator, [committee])

    for person in (advisor, centre):
        assert Assignment.objects.visible_to(person).get() == task
        assert Share.objects.visible_to(person).get() == task.shares.get()


def test_who_has_not_moved_is_counted(coordinator, officer, communes):
    task = given(coordinator, communes, due_on=date(2026, 3, 13))
    actions.take(share_of(task, communes[0]), by=officer, at=AT)

    counted = progress_of([task.pk], date(2026, 3, 20))[task.pk]

    assert counted == Progress(total=3, given=2, taken=1, late=3)
    assert counted.moved == 1
    assert Share.objects.late_on(date(2026, 3, 13)).count() == 0
    assert Share.objects.late_on(date(2026, 3, 14)).count() == 3


def test_a_share_is_handed_down_with_its_own_arithmetic(centre, advisor, communes):
    body = advisor.acting.organisation
    above = given(centre, [body], due_on=date(2026, 3, 31))
    share = share_of(above, body)
    with pytest.raises(ValidationError, match="hạn giao xuống không thể sau đó"):
        given(advisor, communes, due_on=date(2026, 4, 10), parent=share)

    given(advisor, communes, due_on=date(2026, 3, 20), parent=share)

    assert below([share.pk], date(2026, 3, 10))[share.pk] == Progress(total=3, given=3)
    other = share_of(given(centre, [body]), body)
    actions.report(other, "Xong", by=advisor, at=AT)
    actions.confirm(other, by=centre, at=AT)
    assert refused(lambda: given(advisor, communes, parent=other)) == "share-done"


def test_a_task_is_withdrawn_with_its_reason(coordinator, officer, committee):
    task = given(coordinator, [committee], working_days=5)
    share = share_of(task, committee)
    with pytest.raises(PermissionDenied):
        actions.withdraw(task, "x", by=officer, at=AT)

    task = actions.withdraw(task, "Đã có kế hoạch khác", by=coordinator, at=AT)

    assert task.withdrawn_reason == "Đã có kế hoạch khác"
    assert not Share.objects.to_do().exists()
    assert refused(lambda: actions.take(share, by=officer, at=AT)) == "assignment-withdrawn"
    again = lambda: actions.withdraw(task, "x", by=coordinator, at=AT)  # noqa: E731
    assert refused(again) == "assignment-withdrawn"


def test_who_has_a_share_is_reminded_once_before_and_once_after(coordinator, officer, committee):
    given(coordinator, [committee], due_on=date(2026, 3, 13))

    def reminded(day: int) -> int:
        return actions.remind_of_due(at=AT.replace(day=day))

    assert [reminded(day) for day in (9, 10, 11, 13, 14, 15)] == [0, 1, 0, 0, 1, 0]
    assert list(Notice.objects.order_by("pk").values_list("text", flat=True)) == [
        "Sắp đến hạn 13/3/2026: Rà soát sản phẩm.",
        "Đã quá hạn 13/3/2026: Rà soát sản phẩm. Hãy báo cáo kết quả.",
    ]


def test_a_storm_moves_the_day_of_a_task_in_working_days(coordinator, officer, communes, province):
    task = given(coordinator, communes, working_days=10)
    clocks.correct_days(
        province,
        date(2026, 3, 5),
        date(2026, 3, 5),
        works=False,
        reason="Lũ",
        by=coordinator,
        at=AT,
    )

    clocks.recompute_open(at=AT, why="lũ")

    assert Assignment.objects.get(pk=task.pk).last_day == date(2026, 3, 17)
    assert Notice.objects.filter(user=officer, text__contains="sang 17/3/2026").count() == 1


def test_shares_are_countable(coordinator, officer, communes, province):
    task = given(coordinator, communes, due_on=date(2026, 3, 13))
    share = share_of(task, communes[0])
    actions.report(share, "Xong", by=officer, at=AT)
    actions.confirm(share, by=coordinator, at=AT)
    year = Period(first=date(2026, 1, 1), last=date(2026, 12, 31))

    counted = {each.key: count(each, year, within=province).total for each in COUNTABLES}

    assert counted == {"assignments.given": 3, "assignments.done": 1, "assignments.late": 2}


def test_the_papers_say_what_the_records_say(coordinator, officer, communes):
    task = given(
        coordinator,
        communes[:2],
        text="Rà soát từng sản phẩm.",
        proof="Báo cáo",
        due_on=date(2026, 3, 13),
        source_text="Kế hoạch OCOP năm 2026",
    )
    actions.report(share_of(task, communes[0]), "Đủ 12", by=officer, at=AT, paper="45/BC-UBND")

    dispatch = documents.dispatch(task)
    assert dispatch.summary == "V/v Rà soát sản phẩm"
    assert sorted(dispatch.addressees) == sorted(body.name for body in communes[:2])
    assert (dispatch.grounds, dispatch.is_draft) == (["Kế hoạch OCOP năm 2026"], True)
    paper = documents.results(task, ON + timedelta(days=30))
    assert paper.blocks[0].text == (
        "Giao ngày 2/3/2026 cho 2 đơn vị: 0 hoàn thành, 1 chờ xác nhận, 0 đang làm, 1 chưa nhận; "
        "1 quá hạn."
    )
    assert ("đã báo cáo", "2/3/2026", "Đủ 12 (45/BC-UBND)") in [
        row[2:] for row in paper.blocks[1].rows
    ]


@pytest.mark.django_db(transaction=True)
def test_two_who_report_at_once_take_turns(coordinator, officer, committee):
    share = share_of(given(coordinator, [committee], at=timezone.now()), committee)
    report = act(actions.report, share, "Xong", by=officer)

    assert sorted(told(report, report)) == sorted([DONE, "share-reported"])
    assert share.events.count() == 1
