"""`/phan-anh/so-lieu/`: matters in figures, for anybody."""

import pytest
from django.utils import timezone

from tests.concerns import conftest as matters
from tests.desk.pages import text_of

pytestmark = pytest.mark.django_db

# Matters as the room's own tests have them.
send = matters.send
confidant = matters.confidant
denunciation = matters.denunciation

PAGE = "/phan-anh/so-lieu/"
YEAR = timezone.localdate().year


@pytest.fixture
def many(officer, send):
    for _n in range(7):
        send()
    for _n in range(8):
        send(subject="land")
    send(subject="welfare")


def test_a_year_is_told_with_nothing_too_small(client, many, province):
    page = text_of(client.get(PAGE))
    assert f"Phản ánh, kiến nghị năm {YEAR}" in page
    assert "việc tiếp nhận 16" in page
    assert "Đất đai, vùng nguyên liệu 8" in page
    assert "Đường sá, thủy lợi, điện nước ẩn" in page
    assert "Chính sách, đời sống người dân ẩn" in page
    assert "Tỉnh Lâm Đồng 16" in page


def test_a_province_has_its_communes(client, many, province):
    page = text_of(client.get(PAGE, {"nam": YEAR, "tinh": province.code}))
    assert "Xã Đức Trọng 16" in page
    assert "Cả nước" in page


def test_denunciations_leave_no_trace(client, denunciation):
    assert "Chưa có việc nào" in text_of(client.get(PAGE))


def test_what_there_is_not_is_not_found(client, many):
    for query in ({"nam": "1850"}, {"nam": "x"}, {"tinh": "00"}, {"tinh": "680"}, {"tinh": "\0"}):
        assert client.get(PAGE, query).status_code == 404


def test_the_same_for_who_is_signed_in(client, many, officer, advisor):
    page = text_of(client.get(PAGE))
    client.force_login(advisor)
    assert text_of(client.get(PAGE)) == page


def test_in_english(client, many):
    client.cookies["sanvat_language"] = "en"
    page = text_of(client.get(PAGE))
    assert "Land and growing areas 8" in page
    assert "Roads, irrigation, power and water hidden" in page


def test_it_is_found_where_a_reader_looks_for_it(client, db):
    for path in ("/", "/phan-anh/", "/phan-anh/da-tra-loi/", "/so-lieu/phan-anh/"):
        assert f'href="{PAGE}"' in client.get(path).text, path
    for path in ("/", "/phan-anh/", PAGE):
        assert 'href="/phan-anh/da-tra-loi/"' in client.get(path).text, path
    assert f"{PAGE}</loc>" in client.get("/sitemap-0.xml").text
