"""The queue of those who moderate, one comment with what can be done, and the threads."""

import pytest
from django.urls import reverse

from sanvat.comments import actions
from sanvat.comments.models import Comment
from sanvat.records.bulk import insert_many
from tests.comments.conftest import NOW
from tests.desk.pages import queries
from tests.threads import at_once


@pytest.fixture
def moderator(client, writer):
    client.force_login(writer)
    return client


def at(name, thing):
    return reverse(f"desk:{name}", args=[thing.pk])


def test_what_waits_stands_on_the_first_page_and_in_the_queue(moderator, send, client, producer):
    assert "chờ xem" not in moderator.get(reverse("desk:home")).text
    send("Chè năm nay thơm."), send("Còn giá?")

    assert "2 ý kiến chờ xem" in moderator.get(reverse("desk:home")).text
    queue = moderator.get(reverse("desk:comments")).text
    assert queue.index("Chè năm nay thơm.") < queue.index("Còn giá?")
    client.force_login(producer)
    assert client.get(reverse("desk:comments")).status_code == 404


def test_of_very_many_no_more_are_counted_than_somebody_goes_through(moderator, thread):
    sent = [
        Comment(thread=thread, name="Mận", text="Ngon.", sent_at=NOW, sha256=f"{n:064}")
        for n in range(1_001)
    ]
    insert_many(sent)

    assert "hơn 1.000 ý kiến chờ xem" in moderator.get(reverse("desk:home")).text
    page = moderator.get(reverse("desk:comments")).text
    assert "1.000+" in page
    assert "page=2" in page
    Comment.objects.order_by("pk").last().delete()
    first = moderator.get(reverse("desk:home")).text
    assert "1000 ý kiến chờ xem" in first.replace(".", "")
    assert "hơn 1.000" not in first
    assert "1.000+" not in moderator.get(reverse("desk:comments")).text


def test_lists_cost_the_same_with_one_and_with_three(writer, send):
    pages = ("y-kien/", "y-kien/muc/")
    send()
    one = [queries(writer, page) for page in pages]
    send(), send()
    assert [queries(writer, page) for page in pages] == one


def test_a_moderator_cuts_and_publishes_and_replies(moderator, send, thread, writer):
    comment = send("Chè thơm. Anh Tư nợ tiền.", phone="0912345678")
    page = moderator.get(at("comment", comment))
    assert "0912345678" in page.text

    cut = moderator.post(at("comment_publish", comment), {"title": "", "text": "Chè thơm."})
    longer = moderator.post(at("comment_publish", comment), {"text": "Chè thơm. " * 5})
    reply = moderator.post(at("comment_reply", comment), {"text": "Cảm ơn bạn."})

    assert (cut.url, reply.url) == (at("comment", comment),) * 2
    assert longer.status_code == 422
    assert "Chỉ được lược bớt" in longer.text
    page = moderator.get(at("comment", comment)).text
    for said in ("Anh Tư nợ tiền.", "Bản đang đăng, đã rút gọn", "Cảm ơn bạn."):
        assert said in page
    moderator.post(at("comment_reply_remove", comment))
    assert "Trả lời đang hiện" not in moderator.get(at("comment", comment)).text
    history = moderator.get(at("comment_history", comment)).text
    assert "Đăng bản rút gọn" in history
    assert "0912345678" not in history


def test_a_refusal_needs_its_reason_and_a_request_is_settled(moderator, send, writer):
    comment = send()
    assert moderator.post(at("comment_refuse", comment), {"reason": ""}).status_code == 422
    actions.publish_comment(comment, by=writer, at=NOW)
    actions.ask_removal(comment, "Sai sự thật.", at=NOW)
    assert "Sai sự thật." in moderator.get(at("comment", comment)).text
    assert "Chè năm nay thơm." in moderator.get(reverse("desk:comments") + "?tt=de-nghi").text

    settled = moderator.post(
        at("comment_removal", comment), {"is_granted": "1", "reason": "Chưa kiểm được."}
    )

    assert settled.url == at("comment", comment)
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == ("refused", "Chưa kiểm được.")


def test_a_thread_is_closed_and_opened_again(moderator, thread):
    moderator.post(at("comment_thread_close", thread))
    assert "Đã đóng" in moderator.get(at("comment_thread", thread)).text
    wrong = moderator.post(at("comment_thread_reopen", thread), {"open_until": "2020-01-01"})
    assert wrong.status_code == 422
    moderator.post(at("comment_thread_reopen", thread), {"open_until": ""})
    assert "Đang mở" in moderator.get(at("comment_thread", thread)).text
    assert "Mở lại" in moderator.get(at("comment_thread_history", thread)).text


@pytest.mark.django_db(transaction=True)
def test_who_takes_it_back_while_it_is_published_has_the_last_word(send, writer):
    comment = send()

    at_once(
        lambda: actions.publish_comment(comment, by=writer, at=NOW),
        lambda: actions.take_back_comment(comment, at=NOW),
    )

    kept = Comment.objects.get()
    assert (kept.state, kept.text, kept.shown_text) == ("taken_back", "", "")
