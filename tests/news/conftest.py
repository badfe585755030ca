"""A unit's site in the province of the tests: its editor writes, the advisor and the coordinator
keep the programme there."""

from datetime import timedelta

import pytest
from django.template import engines
from django.utils import timezone
from wagtail.models import Page

from sanvat.news import actions
from sanvat.news.models import Article, Section, UnitHome
from tests.people import make_member, make_person
from tests.products.conftest import coffee, cooperative, store  # noqa: F401


@pytest.fixture
def home(coordinator) -> UnitHome:
    return actions.open_home(
        coordinator.acting.organisation,
        "Văn phòng Điều phối Lâm Đồng",
        by=coordinator,
        at=timezone.now(),
    )


@pytest.fixture
def templates_of_wagtail(monkeypatch) -> None:
    """Wagtail's templates ask for what is not there; ours are held to more elsewhere."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")


@pytest.fixture
def section(home) -> Section:
    return Section.objects.get(home=home)


@pytest.fixture
def writer(home, province):
    """An editor of the body whose site it is."""
    return make_person("Lê Biên Tập", "editor", home.organisation, username="0987000001")


@pytest.fixture
def draft(section, writer):
    """Makes a draft; `live` ones are online for some hours, each older than the one before."""
    made = []

    def make(title="Chè Cầu Đất vào vụ", *, live=False, blocks=None, section=section, **more):
        now = timezone.now()
        given = actions.Draft(
            title=title,
            lead=more.pop("lead", "Vụ chè năm nay được mùa."),
            blocks=blocks or [("paragraph", "Người dân xã hái chè từ sáng sớm.")],
            source_note=more.pop("source_note", ""),
            source_link=more.pop("source_link", ""),
            topics=more.pop("topics", ()),
            place=more.pop("place", None),
            products=more.pop("products", ()),
            made_from=more.pop("made_from", ""),
        )
        made.append(title)
        if live and "shown_at" not in more:
            more["shown_at"] = now - timedelta(hours=len(made))
        article = actions.draft_article(section, given, by=writer, at=now, **more)
        if live:
            article.get_latest_revision().publish(user=None)
            article = Article.objects.get(pk=article.pk)
        return article

    return make


def fresh(page: Page):
    return Page.objects.get(pk=page.pk).specific


__all__ = ["fresh", "make_member"]
