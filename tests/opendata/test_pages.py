"""What strangers are shown at /so-lieu/, and how the files are handed out."""

import gzip
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sanvat.opendata import building, described, sets
from sanvat.opendata.dataset import datasets
from sanvat.portal.open_data import tables
from tests.opendata.conftest import NOON, ROWS, _stand_in, dataset

pytestmark = pytest.mark.django_db
CSV = "/so-lieu/mat-ong.csv"


@pytest.fixture
def built(published, monkeypatch):
    found = dataset()
    monkeypatch.setattr("sanvat.portal.open_data.views.datasets", lambda: {found.key: found})
    return building.build(at=NOON)


@pytest.fixture
def built_of_all(folder, monkeypatch):
    """A set of every table there is, without rows."""
    empty = {key: replace(each, rows=lambda today: iter(())) for key, each in datasets().items()}
    monkeypatch.setattr(building, "datasets", lambda: empty)
    monkeypatch.setattr(building, "write_parquet", _stand_in)
    return building.build(at=NOON)


def content(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_addresses_are_the_ones_the_catalogue_names():
    assert reverse("portal:open_data") == described.PATH
    assert tables.address_of("a.csv") == f"{described.PATH}a.csv"


def test_a_table_leads_to_the_page_that_shows_the_same(client, built_of_all):
    pages = {each.key: each.page for each in datasets().values() if each.page}
    assert pages["phan-anh"] == "/phan-anh/so-lieu/"
    index = client.get("/so-lieu/").text
    for key, path in pages.items():
        assert client.get(path).status_code == 200
        assert f'href="{path}"' in client.get(f"/so-lieu/{key}/").text
        assert f'<a href="{path}">Xem thành trang</a>' in index


def test_before_the_first_set_the_pages_say_so(folder, client):
    answer = client.get("/so-lieu/")
    assert answer.status_code == 200
    assert "Chưa có bộ số liệu nào" in answer.content.decode()
    assert "Bảng này chưa có" in client.get("/so-lieu/san-pham/").content.decode()
    assert client.get("/so-lieu/san-pham.csv").status_code == 404
    assert client.get("/so-lieu/2026-06-10/san-pham.csv").status_code == 404


def test_the_pages_tell_what_there_is(built, client, officer):
    index, page = client.get("/so-lieu/"), client.get("/so-lieu/mat-ong/")
    assert not index.cookies
    text = index.content.decode()
    for each in ("Mật ong", "Chưa có giấy phép", "danh-muc.jsonld", "12:00 ngày 10/6/2026"):
        assert each in text
    text = page.content.decode()
    for each in ("Sản lượng", "kg", "thủ công", "theo cột «kind»", "=HYPERLINK(&quot;đây&quot;)"):
        assert each in text

    assert page.headers["Cache-Control"] == index.headers["Cache-Control"] == "no-cache"
    client.force_login(officer)
    for path, before in (("/so-lieu/", index), ("/so-lieu/mat-ong/", page)):
        assert client.get(path).headers["ETag"] == before.headers["ETag"]


def test_a_page_is_sent_again_once_there_is_another_set(built, client):
    tag = client.get("/so-lieu/").headers["ETag"]
    assert client.get("/so-lieu/", headers={"If-None-Match": tag}).status_code == 304
    building.build(at=NOON + timedelta(days=1))
    assert client.get("/so-lieu/", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/so-lieu/khac/",
            "/so-lieu/mat-ong.xlsx",
            "/so-lieu/set.json",
            "/so-lieu/mat-ong.csv.gz",
        ),
        *("/so-lieu/2026-06-09/mat-ong.csv", "/so-lieu/2026-02-31/mat-ong.csv"),
        *("/so-lieu/2026-06-10/", "/so-lieu/..%2fset.json", "/so-lieu/....csv"),
    ],
)
def test_there_is_nothing_else(built, client, path):
    assert client.get(path).status_code == 404


def test_a_file_with_what_caches_and_saving_need(built, client):
    answer = client.get(CSV)
    whole = content(answer)
    assert whole == (built.path / "mat-ong.csv").read_bytes()
    digest = built.manifest["datasets"][0]["files"][0]["sha256"]
    told = answer.headers
    assert told["ETag"] == f'"{digest}"'
    assert told["Content-Type"] == "text/csv; charset=utf-8"
    assert told["Content-Disposition"] == 'attachment; filename="mat-ong-2026-06-10.csv"'
    assert (told["Content-Length"], told["Accept-Ranges"]) == (str(len(whole)), "bytes")
    assert (told["Vary"], told["Access-Control-Allow-Origin"]) == ("Accept-Encoding", "*")
    assert told["Cache-Control"] == "public, max-age=600"
    assert not answer.cookies
    assert client.head(CSV).headers["Content-Length"] == str(len(whole))
    assert client.post(CSV).status_code == 405

    same = client.get(CSV, headers={"If-None-Match": told["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["Cache-Control"] == "public, max-age=600"


def test_packed_for_who_takes_it_so(built, client):
    plain, packed = client.get(CSV), client.get(CSV, headers={"Accept-Encoding": "br, gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert gzip.decompress(content(packed)) == content(plain)
    for other in ("br", "gzip;q=0", "identity"):
        answer = client.get(CSV, headers={"Accept-Encoding": other})
        assert "Content-Encoding" not in answer.headers
        assert content(answer)
    parquet = client.get("/so-lieu/mat-ong.parquet", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in parquet.headers
    assert content(parquet) == (built.path / "mat-ong.parquet").read_bytes()
    assert parquet.headers["Content-Type"] == "application/vnd.apache.parquet"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-0", 0, 0), ("bytes=3-9", 3, 9), ("bytes=5-", 5, None), ("bytes=-4", -4, None)],
)
def test_a_part_of_a_file(built, client, asked, first, last):
    whole = (built.path / "mat-ong.csv").read_bytes()
    answer = client.get(CSV, headers={"Range": asked, "Accept-Encoding": "gzip"})

    wanted = whole[first:] if last is None else whole[first : last + 1]
    assert answer.status_code == 206
    assert content(answer) == wanted
    assert answer.headers["Content-Length"] == str(len(wanted))
    start = first % len(whole)
    end = start + len(wanted) - 1
    assert answer.headers["Content-Range"] == f"bytes {start}-{end}/{len(whole)}"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Range": "bytes=999999-"}, 416),
        ({"Range": "bytes=-0"}, 416),
        ({"Range": "bytes=9-3"}, 200),
        ({"Range": "bytes=0-1,4-5"}, 200),
        ({"Range": "rows=0-1"}, 200),
        ({"Range": "bytes=0-3", "If-Range": '"another"'}, 200),
    ],
)
def test_a_part_that_cannot_be(built, client, headers, status):
    answer = client.get(CSV, headers=headers)
    assert answer.status_code == status
    if status == 200:
        assert content(answer) == (built.path / "mat-ong.csv").read_bytes()


def test_a_day_that_is_over_never_changes(published, client):
    now = timezone.now()
    for days, rows in ((2, ROWS), (1, ROWS[:2]), (0, ROWS[:1])):
        published(rows)
        building.build(at=now - timedelta(days=days))
    today, yesterday, before = (each.day.isoformat() for each in sets.kept())

    late = client.get(f"/so-lieu/{yesterday}/mat-ong.csv")  # it may have been begun before midnight
    assert late.headers["Cache-Control"] == "public, max-age=600"
    assert content(late)
    old = client.get(f"/so-lieu/{before}/mat-ong.csv")
    assert old.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    new = client.get(f"/so-lieu/{today}/mat-ong.csv")
    assert new.headers["Cache-Control"] == "public, max-age=600"
    assert content(new) == content(client.get(CSV))
    assert content(new) != content(old)
