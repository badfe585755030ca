"""Pages that get another address: whoever has the old one is sent on, and nothing keeps it."""

import pytest
from django.test import Client
from django.utils import timezone

from sanvat.comments.models import Thread
from sanvat.findable import building
from sanvat.findable.models import IndexEntry
from sanvat.news import actions
from sanvat.news.models import Article, FormerAddress, Section
from sanvat.portal.news import pages
from tests.follow.conftest import sealed
from tests.news.conftest import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(home) -> Section:
    made = Section(title="Hội chợ", home=home)
    home.add_child(instance=made)
    return made


def sent_to(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 301, path
    assert Client().get(answer.url).status_code == 200
    return answer.url


def test_an_article_that_moves_takes_everything_along(draft, section, other, coordinator):
    article = draft(live=True)
    thread = actions.open_comments(article, by=coordinator, at=timezone.now())
    old = article.path_on_site()

    article.move(other, pos="last-child")

    article = Article.objects.get(pk=article.pk)
    new = article.path_on_site()
    assert (article.in_section, new) == (other, f"{other.path_on_site()}{article.slug}/")
    assert Thread.objects.get(pk=thread.pk).path == new
    assert sent_to(old) == new
    assert sent_to(f"{old}ban-doc/?a=1") == f"{new}ban-doc/?a=1"
    sealed()
    building.rebuild()
    assert IndexEntry.objects.filter(kind="tin", key=str(article.pk)).exists()
    assert Client().get(f"{section.path_on_site()}khong-co/").status_code == 404


def test_one_that_comes_back_is_at_its_address_again(draft, section, other):
    article = draft(live=True)
    old = article.path_on_site()
    article.move(other, pos="last-child")
    between = fresh(article).path_on_site()

    fresh(article).move(fresh(section), pos="last-child")

    assert Client().get(old).status_code == 200
    assert sent_to(between) == old
    assert FormerAddress.objects.count() == 1


def test_a_section_with_another_slug_is_found_by_the_old_with_all_in_it(
    draft, section, coordinator
):
    article = draft(live=True)
    thread = actions.open_comments(article, by=coordinator, at=timezone.now())
    old, old_article = section.path_on_site(), article.path_on_site()
    for slug in ("tin-moi", "tin-hom-nay"):
        found = fresh(section)
        found.slug = slug
        found.save()

    new = fresh(section).path_on_site()
    assert new.endswith("/tin-hom-nay/")
    assert sent_to(old) == new
    assert sent_to(f"{old}atom.xml") == f"{new}atom.xml"
    assert sent_to(old.replace("/tin-tuc/", "/tin-moi/")) == new
    assert sent_to(old_article) == f"{new}{article.slug}/"
    assert Thread.objects.get(pk=thread.pk).path == f"{new}{article.slug}/"


def test_a_section_that_goes_to_the_main_site_is_its_own(draft, section, coordinator):
    article = draft(live=True)
    thread = actions.open_comments(article, by=coordinator, at=timezone.now())
    old = article.path_on_site()
    main = pages.published.home()

    found = fresh(section)
    found.slug = "tin-tuc-lam-dong"
    found.save()
    fresh(section).move(main, pos="last-child")

    article = Article.objects.get(pk=article.pk)
    assert (article.home, fresh(section).home) == (main, main)
    assert sent_to(old) == f"/tin/tin-tuc-lam-dong/{article.slug}/"
    kept = Thread.objects.get(pk=thread.pk)
    assert (kept.path, kept.organisation) == (article.path_on_site(), main.organisation)


def test_what_is_not_online_is_not_told_by_its_old_address(draft, other):
    article = draft(live=True)
    old = article.path_on_site()
    article.move(other, pos="last-child")
    fresh(article).unpublish()

    assert Client().get(old).status_code == 404
    assert Client().get("/don-vi/khong-co/").status_code == 404
