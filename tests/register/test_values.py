from datetime import date

import pytest

from sanvat.register import values
from sanvat.register.columns import KEYS, find_heading, guess
from sanvat.register.values import Day


@pytest.mark.parametrize(
    "text",
    [
        "05/08/2026",
        "5/8/2026",
        "5-8-26",
        "5.8.2026",
        "2026-08-05",
        "2026-08-05T00:00:00",
        "ngày 5 tháng 8 năm 2026",
        "46239",
        "46239.0",
    ],
)
def test_a_day_is_read_however_an_office_writes_it(text):
    assert values.day(text) == Day(date(2026, 8, 5), 2026)


def test_a_year_is_a_year_and_nothing_is_nothing():
    assert values.day("2024") == values.day("năm 2024") == Day(None, 2024)
    assert values.day("") == values.day("-") == Day(None, None)
    assert values.year("05/08/2026") == 2026


@pytest.mark.parametrize("text", ["31/02/2025", "08/2026", "hôm qua", "5/8/1026", "99999", "12"])
def test_what_is_no_day_is_unreadable(text):
    with pytest.raises(values.Unreadable):
        values.day(text)


@pytest.mark.parametrize(
    "text", ["3", "3.0", "3 sao", "***", "* * *", "★★★", "ba sao", "Hạng 3 sao", "3*", "BA"]
)
def test_stars_are_read_however_an_office_writes_them(text):
    assert values.stars(text) == 3


@pytest.mark.parametrize("text", ["0", "6", "3.5", "******", "có", "3 4"])
def test_what_is_no_star_is_unreadable(text):
    with pytest.raises(values.Unreadable):
        values.stars(text)


def test_the_columns_of_a_register_are_told_by_their_words():
    labels = [
        "STT",
        "Tên sản phẩm",
        "Bộ sản phẩm",
        "Loại hình",
        "Chủ thể sản xuất",
        "Xã/phường",
        "Địa chỉ",
        "Người đại diện",
        "SĐT",
        "Hạng sao",
        "Ngày hết hạn",
        "Lần đầu: Sao",
        "Lần đầu: Ngày QĐ",
        "Lần đầu: Năm",
        "Lần đầu: Số QĐ",
        "Lần đầu: Cơ quan công nhận",
        "Lần 2: Sao",
        "Lần 2: Ngày QĐ",
        "Lần 2: Năm",
        "Lần 2: Số QĐ",
        "Lần 2: Cơ quan công nhận",
        "Ghi chú",
    ]
    assert guess(labels) == {key: place for place, key in enumerate(KEYS)}


def test_columns_that_come_twice_are_told_by_their_order():
    labels = ["TT", "Sản phẩm", "Chủ thể", "Sao", "Ngày cấp", "Số QĐ", "Ngày cấp", "Số QĐ"]
    assert guess(labels) == {
        "number": 0,
        "product": 1,
        "producer": 2,
        "star": 3,
        "first_date": 4,
        "first_decision": 5,
        "second_date": 6,
        "second_decision": 7,
    }


def test_the_heading_is_found_below_a_title_and_above_a_line_of_numbers():
    rows = [
        ["UBND TỈNH", "", "", "", ""],
        ["DANH SÁCH SẢN PHẨM OCOP", "", "", "", ""],
        ["", "", "", "", ""],
        ["TT", "Tên sản phẩm", "Chủ thể", "Công nhận lần đầu", ""],
        ["", "", "", "Sao", "Năm"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["1", "Chè", "HTX", "3", "2024"],
    ]
    heading = find_heading(rows)

    assert heading.first_row == 7
    assert guess(heading.labels) == {
        "number": 0,
        "product": 1,
        "producer": 2,
        "first_star": 3,
        "first_year": 4,
    }


def test_a_heading_holds_no_figures_days_or_links():
    rows = [
        ["shop_id", "name", "seller", "star_claimed", "claimed_year", "url"],
        ["26220", "Ngũ cốc 500 gram", "HTX Ngũ cốc", "", "", "https://vidu.example/26220"],
        ["26219", "Sầu riêng 4 sao", "Chủ thể Ngũ Hiệp", "4", "2025", "https://vidu.example/1"],
    ]

    heading = find_heading(rows)

    assert (heading.first_row, heading.labels) == (2, rows[0])
    assert guess(heading.labels) == {"product": 1, "producer": 2, "star": 3, "first_year": 4}
