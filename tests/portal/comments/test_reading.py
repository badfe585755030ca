"""What anybody reads under a page, one's own comment under its link, asking to take one down."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from sanvat.comments import actions
from sanvat.comments.models import Comment, RemovalRequest, Thread
from sanvat.comments.published import first_public
from sanvat.portal.comments import links
from tests.comments.conftest import NOW
from tests.portal.sending import solved, task_on, token_on


@pytest.fixture
def published(send, coordinator):
    def make(text, **more):
        comment = send(text, **more)
        actions.publish_comment(comment, by=coordinator, at=NOW)
        return comment

    return make


def at(name, *args):
    return reverse(f"portal:{name}", args=args)


def test_the_oldest_stand_first_twenty_on_a_page(client, thread, published, monkeypatch):
    monkeypatch.setattr("sanvat.portal.comments.views.PER_PAGE", 2)
    for number in range(3):
        published(f"Ý {number}")

    first = client.get(at("comments", thread.pk))
    last = client.get(at("comments", thread.pk), {"page": 2})

    def said(page):
        return html.fromstring(page.text).xpath("//*[@class='comment__text']/p/text()")

    assert (said(first), said(last)) == (["Ý 0", "Ý 1"], ["Ý 2"])
    assert not first.cookies
    again = client.get(at("comments", thread.pk), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_page_that_nobody_may_read_has_no_comments(client, thread, published, coordinator):
    hidden = actions.begin_thread(
        "Nháp",
        "/x/",
        organisation=thread.organisation,
        place=None,
        open_until=None,
        by=coordinator,
        at=NOW,
    )
    comment = published("Chè thơm.", thread=hidden)

    for address in (
        at("comments", hidden.pk),
        at("comment_new", hidden.pk),
        at("comment_removal", comment.pk),
        at("comments", 2**63),
    ):
        assert client.get(address).status_code == 404
    assert Thread.objects.public().get() == thread


def test_a_closed_thread_says_so_and_takes_nothing(client, thread, published, coordinator):
    published("Chè thơm.")
    actions.close_thread(thread, by=coordinator, at=NOW)

    page = client.get(at("comments", thread.pk)).text
    form = client.get(at("comment_new", thread.pk)).text
    sent = client.post(at("comment_new", thread.pk), {"name": "Mận", "text": "Còn giá?"})

    assert "Chè thơm." in page
    assert "Mục này không nhận ý kiến nữa." in page
    assert "<textarea" not in form
    assert sent.status_code == 422
    assert Comment.objects.count() == 1


def test_ones_own_comment_is_seen_and_taken_back_by_its_link_alone(
    client, thread, send, coordinator
):
    comment = send("Chè thơm. Anh Tư nợ tiền.", phone="0912345678")
    link = links.link_of(comment)
    other = link.replace(f"/{comment.pk}:", f"/{comment.pk + 1}:")
    for wrong in (other, at("comment_own", "x"), at("comment_own", "9:" + "a" * 300)):
        assert client.get(wrong).status_code == 404
        assert client.post(wrong).status_code == 404
    actions.publish_comment(comment, text="Chè thơm.", by=coordinator, at=NOW)
    page = client.get(link)
    assert "Bản đăng đã lược bớt" in page.text
    assert "Anh Tư nợ tiền." in page.text
    actions.refuse_comment(comment, "Lộ chuyện riêng.", by=coordinator, at=NOW)
    assert "Lộ chuyện riêng." in client.get(link).text

    assert client.post(link).url == link

    page = client.get(link).text
    assert "Mọi điều bạn viết đã được xóa." in page
    assert "Chè thơm." not in page
    assert Comment.objects.get().text == ""


def test_anybody_asks_to_take_one_down(client, thread, published, send):
    comment = published("Chè thơm.", phone="0912345678")
    here = at("comment_removal", comment.pk)
    assert client.get(at("comment_removal", send("Chờ.").pk)).status_code == 404
    page = client.get(here)
    assert "0912345678" not in page.text
    given = {"giu": token_on(page), "captcha": solved(task_on(page))}
    empty = client.post(here, {**given, "text": " "})
    assert empty.status_code == 422

    page = client.get(here)
    given = {"giu": token_on(page), "captcha": solved(task_on(page))}
    sent = client.post(here, {**given, "text": "Không phải tôi viết."})

    assert sent.status_code == 302
    assert "Đã nhận đề nghị" in client.get(sent.url).text
    assert RemovalRequest.objects.get().text == "Không phải tôi viết."
    assert client.post(here, {"website": "x"}).status_code == 302
    assert RemovalRequest.objects.count() == 1


def test_programmes_read_what_is_published(client, thread, published, send, coordinator):
    published("Chè thơm.", phone="0912345678")
    cut = send("Chè ngon. Anh Tư nợ tiền.")
    actions.publish_comment(cut, text="Chè ngon.", by=coordinator, at=NOW)
    actions.reply_to_comment(cut, "Cảm ơn.", by=coordinator, at=NOW)
    send("Chờ xem.")

    answer = client.get(reverse("api:list_comments"), {"thread": thread.pk})

    rows = answer.json()["items"]
    assert [(row["text"], row["shortened"]) for row in rows] == [
        ("Chè thơm.", False),
        ("Chè ngon.", True),
    ]
    assert [row["reply"] and row["reply"]["text"] for row in rows] == [None, "Cảm ơn."]
    for hidden in ("0912345678", "Anh Tư", "Chờ xem."):
        assert hidden not in answer.text
    refused = client.get(reverse("api:list_comments"), {"thread": thread.pk + 1})
    assert (refused.status_code, refused.json()["code"]) == (422, "unknown_thread")
    actions.take_back_comment(cut, at=NOW)
    assert client.get(reverse("api:list_comments")).json()["count"] == 1


def test_programmes_are_told_where_more_are_than_are_counted(
    client, thread, send, coordinator, published, monkeypatch
):
    monkeypatch.setattr("sanvat.api.comments.MOST_COUNTED", 3)
    monkeypatch.setattr("sanvat.comments.published.AT_ONCE", 2)
    hidden = actions.open_thread(
        "Nháp", "/nhap/", organisation=thread.organisation, by=coordinator, at=NOW
    )
    path = reverse("api:list_comments")

    def told(address=path, **asked):
        answer = client.get(address, asked).json()
        texts = [row["text"] for row in answer["items"]]
        return texts, answer["count"], answer["at_least"], answer["next"]

    for number in range(5):
        published("Trang không ai đọc được.", thread=hidden)
        if number < 3:
            published(f"Ý {number}")
    assert told() == (["Ý 0", "Ý 1", "Ý 2"], 3, False, None)
    published("Ý 3")

    first = told(limit=2)
    assert first[:3] == (["Ý 0", "Ý 1"], 3, True)
    assert told(first[3]) == (["Ý 2", "Ý 3"], 3, True, None)
    assert told(thread=thread.pk)[:3] == (["Ý 0", "Ý 1", "Ý 2", "Ý 3"], 3, True)


def test_of_the_pages_of_others_none_is_asked_for(thread, published, django_assert_num_queries):
    for number in range(3):
        published(f"Ý {number}")

    with CaptureQueriesContext(connection) as queries:
        found = first_public(2, thread=thread.pk)

    assert found == list(Comment.objects.order_by("pk").values_list("pk", flat=True)[:2])
    assert len(queries) == 2
    articles = queries[1]["sql"].partition("news_articlethread")[2]
    assert f"'{{{thread.pk}}}'" in articles
