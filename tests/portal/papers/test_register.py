"""`/van-ban/`: what anybody finds of official papers, and what nobody does."""

import json
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanvat.events.actions import plan_event, publish_event
from sanvat.instruments import actions
from sanvat.instruments.models import Instrument
from sanvat.places.models import Place
from sanvat.portal.papers import pages
from sanvat.records import files
from tests.instruments.test_publication import NOW, publish, record
from tests.instruments.test_relations import relate
from tests.records import uploads

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def put(by, number: str, **fields) -> Instrument:
    paper = record(by, number, **fields)
    publish(paper, by)
    return paper


def read(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status
    assert not answer.cookies
    return answer.content.decode()


def listed(**query) -> list[str]:
    answer = Client().get("/van-ban/", query)
    return re.findall(r'<a href="/van-ban/\d+/">(?:Kế hoạch|Quyết định) ([^<]+)</a>', text(answer))


def text(answer) -> str:
    return answer.content.decode()


def ids(**query) -> list[str]:
    answer = Client().get("/api/v1/documents/", query).json()
    assert answer["count"] == len(answer["items"])
    return [row["number"] for row in answer["items"]]


def test_the_register_is_narrowed_by_kind_issuer_year_days_place_words_and_force(officer, advisor):
    old = put(officer, "1/KH-UBND", issued_on=date(2019, 3, 1))
    new = put(officer, "2/KH-UBND", issued_on=date(2020, 3, 1), summary="Đặc sản núi rừng")
    put(advisor, "3/QĐ-UBND", kind="decision", issuer="Sở Nông nghiệp")
    record(officer, "4/KH-UBND", is_public=True)
    relate(new, old, "replaces", officer)
    commune, province = officer.acting.place, advisor.acting.place

    assert listed() == ["3/QĐ-UBND", "2/KH-UBND", "1/KH-UBND"]
    for query, asked, expected in (
        ({"loai": "decision"}, {"kind": "decision"}, ["3/QĐ-UBND"]),
        ({"co-quan": "so nong nghiep"}, {"issuer": "so nong nghiep"}, ["3/QĐ-UBND"]),
        ({"nam": "2019"}, {"year": 2019}, ["1/KH-UBND"]),
        ({"tu": "2020-05-04"}, {"since": "2020-05-04"}, ["3/QĐ-UBND"]),
        ({"den": "2019-03-01"}, {"until": "2019-03-01"}, ["1/KH-UBND"]),
        ({"q": "dac san"}, {"q": "dac san"}, ["2/KH-UBND"]),
        ({"q": "qđ 3"}, {"q": "qđ 3"}, ["3/QĐ-UBND"]),
        ({"hieu-luc": "het"}, {"holding": "false"}, ["1/KH-UBND"]),
        ({"hieu-luc": "con", "loai": "plan"}, {"holding": "true", "kind": "plan"}, ["2/KH-UBND"]),
        ({"nam": "1900", "loai": "x", "tu": "hôm qua"}, {}, listed()),
    ):
        assert listed(**query) == expected, query
        assert sorted(ids(**asked)) == sorted(expected), asked
    assert listed(noi=commune.code) == ["2/KH-UBND", "1/KH-UBND"]
    assert listed(noi=province.full_name) == listed()
    assert sorted(ids(province=province.code)) == sorted(listed())
    other = Place.objects.today().provinces().exclude(pk=province.pk).first()
    assert listed(noi=other.code) == ids(province=other.code) == []


def test_pages_lead_there_and_back(officer, monkeypatch):
    monkeypatch.setattr(pages, "PER_PAGE", 2)
    for number in range(1, 6):
        put(officer, f"{number}/KH-UBND", issued_on=date(2020, 5, 1 + number // 3))

    def leads(address: str) -> dict[str, str]:
        found = re.findall(r'href="([^"]+)" rel="(prev|next)"', read(address))
        return {rel: href.replace("&amp;", "&") for href, rel in found}

    second = leads("/van-ban/")["next"]
    third = leads(second)["next"]
    assert listed() == ["5/KH-UBND", "4/KH-UBND"]
    seen = [re.findall(r"(\d)/KH-UBND</a>", read(each)) for each in (second, third)]
    assert seen == [["3", "2"], ["1"]]
    assert set(leads(third)) == {"prev"}
    back = leads(third)["prev"]
    assert re.findall(r"(\d)/KH-UBND</a>", read(back)) == ["3", "2"]
    for nonsense in ("x", "2020-13-01.1", "2020-05-01.9999999999999999999"):
        assert listed(sau=nonsense) == listed()


def test_as_many_queries_with_one_and_with_three(officer):
    first = put(officer, "1/KH-UBND")

    def queries(address: str) -> int:
        Client().get(address)
        with CaptureQueriesContext(connection) as asked:
            Client().get(address)
        return len(asked)

    addresses = ("/van-ban/", "/van-ban/atom.xml", "/api/v1/documents/", f"/van-ban/{first.pk}/")
    relate(first, record(officer, "9/KH-UBND"), "amends", officer)
    once = [queries(each) for each in addresses]
    for number in (2, 3):
        relate(put(officer, f"{number}/KH-UBND"), first, "amends", officer)

    assert [queries(each) for each in addresses[:3]] == once[:3]
    assert queries(addresses[3]) - once[3] <= 1  # the others in its line


@pytest.mark.usefixtures("own_store")
def test_a_paper_has_its_page_its_file_and_what_became_of_it(officer, commune):
    upload = uploads.upload("kh.pdf", uploads.pdf())
    stored = files.take(upload, allowed=actions.ALLOWED, by=officer, at=NOW)
    old = put(officer, "1/KH-UBND", issued_on=date(2019, 3, 1), file=stored)
    new = put(officer, "2/KH-UBND", issued_on=date(2020, 3, 1))
    relate(new, old, "replaces", officer)
    host = officer.acting.organisation
    told = {"host": host, "place": commune, "starts_on": date(2026, 4, 1), "instrument": old}
    for title in ("Lớp công khai", "Lớp nội bộ"):
        planned = plan_event("training", title, **told, by=officer, at=NOW)
        if title == "Lớp công khai":
            publish_event(planned, by=officer, at=NOW)
    page = read(f"/van-ban/{old.pk}/")

    assert "Từ ngày 1/3/2020 văn bản này không còn hiệu lực." in page
    assert f"/van-ban/{new.pk}/" in page
    assert "Lớp công khai" in page
    assert "Lớp nội bộ" not in page
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])
    assert (data["@type"], data["identifier"], data["expires"]) == (
        "DigitalDocument",
        "1/KH-UBND",
        "2020-03-01",
    )
    taken = Client().get(f"/van-ban/{old.pk}/tep/")
    assert taken.content.startswith(b"%PDF")
    assert (
        Client().get(f"/van-ban/{old.pk}/tep/", HTTP_IF_NONE_MATCH=taken["ETag"]).status_code == 304
    )
    read(f"/van-ban/{new.pk}/tep/", 404)
    row = Client().get("/api/v1/documents/", {"q": "1/kh"}).json()["items"][0]
    assert row["related"] == [{"relation": "replaced_by", "id": new.pk, "from_on": "2020-03-01"}]
    assert row["file"]["type"] == "application/pdf"


@pytest.mark.usefixtures("own_store")
def test_withdrawn_it_is_gone_from_everywhere_at_once_also_for_who_is_signed_in(officer):
    upload = uploads.upload("kh.pdf", uploads.pdf())
    stored = files.take(upload, allowed=actions.ALLOWED, by=officer, at=NOW)
    paper = put(officer, "1/KH-UBND", file=stored, summary="Chè Kín 7317")
    places = ("/van-ban/", "/van-ban/atom.xml", "/van-ban/rss.xml", "/api/v1/documents/")
    assert all("7317" in read(each) for each in places)
    assert f"/van-ban/{paper.pk}/" in read("/sitemap-van-ban-1.xml")

    actions.withdraw(paper, "Đăng nhầm", by=officer, at=NOW + timedelta(minutes=1))

    assert not any("7317" in read(each) for each in places)
    for gone in (f"/van-ban/{paper.pk}/", f"/van-ban/{paper.pk}/tep/", "/sitemap-van-ban-1.xml"):
        read(gone, 404)
    signed_in = Client()
    signed_in.force_login(officer)
    assert signed_in.get(f"/van-ban/{paper.pk}/").status_code == 404


def test_feeds_are_read_by_others_and_keep_the_choice(officer):
    put(officer, "1/KH-UBND")
    put(officer, "2/QĐ-UBND", kind="decision", summary="Công nhận <b>sản phẩm</b> & chủ thể")

    feed = ElementTree.fromstring(read("/van-ban/atom.xml?loai=decision"))
    titles = [each.text for each in feed.findall("a:entry/a:title", ATOM)]
    assert titles == ["Quyết định 2/QĐ-UBND: Công nhận <b>sản phẩm</b> & chủ thể"]
    rss = ElementTree.fromstring(read("/van-ban/rss.xml"))
    assert len(rss.findall("channel/item")) == 2
    assert "sitemap-van-ban-1.xml" in read("/sitemap.xml")


def test_what_somebody_wrote_runs_nowhere(officer):
    paper = put(officer, "1/KH", issuer="<script>x</script>", summary="</script><img src=x>")
    page = read(f"/van-ban/{paper.pk}/") + read("/van-ban/?q=<script>alert(1)</script>")

    assert "<img src=x>" not in page
    assert "<script>x" not in page
    assert "<script>alert" not in page
