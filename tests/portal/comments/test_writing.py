"""A reader writes under a public page: with a script that proves them, or without one."""

import json
from unittest import mock

import altcha
import pytest
from django.urls import reverse

from sanvat.comments import actions
from sanvat.comments.models import Comment
from sanvat.portal import captcha, strangers
from sanvat.portal.comments import links
from tests.comments.conftest import NOW
from tests.portal.sending import solved, task_on, token_on

pytestmark = pytest.mark.usefixtures("a_new_minute")

TYPED = {"name": "Chị Mận", "title": "", "text": "Chè năm nay thơm.", "phone": ""}


@pytest.fixture
def here(thread):
    return reverse("portal:comment_new", args=[thread.pk])


def later(seconds):
    """So many seconds after now, for what is signed with its time."""
    return mock.patch.object(strangers, "SHORTEST", strangers.SHORTEST - seconds)


def test_what_a_browser_proves_is_taken_and_waits(client, thread, here):
    page = client.get(here)

    sent = client.post(
        here,
        {**TYPED, "giu": token_on(page), "captcha": solved(task_on(page)), "phone": "912345678"},
    )

    comment = Comment.objects.get()
    assert (sent.status_code, sent.url) == (302, links.link_of(comment))
    assert (comment.state, comment.is_proven, comment.phone) == ("waiting", True, "0912345678")
    assert "Đã nhận ý kiến" in client.get(sent.url).text
    assert "Chè năm nay thơm." not in client.get(reverse("portal:comments", args=[thread.pk])).text


def test_a_proof_counts_once_and_a_form_sent_twice_is_one_comment(client, here):
    page = client.get(here)
    given = {**TYPED, "giu": token_on(page), "captcha": solved(task_on(page))}
    first = client.post(here, given)

    assert client.post(here, given).url == first.url
    other = client.post(here, {**given, "giu": token_on(client.get(here)), "text": "Khác."})

    assert other.status_code == 422
    assert Comment.objects.count() == 1


def test_without_a_script_the_page_asks_to_read_over_what_was_typed(client, here):
    again = client.post(here, {**TYPED, "giu": token_on(client.get(here)), "captcha": ""})

    assert again.status_code == 422
    assert "Hãy đọc lại rồi gửi lần nữa" in again.text
    assert "Chè năm nay thơm." in again.text
    assert not Comment.objects.exists()
    at_once = client.post(here, {**TYPED, "giu": token_on(again)})
    assert at_once.status_code == 422
    with later(seconds=4):
        sent = client.post(here, {**TYPED, "giu": token_on(at_once)})
    assert sent.status_code == 302
    assert not Comment.objects.get().is_proven


def test_few_are_taken_unproven_from_one_place(client, here):
    answers = []
    with later(seconds=4):
        for number in range(5):
            again = client.post(here, {**TYPED, "giu": token_on(client.get(here))})
            answers.append(
                client.post(here, {**TYPED, "giu": token_on(again), "text": f"Ý {number}"})
            )

    assert [each.status_code for each in answers] == [302, 302, 302, 422, 422]
    assert "Ý 4" in answers[-1].text
    assert Comment.objects.count() == 3


@pytest.mark.parametrize(
    "answer",
    ["x", "e30=", "bnVsbA==", "W10=", "eyJjaGFsbGVuZ2UiOiB7fX0=", "é", "a" * 2_001, "AAAA" * 400],
)
def test_what_is_no_answer_proves_nothing(rf, answer):
    assert not captcha.is_solved(rf.post("/", {"captcha": answer}))


def test_an_answer_to_another_task_or_after_its_time_proves_nothing(rf, db):
    task = altcha.Challenge.from_dict(json.loads(captcha.task()))
    easier = altcha.create_challenge("PBKDF2/SHA-256", 1, counter=1, hmac_secret="không phải ta")
    with mock.patch("time.time", return_value=0.0):
        over = altcha.Challenge.from_dict(json.loads(captcha.task()))

    assert not captcha.is_solved(rf.post("/", {"captcha": solved(easier)}))
    assert not captcha.is_solved(rf.post("/", {"captcha": solved(over)}))
    assert captcha.is_solved(rf.post("/", {"captcha": solved(task)}))


def test_a_programme_that_fills_in_everything_is_thanked_and_not_heard(client, here):
    sent = client.post(here, {**TYPED, "giu": "x", "website": "https://vidu.example"})

    assert sent.status_code == 302
    assert not Comment.objects.exists()


def test_thousands_in_a_minute_ask_no_database_and_leave_no_row(
    client, here, django_assert_num_queries
):
    for _number in range(30):
        client.post(here, {**TYPED, "website": "x"})

    with django_assert_num_queries(0):
        answers = [client.post(here, TYPED) for _number in range(200)]

    assert {each.status_code for each in answers} == {429}
    assert "chờ một phút" in answers[0].text
    assert client.post(here, TYPED, REMOTE_ADDR="203.0.113.7").status_code == 422
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "…"),
        ("text", " \u200b "),
        ("text", "a" * 1_000_000),
        ("name", "a" * 101),
        ("phone", "không có"),
    ],
)
def test_what_is_refused_comes_back_as_it_was_typed(client, here, field, typed):
    page = client.get(here)
    given = {**TYPED, "giu": token_on(page), "captcha": solved(task_on(page)), field: typed}

    refused = client.post(here, given)

    assert refused.status_code == 422
    form = refused.context["form"]
    assert set(form.errors) == {field}
    assert form["text"].value() == given["text"]
    assert not Comment.objects.exists()


def test_a_script_in_every_field_is_shown_as_the_letters_it_is(client, thread, here, coordinator):
    evil = "<script>alert(1)</script>"
    page = client.get(here)
    client.post(
        here,
        {
            "name": evil,
            "title": evil,
            "text": evil,
            "giu": token_on(page),
            "captcha": solved(task_on(page)),
        },
    )
    comment = Comment.objects.get()
    own = client.get(links.link_of(comment)).text
    actions.publish_comment(comment, by=coordinator, at=NOW)

    public = client.get(reverse("portal:comments", args=[thread.pk])).text

    for shown in (own, public):
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_bytes_that_are_no_text_are_no_comment(client, here):
    sent = client.post(
        here,
        b"name=%ED%A0%80&text=%FF%FE%00",
        content_type="application/x-www-form-urlencoded",
    )

    assert sent.status_code in (400, 422)
    assert not Comment.objects.exists()
