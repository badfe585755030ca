"""Feeds and the sitemap, read back by a parser of XML."""

from datetime import datetime
from xml.etree import ElementTree

import pytest

from sanvat.news.models import Section

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(response) -> ElementTree.Element:
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def test_atom_of_everything_of_a_unit_and_of_a_section(client, draft):
    article = draft("Chè & cà phê <mới>", live=True, author="Lê Thu")
    draft("Bản nháp")

    for path in ("/tin/", article.home.url, article.in_section.url):
        feed = read(client.get(f"{path}atom.xml"))
        (entry,) = feed.findall(f"{ATOM}entry")
        assert entry.find(f"{ATOM}title").text == "Chè & cà phê <mới>"
        assert entry.find(f"{ATOM}link").get("href").endswith(article.url)
        told = datetime.fromisoformat(entry.find(f"{ATOM}published").text)
        assert told == article.shown_at
        assert feed.find(f"{ATOM}title").text


def test_rss(client, draft):
    article = draft(live=True)

    channel = read(client.get("/tin/rss.xml")).find("channel")

    (item,) = channel.findall("item")
    assert item.find("title").text == article.title
    assert item.find("link").text.endswith(article.url)
    assert item.find("pubDate").text


def test_the_sitemap_leads_to_every_article_and_section(client, draft):
    article = draft(live=True)
    hidden = draft("Bản nháp")

    parts = [each.text for each in read(client.get("/sitemap.xml")).iter(f"{MAP}loc")]
    found = set()
    for part in parts:
        path = part.partition("//")[2].partition("/")[2]
        response = client.get(f"/{path}")
        if response.status_code == 200:
            found |= {each.text for each in read(response).iter(f"{MAP}loc")}

    assert any(each.endswith(article.url) for each in found)
    assert any(each.endswith(article.home.url) for each in found)
    assert any(each.endswith(Section.objects.first().url) for each in found)
    assert not any(hidden.slug in each for each in found)


def test_robots_are_told_of_the_sitemap(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Disallow: /ban-lam-viec/" in lines
    assert lines[-1].endswith("/sitemap.xml")
