"""Drafts begun from records, the desk's pages, and the API."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from sanvat.certificates.models import Recognition
from sanvat.events import actions as events
from sanvat.news import actions, from_records
from sanvat.news.models import Article
from sanvat.records import journal
from tests.news.conftest import fresh

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def event(coordinator, province):
    made = events.plan_event(
        "training",
        "Tập huấn bộ tiêu chí cà phê",
        host=coordinator.acting.organisation,
        place=province,
        starts_on=timezone.localdate(),
        summary="Cán bộ xã học cách chấm.",
        venue="Hội trường tỉnh",
        by=coordinator,
        at=NOW(),
    )
    events.prepare_event(
        made, by=coordinator, at=NOW(), topics=[events.TopicLine("Bộ tiêu chí cà phê")]
    )
    return made


def desk(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_draft_of_an_event_tells_its_facts_and_stays_a_draft(home, event, coordinator):
    response = desk(coordinator).post(f"/ban-lam-viec/tin/soan/su-kien/{event.pk}/")

    article = Article.objects.get()
    assert response["Location"] == f"/ban-lam-viec/tin/{article.pk}/"
    assert (article.title, article.live) == (event.title, False)
    assert "tại Hội trường tỉnh" in article.lead
    assert [block.block_type for block in article.content] == ["paragraph", "heading", "list"]
    assert article.made_from == f"events.event:{event.pk}"
    assert [e.act for e in journal.of(article)] == ["write_page"]


def test_the_same_event_leads_to_the_draft_that_is_there(home, event, coordinator):
    client = desk(coordinator)
    client.post(f"/ban-lam-viec/tin/soan/su-kien/{event.pk}/")

    client.post(f"/ban-lam-viec/tin/soan/su-kien/{event.pk}/")

    assert Article.objects.count() == 1
    page = client.get(f"/ban-lam-viec/su-kien/{event.pk}/").content.decode()
    assert f"/ban-lam-viec/tin/{Article.objects.get().pk}/" in page


def test_who_has_no_site_has_no_button_and_no_act(event, coordinator):
    client = desk(coordinator)

    assert "Soạn tin" not in client.get(f"/ban-lam-viec/su-kien/{event.pk}/").content.decode()
    assert client.post(f"/ban-lam-viec/tin/soan/su-kien/{event.pk}/").status_code == 403
    assert client.post("/ban-lam-viec/tin/soan/khac/1/").status_code == 404


def test_a_draft_of_a_decision_lists_its_products(home, coffee, coordinator):
    Recognition.objects.create(
        product=coffee,
        kind="first",
        stars=4,
        issued_on=timezone.localdate(),
        decision="12/QĐ-UBND",
        authority="UBND tỉnh",
    )
    today = timezone.localdate()

    (known,) = from_records.recent_decisions(home, today)
    draft = from_records.from_decision(home, "12/QĐ-UBND", today)

    assert (known.decision, known.n) == ("12/QĐ-UBND", 1)
    assert coffee.name in dict(draft.blocks)["list"][0]
    assert list(draft.products) == [coffee]
    assert from_records.from_decision(home, "12/QĐ-UBND", date(2001, 1, 1)) is None


def test_the_desk_shows_what_waits_and_takes_the_answer(home, draft, writer, coordinator):
    article = draft()
    actions.submit(article, by=writer, at=NOW())
    client = desk(coordinator)
    assert article.title in client.get("/ban-lam-viec/tin/").content.decode()
    seen = fresh(article).current_workflow_task_state.revision_id

    response = client.post(f"/ban-lam-viec/tin/{article.pk}/duyet/", {"seen": seen})

    assert response.status_code == 302
    assert fresh(article).live


def test_giving_back_needs_words_and_tells_the_editor(home, draft, writer, coordinator):
    article = draft()
    actions.submit(article, by=writer, at=NOW())
    client = desk(coordinator)
    seen = fresh(article).current_workflow_task_state.revision_id
    path = f"/ban-lam-viec/tin/{article.pk}/tra-lai/"

    assert client.post(path, {"seen": seen, "remark": ""}).status_code == 422
    assert client.post(path, {"seen": seen, "remark": "Thêm số liệu."}).status_code == 302

    assert not fresh(article).live
    assert writer.notices.get().text == f"Tin “{article.title}” được trả lại để sửa."
    entry = journal.of(article).get(act="return_page")
    assert entry.note == "Thêm số liệu."


def test_the_api_tells_what_is_online_and_no_more(client, draft):
    article = draft(live=True, topics=["training"])
    draft("Bản nháp")

    answer = client.get("/api/v1/articles/").json()

    assert answer["count"] == 1
    (item,) = answer["items"]
    assert item["title"] == article.title
    assert item["url"].endswith(article.url)
    assert item["section"] == {"slug": "tin-tuc", "name": "Tin tức"}
    for query, count in (
        (f"unit={article.home.slug}", 1),
        ("section=tin-tuc", 1),
        ("since=2999-01-01", 0),
        ("until=2001-01-01", 0),
        (f"since={timezone.localdate():%Y-%m-%d}", None),
    ):
        found = client.get(f"/api/v1/articles/?{query}").json()["count"]
        assert count is None or found == count
    for query in ("unit=khac", "section=khac"):
        refused = client.get(f"/api/v1/articles/?{query}")
        assert (refused.status_code, refused.json()["code"][:7]) == (422, "unknown")
