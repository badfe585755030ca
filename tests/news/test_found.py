"""What of the news the public search finds."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sanvat.findable import building
from sanvat.findable.declared import findables
from sanvat.findable.searching import Asked, search, words_asked
from sanvat.news import actions
from tests.news.conftest import fresh
from tests.records.journals import seal


@pytest.fixture
def follow(db, monkeypatch):
    """Of the news alone: the law's texts and the country's places are many and stay. Returns what
    reads on in the journal, once what was done is sealed."""
    monkeypatch.setattr(building, "findables", lambda: {"tin": findables()["tin"]})
    building.rebuild()

    def read_on() -> None:
        seal()
        building.follow()

    return read_on


def found(text: str) -> list[str]:
    hits = search(Asked(kind="tin", words=words_asked(text)), timezone.localdate()).hits
    return [hit.thing.title for hit in hits]


def test_an_article_is_found_by_what_it_tells(follow, draft, client):
    article = draft(
        live=True, blocks=[("paragraph", "<p>Bà con xã Xuân Trường <b>sao chè</b>.</p>")]
    )
    draft("Bản thảo chưa ai duyệt về chè")
    follow()

    assert found("sao che") == found("cau dat") == found("duoc mua") == [article.title]
    assert found("ban thao") == []
    page = client.get(reverse("portal:search"), {"q": "sao chè", "loai": "tin"})
    assert f'href="{article.path_on_site()}"' in page.content.decode()


def test_what_is_withdrawn_is_gone_at_once(follow, draft, coordinator):
    article = draft(live=True)
    follow()
    assert found("cau dat") == [article.title]

    actions.withdraw(fresh(article), by=coordinator, at=timezone.now())

    assert found("cau dat") == []
    follow()
    assert found("cau dat") == []


def test_an_article_that_has_expired_is_gone_before_a_job_takes_it_down(follow, draft):
    article = draft(live=True)
    follow()

    type(article).objects.filter(pk=article.pk).update(expire_at=timezone.now())

    assert found("cau dat") == []
