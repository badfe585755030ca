import smtplib
import threading
from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.utils import timezone

from sanvat.errors import Refusal
from sanvat.parties import actions, links, mails, post, tasks
from sanvat.parties.models import Letter, Role, WaitingMail
from sanvat.records.hiding import HIDDEN
from sanvat.records.jobs import Fate, settle_lost
from sanvat.site.commands.worker import work
from tests.parties.journal import last_entry, nothing_was_written, written
from tests.people import make_member
from tests.records.lost_jobs import begun, status, worker
from tests.threads import in_a_thread

TO = "lan@vidu.example"


class Faulty(EmailBackend):
    """A mail server that fails as `fault` says."""

    fault: Exception | None = None
    at_greeting = False

    def open(self):
        if self.at_greeting and self.fault:
            raise self.fault

    def send_messages(self, messages):
        if self.fault:
            raise self.fault
        return super().send_messages(messages)


@pytest.fixture
def faulty(settings, monkeypatch):
    settings.EMAIL_BACKEND = "tests.parties.test_letters.Faulty"

    def fail(fault, *, at_greeting=False):
        monkeypatch.setattr(Faulty, "fault", fault)
        monkeypatch.setattr(Faulty, "at_greeting", at_greeting)

    return fail


@pytest.fixture
def letter(officer) -> Letter:
    return actions.draft_letter(
        TO, "Hồ sơ cần bổ sung", "Kính gửi…", about=officer, by=officer, at=timezone.now()
    )


@pytest.fixture
def queued(letter, officer) -> Letter:
    actions.read_letter(letter, by=officer, at=timezone.now())
    actions.queue_letter(letter, by=officer, at=timezone.now())
    return again(letter)


def again(letter: Letter) -> Letter:
    return Letter.objects.get(pk=letter.pk)


def later(letter: Letter) -> None:
    """Its next try is due."""
    Letter.objects.filter(pk=letter.pk).update(due_at=timezone.now())


# From the draft to the post


def test_a_letter_is_drafted_read_and_queued(queued, officer):
    assert queued.state == "queued"
    assert list(Letter.objects.about(officer)) == [queued]
    assert written(queued) == [
        (act, "Nguyễn Thị Lan", "UBND xã Đức Trọng")
        for act in ("draft_letter", "read_letter", "queue_letter")
    ]


def test_a_letter_nobody_read_over_is_not_queued(letter, officer):
    with pytest.raises(Refusal) as refused:
        actions.queue_letter(letter, by=officer, at=timezone.now())

    assert refused.value.code == "letter-state"
    assert again(letter).state == "drafted"


def test_changed_words_are_read_again(letter, officer):
    actions.read_letter(letter, by=officer, at=timezone.now())

    actions.revise_letter(letter, subject=" Sửa ", body="Khác", by=officer, at=timezone.now())

    letter = again(letter)
    assert (letter.subject, letter.body, letter.state) == ("Sửa", "Khác", "drafted")
    assert written(letter)[-1][0] == "revise_letter"
    assert last_entry().changes == {"state": ["read", "drafted"]}


def test_the_same_key_is_the_same_letter(officer):
    first, second = (
        actions.draft_letter(
            TO, "Một", "Hai", about=None, by=officer, at=timezone.now(), key="dossier-1"
        )
        for _time in range(2)
    )

    assert first == second
    assert len(written(first)) == 1


def test_an_address_must_be_one(officer):
    with pytest.raises(ValidationError):
        actions.draft_letter("lan", "Một", "Hai", about=None, by=officer, at=timezone.now())


def test_a_queued_letter_is_not_changed(queued, officer):
    for act, more in [
        (actions.revise_letter, {"subject": "a", "body": "b"}),
        (actions.retry_letter, {}),
    ]:
        with pytest.raises(Refusal) as refused:
            act(queued, by=officer, at=timezone.now(), **more)
        assert refused.value.code == "letter-state"


def test_a_cancelled_letter_is_not_sent(queued, officer):
    actions.cancel_letter(queued, by=officer, at=timezone.now())

    post.send(queued.pk)

    assert again(queued).state == "cancelled"
    assert mail.outbox == []
    assert written(queued)[-1] == ("cancel_letter", "Nguyễn Thị Lan", "UBND xã Đức Trọng")


def test_a_letter_just_being_sent_is_not_cancelled(queued, officer):
    Letter.objects.update(taken_at=timezone.now())

    with pytest.raises(Refusal) as refused:
        actions.cancel_letter(queued, by=officer, at=timezone.now())

    assert refused.value.code == "letter-being-sent"


@pytest.mark.parametrize("who", ["stranger", "advisor", "chair", "producer"])
def test_a_letter_belongs_to_the_body_that_writes_it(who, request, letter):
    person = request.getfixturevalue(who)

    assert not Letter.objects.visible_to(person).exists()
    for act in (
        actions.read_letter,
        actions.queue_letter,
        actions.cancel_letter,
        actions.retry_letter,
    ):
        with pytest.raises(PermissionDenied):
            act(letter, by=person, at=timezone.now())
    with pytest.raises(PermissionDenied):
        actions.revise_letter(letter, subject="a", body="b", by=person, at=timezone.now())
    assert again(letter).state == "drafted"


def test_who_acts_for_nobody_writes_no_letters(nobody):
    with pytest.raises(PermissionDenied):
        actions.draft_letter(TO, "Một", "Hai", about=None, by=nobody, at=timezone.now())

    assert nothing_was_written()


def test_a_colleague_goes_on_with_it(letter, officer, nobody):
    make_member(nobody, Role.COMMUNE_OFFICER, officer.acting.organisation)

    actions.read_letter(letter, by=nobody, at=timezone.now())

    assert list(Letter.objects.visible_to(nobody)) == [letter]


# The post


def test_a_sent_letter_says_so(queued):
    post.send(queued.pk)

    letter = again(queued)
    assert (letter.state, letter.tries, letter.taken_at) == ("sent", 1, None)
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [([TO], "Hồ sơ cần bổ sung")]
    assert written(letter)[-1] == ("send_letter", "", "")


def test_nothing_is_sent_twice(queued):
    post.send(queued.pk)
    post.send(queued.pk)

    assert len(mail.outbox) == 1


def test_an_invitation_gets_its_link_on_the_way(advisor, council):
    offer = actions.invite(council, Role.COUNCIL_MEMBER, email=TO, by=advisor, at=timezone.now())

    post.send(Letter.objects.about(offer).get().pk)

    assert links.link_of(offer) in mail.outbox[0].body
    assert "{link}" in Letter.objects.about(offer).get().body


def test_a_server_that_cannot_be_reached_is_asked_again_later_and_later(queued, faulty):
    faulty(ConnectionRefusedError("no one there"), at_greeting=True)
    waits = []
    for _try in post.WAITS:
        before = timezone.now()
        post.send(queued.pk)
        waits.append(round((again(queued).due_at - before) / timedelta(minutes=1)))
        post.send(queued.pk)  # not yet: nothing happens
        later(queued)

    assert waits == [1, 5, 30, 120, 720]
    assert (again(queued).state, again(queued).tries) == ("queued", 5)
    assert again(queued).last_error == "ConnectionRefusedError: no one there"

    post.send(queued.pk)
    assert (again(queued).state, again(queued).tries) == ("failed", 6)
    assert [act for act, *_who in written(queued)][3:] == ["give_up_letter"]


def test_once_the_server_is_back_the_letter_goes(queued, faulty):
    faulty(ConnectionRefusedError("no one there"), at_greeting=True)
    post.send(queued.pk)
    faulty(None)
    later(queued)

    tasks.send_due_letters(timestamp=0)

    assert again(queued).state == "sent"
    assert len(mail.outbox) == 1


def test_an_address_the_server_refuses_for_good_is_not_tried_again(queued, faulty, officer):
    faulty(smtplib.SMTPRecipientsRefused({TO: (550, b"no such user")}))

    post.send(queued.pk)

    assert again(queued).state == "failed"
    faulty(None)
    actions.retry_letter(queued, by=officer, at=timezone.now())
    post.send(queued.pk)
    assert again(queued).state == "sent"
    assert "retry_letter" in [act for act, *_who in written(queued)]


def test_a_server_that_is_busy_is_tried_again(queued, faulty):
    faulty(smtplib.SMTPDataError(451, b"try later"))

    post.send(queued.pk)

    assert (again(queued).state, again(queued).tries) == ("queued", 1)


@pytest.mark.parametrize(
    "fault", [smtplib.SMTPServerDisconnected("gone"), TimeoutError("silence"), BrokenPipeError()]
)
def test_a_line_that_breaks_in_the_middle_is_left_to_a_person(queued, faulty, fault):
    faulty(fault)

    post.send(queued.pk)

    assert again(queued).state == "failed"
    assert again(queued).last_error.startswith("Mất liên lạc khi đang gửi: thư có thể đã tới.")


def test_a_letter_whose_job_died_is_left_to_a_person(queued):
    Letter.objects.update(taken_at=timezone.now() - timedelta(minutes=16))

    tasks.send_due_letters(timestamp=0)

    assert again(queued).state == "failed"
    assert mail.outbox == []


def test_a_letter_whose_worker_died_while_sending_it_says_so_within_a_minute(queued):
    post._take(queued.pk, timezone.now())
    job = begun(tasks.jobs.SEND_LETTER, by=worker(silent_for=60), letter_id=queued.pk)

    assert settle_lost() == {Fate.OVER: 1}

    queued.refresh_from_db()
    assert (status(job), queued.state) == ("gone", "failed")
    assert queued.last_error.startswith("Mất liên lạc khi đang gửi: thư có thể đã tới.")


def test_a_letter_whose_worker_died_before_sending_it_is_sent_once(queued):
    job = begun(tasks.jobs.SEND_LETTER, by=worker(silent_for=60), letter_id=queued.pk)

    assert settle_lost() == {Fate.AGAIN: 1}
    assert status(job) == "todo"
    tasks.send_letter.func(queued.pk)
    tasks.send_letter.func(queued.pk)

    assert len(mail.outbox) == 1


def test_a_letter_that_was_sent_before_its_worker_died_is_left_alone(queued):
    post.send(queued.pk)
    job = begun(tasks.jobs.SEND_LETTER, by=worker(silent_for=60), letter_id=queued.pk)

    assert settle_lost() == {Fate.OVER: 1}
    assert (status(job), len(mail.outbox)) == ("gone", 1)


@pytest.mark.django_db
def test_a_mail_about_signing_in_is_taken_up_again():
    waiting = mails.keep(TO, "Mật khẩu mới", "…", at=timezone.now())
    WaitingMail.objects.update(taken_at=timezone.now())
    job = begun(tasks.jobs.SEND_MAIL, by=worker(silent_for=60), mail_id=waiting.pk)

    assert settle_lost() == {Fate.AGAIN: 1}
    assert status(job) == "todo"
    mails.send(waiting.pk)
    assert [each.subject for each in mail.outbox] == ["Mật khẩu mới"]


def test_a_job_that_comes_back_late_says_so_when_it_sent_the_letter(queued):
    Letter.objects.update(taken_at=timezone.now() - timedelta(minutes=16))
    in_hand = again(queued)
    tasks.send_due_letters(timestamp=0)
    assert again(queued).state == "failed"

    for _job in range(2):
        actions.report_sent(in_hand, at=timezone.now())

    assert again(queued).state == "sent"
    assert [act for act, *_who in written(queued)][-2:] == ["give_up_letter", "send_letter"]


def test_a_job_that_failed_late_changes_nothing(queued, officer):
    Letter.objects.update(taken_at=timezone.now() - timedelta(minutes=16))
    in_hand = again(queued)
    actions.report_sent(in_hand, at=timezone.now())

    actions.report_failed(in_hand, error="too late", again_at=None, at=timezone.now())

    assert (again(queued).state, again(queued).last_error) == ("sent", "")


def test_an_operator_helps_with_a_letter_that_is_stuck(queued, operator):
    Letter.objects.update(state="failed")

    actions.retry_letter(queued, by=operator, at=timezone.now())

    assert written(queued)[-1] == ("retry_letter", "Ngô Văn Hành", "Đơn vị vận hành")


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_it_once(queued):
    start = threading.Barrier(4)

    def worker():
        start.wait()
        post.send(queued.pk)
        connection.close()

    workers = [threading.Thread(target=worker) for _worker in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert len(mail.outbox) == 1
    assert (again(queued).state, again(queued).tries) == ("sent", 1)


@pytest.mark.django_db(transaction=True)
def test_a_worker_finds_the_job_and_leaves_none_behind(queued):
    in_a_thread(partial(work, once=True))

    assert again(queued).state == "sent"
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE queue_name = 'mail'")
        assert ("parties.send_letter",) not in cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_is_taken_back_leaves_no_job(officer):
    @transaction.atomic
    def write_and_fail():
        actions.post_letter(TO, "Một", "Hai", about=None, by=officer, at=timezone.now(), key="x")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (0,)


def test_an_erased_letter_keeps_to_whom_it_went_and_says_nothing(queued, officer):
    post.send(queued.pk)
    at = timezone.now()

    assert actions.erase_letters([again(queued)], at=at) == 1

    letter = again(queued)
    assert (letter.body, letter.reply_to, letter.erased_at) == ("", "", at)
    assert (letter.to, letter.subject, letter.state) == (TO, "Hồ sơ cần bổ sung", "sent")
    entry = last_entry()
    assert (entry.act, entry.changes) == ("erase_letter", {"body": [HIDDEN, ""]})
    assert actions.erase_letters([], at=at) == 0
