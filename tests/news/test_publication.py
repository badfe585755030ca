"""What goes online and comes down by itself, once; and two people who approve at once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, Revision

from sanvat.errors import Refusal
from sanvat.news import actions
from sanvat.news.actions import publication
from sanvat.news.models import Article
from sanvat.records import journal
from tests.news.conftest import fresh
from tests.people import again
from tests.threads import at_once

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def scheduled(draft, writer, coordinator):
    """An article that was approved for a time to come."""
    article = fresh(draft())
    article.go_live_at = NOW() + timedelta(hours=1)
    article.save_revision(user=writer)
    actions.submit(article, by=writer, at=NOW())
    actions.approve(article, by=coordinator, at=NOW())
    return Article.objects.get(pk=article.pk)


def acts(page) -> list[str]:
    return [entry.act for entry in journal.of(page).order_by("pk")]


def test_what_is_approved_for_later_waits_for_its_time(scheduled, client):
    assert actions.publish_due(at=NOW()) == (0, 0)
    assert client.get(scheduled.url).status_code == 404
    assert "schedule_page" in acts(scheduled)


def test_at_its_time_it_goes_online_once(scheduled, client):
    revision = Revision.objects.exclude(approved_go_live_at=None).get()
    revision.approved_go_live_at = NOW() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()

    assert actions.publish_due(at=NOW()) == (1, 0)
    assert actions.publish_due(at=NOW()) == (0, 0)

    assert client.get(scheduled.url).status_code == 200
    assert acts(scheduled).count("publish_page_on_time") == 1
    entry = journal.of(scheduled).get(act="publish_page_on_time")
    assert entry.who_id is None


def test_what_was_scheduled_and_withdrawn_from_the_schedule_stays_down(scheduled):
    revision = Revision.objects.exclude(approved_go_live_at=None).get()
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])

    assert actions.publish_due(at=NOW() + timedelta(hours=2)) == (0, 0)
    assert publication._publish(revision.pk, NOW() + timedelta(hours=2)) is False


def test_what_has_expired_comes_down_and_the_journal_says_so(draft):
    article = draft(live=True)
    Article.objects.filter(pk=article.pk).update(expire_at=NOW() - timedelta(minutes=1))

    assert actions.publish_due(at=NOW()) == (0, 1)
    assert actions.publish_due(at=NOW()) == (0, 0)

    assert not Page.objects.get(pk=article.pk).live
    assert acts(article)[-1] == "expire_page"


def test_one_that_fails_holds_up_no_other(draft, monkeypatch, caplog):
    broken, sound = draft("Tin hỏng", live=True), draft("Tin lành", live=True)
    Article.objects.filter(pk__in=[broken.pk, sound.pk]).update(
        expire_at=NOW() - timedelta(minutes=1)
    )
    whole = Article.unpublish

    def unpublish(self, *args, **kwargs):
        if self.pk == broken.pk:
            raise RuntimeError("broken")
        return whole(self, *args, **kwargs)

    monkeypatch.setattr(Article, "unpublish", unpublish)

    assert actions.publish_due(at=NOW()) == (0, 1)
    assert not Page.objects.get(pk=sound.pk).live
    assert "could not be put online or taken off" in caplog.text


def test_the_time_on_an_article_is_that_of_its_first_day_online(draft, writer, coordinator):
    article = draft()
    actions.submit(article, by=writer, at=NOW())
    actions.approve(article, by=coordinator, at=NOW())
    first = Article.objects.get(pk=article.pk).shown_at

    article = fresh(article)
    article.title = "Tiêu đề mới"
    article.save_revision(user=writer).publish()

    article = Article.objects.get(pk=article.pk)
    assert first is not None
    assert (article.title, article.shown_at) == ("Tiêu đề mới", first)
    assert article.slug == "che-cau-dat-vao-vu"


def test_the_picture_for_chats_is_drawn_once_it_is_online(draft, client, own_store):
    article = draft("Một tiêu đề rất dài " * 12, live=True)
    assert client.get(f"/tin/anh/chia-se-{article.pk}.png").status_code == 404

    actions.draw_card(article, at=NOW())

    response = client.get(f"/tin/anh/chia-se-{article.pk}.png")
    assert response["Content-Type"] == "image/png"
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")
    assert f"chia-se-{article.pk}.png" in client.get(article.url).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_publish_once(draft, writer, coordinator, advisor):
    article = draft()
    actions.submit(article, by=writer, at=NOW())

    def approve(person):
        try:
            actions.approve(article, by=again(person), at=NOW())
        except Refusal as refusal:
            return refusal.code
        return "approved"

    said = at_once(lambda: approve(coordinator), lambda: approve(advisor))

    assert sorted(said) == ["approved", "not-waiting"]
    assert acts(article).count("publish_page") == 1
