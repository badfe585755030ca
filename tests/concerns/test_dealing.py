"""What an office does with a matter, and what its sender does."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from sanvat.clocks.models import Clock
from sanvat.concerns import actions
from sanvat.concerns.actions.turns import MOST_FILES
from sanvat.concerns.models import Answer, Concern, Publication, Reading, Reminder
from sanvat.errors import Refusal
from sanvat.parties.models import Notice
from sanvat.records import journal
from sanvat.text.days import day
from tests.records.uploads import picture_from_phone, upload


def now():
    return timezone.now()


def seven_on(when):
    """Seven in the morning of a day."""
    return timezone.make_aware(timezone.datetime(when.year, when.month, when.day, 7))


def refusal(act, *args, **more) -> str:
    with pytest.raises(Refusal) as refused:
        act(*args, **more)
    return refused.value.code


@pytest.fixture
def complaint(officer, send) -> Concern:
    concern = send(kind="complaint", subject="land").concern
    actions.classify(concern, kind="complaint", subject="land", by=officer, at=now())
    return actions.accept(concern, by=officer, at=now())


def test_more_days_for_what_is_complex(officer, complaint):
    assert complaint.clock.allowed == 30
    concern = actions.extend_concern(
        complaint, case="complex", reason="Nhiều hộ liên quan.", by=officer, at=now()
    )
    assert (concern.clock.allowed, concern.case) == (45, "complex")
    assert concern.clock.started_on == timezone.localdate()
    assert concern.turns.last().said == "Nhiều hộ liên quan."
    again = {"reason": "Nữa.", "by": officer, "at": now()}
    assert refusal(actions.extend_concern, concern, case="complex", **again) == "no-more-days"
    assert refusal(actions.extend_concern, concern, case="very_complex", **again) == "no-more-days"
    later = now() + timedelta(days=80)
    assert (
        refusal(actions.extend_concern, complaint, case="complex", reason="x", by=officer, at=later)
        == "over-already"
    )


def test_feedback_gets_no_more_days(officer, accepted):
    assert (
        refusal(actions.extend_concern, accepted, case="complex", reason="x", by=officer, at=now())
        == "no-more-days"
    )


def test_the_clock_of_a_complaint_stands_still_by_a_decision(officer, complaint):
    today = timezone.localdate()
    stopped = actions.suspend(
        complaint, on=today, reason="QĐ 8: chờ giám định", by=officer, at=now()
    )
    assert (stopped.clock.state, stopped.clock.due_on) == (Clock.State.STOPPED, None)
    going = actions.take_up_again(stopped, on=today, by=officer, at=now())
    assert going.clock.state == Clock.State.RUNNING
    assert [entry.act for entry in journal.of(complaint)][-2:] == ["suspend", "take_up_again"]


def test_the_clock_of_feedback_never_stands_still(officer, accepted):
    assert (
        refusal(
            actions.suspend,
            accepted,
            on=timezone.localdate(),
            reason="Bận",
            by=officer,
            at=now(),
        )
        == "never-stops"
    )


def test_one_question_waits_at_a_time(officer, accepted):
    actions.ask_sender(accepted, "Ở đâu?", by=officer, at=now())
    assert (
        refusal(actions.ask_sender, accepted, "Khi nào?", by=officer, at=now()) == "question-waits"
    )
    actions.reply(accepted, "Thôn 4.", at=now())
    assert refusal(actions.reply, accepted, "Nữa.", at=now()) == "nothing-asked"
    assert accepted.questions.get().reply == "Thôn 4."


def test_an_answer_stays_as_it_was_given(officer, answered):
    given = answered.answers.get()
    given.text = "Khác."
    with pytest.raises(IntegrityError), transaction.atomic():
        given.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=given.pk).delete()
    assert refusal(actions.answer, answered, "Lần nữa.", by=officer, at=now()) == "concern-answered"


def test_what_was_sent_stays_as_it_was_sent(concern):
    for change in ({"text": "Khác"}, {"title": "Khác"}, {"sent_key": "b" * 64}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Concern.objects.filter(pk=concern.pk).update(**change)


def test_a_denunciation_stays_one(denunciation, concern):
    for row, change in (
        (denunciation, {"is_confidential": False, "kind": "feedback"}),
        (concern, {"is_confidential": True, "kind": "denunciation"}),
        (denunciation, {"text": "lời"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Concern.objects.filter(pk=row.pk).update(**change)


def test_a_reading_is_never_taken_back(officer, concern):
    actions.read_identity(concern, purpose="verify", by=officer, at=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.all().delete()


def test_it_says_for_what_somebody_reads(officer, concern, coordinator):
    for purpose, note in (("mail", ""), ("", ""), ("required", "")):
        with pytest.raises(ValidationError):
            actions.read_identity(concern, purpose=purpose, note=note, by=officer, at=now())
    with pytest.raises(PermissionDenied):
        actions.read_identity(concern, purpose="verify", by=coordinator, at=now())
    assert not Reading.objects.exists()


def test_it_is_published_without_who_sent_it(officer, answered):
    given = {"title": "Đường thôn 4", "answer": "Đã rải đá.", "by": officer, "at": now()}
    for telling in (
        "Ông Trần Văn Minh hỏi.",
        "tran van minh hoi",
        "Gọi 0913.555.777",
        "gọi +84 913 555 777",
        "thư minh@example.vn",
        "CCCD 001203004567",
        "nhà số 12 ngõ 3 thôn 4",
    ):
        with pytest.raises(ValidationError) as fault:
            actions.publish(answered, text=telling, **given)
        assert list(fault.value.message_dict) == ["text"]
    published = actions.publish(answered, text="Đường vào vùng chè lầy lội.", **given)
    assert list(Publication.objects.public()) == [published]
    taken = actions.unpublish(published, reason="Sai địa danh", by=officer, at=now())
    assert not Publication.objects.public().exists()
    assert (
        refusal(actions.unpublish, taken, reason="Nữa", by=officer, at=now()) == "withdrawn-before"
    )
    assert not Reading.objects.exists()


def test_it_is_published_only_where_it_may_be(officer, answered, accepted, denunciation, send):
    given = {"title": "a", "text": "b", "answer": "c", "by": officer, "at": now()}
    fresh = send().concern
    assert refusal(actions.publish, fresh, **given) == "not-answered"
    assert refusal(actions.publish, denunciation, **given) == "confidential"
    published = actions.publish(answered, **given)
    actions.allow_publication(answered, False, at=now())
    published.refresh_from_db()
    assert published.withdrawn_at is not None
    assert refusal(actions.publish, answered, **given) == "not-allowed"


def test_a_sender_withdraws_until_it_is_answered(officer, accepted, answered):
    assert refusal(actions.withdraw, answered, at=now()) == "concern-answered"


def test_what_is_withdrawn_is_over(officer, accepted):
    concern = actions.withdraw(accepted, reason="Đã tự xong.", at=now())
    assert (concern.state, concern.clock.state, concern.allows_publication) == (
        *("withdrawn", "finished"),
        False,
    )
    assert refusal(actions.answer, concern, "x", by=officer, at=now()) == "concern-withdrawn"
    assert Notice.objects.filter(user=officer).latest("pk").text.startswith("Người gửi rút việc")


def test_satisfaction_is_one_to_five(answered):
    for wrong in (0, 6, -1):
        with pytest.raises(ValidationError):
            actions.rate(answered, wrong, at=now())
    actions.rate(answered, 2, at=now())
    concern = actions.rate(answered, 4, at=now())
    assert (concern.satisfaction, concern.state) == (4, "closed")


def test_it_is_opened_again_within_its_days(answered, settings):
    late = answered.answered_at + timedelta(days=settings.CONCERNS["reopen_days"], seconds=1)
    assert refusal(actions.reopen, answered, "Chưa xong.", at=late) == "too-late-to-reopen"
    in_time = answered.answered_at + timedelta(days=settings.CONCERNS["reopen_days"])
    assert actions.reopen(answered, "Chưa xong.", at=in_time).state == "reopened"


def test_a_complaint_opened_again_has_its_second_limit(officer, complaint):
    actions.answer(complaint, "Không đúng.", by=officer, at=now())
    concern = actions.reopen(complaint, "Tôi không đồng ý.", at=now())
    assert (concern.clock.name, concern.clock.allowed) == ("Giải quyết lần hai", 45)


def test_what_nobody_contests_is_done(answered, settings):
    day = answered.answered_at + timedelta(days=settings.CONCERNS["close_days"])
    assert actions.close_what_is_answered(at=day) == 0
    assert actions.close_what_is_answered(at=day + timedelta(seconds=1)) == 1
    answered.refresh_from_db()
    assert answered.state == "closed"


def test_people_are_told_before_and_after_the_day_and_those_above(
    officer, coordinator, concern, denunciation
):
    def told(person) -> list[str]:
        return [notice.text for notice in Notice.objects.filter(user=person).order_by("pk")]

    due = concern.clock.due_on
    before = len(told(officer))
    actions.remind(at=seven_on(due - timedelta(days=4)))
    assert not Reminder.objects.filter(concern=concern).exists()
    for _twice in range(2):
        actions.remind(at=seven_on(due - timedelta(days=3)))
    actions.remind(at=seven_on(due))
    assert [text for text in told(officer)[before:] if concern.code in text] == [
        f"Việc {concern.code} đến hạn {day(due)}."
    ]
    assert told(coordinator) == []
    for _twice in range(2):
        actions.remind(at=seven_on(due + timedelta(days=1)))
    assert told(coordinator) == [
        f"Việc {concern.code} ở {concern.place.title} quá hạn từ {day(due)}."
    ]
    assert Reminder.objects.filter(concern=concern).count() == 3
    # Nobody above is told of a denunciation, however late.
    actions.remind(at=seven_on(due + timedelta(days=60)))
    assert not any(denunciation.code in text for text in told(coordinator))


def test_a_denunciation_s_clock_is_seen_with_it_alone(
    officer, coordinator, centre, denunciation, concern
):
    for person in (officer, coordinator, centre):
        assert denunciation.clock not in Clock.objects.visible_to(person)
    assert concern.clock in Clock.objects.visible_to(coordinator)


def test_photos_come_along_and_not_with_a_denunciation(send, officer, confidant, own_store):
    photo = upload("duong-thon-4.jpg", picture_from_phone())
    concern = send(uploads=[photo]).concern
    assert concern.attachments.get().name == "duong-thon-4.jpg"
    with pytest.raises(ValidationError) as fault:
        send(kind="denunciation", subject="dossier", uploads=[photo])
    assert list(fault.value.message_dict) == ["files"]
    with pytest.raises(ValidationError) as fault:
        send(uploads=[photo] * (MOST_FILES + 1))
    assert list(fault.value.message_dict) == ["files"]


def test_a_key_is_changed_and_everything_still_opens(officer, concern, settings):
    settings.IDENTITY_KEYS = ["khóa mới " * 8, *settings.IDENTITY_KEYS]
    assert actions.reseal(at=now()) == 2
    assert actions.reseal(at=now()) == 0
    settings.IDENTITY_KEYS = settings.IDENTITY_KEYS[:1]
    concern.refresh_from_db()
    facts = actions.read_identity(concern, purpose="contact", by=officer, at=now())
    assert facts["name"] == "Trần Văn Minh"
