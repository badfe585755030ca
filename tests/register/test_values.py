from datetime import date

import pytest

from sanvat.register import values
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
        "ngày 5/8/2026",
        "Ngày 05 tháng 08 năm 2026",
        "5 tháng 8 năm 2026",
        "05/08/2026 (lần 1)",
        "05/08/2026 (ký lại)",
        "5 /8/ 2026",
        "'5/8/2026",
        "5-Aug-2026",
        "2026-08-05 00:00:00",
    ],
)
def test_a_day_is_read_however_an_office_writes_it(text):
    assert values.day(text) == Day(date(2026, 8, 5), 2026)


def test_a_year_is_a_year_and_nothing_is_nothing():
    assert values.day("2024") == values.day("năm 2024") == Day(None, 2024)
    assert values.day("") == values.day("-") == Day(None, None)
    assert values.year("05/08/2026") == 2026


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2025",
        "08/2026",
        "hôm qua",
        "5/8/1026",
        "99999",
        "12",
        "08:30",
        "1949-05-01",
        "12 tháng",
        "5/8/95",
        "05/08/2023 (gia hạn 05/08/2026)",
        "2021-2023",
    ],
)
def test_what_is_no_day_is_unreadable(text):
    with pytest.raises(values.Unreadable):
        values.day(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("8/2023", 2023),
        ("tháng 8/2023", 2023),
        ("T8/2023", 2023),
        ("Quý III/2023", 2023),
        ("Đợt 2 năm 2023", 2023),
        ("31/02/2023", 2023),
        ("2021-2023", None),
        ("tháng 8", None),
        ("08:30", None),
    ],
)
def test_what_is_only_a_month_offers_its_year(text, year):
    with pytest.raises(values.Unreadable) as fault:
        values.day(text)
    assert fault.value.year == year


@pytest.mark.parametrize(
    "text",
    [
        "3",
        "3.0",
        "3 sao",
        "***",
        "* * *",
        "★★★",
        "⭐⭐⭐",
        "⭐️⭐️⭐️",
        "★★★☆☆",
        "ba sao",
        "Hạng 3 sao",
        "3*",
        "3 ★",
        "BA",
        "Đạt 3 sao",
        "OCOP 3 sao",
        "3 Sao OCOP",
        "Sản phẩm OCOP 3 sao",
        "3 sao cấp tỉnh",
        "3 sao (tỉnh)",
        "3 (ba) sao",
        "3 sao ★★★",
        "03 sao",
        "3/5",
        "3/5 sao",
        "65,5 điểm (3 sao)",
        "Nâng hạng 3 sao",
    ],
)
def test_stars_are_read_however_an_office_writes_them(text):
    assert values.stars(text) == 3


def test_five_is_spelt_as_the_year_is_and_four_in_two_ways():
    assert [values.stars(text) for text in ("năm sao", "bốn sao", "Tư sao", "-")] == [5, 4, 4, None]


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "6",
        "3.5",
        "3,5",
        "******",
        "☆☆☆",
        "★★☆☆",
        "có",
        "3 4",
        "3-4 sao",
        "từ 3 lên 4 sao",
        "Tiềm năng 5 sao",
        "Đề nghị 4 sao",
        "Không đạt 3 sao",
        "3 sao năm 2023",
        "72 điểm",
        "4 (ba) sao",
    ],
)
def test_what_is_no_star_is_unreadable(text):
    with pytest.raises(values.Unreadable):
        values.stars(text)


D = values.DecisionCell
ON = date(2023, 8, 15)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("77/QĐ-UBND ngày 15/8/2023", D("77/QĐ-UBND", ON, 2023)),
        ("77/QĐ-UBND (15/8/2023)", D("77/QĐ-UBND", ON, 2023)),
        ("77/QĐ-UBND\nngày 15.8.2023", D("77/QĐ-UBND", ON, 2023)),
        ("Số: 77 ngày 15/8/2023", D("77", ON, 2023)),
        ("77/QĐ-UBND", D("77/QĐ-UBND")),
        ("QĐ 77/QĐ - UBND", D("77/QĐ-UBND")),
        ("77/QÐ-UBND", D("77/QĐ-UBND")),  # with the letter eth
        ("77", D("77")),
        ("77/2023/QĐ-UBND", D("77/2023/QĐ-UBND", None, 2023)),
        ("77/QĐ-UBND tháng 8/2023", D("77/QĐ-UBND", None, 2023)),
        ("77/QĐ-UBND năm 2023", D("77/QĐ-UBND", None, 2023)),
        (
            "QĐ số 77/QĐ-UBND, ngày 15 tháng 8 năm 2023 của UBND tỉnh Mẫu",
            D("77/QĐ-UBND", ON, 2023, "UBND tỉnh Mẫu"),
        ),
        (
            "Quyết định số 77/QĐ-UBND ngày 15/8/2023 của Chủ tịch UBND huyện về việc công nhận",
            D("77/QĐ-UBND", ON, 2023, "Chủ tịch UBND huyện"),
        ),
        ("", D("")),
        ("-", D("")),
    ],
)
def test_a_decision_is_split_into_number_day_and_authority(text, told):
    assert values.decision(text) == told
    assert values.decision(told.number) == D(told.number, None, values.decision(told.number).year)


@pytest.mark.parametrize(
    "text",
    [
        "77/QĐ-UBND ngày 15/8/2023; 78/QĐ-UBND ngày 16/8/2024",
        "77/QĐ-UBND ngày 31/2/2023",
        "đang chờ ký",
        "15/8/2023",
        "77/QĐ-UBND thay 66/QĐ-UBND",
    ],
)
def test_a_decision_that_cannot_be_split_stays_whole(text):
    assert values.decision(text) == D(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Trà sen\nTrà gừng\nTrà nhài", ["Trà sen", "Trà gừng", "Trà nhài"]),
        ("TRÀ SEN\nTRÀ GỪNG", ["TRÀ SEN", "TRÀ GỪNG"]),
        ("Rượu nếp\nMật ong rừng", ["Rượu nếp", "Mật ong rừng"]),
        ("1. Rượu nếp; 2. Rượu cần", ["Rượu nếp", "Rượu cần"]),
        ("1/ Rượu nếp\n2/ Rượu cần", ["Rượu nếp", "Rượu cần"]),
        ("1. Bột sen 2. Bột gừng 3. Bột nghệ", ["Bột sen", "Bột gừng", "Bột nghệ"]),
        ("a) Chè xanh\nb) Chè khô", ["Chè xanh", "Chè khô"]),
        ("- Rượu nếp\n- Rượu cần\nủ men lá", ["Rượu nếp", "Rượu cần ủ men lá"]),
        ("Rượu nếp; rượu cần", ["Rượu nếp", "rượu cần"]),
        ("Cà phê bột\nDi Linh\nTrà ô long", ["Cà phê bột Di Linh", "Trà ô long"]),
    ],
)
def test_several_products_in_one_cell_are_divided(text, names):
    assert values.several(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Rượu nếp, rượu cần 500ml",
        "Bánh tráng, bún và phở",
        "Cà phê bột\nDi Linh",
        "Cà phê rang\nxay nguyên chất",
        "Nước mắm\n(chai 500 ml)",
        "Bộ trà (sen;\nGừng tươi)",
        "Mật ong; 500 ml",
        "Gạo (ST24; ST25)",
        "Trà số 2. loại A",
        "Bột 2.5 kg",
        "1. Cao atiso",
        "Trà sen,\nTrà gừng",
        "Muối & Tiêu",
    ],
)
def test_what_may_be_one_product_is_not_divided(text):
    assert values.several(text) == [" ".join(text.split())]


def test_no_product_is_none():
    assert values.several(" ") == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0912 345 670\n0987 654 320", ["0912 345 670", "0987 654 320"]),
        ("0912345671 - 0987654321", ["0912345671", "0987654321"]),
        ("0912345671/0987654321; 02633842123", ["0912345671", "0987654321", "02633842123"]),
        ("0912345671 hoặc 0987654321", ["0912345671", "0987654321"]),
        ("0912345671 0987654321", ["0912345671", "0987654321"]),
        ("0912-345-671-0987-654-321", ["0912 345 671", "0987 654 321"]),
        ("0263 3 842 123", ["0263 3 842 123"]),
        ("(0263) 3842123", ["(0263) 3842123"]),
        ("+84 912 345 671", ["+84 912 345 671"]),
        ("0912.345.671", ["0912.345.671"]),
        ("912345671", ["912345671"]),
        ("ĐT: 0912345671 (anh Thử)", ["0912345671"]),
        ("1900 1234", ["1900 1234"]),
        ("không có", ["không có"]),
        ("", []),
    ],
)
def test_every_telephone_of_a_cell(text, numbers):
    assert values.phones(text) == numbers
