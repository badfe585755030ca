"""What buyers asked is kept for so many days here; the producer has it in their own mail."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from sanvat.errors import Refusal
from sanvat.inquiries import actions, keeping, tasks
from sanvat.parties import actions as parties
from sanvat.parties import post
from sanvat.parties.models import Letter
from sanvat.records.hiding import HIDDEN
from sanvat.records.models import Entry
from tests.desk.pages import signed_in, text_of
from tests.inquiries.test_asking import QUESTION, ask, seller  # noqa: F401
from tests.products.journals import last
from tests.register.registers import NOON


def after(**more):
    return NOON + timedelta(**more)


@pytest.fixture
def question(coffee, seller) -> Letter:  # noqa: F811
    """One that was asked and sent."""
    ask(coffee)
    letter = Letter.objects.get()
    post.send(letter.pk)
    letter.refresh_from_db()
    assert letter.state == "sent"
    return letter


def test_a_question_is_erased_once_its_days_are_over(question, coffee):
    assert actions.erase_what_is_over(at=after(days=180)) == 0
    question.refresh_from_db()
    assert QUESTION["text"] in question.body

    over = after(days=180, seconds=1)
    assert actions.erase_what_is_over(at=over) == 1

    question.refresh_from_db()
    assert (question.body, question.reply_to, question.erased_at) == ("", "", over)
    assert (question.to, question.subject) == ("huong@vidu.example", f"Câu hỏi về {coffee.name}")
    assert last(question) == ("erase_letter", str(question), {"body": [HIDDEN, ""]})
    assert Entry.objects.get(act="erase_letter").who_id is None
    assert Entry.objects.filter(act="ask_producer").exists()
    assert actions.erase_what_is_over(at=over) == 0


def test_nothing_that_was_asked_stands_in_the_journal(question):
    actions.erase_what_is_over(at=after(days=181))

    said = " ".join(str(entry.changes) + entry.note for entry in Entry.objects.all())
    for word in QUESTION.values():
        assert word not in said


def test_a_question_that_could_not_be_sent_is_never_sent_any_more(question, seller):  # noqa: F811
    Letter.objects.update(state="failed", sent_at=None)

    actions.erase_what_is_over(at=after(days=181))

    question.refresh_from_db()
    assert (question.state, question.body) == ("cancelled", "")
    assert last(question)[2] == {"body": [HIDDEN, ""], "state": ["failed", "cancelled"]}
    with pytest.raises(Refusal) as raised:
        parties.retry_letter(question, by=seller, at=after(days=182))
    assert raised.value.code == "letter-state"


def test_what_waits_for_the_post_and_other_letters_stay(question, officer):
    other = parties.draft_letter(
        *("ai@vidu.example", "Mời họp", "Kính mời."), about=None, by=officer, at=NOON
    )
    Letter.objects.filter(pk=question.pk).update(state="queued", sent_at=None, due_at=NOON)

    assert actions.erase_what_is_over(at=after(days=4_000)) == 0

    other.refresh_from_db()
    assert other.body == "Kính mời."


def test_the_page_says_what_was_erased(question, coordinator, seller, settings):  # noqa: F811
    settings.INQUIRIES_KEPT = 7
    at = after(days=8)
    before = keeping.schedule(at)
    tasks.erase(0)
    done = keeping.schedule(at)

    assert (before.days, before.over, before.erased, before.last_at) == (7, 1, 0, None)
    assert (done.over, done.erased) == (0, 1)
    page = text_of(signed_in(coordinator).get(reverse("desk:comment_keeping")))
    assert "Câu hỏi của người mua gửi chủ thể 7 ngày từ khi hỏi 0 1" in page
    own = text_of(signed_in(seller).get(reverse("desk:letter", args=[question.pk])))
    assert "Nội dung đã xóa" in own


def test_begun_again_it_erases_the_rest(coffee, seller, monkeypatch):  # noqa: F811
    monkeypatch.setattr("sanvat.inquiries.actions.BATCH", 2)
    for number in range(5):
        ask(coffee, key=f"lần {number}")
    Letter.objects.update(state="sent")

    assert actions.erase_what_is_over(at=after(days=181)) == 5


@pytest.mark.parametrize(
    "change", [{"body": "Khác."}, {"reply_to": "a@vidu.vn"}, {"state": "queued"}]
)
def test_the_database_keeps_an_erased_letter_empty(question, change):
    actions.erase_what_is_over(at=after(days=181))

    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.update(**change)
