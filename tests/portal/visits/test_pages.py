"""What is counted of what is asked for, and where the figures stand."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sanvat.visits import counting, figures
from sanvat.visits.counting import Counter
from sanvat.visits.models import DayCount
from sanvat.visits.readers import Readers
from tests.desk.pages import text_of

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def counter(monkeypatch):
    found = Counter(Readers(places=1 << 16))
    monkeypatch.setattr("sanvat.portal.middleware.COUNTER", found)
    figures._known.clear()
    yield found
    figures._known.clear()


@pytest.fixture
def reader():
    return Client(headers={"user-agent": FIREFOX})


def kept(counter) -> dict[str, tuple[int, int]]:
    counter.write()
    rows = DayCount.objects.filter(site="").values_list("section", "views", "visits")
    return {section: (views, visits) for section, views, visits in rows}


def test_a_page_counts_each_time_it_is_read_also_where_it_is_not_sent_again(counter, reader):
    first = reader.get("/tieu-chi/")
    again = reader.get("/tieu-chi/", headers={"if-none-match": first["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert again["ETag"] == first["ETag"]
    assert not first.cookies
    assert kept(counter) == {"tieu-chi": (2, 1)}


def test_readers_are_told_apart_by_address_and_browser(counter):
    for address in ("203.0.113.7", "203.0.113.8", "2001:db8:1:2::5", "2001:db8:1:2::9", "x::y"):
        for agent in (FIREFOX, f"{FIREFOX} other"):
            Client(REMOTE_ADDR=address, headers={"user-agent": agent}).get("/tin/")

    assert kept(counter) == {"tin": (10, 8)}  # of one IPv6 network two are one


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/tin/", {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        ("/tin/", {"user-agent": ""}),
        ("/tin/", {"sec-purpose": "prefetch;prerender"}),
        ("/tin/", {"purpose": "prefetch"}),
        ("/tin/", {"hx-request": "true"}),
        ("/tin/", {"sec-fetch-dest": "iframe"}),
        ("/tin/atom.xml", {}),
        ("/robots.txt", {}),
        ("/luot-truy-cap/theo-ngay.csv", {}),
        ("/tin/khong-co/", {}),
        ("/don-vi/khong-co/", {}),
        ("/api/v1/docs", {}),
        ("/giao-dien/", {}),
        ("/tai-khoan/dang-nhap/", {}),
        ("/ban-lam-viec/", {}),
    ],
)
def test_what_nobody_reads_is_not_counted(counter, reader, path, headers):
    reader.get(path, headers=headers)

    assert kept(counter) == {}


def test_a_head_is_not_counted(counter, reader):
    assert reader.head("/tin/").status_code == 200
    assert kept(counter) == {}


def test_the_page_of_figures_says_since_when_and_how(reader):
    assert "Bắt đầu đếm từ số không" in text_of(reader.get("/luot-truy-cap/"))
    figures._known.clear()
    figures.cache.clear()
    today = timezone.localdate()
    for days in (0, 1, 2):
        day = today - timedelta(days=days)
        DayCount.objects.create(day=day, section="tin", views=12 + days, visits=7 + days)

    page = text_of(reader.get("/luot-truy-cap/"))

    assert f"Đếm từ ngày {(today - timedelta(days=2)).strftime('%-d/%-m/%Y')}" in page
    assert "24 tất cả" in page or "tất cả 24" in page
    lines = reader.get("/luot-truy-cap/theo-ngay.csv").content.decode().split()
    assert lines == [
        "day,views,visits",
        f"{today - timedelta(days=2)},14,9",
        f"{today - timedelta(days=1)},13,8",
    ]


def test_a_unit_that_is_none_has_no_figures(reader):
    for slug in ("khong-co", "trang-chinh", "%00"):
        assert reader.get(f"/luot-truy-cap/?trang={slug}").status_code == 404


def test_figures_do_not_change_the_first_page_within_a_span(counter, reader):
    first = reader.get("/")
    counter.write()
    again = reader.get("/", headers={"if-none-match": first["ETag"]})

    assert "Lượt truy cập" in text_of(first)
    is_same_span = counting.span_of(timezone.now()) == counting.span_of(timezone.now())
    assert again.status_code == 304 or not is_same_span
