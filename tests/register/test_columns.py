"""Which column of a file is which: by what stands above it, and by what is beneath."""

import io

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from sanvat.register import export
from sanvat.register.columns import (
    KEYS,
    REASONS,
    guess,
    is_virtual,
    label_title,
    reason_of,
)
from sanvat.register.groups import GROUP_LABEL
from sanvat.register.layout import DECISION_LABEL, NAME_LABEL, YEAR_LABEL, Part, layout_of, lines
from tests.register.layouts import Sheet

GROUP, GROUP_2 = f"{GROUP_LABEL} 1]", f"{GROUP_LABEL} 2]"
NAMES, OWNERS = ("Trà gừng", "Gạo nếp"), ("HTX Thử", "Hộ kinh doanh Mẫu")


def guessed(**columns):
    """Of columns by their label ("__" stands for a space): label → key, and label → reason."""
    labels = list(columns)
    found = guess(labels, list(columns.values()))
    return (
        {key: labels[place] for key, place in found.mapping.items()},
        {labels[place]: code for place, code in found.unread.items()},
    )


def mapping(columns):
    return guessed(**columns)[0]


def unread(columns):
    return guessed(**columns)[1]


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
    assert guess(labels).mapping == {key: place for place, key in enumerate(KEYS)}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_written_is_read_again_in_each_language(language):
    with translation.override(language):
        book = CalamineWorkbook.from_filelike(io.BytesIO(export.write_template()))
    rows = book.get_sheet_by_index(0).to_python()
    written = Sheet("", [[str(cell) for cell in row] for row in rows], [])
    layout = layout_of(written)
    ((_number, cells),) = lines(written, layout)

    found = guess(layout.labels, [[cell] for cell in cells])

    assert found == ({key: place for place, key in enumerate(KEYS)}, {})


def test_columns_that_come_twice_are_told_by_their_order():
    labels = ["TT", "Sản phẩm", "Chủ thể", "Sao", "Ngày cấp", "Số QĐ", "Ngày cấp", "Số QĐ"]
    assert guess(labels).mapping == {
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
    layout = layout_of(Sheet("", rows, []))

    assert layout.parts.index(Part.DATA) == 6
    assert guess(layout.labels).mapping == {
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

    layout = layout_of(Sheet("", rows, []))

    assert (layout.parts.index(Part.DATA), layout.labels) == (1, rows[0])
    assert guess(layout.labels).mapping == {"product": 1, "producer": 2, "star": 3, "first_year": 4}


def test_a_group_says_what_its_columns_are_about():
    assert mapping(
        {
            "Sản phẩm › Tên": NAMES,
            "Sản phẩm › Nhóm": ("7", "13"),
            "Chủ thể sản xuất › Tên": OWNERS,
            "Chủ thể sản xuất › Địa chỉ (thôn, xã)": ("thôn 1", "thôn 2"),
            "Chủ thể sản xuất › Loại": ("Hợp tác xã", "Hộ"),
            "Chủ thể sản xuất › Người đại diện › Họ và tên": ("Lê Thử", "Trần Mẫu"),
            "Chủ thể sản xuất › Người đại diện › SĐT": ("0912345678", "0987654321"),
            "Kết quả phân hạng › Lần đầu › Hạng": ("3", "4"),
            "Kết quả phân hạng › Lần đầu › Quyết định › Số": ("1/QĐ-UBND", "2/QĐ-UBND"),
            "Kết quả phân hạng › Lần đầu › Quyết định › Ngày": ("05/06/2021", "06/06/2021"),
            "Kết quả phân hạng › Lần 2 › Hạng": ("4", ""),
        }
    ) == {
        "product": "Sản phẩm › Tên",
        "set": "Sản phẩm › Nhóm",
        "producer": "Chủ thể sản xuất › Tên",
        "address": "Chủ thể sản xuất › Địa chỉ (thôn, xã)",
        "type": "Chủ thể sản xuất › Loại",
        "representative": "Chủ thể sản xuất › Người đại diện › Họ và tên",
        "phone": "Chủ thể sản xuất › Người đại diện › SĐT",
        "first_star": "Kết quả phân hạng › Lần đầu › Hạng",
        "first_decision": "Kết quả phân hạng › Lần đầu › Quyết định › Số",
        "first_date": "Kết quả phân hạng › Lần đầu › Quyết định › Ngày",
        "second_star": "Kết quả phân hạng › Lần 2 › Hạng",
    }


@pytest.mark.parametrize(
    ("label", "cells", "reason"),
    [
        ("Hạn sử dụng", ("12 tháng", "6 tháng"), "other-thing"),
        ("Hạn sử dụng", ("05/06/2027", "06/06/2027"), "other-thing"),
        ("Thời hạn", ("36 tháng", "36 tháng"), "values-differ"),
        ("Ngày thành lập", ("05/06/2015",), "other-thing"),
        ("Ngày bắt đầu", ("05/06/2021",), "other-thing"),
        ("Ngày kết thúc", ("05/06/2024",), "other-thing"),
        ("Năm thành lập", ("2015",), "other-thing"),
        ("Năm", ("Nguyễn Văn Năm", "Lê Thử"), "values-differ"),
        ("Giấy chứng nhận ATTP › Ngày cấp", ("05/06/2021",), "other-thing"),
        ("Giấy phép kinh doanh › Số", ("42A8001",), "unknown"),
        ("Số quyết định thành lập", ("1/QĐ-UBND",), "other-thing"),
        ("Kết quả", ("Đạt", "Không đạt"), "values-differ"),
        ("Hạng sao", ("72,5", "81"), "values-differ"),
        ("Ngày công nhận", ("đang chờ", "chưa có"), "values-differ"),
        ("Số quyết định", ("05/06/2021", "06/06/2021"), "values-differ"),
        ("Điện thoại", ("không", "có"), "values-differ"),
        ("Số lượng sản phẩm", ("3", "12"), "unknown"),
        ("Mô tả sản phẩm", ("Thơm ngon", "Vị ngọt"), "unknown"),
        ("Huyện", ("Di Linh",), "district"),
        ("Tên, địa chỉ chủ thể", ("HTX Thử, thôn 1",), "two-things"),
        ("Lần 3 › Hạng sao", ("5",), "third"),
        ("Giá bán", ("50000",), "unknown"),
        ("", ("x",), "no-heading"),
        ("Giá bán", ("", ""), "empty"),
    ],
)
def test_what_a_heading_only_seems_to_say_is_left_unread_with_its_reason(label, cells, reason):
    columns = {"Tên sản phẩm": NAMES, "Tên chủ thể": OWNERS, label: cells}
    found, why = guessed(**columns)
    assert (found, why) == (
        {"product": "Tên sản phẩm", "producer": "Tên chủ thể"},
        {label: reason},
    )


def test_a_rank_of_products_is_a_star_where_stars_stand_beneath():
    assert mapping({"HẠNG SẢN PHẨM": ("3 sao", "★★★★")}) == {"star": "HẠNG SẢN PHẨM"}
    assert unread({"HẠNG SẢN PHẨM": ("Thực phẩm", "Đồ uống")}) == {"HẠNG SẢN PHẨM": "values-differ"}


def test_a_column_keeps_its_meaning_though_some_cells_are_wrong():
    days = ("05/06/2021", "tháng 8/2023", "quý III/2023", "hôm qua")
    stars = ("3 sao", "Tiềm năng 5 sao", "4", "3", "chưa rõ")
    assert mapping({"Ngày công nhận": days, "Hạng sao": stars}) == {
        "first_date": "Ngày công nhận",
        "star": "Hạng sao",
    }


def test_whole_days_below_a_year_are_days():
    assert mapping({"Năm công nhận": ("05/06/2021", "2021-07-08")}) == {
        "first_date": "Năm công nhận"
    }


def test_two_headings_for_one_thing_are_not_two_recognitions():
    found, why = guessed(
        **{"Ngày quyết định": ("05/06/2021",), "Ngày cấp": ("09/06/2021",), "Số QĐ": ("1/QĐ",)}
    )
    assert found == {"first_date": "Ngày quyết định", "first_decision": "Số QĐ"}
    assert why == {"Ngày cấp": "taken"}


def test_of_two_alike_the_one_that_holds_something_is_read():
    labels = ["Ghi chú", "Ghi chú", "Tên sản phẩm"]
    found = guess(labels, [("", ""), ("đã kiểm tra", ""), NAMES])
    assert found.mapping == {"note": 1, "product": 2}
    assert found.unread == {0: "empty"}


def test_of_the_old_and_the_new_commune_the_new_one_is_read():
    found, why = guessed(**{"Xã (cũ)": ("Hòa Ninh",), "Xã mới": ("Di Linh",)})
    assert (found, why) == ({"commune": "Xã mới"}, {"Xã (cũ)": "taken"})


def test_a_sentence_is_no_heading_though_it_speaks_of_products():
    assert unread({"Mỗi dòng một sản phẩm.": ("Bắt buộc",)}) == {
        "Mỗi dòng một sản phẩm.": "unknown"
    }


def test_blocks_of_years_are_first_and_second():
    labels = [f"Năm {year} › {own}" for year in (2021, 2024) for own in ("Hạng sao", "Số QĐ")]
    cells = [("3",), ("1/QĐ-UBND",), ("4",), ("2/QĐ-UBND",)]
    assert guess(labels, cells).mapping == {
        "first_star": 0,
        "second_star": 2,
        "first_decision": 1,
        "second_decision": 3,
    }


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (("XÃ DI LINH", "Phường 1"), "commune"),
        (("Huyện Di Linh", "TP Đà Lạt"), "commune"),
        (("Nhóm thực phẩm", "Đồ uống"), "set"),
        (("HTX Thử", "Công ty TNHH Mẫu"), "producer"),
        (("Sản phẩm 3 sao", "Sản phẩm 4 sao"), "star"),
        (("Năm 2021", "Năm 2022"), "first_year"),
        (("Quyết định số 1/QĐ-UBND ngày 05/06/2021",), "first_decision"),
    ],
)
def test_a_group_serves_for_what_its_words_name(words, key):
    assert mapping({"Tên sản phẩm": NAMES, GROUP: words}) == {"product": "Tên sản phẩm", key: GROUP}


def test_a_group_serves_only_where_no_column_does():
    found, why = guessed(**{"Xã": ("Di Linh",), GROUP: ("Xã Tân Hà", "Xã Di Linh")})
    assert (found, why) == ({"commune": "Xã"}, {GROUP: "group"})
    assert unread({GROUP: ("Tân Hà", "Đợt 1")}) == {GROUP: "group"}


def test_a_district_does_not_stand_before_an_address():
    columns = {"Địa chỉ": ("thôn 1, xã Hòa Ninh",), GROUP: ("Huyện Di Linh",)}
    assert guessed(**columns) == ({"address": "Địa chỉ"}, {GROUP: "group"})


def test_of_districts_and_communes_the_commune_is_read():
    columns = {GROUP: ("Huyện Di Linh",), GROUP_2: ("Xã Hòa Ninh", "Xã Bảo Thuận")}
    assert guessed(**columns) == ({"commune": GROUP_2}, {GROUP: "group"})


def test_the_title_and_the_name_of_the_sheet_serve_where_the_rows_do_not_say():
    title = {DECISION_LABEL: ("77/QĐ-UBND ngày 05/06/2024",)}
    year = {YEAR_LABEL: ("2021",)}
    product = {"Tên sản phẩm": NAMES, "Hạng sao": ("3", "4")}
    assert mapping(product | title)["first_decision"] == DECISION_LABEL
    assert mapping(product | year)["first_year"] == YEAR_LABEL
    assert guessed(**product, **{"Ngày công nhận": ("05/06/2021",)}, **title, **year) == (
        {"product": "Tên sản phẩm", "star": "Hạng sao", "first_date": "Ngày công nhận"},
        {},
    )
    dated = {"Quyết định (số, ngày)": ("1/QĐ-UBND ngày 05/01/2022",)}
    assert mapping(product | dated | year) == {
        "product": "Tên sản phẩm",
        "star": "Hạng sao",
        "first_decision": "Quyết định (số, ngày)",
    }
    assert guessed(**product, **{NAME_LABEL: ("Xã Di Linh",)})[1] == {}


def test_each_reason_is_a_sentence_and_each_virtual_column_has_a_name():
    assert all(reason_of(code).endswith(".") for code in REASONS)
    assert [label_title(label) for label in (GROUP, YEAR_LABEL, "Xã")] == [
        "Dòng nhóm, bậc 1",
        "Năm ở tên trang",
        "Xã",
    ]
    assert [is_virtual(label) for label in (GROUP, DECISION_LABEL, "Xã")] == [True, True, False]
