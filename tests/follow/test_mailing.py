"""Mails about what is new: at most once, not about what was withdrawn, ended with one click."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from structlog.testing import capture_logs

from sanvat.follow import actions, links, mailing, tasks
from sanvat.follow.models import Follower, Telling
from tests.follow.conftest import ADDRESS, follower_of, look

pytestmark = pytest.mark.django_db


def send(after: timedelta = timedelta()) -> int:
    return mailing.send_due(timezone.now() + after)


@pytest.fixture
def refusing(monkeypatch):
    """Has the mail server say something, which quotes the address."""

    def say(error):
        def refuse(self, messages):
            raise error

        monkeypatch.setattr(EmailBackend, "send_messages", refuse)

    return say


def test_one_thing_is_told_in_its_own_words_with_a_way_out(follower, things):
    things.add("a", title="Chè Cầu Đất vào vụ", text="Được mùa.")
    look()

    assert send() == 1

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([ADDRESS], "Chè Cầu Đất vào vụ")
    assert "Được mùa." in sent.body
    assert "http://localhost:8000/tin/a/" in sent.body
    assert links.link_of(follower) in sent.body
    head = sent.message()
    assert head["List-Unsubscribe"].replace("\n", "") == f"<{links.link_to_end(follower)}>"
    assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert head["Auto-Submitted"] == "auto-generated"
    assert send() == 0


def test_a_digest_has_all_in_one_mail_and_waits_for_its_morning(things):
    follower_of(wanted="daily")
    for key in "abc":
        things.add(key)
    look()

    assert send() == 0
    assert send(timedelta(days=1)) == 1
    (sent,) = mail.outbox
    assert sent.subject == "3 điều mới bạn theo dõi"
    assert [f"Điều {key}" in sent.body for key in "abc"] == [True] * 3


def test_a_mail_is_in_the_language_of_its_reader(things):
    follower_of(language="en")
    things.add("a")
    things.add("b")
    look()
    send()

    assert mail.outbox[0].subject == "2 new things that you follow"


def test_what_is_withdrawn_before_the_mail_goes_is_not_sent(follower, things):
    things.add("a")
    things.add("b")
    look()
    del things["a"]

    send()

    assert [sent.subject for sent in mail.outbox] == ["Điều b"]
    del things["b"]
    assert [each.happening.key for each in Telling.objects.all()] == ["b"]


def test_where_all_was_withdrawn_no_mail_goes(follower, things):
    things.add("a")
    look()
    things.clear()

    assert send() == 0
    assert mail.outbox == []


def test_a_job_that_died_before_it_spoke_has_sent_nothing_and_another_does(
    follower, things, monkeypatch
):
    things.add("a")
    look()
    with monkeypatch.context() as patch:
        patch.setattr(mailing, "_message", lambda *_args: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            send()

    assert send() == 1


def test_a_job_that_died_while_it_spoke_may_have_sent_it_and_nobody_does_again(
    follower, things, refusing
):
    things.add("a")
    look()
    refusing(SystemExit())
    with pytest.raises(SystemExit):
        send()

    assert send(timedelta(days=2)) == 0
    assert Telling.objects.get().sent_at is None


def test_two_jobs_send_one_mail(follower, things, monkeypatch):
    """The other one comes when this one has made its mail and not yet taken it."""
    things.add("a")
    look()
    made, others = mailing._message, []

    def with_another(*args):
        if not others:
            others.append(None)
            others.append(send())
        return made(*args)

    monkeypatch.setattr(mailing, "_message", with_another)

    assert (send(), others[1], len(mail.outbox)) == (0, 1, 1)


def test_what_another_job_has_in_part_is_left_to_it(follower, things):
    things.add("a")
    things.add("b")
    look()
    first, second = Telling.objects.order_by("pk")
    now = timezone.now()
    Telling.objects.filter(pk=first.pk).update(taken_at=now - timedelta(seconds=1))

    assert not mailing._take([first.pk, second.pk], now)
    second.refresh_from_db()
    assert second.taken_at is None


def test_a_server_that_says_later_is_asked_later(follower, things, refusing):
    things.add("a")
    look()
    refusing(SMTPRecipientsRefused({ADDRESS: (450, b"busy: kindao")}))
    with capture_logs() as lines:
        for wait in (timedelta(), *mailing.WAITS):
            Telling.objects.update(due_at=timezone.now())
            assert Telling.objects.filter(taken_at=None).exists(), wait
            send()

    assert not Telling.objects.filter(taken_at=None).exists()
    assert "kindao" not in str(lines)
    assert Follower.objects.get().refusals == 0


def test_a_line_that_breaks_says_nothing_and_the_mail_is_not_sent_again(follower, things, refusing):
    things.add("a")
    look()
    refusing(SMTPServerDisconnected("gone"))
    send()

    assert not Telling.objects.filter(taken_at=None).exists()


def test_a_dead_address_ends_after_some_mails_and_a_good_one_counts_anew(
    follower, things, refusing, monkeypatch
):
    for key in "ab":
        with monkeypatch.context() as patch:
            refused = SMTPRecipientsRefused({ADDRESS: (550, b"no such mailbox")})
            patch.setattr(EmailBackend, "send_messages", lambda *_args, e=refused: _raise(e))
            things.add(key)
            look()
            send()
    assert Follower.objects.get().refusals == 2
    things.add("c")
    look()
    send()
    assert Follower.objects.get().refusals == 0

    refusing(SMTPRecipientsRefused({ADDRESS: (550, b"no such mailbox")}))
    for number in range(actions.followers.MOST_REFUSALS):
        things.add(str(number))
        look()
        send()
    assert not Follower.objects.exists()


def _raise(error):
    raise error


def test_while_no_server_answers_everything_waits(follower, things, monkeypatch):
    things.add("a")
    look()
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "open", lambda self: _raise(ConnectionRefusedError()))
        assert send() == 0

    assert send() == 1


def test_an_address_sealed_by_another_installation_is_erased(follower, things, settings):
    things.add("a")
    look()
    settings.SECRET_KEY = "the secret of another installation"

    assert send() == 0
    assert not Follower.objects.exists()


def test_the_jobs_do_this_by_themselves(follower, things):
    things.add("a")
    look()

    tasks.look(timestamp=0)
    tasks.send_mails(timestamp=0)
    tasks.forget(timestamp=0)

    assert len(mail.outbox) == 1


def test_more_followers_cost_the_same_to_note(things, django_assert_max_num_queries):
    for number in range(3):
        follower_of(f"so{number}@vidu.example")
    things.add("a")

    with django_assert_max_num_queries(24):
        assert look().tellings == 3
