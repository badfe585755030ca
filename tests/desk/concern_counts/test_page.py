"""Matters of the people in figures on the desk: a place, a year, a map; as a workbook too."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tests.concerns import conftest as matters
from tests.desk.pages import queries, read, signed_in, status, text_of

pytestmark = pytest.mark.django_db

# Matters as the room's own tests have them.
send = matters.send
concern = matters.concern
accepted = matters.accepted
answered = matters.answered
colleague = matters.colleague
confidant = matters.confidant
denunciation = matters.denunciation

PAGE = "phan-anh/so-lieu/"


def test_a_province_reads_how_many_and_of_what(advisor, answered, send):
    send(subject="land", at=timezone.now() - timedelta(minutes=1))
    page = read(advisor, PAGE)
    assert "tiếp nhận 2 " in page
    assert "đã trả lời 1 " in page
    assert "Đường sá, thủy lợi, điện nước 1 1 0 0 0 0 0 0 –" in page
    assert "Đất đai, vùng nguyên liệu 1 0 0 1 0 0 0 – –" in page
    assert "Xã Đức Trọng, tỉnh Lâm Đồng 2 1 0 1 0 0 0 –" in page
    assert "UBND xã Đức Trọng 2 1 0 1 0 0 0 0 –" in page


def test_kind_subject_and_year_narrow_it(advisor, answered, send):
    send(subject="land")
    assert "tiếp nhận 1 " in read(advisor, PAGE, **{"linh-vuc": "land"})
    assert "tiếp nhận 2 " in read(advisor, PAGE, loai="feedback")
    assert "Chưa có việc nào" in read(advisor, PAGE, loai="complaint")
    assert read(advisor, PAGE, loai="denunciation") == read(advisor, PAGE)
    assert "tiếp nhận 2 " in read(advisor, PAGE, nam="0")
    assert read(advisor, PAGE, nam="1850") == read(advisor, PAGE)


def test_elsewhere_one_is_led_back_to_ones_own_place(advisor, elsewhere, concern):
    page = read(advisor, PAGE, noi=elsewhere.pk)
    assert "tiếp nhận 1 " in page
    assert elsewhere.full_name not in page


def test_a_body_that_keeps_no_programme_counts_its_own(programme_party, concern):
    page = read(programme_party, PAGE)
    assert "Chỉ đếm những việc cơ quan bạn đang chủ trì hoặc phối hợp." in page
    assert "Chưa có việc nào" in page


def test_denunciations_are_a_number_for_who_is_named_and_nothing_for_others(
    officer, colleague, advisor, denunciation
):
    assert "1 đơn tố cáo" in read(officer, PAGE)
    for user in (colleague, advisor):
        page = read(user, PAGE)
        assert "đơn tố cáo" not in page
        assert "Chưa có việc nào" in page


def test_the_workbook_says_the_same(advisor, answered, send):
    send(subject="land")
    answer = signed_in(advisor).get("/ban-lam-viec/phan-anh/so-lieu.xlsx?linh-vuc=land")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == [
        *("Theo lĩnh vực", "Theo loại", "Theo địa bàn", "Theo cơ quan chủ trì"),
        *("Theo thời gian gửi", "Theo trạng thái"),
    ]
    rows = book.get_sheet_by_name("Theo lĩnh vực").to_python()
    assert "Lĩnh vực: Đất đai, vùng nguyên liệu" in [row[0] for row in rows]
    assert rows[-1][:3] == ["Đất đai, vùng nguyên liệu", 1, 0]


def test_a_workbook_of_nothing_says_so(advisor):
    answer = signed_in(advisor).get("/ban-lam-viec/phan-anh/so-lieu.xlsx")
    (name,) = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).sheet_names
    assert name == "Số liệu"


def test_whom_it_does_not_concern_has_no_such_page(producer, editor):
    assert status(producer, PAGE) == 404
    assert status(editor, "phan-anh/so-lieu.xlsx") == 404


def test_three_matters_ask_the_database_no_more_than_one(advisor, send, officer):
    send()
    one = queries(advisor, PAGE)
    send(subject="land")
    send(kind="proposal", subject="other")
    assert queries(advisor, PAGE) == one


def test_in_english(advisor, concern, client):
    client.force_login(advisor)
    client.cookies["sanvat_language"] = "en"
    page = text_of(client.get("/ban-lam-viec/" + PAGE))
    assert "Roads, irrigation, power and water 1 0 0 1" in page
