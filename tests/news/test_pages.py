"""The public pages of the news: what a stranger reads."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sanvat.news import published
from sanvat.news.models import Article, Section, UnitHome
from sanvat.records.ready_queries import ReadyQuery

pytestmark = pytest.mark.django_db


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_an_article_is_read_at_its_own_address(client, draft):
    article = draft(live=True, author="Lê Thu", source_note="Báo Lâm Đồng")

    page = text(client.get(article.url))

    assert article.url == "/don-vi/van-phong-dieu-phoi-lam-dong/tin-tuc/che-cau-dat-vao-vu/"
    assert "Vụ chè năm nay được mùa." in page
    assert "Người dân xã hái chè từ sáng sớm." in page
    assert "Báo Lâm Đồng" in page


def test_a_draft_is_not_there_for_anybody(client, draft, writer):
    article = draft()
    client.force_login(writer)

    assert client.get(article.url).status_code == 404


def test_what_has_expired_is_gone_before_any_job_runs(client, draft):
    article = draft(live=True)
    Article.objects.filter(pk=article.pk).update(expire_at=timezone.now() - timedelta(seconds=1))

    assert client.get(article.url).status_code == 404
    assert "Chè Cầu Đất" not in text(client.get("/tin/"))


def test_no_page_sets_a_cookie_or_asks_who_reads(client, draft):
    article = draft(live=True)

    for path in ("/", "/tin/", article.url, article.in_section.url, article.home.url):
        response = client.get(path)
        assert response.cookies == {}
        assert "script-src" not in response["Content-Security-Policy"]
        assert "unsafe" not in response["Content-Security-Policy"]


def test_who_has_the_page_is_not_sent_it_again(client, draft):
    article = draft(live=True)
    first = client.get(article.url)

    again = client.get(article.url, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


@pytest.mark.parametrize("page", ["home", "all", "unit", "section", "article", "feed"])
def test_more_articles_cost_no_more_queries(client, draft, page):
    article = draft(live=True)
    paths = {
        "home": "/",
        "all": "/tin/",
        "unit": article.home.url,
        "section": article.in_section.url,
        "article": article.url,
        "feed": "/tin/atom.xml",
    }
    draft("Tin thứ hai", live=True)
    draft("Tin thứ ba", live=True)
    client.get(paths[page])
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(paths[page])
    for number in range(3):
        draft(f"Tin thêm {number}", live=True)

    with CaptureQueriesContext(connection) as many:
        client.get(paths[page])

    assert len(many) == len(few)


def test_newer_and_older_are_those_of_the_section(client, draft):
    newest, middle, oldest = (draft(f"Tin {n}", live=True) for n in (1, 2, 3))

    page = text(client.get(middle.url))

    ways = re.search(r'<nav class="article__ways.*?</nav>', page, re.S)[0]
    assert re.findall(r'href="([^"]+)"', ways) == [newest.url, oldest.url]


def test_articles_of_the_same_topic_are_related(client, draft):
    article = draft("Tập huấn ở Đức Trọng", live=True, topics=["training"])
    other = draft("Tập huấn ở Di Linh", live=True, topics=["training", "law"])
    draft("Hội chợ", live=True, topics=["promotion"])

    page = text(client.get(article.url))

    related = page[page.index("Tin liên quan") : page.index("Cùng chuyên mục")]
    assert re.findall(r'<a href="([^"]+)"', related) == [other.url]


def test_a_list_goes_on_where_the_page_before_ended(client, draft, monkeypatch):
    monkeypatch.setattr("sanvat.portal.news.lists.PER_PAGE", 2)
    titles = [f"Tin số {n}" for n in range(1, 6)]
    for title in titles:
        draft(title, live=True)

    seen, path = [], "/tin/"
    while path:
        page = text(client.get(path))
        seen += re.findall(r"Tin số \d", re.sub(r"<head>.*?</head>", "", page, flags=re.S))
        found = re.search(r'href="([^"]+)" rel="next"', page)
        path = found[1] if found else ""

    assert seen == titles


@pytest.mark.parametrize("mark", ["x", "1", "9" * 17 + "-1", "-", "0-0", "1-9999999999", "%00"])
def test_a_mark_that_makes_no_sense_is_answered(client, draft, mark):
    draft(live=True)

    assert client.get(f"/tin/?sau={mark}").status_code == 200


def test_news_by_month(client, draft):
    old = timezone.now().replace(year=2020, month=10, day=14)
    draft("Hội nghị mở đầu năm", live=True, shown_at=old)
    draft("Tin hôm nay", live=True)

    page = text(client.get("/tin/ngay/2020/10/"))

    assert "Hội nghị mở đầu năm" in page
    assert "Tin hôm nay" not in page
    assert client.get("/tin/ngay/2020/13/").status_code == 404
    assert client.get("/tin/ngay/1900/").status_code == 404


def test_hot_and_featured_end_with_their_day(client, draft):
    today = timezone.localdate()
    draft("Tin đang nóng", live=True, hot_until=today)
    draft("Tin từng nóng", live=True, hot_until=today - timedelta(days=1))
    draft("Tin nổi bật nhất", live=True, featured_until=today)

    page = text(client.get("/"))

    hot = page[page.index('id="tin-nong"') : page.index('id="tin-noi-bat"')]
    assert "Tin đang nóng" in hot
    assert "Tin từng nóng" not in hot
    assert "Tin nổi bật nhất" in page[page.index('id="tin-noi-bat"') :]


def test_a_reader_of_english_gets_the_english_half(client, draft):
    both = draft(live=True, title_en="Tea harvest begins", lead_en="A good year for tea.")
    only = draft("Chỉ có tiếng Việt", live=True)
    client.cookies["sanvat_language"] = "en"

    assert "A good year for tea." in text(client.get(both.url))
    page = text(client.get(only.url))
    assert '<article class="article prose" lang="vi">' in page
    assert "no English version" in page


def test_the_read_out_page_writes_nothing_short(client, draft):
    article = draft(
        "UBND xã họp ngày 14/10/2020",
        live=True,
        lead="Đạt 16/16 nội dung, 2,13% hộ nghèo.",
        blocks=[("list", ["Công văn số 295/VPĐP-NTM"])],
    )

    page = text(client.get(f"{article.url}ban-doc/"))

    assert "Ủy ban nhân dân xã họp ngày 14 tháng 10 năm 2020." in page
    assert "Đạt 16 trên 16 nội dung, 2,13 phần trăm hộ nghèo." in page
    assert "UBND" not in page[page.index('class="aloud"') :]


def test_machines_are_told_what_the_article_is(client, draft):
    article = draft("Tin </script><b>", live=True)

    page = text(client.get(article.url))

    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    article_said, crumbs = json.loads(data)["@graph"]
    assert article_said["@type"] == "NewsArticle"
    assert article_said["headline"] == "Tin </script><b>"
    assert [each["name"] for each in crumbs["itemListElement"]] == [
        "Văn phòng Điều phối Lâm Đồng",
        "Tin tức",
        "Tin </script><b>",
    ]


def test_a_units_own_host_shows_its_site(client, draft, home, settings):
    settings.ALLOWED_HOSTS = ["tin.lamdong.vn", "testserver"]
    UnitHome.objects.filter(pk=home.pk).update(host="tin.lamdong.vn")
    article = draft(live=True)
    own = Client(headers={"host": "tin.lamdong.vn"})

    assert article.title in text(own.get("/"))
    assert article.title in text(own.get(f"/tin/tin-tuc/{article.slug}/"))
    assert client.get(f"/tin/tin-tuc/{article.slug}/").status_code == 404


def test_a_shared_section_stands_on_the_site_that_chose_it(client, home, writer):
    main = Section.objects.get(slug="chinh-sach-huong-dan")
    home.shared_sections.add(main)
    home.save()

    page = text(client.get(home.url))

    assert main.url in page


@pytest.mark.parametrize(
    "path",
    [
        "/tin/khong-co/",
        "/tin/tin-tuc/khong-co/",
        "/don-vi/khong-co/",
        "/don-vi/trang-chinh/",
        "/tin/a%00b/",
        "/tin/tep/99999999999999/",
        "/tin/anh/1-480.webp",
        "/tin/anh/99999999999999-480.webp",
        "/tin/anh/chia-se-1.png",
        "/sitemap-99999999999.xml",
    ],
)
def test_what_is_not_there_is_a_404(client, path):
    assert client.get(path).status_code == 404


def test_of_the_same_topic_only_the_newest_are_looked_through(client, draft, monkeypatch):
    monkeypatch.setattr(published, "_ABOUT", ready_with(monkeypatch, newest=3))
    article, near = (draft(f"Tập huấn {n}", live=True, topics=["training"]) for n in (1, 2))
    draft("Nháp", topics=["training"])
    draft("Hội chợ", live=True, topics=["promotion"])
    draft("Tập huấn cũ", live=True, topics=["training"])

    assert [each.title for each in published.around(article).related] == [near.title]


def ready_with(monkeypatch, *, newest: int) -> ReadyQuery:
    monkeypatch.setattr(published, "NEWEST", newest)
    return ReadyQuery(published._about, published._AT, published._TEXTS, -9)


def test_two_sections_may_have_an_article_of_one_slug_each(client, draft, home):
    here = draft("Chè vào vụ", live=True)
    there = Section(title="Việc làm", home=home)
    home.add_child(instance=there)
    other = draft("Chè vào vụ", live=True, section=there, lead="Cần người hái chè.")

    assert here.slug == other.slug
    assert "Vụ chè năm nay được mùa." in text(client.get(here.url))
    assert "Cần người hái chè." in text(client.get(other.url))


def test_the_first_page_tells_each_article_once(client, draft):
    tomorrow = timezone.localdate() + timedelta(days=1)
    made = [draft(f"Tin {n}", live=True) for n in range(9)]
    hot, both, featured = made[3], made[1], made[5]
    for each, ways in (
        (hot, ["hot_until"]),
        (both, ["hot_until", "featured_until"]),
        (featured, ["featured_until"]),
    ):
        Article.objects.filter(pk=each.pk).update(**dict.fromkeys(ways, tomorrow))
    Article.objects.filter(pk=made[8].pk).update(hot_until=tomorrow - timedelta(days=2))

    found = published.first_page(timezone.localdate())

    assert found.hot == [both, hot]
    assert found.featured == [featured]
    assert found.latest == [made[n] for n in (0, 2, 4, 6, 7, 8)]
    page = text(client.get("/"))
    for each in made:
        assert page.count(f'<a href="{each.url}">') == 1


def test_the_first_page_asks_the_same_of_one_article_and_of_many(client, draft):
    asked = []
    for number in (1, 4):
        for n in range(number):
            draft(f"Tin {number} {n}", live=True)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        asked.append(len(queries))
    assert asked[0] == asked[1]
