"""Drafts open for comment where readers and programmes look: in the search, the open data, the API,
the feeds, and by mail to whoever follows them."""

from datetime import timedelta

import pytest
from django.test import Client

from sanvat.comments import actions as comments
from sanvat.findable.declared import findables
from sanvat.follow.declared import sources, topics
from sanvat.follow.models import NotedHappening
from sanvat.instruments import actions
from sanvat.opendata.dataset import datasets
from tests.follow.conftest import follower_of
from tests.follow.test_rooms import looked
from tests.instruments.test_drafts import NOW, TODAY, answer, drafted, opened, said

pytestmark = pytest.mark.django_db


def row() -> dict:
    table = datasets()["du-thao"]
    (found,) = table.rows(TODAY)
    return dict(zip(table.by_name, found, strict=True))


def test_a_draft_is_told_everywhere_while_it_is_on_the_portal(officer):
    drafted(officer, title="Còn soạn")
    draft = opened(officer)
    answer(draft, said(draft, officer), officer)
    said(draft, officer, "Ý kiến hai")

    (thing,) = findables()["du-thao"].read()
    assert (thing.title, thing.until) == (draft.title, draft.open_until)
    assert "Mỗi xã một sản phẩm" in thing.text
    found = row()
    assert (found["id"], found["is_open"], found["opinions"]) == (draft.pk, True, 2)
    assert (found["taken"], found["partly"], found["not_taken"]) == (1, 0, 0)
    (item,) = Client().get("/api/v1/document-drafts/", {"q": "ke hoach"}).json()["items"]
    assert item == Client().get(f"/api/v1/document-drafts/{draft.pk}/").json()
    assert item["opinions"] == {"published": 2, "taken": 1, "partly": 0, "not_taken": 0}
    for name in ("atom.xml", "rss.xml"):
        feed = Client().get(f"/van-ban/lay-y-kien/{name}").content.decode()
        assert draft.title in feed
        assert "Còn soạn" not in feed

    actions.withdraw_draft(draft, "Nhầm bản", by=officer, at=NOW)

    assert findables()["du-thao"].read() == []
    assert list(datasets()["du-thao"].rows(TODAY)) == []
    assert Client().get("/api/v1/document-drafts/").json()["count"] == 0
    assert draft.title not in Client().get("/van-ban/lay-y-kien/atom.xml").content.decode()


def test_open_and_closed_are_told_apart(officer):
    draft, closed = opened(officer), opened(officer, title="Đã đóng")
    comments.close_thread(closed.thread, by=officer, at=NOW)

    def listed(state):
        items = Client().get("/api/v1/document-drafts/", {"state": state}).json()["items"]
        return [(each["id"], each["open"]) for each in items]

    assert listed("open") == [(draft.pk, True)]
    assert listed("closed") == [(closed.pk, False)]
    until = {each.key: each.until for each in findables()["du-thao"].read()}
    assert until == {
        str(draft.pk): draft.open_until,
        str(closed.pk): TODAY - timedelta(days=1),
    }


def test_who_follows_drafts_is_told_of_one_that_opens_and_of_none_that_is_gone(officer):
    assert [each.path for each in topics(["du-thao:"]).values()] == ["/van-ban/lay-y-kien/"]
    looked()
    follower_of(topic="du-thao:")
    drafted(officer, title="Còn soạn")
    assert looked() == []

    draft = opened(officer)

    assert looked() == [f"du-thao {draft.pk}"]
    assert NotedHappening.objects.get(kind="du-thao").tellings.count() == 1
    happening = sources()["du-thao"].read([str(draft.pk)])[str(draft.pk)]
    assert happening.title == f"Lấy ý kiến: {draft.title}"
    place = draft.place.code
    feed = Client().get(f"/theo-doi/dia-ban/{place}.atom").content.decode()
    assert draft.title in feed
    actions.withdraw_draft(draft, "Nhầm bản", by=officer, at=NOW)
    assert looked() == []
    assert not NotedHappening.objects.get(kind="du-thao").tellings.exists()
    assert "Theo dõi bằng thư" in Client().get("/van-ban/lay-y-kien/").content.decode()
