"""The list, the map, the comparison, what is printed and what other sites frame."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from sanvat.certificates.actions import print_catalogue
from sanvat.events import actions as events
from sanvat.portal.catalogue import papers, views
from sanvat.portal.catalogue.cards import address_of
from sanvat.products import actions
from tests.register.registers import NOON

LIST, MAP = reverse("portal:catalogue"), reverse("portal:catalogue_map")
COMPARE = reverse("portal:catalogue_compare")
HOSTILE = "<script>alert(1)</script>&\"'"


def page_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    assert response.cookies == {}
    return html.fromstring(response.content)


def names(page):
    return [" ".join(each.text_content().split()) for each in page.find_class("ware__name")]


def test_the_list_names_what_is_in_force_in_the_order_of_the_alphabet(client, make):
    for name, stars, left in (
        *(("Đường", 3, 9), ("Dâu", 5, 9), ("Ấm", 4, 0), ("Hết", 4, -1), ("Chưa", 0, 9)),
    ):
        make(name, stars, left)

    assert names(page_of(client, LIST)) == ["Ấm", "Dâu", "Đường"]
    assert names(page_of(client, f"{LIST}?xep=sao")) == ["Dâu", "Ấm", "Đường"]
    assert names(page_of(client, f"{LIST}?sao=4")) == ["Ấm"]
    assert names(page_of(client, f"{LIST}?han=het")) == ["Hết"]


def test_the_list_is_narrowed_by_group_set_province_and_words(client, make, commune, province):
    make("Cà phê bột")

    for query, there in (
        *(("loai=I", True), ("loai=II", False), ("loai=bo-13", True), ("loai=bo-1", False)),
        *((f"tinh={province.code}", True), ("tinh=01", False)),
        *((f"noi={commune.code}", True), ("noi=00004", False), ("noi=duc+trong", True)),
        *(("q=CA+PHE", True), ("q=tr%C3%A0", False), ("q=ca%CC%80%20phe%CC%82", True)),
    ):
        assert names(page_of(client, f"{LIST}?{query}")) == (["Cà phê bột"] if there else [])


def test_an_old_place_leads_to_what_lies_there_today(client, make):
    make("Cà phê bột")

    page = page_of(client, f"{LIST}?noi=huy%E1%BB%87n+%C4%90%E1%BB%A9c+Tr%E1%BB%8Dng")

    assert names(page) == ["Cà phê bột"]
    assert "huyện Đức Trọng, tỉnh Lâm Đồng nay là" in page.text_content()


def test_a_place_that_nobody_knows_is_said(client, make):
    make("Cà phê bột")

    page = page_of(client, f"{LIST}?noi=xyzxyz")

    assert names(page) == []
    assert "Chưa tìm ra nơi này" in page.text_content()


def test_pages_follow_one_another_by_their_links(client, make, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    for name in ("An", "Bưởi", "Cam", "Dâu", "Ổi"):
        make(name)

    seen, address = [], LIST
    while address:
        page = page_of(client, address)
        seen += names(page)
        onward = page.xpath("//a[@rel='next']")
        address = onward[0].get("href") if onward else ""
    assert seen == ["An", "Bưởi", "Cam", "Dâu", "Ổi"]
    last = page_of(client, f"{LIST}?cuoi=1")
    assert names(last) == ["Dâu", "Ổi"]
    (back,) = last.xpath("//a[@rel='prev']")
    assert names(page_of(client, back.get("href"))) == ["Bưởi", "Cam"]


@pytest.mark.parametrize(
    "query",
    [
        *("sao=9", "sao=x", "loai=bo-x", "loai=bo-99", "tinh=%00", "xep=a", "han=x", "sau=-1"),
        *("sau=99999999999999999999999", "truoc=1%00", "sau=%D9%A1", "cuoi=2", "q=%00", "noi=%00"),
        *(
            "q=" + "a" * 500,
            "noi=" + "9" * 90,
            "q=%",
            "q=%5C",
            "so=7",
            "sp=1&sp=x",
            "sp=" + "9" * 30,
        ),
    ],
)
def test_what_is_no_choice_counts_as_none(client, db, query):
    for address in (LIST, MAP, COMPARE, reverse("portal:catalogue_frame")):
        assert client.get(f"{address}?{query}").status_code == 200


def test_the_same_queries_with_one_product_and_with_three(client, make, monkeypatch):
    make("Một", 3)
    client.get(LIST)  # what is counted for all readers
    addresses = (LIST, f"{LIST}?q=a&noi=duc+trong", f"{MAP}?tinh=68", MAP, f"{COMPARE}?q=h")
    before = [queries(client, each) for each in addresses]

    for name in ("Hai", "Ha", "Hà Ba"):
        make(name, 4)

    assert [queries(client, each) for each in addresses] == before
    assert max(before) <= 16


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_who_has_the_page_already_is_not_sent_it_again(client, make):
    make("Một")
    tag = client.get(LIST)["ETag"]

    assert client.get(LIST, headers={"If-None-Match": tag}).status_code == 304
    make("Hai")
    assert client.get(LIST, headers={"If-None-Match": tag}).status_code == 200


def test_the_map_counts_by_province_and_by_commune(client, make, commune, province):
    make("Một", 3)
    make("Hai", 4)

    country, inside = page_of(client, MAP), page_of(client, f"{MAP}?tinh={province.code}&sao=4")

    assert rows(country) == [[province.title, "2"]]
    assert "Trường Sa" in country.text_content()
    assert rows(inside) == [[commune.title, "1"]]
    assert names(page_of(client, inside.xpath("//tbody//a")[0].get("href"))) == ["Hai"]


def rows(page):
    return [
        [" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//tbody/tr")
    ]


def test_up_to_four_products_stand_beside_one_another(client, make):
    keys = [make(name).pk for name in ("Một", "Hai", "Ba Ba", "Bốn", "Năm")]
    never = make("Chưa", 0)
    query = "&".join(f"sp={key}" for key in keys)

    page = page_of(client, f"{COMPARE}?{query}")
    heads = [each.text_content() for each in page.xpath("//thead//th/a[1]")]
    assert heads == ["Một", "Hai", "Ba Ba", "Bốn"]
    assert "Chỉ so sánh tới bốn sản phẩm" in page.text_content()

    page = page_of(client, f"{COMPARE}?sp={keys[0]}&sp={never.pk}&q=hai")
    assert "chưa từng được công nhận" in page.text_content()
    assert page.xpath("//ul[@class='list']//a")[0].get("href") == (
        f"{COMPARE}?sp={keys[0]}&sp={keys[1]}"
    )


def test_the_choice_is_printed_where_it_is_short(client, make, monkeypatch):
    address = reverse("portal:catalogue_paper")
    assert client.get(address).status_code == 422

    make("Một")
    made = client.get(f"{address}?sao=3")
    assert (made.status_code, made["Content-Type"]) == (200, "application/pdf")
    assert made.content.startswith(b"%PDF-")

    monkeypatch.setattr(papers, "MOST_AT_ONCE", 1)
    make("Hai")
    response = client.get(address)
    assert response.status_code == 422
    assert "Lựa chọn này có hơn 1 sản phẩm" in response.text
    assert "hơn 1 sản phẩm" in client.get(reverse("portal:catalogue_print")).text


def test_so_many_papers_are_made_for_one_address(client, make, settings):
    settings.PUBLIC_FORM_LIMITS = {"catalogue_paper": "1/h/key"}
    make("Một")
    address = reverse("portal:catalogue_paper")

    assert [client.get(address).status_code for _ in range(2)] == [200, 429]


def test_the_catalogue_of_a_province_is_the_one_made_last(client, make, province):
    address = reverse("portal:catalogue_paper_of_province", args=[province.code])
    assert client.get(address).status_code == 404
    make("Một")
    print_catalogue(province, at=NOON)

    response = client.get(address)

    assert response.content.startswith(b"%PDF-")
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert "1 sản phẩm, tính đến ngày 21/11/2026" in " ".join(
        page_of(client, reverse("portal:catalogue_print")).text_content().split()
    )
    assert client.get(reverse("portal:catalogue_paper_of_province", args=["99"])).status_code == 404


def test_fairs_stand_there_once_they_are_public(client, coordinator, province, today):
    fair = events.plan_event(
        "fair",
        "Hội chợ Xuân",
        host=coordinator.acting.organisation,
        place=province,
        starts_on=today + timedelta(days=5),
        by=coordinator,
        at=NOON,
    )
    address = reverse("portal:catalogue_fairs")
    assert "Hội chợ Xuân" not in client.get(address).text

    events.publish_event(fair, by=coordinator, at=NOON)

    assert reverse("portal:calendar_event", args=[fair.pk]) in client.get(address).text


def test_any_site_may_frame_the_frame_and_nothing_else(client, make):
    make("Cà phê bột")
    address = reverse("portal:catalogue_frame")

    framed = client.get(f"{address}?sao=3")

    policy = framed["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert "X-Frame-Options" not in framed
    assert "<script" not in framed.text
    assert names(html.fromstring(framed.content)) == ["Cà phê bột"]
    for other in (LIST, reverse("portal:catalogue_embed")):
        assert "frame-ancestors 'none'" in client.get(other)["Content-Security-Policy"]


def test_the_code_to_copy_holds_the_choice(client, db):
    page = page_of(client, f"{reverse('portal:catalogue_embed')}?sao=4&q=%22%3E%3Cb%3E&so=3")

    field = page.get_element_by_id("ma-nhung")
    (frame,) = html.fromstring(f"<div>{field.get('value')}</div>").xpath("//iframe")
    assert frame.get("src").endswith("/san-pham/nhung/khung/?q=%22%3E%3Cb%3E&sao=4&so=3")


def test_hostile_texts_stand_there_as_they_were_written(client, make, officer, commune):
    owner = actions.register_producer(
        f"HTX {HOSTILE}", commune, by=officer, at=NOON, legal_form="cooperative"
    )
    make(f"Mứt {HOSTILE}", owner=owner)
    make("Dài " * 40)

    page = page_of(client, LIST)

    assert names(page)[1] == f"Mứt {HOSTILE}"
    assert page.xpath("//script[contains(., 'alert')]") == []


def test_an_empty_list_says_what_to_do(client, db):
    assert "Không có sản phẩm nào hợp với lựa chọn này" in client.get(LIST).text
    assert "Không có sản phẩm nào hợp với lựa chọn này" in client.get(MAP).text


def test_the_sitemap_leads_to_what_is_recognised(client, coffee, make):
    make("Chưa có sao", stars=0)

    answer = client.get("/sitemap-san-pham-1.xml")

    assert "/sitemap-san-pham-1.xml" in client.get("/sitemap.xml").content.decode()
    found = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", answer.content.decode())
    assert found == [address_of(coffee)]
    for odd in ("san-pham-2", "san-pham-0", "khac-1", "san-pham-99999999999"):
        assert client.get(f"/sitemap-{odd}.xml").status_code == 404
