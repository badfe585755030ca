"""The outbox: a letter from its draft to the post, and the notices."""

import pytest
from django.utils import timezone

from sanvat.parties import actions
from sanvat.parties.models import Letter, LetterState, Notice
from tests.desk.pages import DESK, headings, read, signed_in

LETTERS = f"{DESK}thu/"


@pytest.fixture
def letter(advisor) -> Letter:
    return actions.draft_letter(
        "lan@vidu.example",
        "Về lớp tập huấn",
        "Kính gửi chị Lan.",
        about=None,
        by=advisor,
        at=timezone.now(),
    )


def step(user, letter, name):
    answer = signed_in(user).post(f"{LETTERS}{letter.pk}/{name}/")
    letter.refresh_from_db()
    return answer


def test_a_letter_is_read_before_it_goes(advisor, letter):
    assert step(advisor, letter, "gui").status_code == 422
    assert letter.state == LetterState.DRAFTED

    step(advisor, letter, "doc-lai")
    assert letter.state == LetterState.READ
    step(advisor, letter, "gui")
    assert letter.state == LetterState.QUEUED
    assert "chờ gửi" in read(advisor, f"thu/{letter.pk}/")


def test_whoever_changes_the_words_has_it_read_again(advisor, letter):
    step(advisor, letter, "doc-lai")

    signed_in(advisor).post(
        f"{LETTERS}{letter.pk}/sua/", {"subject": "Về lớp học", "body": "Kính gửi."}
    )

    letter.refresh_from_db()
    assert (letter.subject, letter.state) == ("Về lớp học", LetterState.DRAFTED)
    assert signed_in(advisor).post(f"{LETTERS}{letter.pk}/sua/", {}).status_code == 422


def test_one_that_failed_says_why_and_is_sent_again(advisor, letter):
    Letter.objects.update(state=LetterState.FAILED, last_error="hộp thư đầy", tries=6)

    page = read(advisor, f"thu/{letter.pk}/")
    assert "hộp thư đầy" in page
    assert "Đã thử 6 lần." in page

    step(advisor, letter, "gui-lai")
    assert letter.state == LetterState.QUEUED


def test_one_is_put_aside(advisor, letter):
    step(advisor, letter, "bo")

    assert letter.state == LetterState.CANCELLED
    assert "đã được bỏ" in read(advisor, f"thu/{letter.pk}/")
    assert step(advisor, letter, "gui").status_code == 422


def test_the_outbox_is_of_one_body(advisor, officer, operator, letter):
    assert headings(advisor, "thu/") == ["Về lớp tập huấn"]
    assert headings(advisor, "thu/", state="sent") == []
    for other in (officer, operator):
        assert headings(other, "thu/") == []
        assert signed_in(other).get(f"{LETTERS}{letter.pk}/").status_code == 404
    assert step(officer, letter, "doc-lai").status_code == 404


def test_the_operator_sees_what_is_stuck(operator, advisor, letter):
    Letter.objects.update(state=LetterState.FAILED)

    assert headings(operator, "thu/") == ["Về lớp tập huấn"]


def test_an_unknown_step_is_no_address(advisor, letter):
    assert step(advisor, letter, "dot").status_code == 404


def test_notices_are_ones_own_and_are_marked_as_seen(advisor, officer):
    now = timezone.now()
    actions.notify(advisor, "Sổ đã nhập xong", at=now)
    actions.notify(officer, "Việc của người khác", at=now)

    page = read(advisor, "thong-bao/")
    assert "Sổ đã nhập xong" in page
    assert "Việc của người khác" not in page

    signed_in(advisor).post(f"{DESK}thong-bao/da-xem/")

    assert not Notice.objects.visible_to(advisor).unread().exists()
    assert Notice.objects.visible_to(officer).unread().exists()
