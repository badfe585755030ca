"""What was done is counted from confirmations; both sides sign; what is left goes on next year."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from sanvat.agreements import actions
from sanvat.agreements.actions import Figure, Judged
from sanvat.agreements.content import compare_years, content_of
from sanvat.agreements.models import Agreement, IssuedReport, Item, ReviewLine
from sanvat.documents import printed
from sanvat.documents.paper import Table
from sanvat.documents.paper_data import of_data
from sanvat.errors import Refusal
from sanvat.indicators.jobs import MAKE_FILES
from sanvat.indicators.models import KeptPaper
from sanvat.records import journal
from tests.agreements.worlds import all_confirmed, done, drafted, first, sign
from tests.people import again

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def code_of(act, *given, **more):
    with pytest.raises(Refusal) as refusal:
        act(*given, at=now(), **more)
    return refusal.value.code


def reviewed(agreement, lead, partner, **given):
    actions.write_review(agreement, by=lead, at=now(), **given)
    for user in (lead, partner):
        actions.sign_review(agreement, user.name, signed_on=timezone.localdate(), by=user, at=now())
    agreement.refresh_from_db()


def left(agreement):
    """The second item, which is not done, judged so."""
    return {agreement.items.last(): Judged("partly", "Mới được một nửa")}


def test_done_in_a_review_is_what_was_confirmed(running, coordinator, programme_party):
    all_confirmed(running, coordinator, programme_party)

    reviewed(running, coordinator, programme_party, weaknesses="Báo cáo chậm")

    assert running.state == "reviewed"
    assert [line.mark for line in running.review.lines.all()] == ["done", "done"]


def test_a_reviewer_says_less_with_a_reason_and_never_more(running, coordinator, programme_party):
    item = done(first(running), coordinator)
    second = running.items.last()

    with pytest.raises(ValidationError) as error:
        actions.write_review(running, by=coordinator, at=now())
    assert list(error.value.error_dict) == ["item-1", "item-2"]
    assert (
        code_of(
            actions.write_review,
            running,
            by=coordinator,
            judged={item: Judged("done", ""), second: Judged("not", "Chưa có tiền")},
        )
        == "done-unconfirmed"
    )
    actions.confirm(item, by=programme_party, at=now())
    judged = {item: Judged("partly", "Còn hai xã"), second: Judged("not", "Chưa có tiền")}
    assert actions.write_review(running, by=coordinator, at=now(), judged=judged)
    assert not actions.write_review(running, by=coordinator, at=now(), judged=judged)
    with pytest.raises(IntegrityError, match="agreements"), transaction.atomic():
        ReviewLine.objects.filter(item=second).update(mark="done")


def test_figures_have_their_source_and_concerns_theirs(running, coordinator, programme_party):
    all_confirmed(running, coordinator, programme_party)
    poor = Figure("Hộ nghèo", Decimal("2.13"), "%", date(2025, 12, 31), "báo cáo của huyện")

    actions.write_review(
        running,
        by=coordinator,
        at=now(),
        figures=[poor],
        concerns_handled=12,
        concerns_source="Ban tiếp công dân báo",
    )

    (kept,) = running.review.figures.all()
    assert (kept.value, kept.unit, kept.source) == (Decimal("2.13"), "%", "báo cáo của huyện")
    for more in (
        {"concerns_handled": 3},
        {"figures": [Figure("x", Decimal(1), "", poor.day, " ")]},
    ):
        with pytest.raises(ValidationError):
            actions.write_review(running, by=coordinator, at=now(), **more)


def test_each_party_signs_for_itself_and_once(running, coordinator, programme_party, advisor):
    all_confirmed(running, coordinator, programme_party)
    day = {"signed_on": timezone.localdate()}

    assert code_of(actions.sign_review, running, "Thu", by=coordinator, **day) == "no-review"
    actions.write_review(running, by=coordinator, at=now())
    with pytest.raises(PermissionDenied):
        actions.sign_review(running, "Minh", by=advisor, at=now(), **day)
    assert not actions.sign_review(running, "Thu", by=coordinator, at=now(), **day)
    assert (
        code_of(actions.sign_review, running, "Thu", by=coordinator, **day)
        == "review-signed-before"
    )
    assert code_of(actions.write_review, running, by=programme_party) == "review-signed"
    with pytest.raises(IntegrityError, match="agreements"), transaction.atomic():
        ReviewLine.objects.update(mark="not", reason="Sửa sau")
    assert actions.sign_review(running, "Tuyên", by=programme_party, at=now(), **day)


def test_what_was_confirmed_since_is_reviewed_anew(running, coordinator, programme_party):
    item = done(first(running), coordinator)
    second = running.items.last()
    judged = {item: Judged("not", "Chờ xác nhận"), second: Judged("not", "Chưa làm")}
    actions.write_review(running, by=coordinator, at=now(), judged=judged)
    actions.confirm(item, by=programme_party, at=now())

    code = code_of(
        actions.sign_review, running, "Thu", signed_on=timezone.localdate(), by=coordinator
    )
    assert code == "review-behind"


# Next year


@pytest.fixture
def looked_back(running, coordinator, programme_party):
    """The first item confirmed, the second done in part; reviewed by both."""
    actions.confirm(done(first(running), coordinator), by=programme_party, at=now())
    reviewed(running, coordinator, programme_party, judged=left(running))
    return running


def next_of(agreement, by, carry=None) -> Agreement:
    year = agreement.year + 1
    return actions.draft_next(
        agreement,
        f"Chương trình năm {year}",
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        carry=agreement.items.exclude(state="confirmed") if carry is None else carry,
        by=by,
        at=now(),
    )


def test_what_is_left_goes_into_next_years_draft(looked_back, coordinator):
    after = next_of(looked_back, coordinator)

    (carried,) = after.items.all()
    was = looked_back.items.last()
    assert (carried.comes_from, carried.number, carried.text) == (was, 1, "Nội dung thứ 2")
    assert [each.party.agreement for each in carried.partners.all()] == [after]
    assert (was.state, first(looked_back).state) == ("carried_over", "confirmed")
    assert (after.state, after.continues) == ("draft", looked_back)


def test_the_difference_between_the_years_is_shown(looked_back, coordinator):
    after = next_of(looked_back, coordinator)
    actions.change_item(first(after), text="Nội dung thứ hai, mở rộng", by=coordinator, at=now())
    actions.add_item(after, "Việc mới", after.parties.first(), by=coordinator, at=now())

    found = compare_years(content_of(looked_back), content_of(after))
    assert [(each.label, each.state) for each in found] == [
        ("Nội dung 1", "changed"),
        ("Nội dung 2", "new"),
        ("Nội dung 1", "gone"),
    ]


def test_signing_the_next_renews_the_one_before(looked_back, coordinator):
    after = next_of(looked_back, coordinator)
    actions.send_round(after, by=coordinator, at=now())

    sign(after, coordinator)

    looked_back.refresh_from_db()
    assert looked_back.state == "renewed"
    assert code_of(actions.close, looked_back, by=coordinator) == "agreement-renewed"


def test_there_is_one_next_and_only_after_the_review(looked_back, coordinator, programme_party):
    next_of(looked_back, coordinator)
    with pytest.raises(Refusal) as refusal:
        next_of(looked_back, coordinator, carry=[])
    assert refusal.value.code == "continued"
    with pytest.raises(Refusal) as refusal:
        next_of(drafted(coordinator, programme_party), coordinator)
    assert refusal.value.code == "agreement-draft"


def test_a_closed_agreement_is_still_renewed(looked_back, coordinator):
    actions.close(looked_back, by=coordinator, at=now())

    assert next_of(looked_back, coordinator, carry=[]).continues == looked_back


# Meetings


def test_minutes_say_what_was_said_of_each_item(running, coordinator, programme_party, advisor):
    given = {"chair": "Bà Thu", "decisions": "Làm tiếp", "at": now()}
    day = timezone.localdate()
    meeting = actions.record_meeting(
        running,
        "quarter",
        day,
        remarks={first(running): "Đúng tiến độ"},
        by=programme_party,
        **given,
    )

    assert [(r.item.number, r.text) for r in meeting.remarks.all()] == [(1, "Đúng tiến độ")]
    assert actions.change_meeting(meeting, decisions="Làm nhanh", by=programme_party, at=now())
    assert not actions.change_meeting(meeting, by=programme_party, at=now())
    with pytest.raises(PermissionDenied):
        actions.change_meeting(meeting, decisions="Khác", by=coordinator, at=now())
    with pytest.raises(PermissionDenied):
        actions.record_meeting(running, "quarter", day, by=advisor, **given)
    with pytest.raises(ValidationError):
        actions.record_meeting(running, "quarter", day.replace(year=2999), by=coordinator, **given)


def test_a_review_is_kept_as_all_have_signed_it(running, coordinator, programme_party):
    item = first(running)
    done(item, coordinator)
    actions.confirm(Item.objects.get(pk=item.pk), by=again(programme_party), at=now())
    told = Figure("Lớp đã mở", Decimal(3), "lớp", timezone.localdate(), "Sổ của Hội")
    given = {"judged": left(running), "figures": [told], "concerns_handled": 2}
    actions.write_review(running, by=coordinator, at=now(), concerns_source="Công văn 9", **given)
    assert not running.issued_reports.exists()

    for user in (coordinator, programme_party):
        actions.sign_review(running, user.name, signed_on=timezone.localdate(), by=user, at=now())

    report = running.issued_reports.get()
    assert (report.kind, report.kept.pdf.extension, report.kept.word.extension) == (
        "review",
        "pdf",
        "docx",
    )
    assert [(each.name, each.value, each.source) for each in report.kept.figures.all()] == [
        ("all", 2, ""),
        ("done", 1, ""),
        ("partly", 1, ""),
        ("not", 0, ""),
        ("told-1", 3, "Sổ của Hội"),
        ("concerns", 2, "Công văn 9"),
    ]
    (row,) = report.kept.figures.get(name="done").kept_rows
    assert row.key == item.pk
    day = timezone.localdate()
    assert row.label == (
        "1. Nội dung thứ 1 (đã xác nhận: "
        f"{programme_party.acting.organisation.name}, {day.day}/{day.month}/{day.year})"
    )
    assert Table in {type(block) for block in of_data(report.kept.description).blocks}


def test_a_report_of_a_period_stays_as_it_was_issued(running, coordinator, programme_party):
    today = timezone.localdate()
    begin = date(today.year, 1, 1)
    report = actions.issue_report(running, begin, today, by=coordinator, at=now())
    all_confirmed(running, coordinator, programme_party)
    later = actions.issue_report(running, begin, today, by=again(programme_party), at=now())

    assert [
        {each.name: int(each.value) for each in one.kept.figures.all()} for one in (report, later)
    ] == [
        {"all": 2, "confirmed": 0, "done": 0, "late": 0},
        {"all": 2, "confirmed": 2, "done": 0, "late": 0},
    ]
    assert journal.of(running).filter(act="issue_agreement_report").count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedReport.objects.filter(pk=report.pk).update(last=begin)
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedReport.objects.filter(pk=report.pk).delete()


def test_a_worker_makes_the_files_of_a_large_one(running, coordinator, monkeypatch):
    monkeypatch.setattr(printed, "LARGE_TABLES", 1)
    today = timezone.localdate()
    kept = actions.issue_report(running, today, today, by=coordinator, at=now()).kept
    assert (kept.pdf, kept.word) == (None, None)
    job = ProcrastinateJob.objects.get(task_name=MAKE_FILES)

    app.tasks[job.task_name].func(**job.args)
    app.tasks[job.task_name].func(**job.args)  # done twice it does no harm

    kept.refresh_from_db()
    assert (kept.pdf.extension, kept.word.extension) == ("pdf", "docx")
    for change in ({"description": {}}, {"pdf": None, "word": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            KeptPaper.objects.filter(pk=kept.pk).update(**change)


def test_a_report_is_issued_by_the_parties_of_what_is_signed_for_days_that_are_over(
    running, coordinator, programme_party, far_advisor
):
    today = timezone.localdate()
    begin = date(today.year, 1, 1)

    def issue(agreement=running, first=begin, last=today, by=coordinator):
        actions.issue_report(agreement, first, last, by=by, at=now())

    with pytest.raises(PermissionDenied):
        issue(by=far_advisor)
    for days in (
        {"last": today + timedelta(days=1)},
        {"first": today, "last": begin - timedelta(days=1)},
        {"first": date(today.year - 2, 1, 1), "last": date(today.year - 1, 12, 31)},
    ):
        with pytest.raises(ValidationError):
            issue(**days)
    with pytest.raises(Refusal) as refused:
        issue(agreement=drafted(coordinator, programme_party))
    assert refused.value.code == "not-signed"
    assert not IssuedReport.objects.exists()
