"""Articles that take comments: opened for one, or for all that a section publishes."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sanvat.comments import actions as comments
from sanvat.comments.models import Thread
from sanvat.news import actions
from sanvat.news.models import ArticleThread, SectionTalk
from sanvat.records.models import Entry
from tests.news.conftest import fresh

NOW = timezone.now()


def sent(thread, text="Chè thơm.", number=1):
    return comments.send_comment(
        thread, name="Chị Mận", text=text, sha256=f"{number:064}", is_proven=True, at=NOW
    )


def queries(client, path):
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def test_an_editor_opens_an_article_and_opens_it_again(draft, writer):
    article = draft(live=True)
    thread = actions.open_comments(article, by=writer, at=NOW)
    comments.close_thread(thread, by=writer, at=NOW)

    again = actions.open_comments(article, by=writer, at=NOW)

    assert (thread.title, thread.path) == (article.title, article.path_on_site())
    assert thread.organisation == article.home.organisation
    assert again.pk == thread.pk
    assert Thread.objects.public().get().closed_at is None


def test_comments_are_there_while_the_article_is(client, draft, writer, coordinator):
    thread = actions.open_comments(draft("Chưa đăng"), by=writer, at=NOW)
    page = reverse("portal:comments", args=[thread.pk])
    assert client.get(page).status_code == 404
    article = draft("Đang đăng", live=True)
    thread = actions.open_comments(article, by=writer, at=NOW)
    page = reverse("portal:comments", args=[thread.pk])
    assert client.get(page).status_code == 200

    actions.withdraw(article, by=coordinator, at=NOW)

    assert client.get(page).status_code == 404
    assert client.get(reverse("portal:comment_new", args=[thread.pk])).status_code == 404


def test_the_page_of_an_article_shows_what_is_published_and_no_cookie(client, draft, writer):
    article = draft(live=True)
    plain = client.get(article.path_on_site())
    thread = actions.open_comments(article, by=writer, at=NOW)
    comment = sent(thread)
    empty = client.get(article.path_on_site())
    comments.publish_comment(comment, by=writer, at=NOW)
    comments.reply_to_comment(comment, "Cảm ơn bạn.", by=writer, at=NOW)

    page = client.get(article.path_on_site())

    assert "Ý kiến bạn đọc" not in plain.text
    assert "Chưa có ý kiến nào." in empty.text
    assert "Chè thơm." not in empty.text
    for said in (
        "Chị Mận",
        "Chè thơm.",
        "Cảm ơn bạn.",
        reverse("portal:comment_new", args=[thread.pk]),
    ):
        assert said in page.text
    assert not page.cookies
    comments.take_back_comment(comment, at=NOW)
    assert "Chè thơm." not in client.get(article.path_on_site()).text


def test_many_comments_cost_no_more_queries_than_one(client, draft, writer):
    article = draft(live=True)
    thread = actions.open_comments(article, by=writer, at=NOW)

    def published(number):
        comment = sent(thread, number=number)
        comments.publish_comment(comment, by=writer, at=NOW)
        comments.reply_to_comment(comment, "Cảm ơn.", by=writer, at=NOW)

    published(1)
    one = queries(client, article.path_on_site())
    published(2), published(3)
    assert queries(client, article.path_on_site()) == one


def test_new_articles_of_a_section_take_comments_for_some_days(section, draft, writer):
    older = draft("Cũ", live=True)
    assert actions.open_section_comments(section, days=10, by=writer, at=NOW)
    assert not actions.open_section_comments(section, days=10, by=writer, at=NOW)

    article = draft("Mới", live=True)

    thread = ArticleThread.objects.get().thread
    assert (thread.title, thread.opened_by) == ("Mới", writer)
    online = timezone.localdate(fresh(article).last_published_at)
    assert thread.open_until == online + timedelta(days=10)
    assert not ArticleThread.objects.filter(article=older.pk).exists()
    assert actions.close_section_comments(section, by=writer, at=NOW)
    assert not actions.close_section_comments(section, by=writer, at=NOW)
    draft("Sau", live=True)
    assert ArticleThread.objects.count() == 1
    acts = Entry.objects.filter(subject_type="news.section").values_list("act", flat=True)
    assert {"open_section_comments", "close_section_comments"} <= set(acts)


def test_a_thread_has_the_title_of_its_article(draft, writer):
    article = draft(live=True)
    thread = actions.open_comments(article, by=writer, at=NOW)
    article.title = "Tên mới"
    article.save_revision(user=writer).publish()

    thread.refresh_from_db()
    assert thread.title == "Tên mới"


def test_others_open_nothing(section, draft, editor, officer, stranger, producer, writer):
    article = draft(live=True)
    for who in (editor, officer, stranger, producer):
        for act in (
            lambda who=who: actions.open_comments(article, by=who, at=NOW),
            lambda who=who: actions.open_section_comments(section, by=who, at=NOW),
            lambda who=who: actions.close_section_comments(section, by=who, at=NOW),
        ):
            with pytest.raises(PermissionDenied):
                act()
    for days in (0, 366):
        with pytest.raises(ValidationError):
            actions.open_section_comments(section, days=days, by=writer, at=NOW)
    yesterday = timezone.localdate(NOW) - timedelta(days=1)
    with pytest.raises(ValidationError):
        actions.open_comments(article, open_until=yesterday, by=writer, at=NOW)
    assert not SectionTalk.objects.exists()


def test_an_editor_opens_them_on_the_desk(client, section, draft, writer):
    client.force_login(writer)
    article = draft(live=True)
    page = client.get(reverse("desk:news_page", args=[article.pk]))
    assert "Nhận ý kiến" in page.text

    past = client.post(reverse("desk:news_talk", args=[article.pk]), {"open_until": "2020-01-01"})
    opened = client.post(reverse("desk:news_talk", args=[article.pk]), {"open_until": ""})

    assert past.status_code == 422
    thread = ArticleThread.objects.get().thread
    assert opened.url == reverse("desk:comment_thread", args=[thread.pk])
    assert client.get(opened.url).status_code == 200
    of_section = reverse("desk:news_page", args=[section.pk])
    assert (
        client.post(reverse("desk:news_talk", args=[section.pk]), {"days": "7"}).url == of_section
    )
    assert "trong 7 ngày" in client.get(of_section).text
    client.post(reverse("desk:news_talk_end", args=[section.pk]))
    assert not SectionTalk.objects.exists()
