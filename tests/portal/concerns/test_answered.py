"""What was answered and published: found, narrowed, read, told by feed; never who sent it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree, html

from sanvat.concerns import actions
from sanvat.concerns.findable import FINDABLES
from sanvat.concerns.followed import SOURCES, TOPICS
from sanvat.concerns.models import Publication
from tests.concerns.conftest import MINH

HERE = "/phan-anh/da-tra-loi/"
WORDS = {
    "title": "Đường vào vùng chè lầy lội",
    "text": "Xe không chở hàng ra được.",
    "answer": "Xã đã rải đá đoạn qua suối.",
}


@pytest.fixture
def publication(answered, officer) -> Publication:
    return actions.publish(answered, **WORDS, by=officer, at=timezone.now())


def titles(page) -> list[str]:
    return html.fromstring(page.text).xpath(f"//a[starts-with(@href, '{HERE}')]/text()")


def test_it_is_listed_and_read_without_who_sent_it(client, publication, answered):
    page, one = client.get(HERE), client.get(f"{HERE}{publication.pk}/")

    assert WORDS["title"] in titles(page)
    assert all(words in one.text for words in WORDS.values())
    for shown in (page.text, one.text, client.get("/phan-anh/").text):
        for part in (MINH.name, "555777", MINH.email, answered.code, answered.text):
            assert part not in shown


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("?q=rai+da", True),
        ("?q=cau+treo", False),
        ("?linh-vuc=roads-water", True),
        ("?linh-vuc=land", False),
        ("?linh-vuc=khong-co", True),  # what is no subject narrows nothing
        ("?noi=duc+trong", True),
        ("?noi=khong+co+noi+nao", False),
        ("?tu=2020-01-01&den=2099-01-01", True),
        ("?den=2020-01-01", False),
        ("?tu=9999-12-31&den=0001-01-01", True),
        ("?sau=99999999999999999.1", True),
        ("?sau=0.1", False),
        ("?truoc=0.1", True),
    ],
)
def test_it_is_narrowed_by_words_subject_place_and_day(client, publication, query, is_found):
    assert (WORDS["title"] in titles(client.get(f"{HERE}{query}"))) is is_found


def test_pages_follow_one_another(client, publication, officer, send, monkeypatch):
    monkeypatch.setattr("sanvat.portal.concerns.answered.PER_PAGE", 1)
    _publish_another(send, officer, "Kênh mương tắc")
    first = html.fromstring(client.get(HERE).text)
    (after,) = first.xpath("//a[@rel='next']/@href")
    second = html.fromstring(client.get(after).text)
    (back,) = second.xpath("//a[@rel='prev']/@href")

    assert "Kênh mương tắc" in titles(client.get(HERE))
    assert WORDS["title"] in titles(client.get(after))
    assert "Kênh mương tắc" in titles(client.get(back))


def test_a_list_of_three_costs_as_much_as_one_of_one(client, publication, officer, send):
    client.get(HERE)
    with CaptureQueriesContext(connection) as one:
        client.get(HERE)
    for title in ("Kênh mương tắc", "Cầu treo hỏng"):
        _publish_another(send, officer, title)
    with CaptureQueriesContext(connection) as three:
        client.get(HERE)
    assert len(three) == len(one)


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml"])
def test_a_feed_tells_it(client, publication, name):
    answer = client.get(f"{HERE}{name}?linh-vuc=roads-water")
    written = etree.fromstring(answer.content)
    assert WORDS["title"] in "".join(written.itertext())
    assert MINH.name not in answer.text
    assert WORDS["title"] not in client.get(f"{HERE}{name}?linh-vuc=land").text


def test_what_is_taken_down_is_gone_everywhere(client, publication, officer):
    actions.unpublish(publication, reason="Lộ người gửi", by=officer, at=timezone.now())

    assert WORDS["title"] not in client.get(HERE).text
    assert client.get(f"{HERE}{publication.pk}/").status_code == 404
    assert WORDS["title"] not in client.get(f"{HERE}atom.xml").text
    assert FINDABLES[0].read([str(publication.pk)]) == []
    assert SOURCES[0].read([str(publication.pk)]) == {}


def test_the_search_finds_what_was_published_and_no_matter_itself(publication, answered):
    (thing,) = FINDABLES[0].read()
    assert (thing.key, thing.title, thing.section) == (
        str(publication.pk),
        WORDS["title"],
        "roads-water",
    )
    assert answered.text not in thing.text
    assert FINDABLES[0].follows["concerns.concern"]([str(answered.pk)]) == [str(publication.pk)]


def test_it_is_told_to_who_follows_all_its_subject_or_its_place(publication, answered):
    (happening,) = SOURCES[0].read([str(publication.pk)]).values()
    assert happening.topics == ("phan-anh:", "linh-vuc:roads-water")
    assert (happening.place, happening.path) == (answered.place_id, f"{HERE}{publication.pk}/")
    assert happening.until == timezone.localdate() + timedelta(days=7)
    assert [each.key for kind in TOPICS for each in kind.find(["", "land", "x"])] == [
        "phan-anh:",
        "linh-vuc:land",
    ]


def test_the_sitemap_has_it(client, publication):
    assert "sitemap-phan-anh-1.xml" in client.get("/sitemap.xml").text
    assert f"{HERE}{publication.pk}/" in client.get("/sitemap-phan-anh-1.xml").text


def test_no_address_is_too_large_to_be_answered(client, db):
    assert client.get(f"{HERE}{2**70}/").status_code == 404


def _publish_another(send, officer, title):
    now = timezone.now()
    concern = send(f"{title}.").concern
    actions.classify(concern, kind="feedback", subject="roads-water", by=officer, at=now)
    actions.accept(concern, by=officer, at=now)
    actions.answer(concern, "Đã sửa.", by=officer, at=now)
    words = {"title": title, "text": "Hỏng.", "answer": "Đã sửa."}
    return actions.publish(concern, **words, by=officer, at=now)
