"""Each row of a sheet has its part, and only data is read."""

import io
import time
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sanvat.register import values
from sanvat.register.columns import guess
from sanvat.register.groups import GROUP_LABEL, kind_of
from sanvat.register.layout import DECISION_LABEL, NAME_LABEL, YEAR_LABEL, Part, layout_of, lines
from sanvat.register.old_fonts import convert, recognise
from tests.register.layouts import Drawn, Sheet, layouts
from tests.register.read_back import faults_of

GROUP, GROUP_2 = f"{GROUP_LABEL} 1]", f"{GROUP_LABEL} 2]"
HEADING = ["STT", "Tên sản phẩm", "Tên chủ thể", "Xã", "Hạng sao"]
TEA = ["1", "Trà gừng", "HTX Thử", "Di Linh", "3"]
RICE = ["2", "Gạo nếp", "Hộ kinh doanh Mẫu", "Đức Trọng", "4"]


def sheet(*rows, merged=(), name="Sổ"):
    return Sheet(name, [list(row) for row in rows], list(merged))


def parts(*rows, told=None, **how):
    return [part.value for part in layout_of(sheet(*rows, **how), told or {}).parts]


def read(*rows, told=None, **how):
    made = sheet(*rows, **how)
    return dict(lines(made, layout_of(made, told or {})))


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
@given(layouts())
def test_what_an_office_drew_is_what_is_read(drawn: Drawn):
    assert faults_of(drawn) == []


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
@given(layouts())
def test_the_workbook_of_a_drawn_layout_is_its_sheets(drawn: Drawn):
    read = _sheets(CalamineWorkbook.from_filelike(io.BytesIO(drawn.xlsx())))
    for made, want in zip(read, drawn.sheets, strict=True):
        assert (made.name, made.rows) == (want.name, want.rows)
        assert sorted(made.merged) == sorted(want.merged)


_CELLS = st.one_of(
    st.sampled_from(["", "", "STT", "Tên sản phẩm", "Chủ thể", "Hạng sao", "I", "1", "²", "3 sao"]),
    st.sampled_from(["Xã Di Linh", "Tổng", "9" * 5_000, "Lần 2", "(2)", "CHỦ TỊCH", "1/QĐ-UBND"]),
    st.text(max_size=8),
)


@settings(max_examples=150, deadline=None, database=None)
@given(
    st.lists(st.lists(_CELLS, max_size=6), max_size=9),
    st.lists(st.tuples(*[st.integers(0, 9)] * 4), max_size=4),
    st.dictionaries(st.integers(0, 12), st.sampled_from(Part), max_size=3),
)
def test_whatever_stands_in_a_sheet_each_row_has_its_part(rows, merged, told):
    made = Sheet("Sổ", rows, merged)
    layout = layout_of(made, told)

    assert len(layout.parts) == len(rows)
    read = list(lines(made, layout))
    assert [n for n, _cells in read] == [
        n for n, part in enumerate(layout.parts, 1) if part == Part.DATA
    ]
    assert {len(cells) for _n, cells in read} <= {len(layout.labels)}
    columns = [[cells[n] for _number, cells in read] for n in range(len(layout.labels))]
    found = guess(layout.labels, columns)
    assert not set(found.mapping.values()) & found.unread.keys()
    for column in columns:
        convert("".join(column), recognise(column))
        for cell in column:
            values.decision(cell), values.several(cell), values.phones(cell)


def test_the_annex_of_a_decision_has_titles_groups_a_total_and_signatures():
    annex = (
        ["UBND TỈNH MẪU", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["", "", "", "Độc lập - Tự do - Hạnh phúc"],
        [],
        ["DANH SÁCH SẢN PHẨM ĐƯỢC CÔNG NHẬN"],
        ["(Kèm theo Quyết định số 77/QĐ-UBND ngày 05/06/2024 của UBND tỉnh Mẫu)"],
        ["STT", "Tên sản phẩm", "Tên chủ thể", "Hạng sao"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["I", "XÃ DI LINH"],
        ["1", "Trà gừng", "HTX Thử", "3 sao"],
        ["II", "XÃ ĐỨC TRỌNG"],
        ["2", "Gạo nếp", "Hộ kinh doanh Mẫu", "4 sao"],
        ["", "Tổng cộng: 02 sản phẩm", "02 chủ thể"],
        [],
        ["", "NGƯỜI LẬP BIỂU", "", "CHỦ TỊCH"],
        ["", "(Ký, ghi rõ họ tên)", "", "(Ký tên, đóng dấu)"],
        [],
        ["", "Trần Thị Lập", "", "Nguyễn Văn Ký"],
    )

    layout = layout_of(sheet(*annex))

    assert [part.value for part in layout.parts] == [
        "title", "title", "blank", "title", "title", "heading", "numbers", "group", "data",
        "group", "data", "total", "blank", "signature", "signature", "blank", "signature",
    ]  # fmt: skip
    assert layout.labels[layout.width :] == [GROUP, DECISION_LABEL]
    decision = "77/QĐ-UBND ngày 05/06/2024 của UBND tỉnh Mẫu"
    assert read(*annex) == {
        9: ["1", "Trà gừng", "HTX Thử", "3 sao", "XÃ DI LINH", decision],
        11: ["2", "Gạo nếp", "Hộ kinh doanh Mẫu", "4 sao", "XÃ ĐỨC TRỌNG", decision],
    }


def test_a_heading_of_three_rows_says_of_each_column_where_it_stands():
    merged = [(0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 0, 5), (1, 2, 1, 3), (1, 4, 1, 5)]
    rows = (
        ["STT", "Tên sản phẩm", "Kết quả đánh giá, phân hạng", "", "", ""],
        ["", "", "Lần đầu", "", "Lần 2", ""],
        ["", "", "Sao", "Số QĐ", "Sao", "Số QĐ"],
        ["1", "Trà gừng", "3", "1/QĐ-UBND", "4", "2/QĐ-UBND"],
    )
    above = "Kết quả đánh giá, phân hạng"
    labels = [
        "STT",
        "Tên sản phẩm",
        f"{above} › Lần đầu › Sao",
        f"{above} › Lần đầu › Số QĐ",
        f"{above} › Lần 2 › Sao",
        f"{above} › Lần 2 › Số QĐ",
    ]
    assert layout_of(sheet(*rows, merged=merged)).labels == labels
    assert layout_of(sheet(*rows)).labels == labels  # as in a CSV file, where nothing is merged


def test_cells_merged_down_are_filled_for_data_and_only_for_data():
    rows = (
        HEADING,
        TEA,
        ["2", "Trà sen", "", "", "3"],
        ["", "Tổng cộng: 02 sản phẩm", ""],
    )
    merged = [(1, 2, 3, 2), (1, 3, 3, 3)]

    assert parts(*rows, merged=merged) == ["heading", "data", "data", "total"]
    assert read(*rows, merged=merged) == {
        2: TEA,
        3: ["2", "Trà sen", "HTX Thử", "Di Linh", "3"],
    }
    assert read(*rows)[3] == ["2", "Trà sen", "", "", "3"]  # what is not merged stays empty


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["I", "Xã Di Linh"], ["II", "Xã Tân Hội"]),
        (["I. Xã Di Linh"], ["II. Xã Tân Hội"]),
        (["", "Xã Di Linh"], ["", "Xã Tân Hội"]),
        (["Xã Di Linh"], ["Xã Tân Hội"]),
        (["", "", "", "Xã Di Linh"], ["", "", "", "Xã Tân Hội"]),
        (["A", "Xã Di Linh: 01 sản phẩm"], ["B", "Xã Tân Hội (01 sản phẩm)"]),
        (["1", "Xã Di Linh"], ["2", "Xã Tân Hội"]),
        (["", "Xã Di Linh", "", "", "1"], ["", "Xã Tân Hội", "", "", "1"]),
    ],
)
def test_group_rows_stand_above_what_follows_however_they_are_written(first, second):
    tea, rice = ["1", "Trà gừng", "HTX Thử", "", "3"], ["2", "Gạo nếp", "HTX Mẫu", "", "4"]
    assert read(HEADING, first, tea, second, rice) == {
        3: [*tea, "Xã Di Linh"],
        5: [*rice, "Xã Tân Hội"],
    }


def test_groups_within_groups_are_told_by_how_they_are_numbered():
    rows = (
        ["STT", "Tên sản phẩm", "Tên chủ thể", "Hạng sao"],
        ["I", "Huyện Di Linh"],
        ["1", "Xã Hòa Ninh"],
        ["-", "Trà gừng", "HTX Thử", "3"],
        ["2", "Xã Bảo Thuận"],
        ["-", "Trà sen", "HTX Thử", "3"],
        ["II", "Huyện Lâm Hà"],
        ["1", "Xã Tân Hà"],
        ["-", "Gạo nếp", "HTX Mẫu", "4"],
    )
    made = sheet(*rows)
    layout = layout_of(made)

    assert layout.labels[layout.width :] == [GROUP, GROUP_2]
    assert {number: cells[-2:] for number, cells in lines(made, layout)} == {
        4: ["Huyện Di Linh", "Xã Hòa Ninh"],
        6: ["Huyện Di Linh", "Xã Bảo Thuận"],
        9: ["Huyện Lâm Hà", "Xã Tân Hà"],
    }


def test_a_group_that_does_not_say_its_level_never_stands_below_another_commune():
    rows = (HEADING, ["", "Xã Di Linh"], TEA, ["", "Tân Hà"], RICE)
    assert {n: cells[-1] for n, cells in read(*rows).items()} == {3: "Xã Di Linh", 5: "Tân Hà"}


def test_a_row_that_may_have_been_a_group_ends_the_one_above():
    rows = (HEADING, ["I", "Xã Di Linh"], TEA, ["", "", "", "", "(chuyển trang)"], RICE)
    assert parts(*rows)[3] == "note"
    assert {n: cells[-1] for n, cells in read(*rows).items()} == {3: "Xã Di Linh", 5: ""}


def test_the_tenth_commune_and_a_commune_written_short_are_not_mixed_up():
    rows = (HEADING, ["X. Xã Di Linh"], TEA, ["X. Ninh Gia"], RICE)
    assert {n: cells[-1] for n, cells in read(*rows).items()} == {3: "Xã Di Linh", 5: "X. Ninh Gia"}


def test_a_heading_repeated_on_each_page_is_no_data():
    rows = (HEADING, TEA, [], ["DANH SÁCH (tiếp theo)"], HEADING, RICE)
    assert parts(*rows)[4] == "heading"
    assert list(read(*rows)) == [2, 6]


def test_a_second_table_below_is_not_read_as_the_first():
    rows = (HEADING, TEA, RICE, [], ["TT", "Xã", "Số chủ thể"], ["1", "Di Linh", "12"])
    assert parts(*rows) == ["heading", "data", "data", "blank", "note", "note"]


def test_a_person_chooses_the_second_table():
    rows = (HEADING, TEA, [], ["TT", "Chủ thể", "Địa chỉ"], ["1", "HTX Thử", "thôn 2"])
    told = {4: Part.HEADING}
    assert parts(*rows, told=told) == ["note", "note", "blank", "heading", "data"]
    assert layout_of(sheet(*rows), told).labels == ["TT", "Chủ thể", "Địa chỉ", "", ""]


def test_what_a_person_says_of_a_row_holds_and_the_rest_follows():
    rows = (HEADING, ["", "Xã Di Linh"], TEA, ["", "NGƯỜI LẬP BIỂU"], ["", "Gạo nếp", "HTX Mẫu"])
    assert parts(*rows) == ["heading", "group", "data", "signature", "signature"]
    assert parts(*rows, told={4: Part.NOTE, 5: Part.DATA}) == [
        "heading", "group", "data", "note", "data",
    ]  # fmt: skip
    assert read(*rows, told={2: Part.NOTE})[3] == TEA


@pytest.mark.parametrize(
    "words", ["Cộng", "Tổng", "TỔNG CỘNG", "Tổng số: 12", "Cộng (I)", "Cộng xã Di Linh", "Tổng 12"]
)
def test_totals(words):
    assert parts(HEADING, TEA, ["", words, "", "", ""])[-1] == "total"


@pytest.mark.parametrize("name", ["Tổng hợp hạt dinh dưỡng", "Công chúa nếp", "Cổng trời", "Tổng"])
def test_a_product_is_no_total_for_its_name(name):
    assert parts(HEADING, TEA, ["2", name, "HTX Thử", "Di Linh", "3"])[-1] == "data"


def test_signatures_that_say_nothing_known_are_told_by_where_they_stand():
    rows = (HEADING, TEA, RICE, [], ["", "Bà Trần Thị Lập", "Ông Nguyễn Văn Ký"])
    assert parts(*rows)[-1] == "note"


def test_many_rows_without_a_number_are_data_though_a_blank_row_parts_them():
    later = [["", f"Trà {n}", "HTX Thử", "Di Linh", "3"] for n in range(30)]
    rows = (HEADING, *[[str(n), *TEA[1:]] for n in range(1, 40)], [], *later)
    assert set(parts(*rows)[-30:]) == {"data"}


def test_a_second_product_of_a_producer_without_a_number_is_data():
    rows = (HEADING, TEA, ["", "Trà sen", "", "", "3"], RICE)
    assert parts(*rows) == ["heading", "data", "data", "data"]


def test_what_is_carried_over_to_the_next_page_is_a_total_and_ends_no_group():
    rows = (HEADING, ["I", "Xã Di Linh"], TEA, ["", "Cộng mang sang", "1"], RICE)
    assert parts(*rows)[3] == "total"
    assert [cells[-1] for cells in read(*rows).values()] == ["Xã Di Linh", "Xã Di Linh"]


def test_a_total_of_a_group_ends_it_and_a_grand_total_ends_all():
    rows = (HEADING, ["I", "Xã Di Linh"], TEA, ["", "Cộng: 1 sản phẩm"], RICE)
    assert [cells[-1] for cells in read(*rows).values()] == ["Xã Di Linh", ""]


def test_a_table_goes_on_below_signatures_where_a_whole_row_does():
    rows = (HEADING, TEA, ["", "NGƯỜI LẬP", "CHỦ TỊCH"], ["", "Lê Thử", "Trần Mẫu"], RICE)
    assert parts(*rows) == ["heading", "data", "signature", "signature", "data"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        *(("TỈNH LÂM ĐỒNG", "province"), ("Tinh Lam Dong", "province"), ("Tinh dầu quế", "")),
        *(("Hộ kinh doanh Lan", "producer"), ("Hồ tiêu Đăk R’Lấp", ""), ("Tô hợp tác", "")),
        *(("XÃ DI LINH", "commune"), ("Xa Di Linh", "commune"), ("Xà phòng thảo dược", "")),
        *(("Phường 7", "commune"), ("Phương Nam", ""), ("TT. Liên Nghĩa", "commune")),
        *(("Quận 1", "district"), ("Quán Mì", ""), ("Thanh long ruột đỏ", "")),
        *(("Vải, may mặc", "set"), ("Vải thiều", ""), ("Năm 2021", "year"), ("Nấm 2021", "")),
    ],
)
def test_a_group_is_of_a_kind_by_a_word_with_its_accents(words, kind):
    assert kind_of(words) == kind


def test_a_product_that_begins_like_a_kind_of_place_is_no_group():
    bare = ["3", "Tinh dầu quế"]
    assert parts(HEADING, TEA, RICE, bare, ["4", *TEA[1:]])[3] == "data"


def test_a_small_table_above_is_not_read_for_the_large_one_below():
    small = (["TT", "Xã", "Số sản phẩm"], ["1", "Di Linh", "2"], ["2", "Tân Hà", "3"])
    assert parts(*small, [], HEADING, TEA)[-2:] == ["heading", "data"]


def test_a_director_among_the_data_ends_no_table():
    heading = ["Tên sản phẩm", "Chủ thể", "Người đại diện", "Địa chỉ", "Hạng sao"]
    rows = (
        heading,
        ["Trà gừng", "HTX Thử", "Giám đốc Lê Thử", "thôn 1", "3"],
        ["Gạo nếp", "HTX Mẫu", "Giám đốc Trần Mẫu", "", "4"],
    )
    assert parts(*rows) == ["heading", "data", "data"]


def test_a_product_of_which_only_the_name_is_told_is_asked_about_and_not_lost():
    rows = (HEADING, TEA, ["2", "Gạo nếp"], ["3", "Trà sen", "HTX Thử", "Di Linh", "3"])
    assert parts(*rows) == ["heading", "data", "data", "data"]


def test_a_line_of_an_address_below_is_no_group():
    heading = ["STT", "Tên sản phẩm", "Tên chủ thể", "Địa chỉ", "Hạng sao"]
    rows = (heading, TEA, ["", "", "", "xã Di Linh"], RICE)
    assert parts(*rows) == ["heading", "data", "note", "data"]


def test_a_table_may_begin_anywhere():
    rows = ([], ["", "", *HEADING], ["", "", *TEA], ["", "", *RICE])
    assert parts(*rows) == ["blank", "heading", "data", "data"]
    assert read(*rows)[3] == ["", "", *TEA]


def test_a_table_of_unknown_words_and_one_without_a_heading():
    unknown = (["Cột A", "Cột B", "Cột C"], ["Di Linh", "HTX Thử", "Trà"])
    assert parts(*unknown) == ["heading", "data"]
    assert parts(["1", "Trà", "3,5"], ["2", "Gạo", "4,5"]) == ["data", "data"]
    assert layout_of(sheet()).parts == []
    assert layout_of(sheet([], [""])).parts == [Part.BLANK, Part.BLANK]


@pytest.mark.parametrize(
    ("name", "virtual"),
    [
        ("Năm 2021", [(YEAR_LABEL, "2021")]),
        ("OCOP 2021", [(YEAR_LABEL, "2021")]),
        ("2019-2021", [(NAME_LABEL, "2019-2021")]),
        ("Xã Di Linh", [(NAME_LABEL, "Xã Di Linh")]),
        ("Sheet1", []),
        ("Danh sách", []),
        ("", []),
    ],
)
def test_the_name_of_a_sheet_is_a_column_where_it_says_something(name, virtual):
    made = sheet(HEADING, TEA, name=name)
    layout = layout_of(made)
    ((_number, cells),) = lines(made, layout)
    found = list(zip(layout.labels, cells, strict=True))
    assert found[layout.width :] == virtual


@pytest.mark.parametrize(
    "title",
    [
        "Căn cứ Quyết định số 148/QĐ-TTg ngày 24/02/2023",
        "Theo Quyết định số 26/2026/QĐ-TTg của Thủ tướng Chính phủ",
        "DANH SÁCH THEO QUYẾT ĐỊNH NĂM 2023",
    ],
)
def test_a_decision_of_the_country_is_not_the_one_that_recognises(title):
    assert layout_of(sheet([title], HEADING, TEA)).labels == HEADING


def test_lines_within_a_cell_stay():
    both = ["1", "Trà sen\nTrà gừng", "HTX Thử", "Di Linh", "3"]
    assert read(HEADING, both)[2] == both


def test_twenty_thousand_rows_take_no_time():
    labels = [*HEADING, *(f"Cột {n}" for n in range(17))]
    rows = [[str(n), f"Trà {n}", "HTX Thử", "Di Linh", "3", *["x"] * 17] for n in range(20_000)]
    long = Sheet("Sổ", [labels, *rows], [])

    begin = time.perf_counter()
    layout = layout_of(long)
    taken = time.perf_counter() - begin

    assert list(islice(lines(long, layout), 1)) == [(2, rows[0])]
    assert taken < 3  # a tenth of that on a quiet machine


# The files of real kinds, where they are here

CASES = Path(__file__).parents[3] / "shared" / "reference" / "cases" / "registers"
CELLS = ("product", "producer", "commune", "star")
OUTCOMES = {
    "01": ({"data": 4, "group": 2, "total": 1, "signature": 3, "title": 4, "heading": 1}, CELLS),
    "02": ({"data": 2, "total": 1, "signature": 3, "heading": 1}, CELLS),
    "03": ({"data": 2, "title": 1, "heading": 2, "numbers": 1}, ("second_date", "expiry", "phone")),
    "04": ({"data": 4, "heading": 1}, CELLS),
    "06": ({"data": 2, "group": 2, "heading": 1}, CELLS),
    "07": ({"data": 2, "heading": 1}, ("first_decision", "first_date")),
    "09": ({"data": 9, "heading": 3}, CELLS),
    "10": ({"data": 2, "heading": 1}, ("first_decision",)),
    "18": ({"data": 1, "heading": 1}, CELLS),
    "20": ({"data": 1, "heading": 3}, ("first_star", "second_star", "second_decision")),
    "22": ({"data": 3, "heading": 2}, CELLS),
    "38": ({"data": 1, "heading": 2}, ("producer", "address", "representative", "phone")),
}


@pytest.mark.parametrize("kind", OUTCOMES)
def test_the_files_of_real_kinds_are_laid_out_rightly(kind):
    found = sorted(CASES.glob(f"{kind}-*.xlsx"))
    if not found:
        pytest.skip(f"the office file of kind {kind} is not here")
    counts: Counter[str] = Counter()
    keys: set[str] = set()
    for made in _sheets(CalamineWorkbook.from_path(str(found[0]))):
        layout = layout_of(made)
        counts.update(part.value for part in layout.parts if part != Part.BLANK)
        rows = [cells for _number, cells in lines(made, layout)]
        told = guess(layout.labels, list(zip(*rows, strict=True)))
        assert told.unread == {}
        keys |= told.mapping.keys()
    assert counts == OUTCOMES[kind][0]
    assert keys.issuperset(OUTCOMES[kind][1])


def _sheets(book: CalamineWorkbook) -> list[Sheet]:
    return [_made(name, book.get_sheet_by_name(name)) for name in book.sheet_names]


def _made(name, found) -> Sheet:
    rows = [[_text(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]
    for row in rows:
        while row and not row[-1]:
            row.pop()
    merged = [(*first, *last) for first, last in found.merged_cell_ranges or []]
    return Sheet(name, rows, merged)


def _text(cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
