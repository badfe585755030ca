"""What stands in a file comes out as text, whatever saved it, and at a cost that has limits."""

import io
import random
import string
import struct
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlwt
from python_calamine import CalamineWorkbook

from sanvat.errors import Refusal
from sanvat.register import reading
from sanvat.register.reading import Sheet
from tests.register.workbooks import (
    locked,
    ods,
    ods_cell,
    ods_row,
    ods_table,
    text,
    wide,
    xls,
    xlsb,
    xlsb_cell,
    xlsb_merged,
    xlsb_row,
    xlsx,
    xlsx_of,
    xlsx_parts,
    zipped,
)

CASES = Path(__file__).parents[3] / "shared" / "reference" / "cases" / "registers"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
DAY = "dd/mm/yyyy"


def read(content: bytes | str) -> list[Sheet]:
    content = content.encode() if isinstance(content, str) else content
    return reading.read(io.BytesIO(content), "")


def rows(content: bytes | str) -> list[list[str]]:
    (sheet,) = read(content)
    return sheet.rows


def refusal(content: bytes | str) -> str:
    with pytest.raises(Refusal) as refused:
        read(content)
    assert refused.value.message.endswith(".")
    return refused.value.code


@pytest.fixture
def little_memory(settings):
    settings.UPLOAD_LIMITS = {**settings.UPLOAD_LIMITS, "memory": 150 * 2**20}


# Cells


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (5, "", "5"),
        (912345678, "", "912345678"),
        (912345678, "0000000000", "0912345678"),
        (912345678, "0000 000 000", "0912345678"),
        (123456789012, "", "123456789012"),
        (1e21, "", "1000000000000000000000"),
        (1e-7, "", "0.0000001"),
        (85.30000000000001, "", "85.3"),
        (0.85, "0%", "0.85"),
        (1234.5, "#,##0.0", "1234.5"),
        (3, '0 "sao"', "3"),
        (3, "[Red]0", "3"),
        (True, "", "TRUE"),
        (False, "", "FALSE"),
        (date(2026, 8, 5), DAY, "2026-08-05"),
        (date(2026, 8, 5), '[$-42A]dd "tháng" mm "năm" yyyy;@', "2026-08-05"),
        (datetime(2026, 8, 5, 8, 30), "dd/mm/yyyy hh:mm", "2026-08-05"),
        (date(2026, 8, 1), "mm/yyyy", "08/2026"),
        (date(2026, 8, 1), "mmm-yy", "08/2026"),
        (date(2026, 1, 1), "yyyy", "2026"),
        (time(8, 30), "hh:mm", "08:30"),
        (time(8, 30, 15), "h:mm:ss AM/PM", "08:30:15"),
        (1.25, "[h]:mm", "30:00"),
        (16682, DAY, "1945-09-02"),
        (2019, DAY, "1905-07-11"),
        (60, DAY, "1900-02-29"),
        (0, DAY, "00:00"),
        (-1, DAY, "-1"),
        (3_000_000, DAY, "3000000"),
        ("a\nb\r\n\r\n\r\nc", "", "a\nb\n\nc"),
        ("  Cà   phê ", "", "Cà phê"),
        ("Ca\u0300 phe\u0302", "", "Cà phê"),
        ("g\u00ad n\u00adíc", "", "g\u00ad n\u00adíc"),  # a letter of the old fonts
    ],
)
def test_a_cell_is_the_text_that_somebody_would_type(value, code, shown):
    def fill(book, sheet):
        look = book.add_format({"num_format": code}) if code else None
        sheet.write(0, 0, value, look) if not isinstance(value, (date, time)) else (
            sheet.write_datetime(0, 0, value, look)
        )

    assert rows(xlsx(fill)) == [[shown]]


@pytest.mark.parametrize(("serial", "shown"), [(0, "1904-01-01"), (44777, "2026-08-05")])
def test_days_of_a_workbook_that_counts_from_1904(serial, shown):
    def fill(book, sheet):
        sheet.write_number(0, 0, serial, book.add_format({"num_format": DAY}))

    # xlsxwriter takes days as they are, numbers as they stand.
    assert rows(xlsx(fill, date_1904=True)) == [[shown]]


def test_formulas_show_their_value_an_error_or_themselves():
    def fill(book, sheet):
        sheet.write_formula(0, 0, "=A2/0", None, "#DIV/0!")
        sheet.write_formula(0, 1, "=Trang!A1", None, "#REF!")
        sheet.write_formula(0, 2, '="Cà phê"', None, "Cà phê")
        sheet.write_formula(0, 3, "=TRUE", None, True)
        sheet.write_formula(0, 4, "=DATE(2026,8,5)", None, "")

    assert rows(xlsx(fill)) == [["#DIV/0!", "#REF!", "Cà phê", "TRUE", "=DATE(2026,8,5)"]]


def test_a_text_of_pieces_is_one_and_its_reading_aid_none():
    rich = "<si><r><t>Cà </t></r><r><rPr><b/></rPr><t>phê</t></r><rPh sb='0'><t>kafe</t></rPh></si>"
    data = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="str"><f>A1</f><v/></c>'
        f"{text('nội dòng')}</row>"
    )

    content = xlsx_parts(data, texts=f"{rich}<si><t>a_x000D_\nb_x005F_c</t></si>")

    assert rows(content) == [["Cà phê", "a\nb_c", "", "nội dòng"]]


def test_a_workbook_that_leaves_out_what_it_may_is_read():
    """No extent, no places of rows and cells, a prefix before every name."""
    data = f"<row>{text('TT')}{text('Tên')}</row><row/><row>{text('1')}</row>"
    prefixed = data.replace("<", "<x:").replace("<x:/", "</x:")

    assert rows(xlsx_parts(data)) == [["TT", "Tên"], [], ["1"]]
    assert rows(xlsx_parts(prefixed, prefix="x")) == [["TT", "Tên"], [], ["1"]]


def test_cells_stand_where_they_say():
    data = '<row r="3"><c r="C3"><v>7</v></c><c><v>8</v></c></row><row><c r="A4"><v>9</v></c></row>'

    assert rows(xlsx_parts(data)) == [[], [], ["", "", "7", "8"], ["9"]]


# Sheets


def fill_two_sheets(book, sheet):
    sheet.write(0, 0, "Sổ")
    sheet.write(2, 1, "ẩn")
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_row(9, None, None, {"hidden": True})
    sheet.merge_range("A4:B6", "gộp")
    sheet.merge_range("A1:CZ1", "Sổ")
    sheet.merge_range("A20:B30", "")
    other = book.add_worksheet("Danh mục")
    other.write(0, 0, "xã")
    other.hide()
    book.add_worksheet("Trống")


def test_all_sheets_with_what_is_merged_and_hidden():
    assert read(xlsx(fill_two_sheets)) == [
        Sheet(
            "Sổ",
            [["Sổ"], [], ["", "ẩn"], ["gộp"]],
            merged=[(3, 0, 3, 1), (0, 0, 0, 99)],
            hidden_rows=frozenset({3}),
        ),
        Sheet("Danh mục", [["xã"]], is_hidden=True),
    ]


def test_a_chart_is_no_sheet():
    def fill(book, sheet):
        sheet.write(0, 0, 1)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Sổ!$A$1:$A$1"})
        book.add_chartsheet("Biểu đồ").set_chart(chart)

    assert [sheet.name for sheet in read(xlsx(fill))] == ["Sổ"]


# Old and other workbooks


def test_an_xls_is_read_the_same_way():
    def style(code):
        return xlwt.easyxf(num_format_str=code)

    def fill(book, sheet):
        for place, value in enumerate(["Tên\nsản phẩm", "α" * 9000, 912345678, 12.5, 1e10, 0.01]):
            sheet.write(0, place, value)
        for place, (value, code) in enumerate(
            [
                (date(2026, 8, 5), DAY),
                (time(8, 30), "hh:mm"),
                (date(2026, 8, 1), "mm/yyyy"),
                (912345678, "0000000000"),
                (16682, DAY),
                (True, ""),
            ]
        ):
            sheet.write(2, place, value, style(code or "General"))
        sheet.row(2).set_cell_error(6, "#REF!")
        sheet.write_merge(3, 5, 1, 2, "gộp")
        sheet.row(7).hidden = True
        sheet.write(7, 0, "ẩn")
        sheet.write(8, 0, " ")
        other = book.add_sheet("Danh mục")
        other.write(1, 1, "xã")
        other.visibility = 1

    assert read(xls(fill)) == [
        Sheet(
            "Sổ",
            [
                ["Tên\nsản phẩm", "α" * 9000, "912345678", "12.5", "10000000000", "0.01"],
                [],
                ["2026-08-05", "08:30", "08/2026", "0912345678", "1945-09-02", "TRUE", "#REF!"],
                ["", "gộp"],
                [],
                [],
                [],
                ["ẩn"],
            ],
            merged=[(3, 1, 5, 2)],
            hidden_rows=frozenset({8}),
        ),
        Sheet("Danh mục", [[], ["", "xã"]], is_hidden=True),
    ]


def test_the_shared_texts_of_an_xls_go_over_many_records():
    chance = random.Random(5)
    letters = string.ascii_letters + "ăâđêôơư ắầễộợự\n"
    words = [
        ["".join(chance.choices(letters, k=chance.randrange(1, 200))).strip() or "x" for _ in "abc"]
        for _ in range(1500)
    ]

    def fill(_book, sheet):
        for number, cells in enumerate(words):
            for place, word in enumerate(cells):
                sheet.write(number, place, word)

    content = xls(fill)

    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        known = book.get_sheet_by_index(0).to_python()
    assert rows(content) == [[reading._tidied(cell) for cell in cells] for cells in known]


def test_an_xlsb_is_read_the_same_way():
    def number(value):
        return struct.pack("<d", value)

    def short(value):
        return struct.pack("<I", value << 2 & 0xFFFFFFFF | 2)

    sheets = {
        "Sổ": [
            xlsb_row(1),
            xlsb_cell(0, 7, struct.pack("<I", 0)),
            xlsb_cell(1, 6, wide("Cà phê\nbột")),
            xlsb_row(3, is_hidden=True),
            xlsb_cell(0, 5, number(46239), style=1),
            xlsb_cell(1, 5, number(912345678), style=2),
            xlsb_cell(2, 3, b"\x17"),
            xlsb_cell(3, 4, b"\x01"),
            xlsb_cell(4, 2, short(-7)),
            xlsb_cell(5, 8, wide("nối")),
            xlsb_cell(6, 9, number(1.5)),
            xlsb_cell(7, 11, b"\x07"),
            xlsb_merged(0, 0, 1, 1),
        ],
        "Danh mục": [xlsb_row(1), xlsb_cell(0, 6, wide("xã"))],
    }

    content = xlsb(sheets, hidden=["Danh mục"], texts=["Tên"], codes=[DAY, "0000000000"])

    assert read(content) == [
        Sheet(
            "Sổ",
            [
                ["Tên", "Cà phê\nbột"],
                [],
                ["2026-08-05", "0912345678", "#REF!", "TRUE", "-7", "nối", "1.5", "#DIV/0!"],
            ],
            merged=[(0, 0, 1, 1)],
            hidden_rows=frozenset({3}),
        ),
        Sheet("Danh mục", [["xã"]], is_hidden=True),
    ]


def test_an_ods_is_read_the_same_way():
    hidden = '<style:style style:name="ta2"><style:table-properties table:display="false"/>'
    note = "<office:annotation><text:p>ghi chú</text:p></office:annotation>"
    first = ods_table(
        ods_row(
            ods_cell("Tên\nsản phẩm", "string"),
            ods_cell(number_columns_repeated="2"),
            ods_cell("912 345 678", "float", value="912345678"),
            ods_cell("0912345678", "float", value="912345678"),
            ods_cell("85 %", "percentage", value="0.85"),
        )
        + ods_row(number_rows_repeated="2")
        + ods_row(
            ods_cell("05/08/26", "date", date_value="2026-08-05T08:30:00"),
            ods_cell("08/2026", "date", date_value="2026-08-01"),
            ods_cell("8 giờ 30", "time", time_value="PT08H30M00S"),
            ods_cell("ĐÚNG", "boolean", boolean_value="true"),
            ods_cell("#REF!", "string", string_value=""),
            ods_cell(f"a<text:s text:c='2'/>b</text:p>{note}<text:p>c", "string"),
            visibility="filter",
        )
        + ods_row(
            ods_cell("gộp", "string", number_rows_spanned="2", number_columns_spanned="2"),
            "<table:covered-table-cell/>",
            ods_cell("x", "string", number_columns_repeated="2"),
        )
    )
    second = ods_table(ods_row(ods_cell("xã", "string")), name="Danh mục", style="ta2")

    assert read(ods(first, second, styles=f"{hidden}</style:style>")) == [
        Sheet(
            "Sổ",
            [
                ["Tên\nsản phẩm", "", "", "912345678", "0912345678", "0.85"],
                [],
                [],
                ["2026-08-05", "08/2026", "08:30", "TRUE", "#REF!", "a b\nc"],
                ["gộp", "", "x", "x"],
            ],
            merged=[(4, 0, 4, 1)],
            hidden_rows=frozenset({4}),
        ),
        Sheet("Danh mục", [["xã"]], is_hidden=True),
    ]


def test_an_ordinary_workbook_reads_as_a_library_reads_it():
    chance = random.Random(11)
    letters = string.ascii_letters + "ăâđêôơư ắầễộợự&<>\"'\n"

    def one():
        return chance.choice(
            [
                "",
                chance.randrange(10**6),
                round(chance.uniform(-1000, 1000), chance.randrange(6)),
                "".join(chance.choices(letters, k=chance.randrange(1, 30))),
            ]
        )

    content = xlsx_of([[one() for _place in range(12)] for _row in range(300)])

    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        known = [[as_text(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]
    for row in known:
        while row and not row[-1]:
            row.pop()
    assert rows(content) == known


def as_text(cell) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return reading._tidied(cell)


# What stands far away


SMALL = [["TT", "Tên"], ["1", "Cà phê"]]


def small_with(cell: str, value: str = " ") -> bytes:
    """The small table and one cell more, such as XFD1048576."""
    number = cell.lstrip(string.ascii_uppercase)
    rows = {"1": f"{text('TT')}{text('Tên')}", "2": f"{text('1')}{text('Cà phê')}"}
    rows[number] = rows.get(number, "") + text(value).replace("<c", f'<c r="{cell}"')
    return xlsx_parts("".join(f'<row r="{row}">{cells}</row>' for row, cells in rows.items()))


@pytest.mark.parametrize("cell", ["A60000", "A1048576", "XFD2", "XFD1048576"])
def test_a_blank_cell_far_away_costs_nothing(little_memory, cell):
    assert read(small_with(cell)) == [Sheet("Sổ", SMALL)]


def test_a_blank_cell_far_away_in_other_workbooks_costs_nothing(little_memory):
    def fill(_book, sheet):
        for number, cells in enumerate(SMALL):
            for place, cell in enumerate(cells):
                sheet.write(number, place, cell)
        sheet.write(65_535, 255, " ")

    assert rows(xls(fill)) == SMALL
    records = [
        *(xlsb_row(1), xlsb_cell(0, 6, wide("TT")), xlsb_cell(1, 6, wide("Tên"))),
        *(xlsb_row(2), xlsb_cell(0, 6, wide("1")), xlsb_cell(1, 6, wide("Cà phê"))),
        *(xlsb_row(LAST_ROW), xlsb_cell(LAST_COLUMN - 1, 6, wide(" "))),
    ]
    assert rows(xlsb({"Sổ": records})) == SMALL
    table = (
        ods_row(ods_cell("TT", "string"), ods_cell("Tên", "string"))
        + ods_row(ods_cell("1", "string"), ods_cell("Cà phê", "string"))
        + ods_row(ods_cell(number_columns_repeated="16383"), number_rows_repeated="1048573")
        + ods_row(ods_cell(number_columns_repeated="16383"), ods_cell("<text:s/>", "string"))
    )
    assert rows(ods(ods_table(table))) == SMALL


def test_a_word_far_down_is_read_where_it_stands(little_memory):
    read_rows = rows(small_with("A1048576", "x"))

    assert (len(read_rows), read_rows[:2], read_rows[-1]) == (LAST_ROW, SMALL, ["x"])
    assert not any(read_rows[2:-1])


def test_a_word_far_to_the_right_is_told():
    assert read(small_with("XFD2", "x")) == [Sheet("Sổ", SMALL, beyond=1)]


def test_many_blank_rows_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_LINES", 99)

    assert len(rows(small_with("A99", "x"))) == 99
    with pytest.raises(Refusal) as refused:
        read(small_with("A100", "x"))
    assert refused.value.code == "register-far-cell"
    assert "“Sổ” có ô ở dòng 100," in refused.value.message


# Limits


def test_rows_count_over_all_sheets(monkeypatch):
    def fill(book, sheet):
        for one in (sheet, book.add_worksheet("Năm 2024")):
            one.write_column(0, 0, ["a", " ", "b"])

    monkeypatch.setattr(reading, "MOST_ROWS", 4)
    assert [len(sheet.rows) for sheet in read(xlsx(fill))] == [3, 3]
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    assert refusal(xlsx(fill)) == "register-too-long"


def test_a_text_told_a_hundred_times_counts_each_time(monkeypatch):
    monkeypatch.setattr(reading, "MOST_LETTERS", 50_000)

    assert len(rows(xlsx_of([["a" * 300]] * 100))) == 100
    assert refusal(xlsx_of([["a" * 600]] * 100)) == "register-too-long"


def test_a_cell_is_as_long_as_a_spreadsheet_lets_it_be():
    assert rows(f"a;{'b' * 40_000}")[0][1] == "b" * 32_767


@pytest.mark.parametrize("limit", [{"memory": 40 * 2**20}, {"seconds": 0}])
def test_a_process_that_is_ended_is_a_refusal(settings, limit):
    settings.UPLOAD_LIMITS = {**settings.UPLOAD_LIMITS, **limit}
    long = "a" * 2**25

    assert refusal(xlsx_parts("", texts=f"<si><t>{long}</t></si>")) == "register-too-costly"


@pytest.mark.parametrize("line", ["\n", " \n", ",\n", ";;\n"])
def test_many_blank_lines_cost_nothing(little_memory, line):
    assert refusal(line * 400_000) == "register-empty"


# Tables as text


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ("a;b;c\n1;2, 3;4\n", ["1", "2, 3", "4"]),
        ("a;b\nx, y, z;1\nx, y, z;1\n", ["x, y, z", "1"]),
        ("a, b;c\nd, e;f\n", ["d, e", "f"]),
        ("a,b,c\n1,2; 3,4\n", ["1", "2; 3", "4"]),
        ('a,b\n"x; y; z","1"\n', ["x; y; z", "1"]),
        ("a;b\nc;d; e\n", ["c", "d", "e"]),
        ("a\tb, c\n1\t2, 3\n", ["1", "2, 3"]),
        ("a|b\n1|2, 3\n", ["1", "2, 3"]),
        ("SỔ OCOP\na;b;c\n1;2;3\n4;5;6\n", ["a", "b", "c"]),
        ("sep=;\na,b;c\n1,2;3\n", ["1,2", "3"]),
        ("\ufeffa;b\n1;2\n", ["1", "2"]),
        ("a;b\r\n1;2\r\n", ["1", "2"]),
        ('a;b\n"dòng\nhai";"nói ""có"""\n', ["dòng\nhai", 'nói "có"']),
        ('a;b\nthước 5";2\n', ['thước 5"', "2"]),
        ("chỉ một cột\nmột, hai\n", ["một", "hai"]),
    ],
)
def test_the_separator_is_the_one_by_which_lines_agree(content, row):
    assert rows(content)[1] == row


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_the_unicode_text_of_excel_is_read(encoding):
    mark = "" if encoding == "utf-16" else "\ufeff"

    assert rows((mark + "Tên\tSao\r\nCà phê\t3\r\n").encode(encoding)) == [
        ["Tên", "Sao"],
        ["Cà phê", "3"],
    ]


@pytest.mark.parametrize("encoding", ["cp1258", "cp1252"])
def test_an_old_code_page_is_refused(encoding):
    assert refusal("Tên;Giá\nhé;1\n".encode(encoding, "ignore")) == "register-not-unicode"


def test_a_line_without_an_end_is_no_open_quote():
    assert refusal("a;b\n" + "0" * 200_000) == "register-too-costly"


def test_a_quote_that_never_closes_is_named():
    with pytest.raises(Refusal) as refused:
        read('a;b\n"c;d\n' + "e;f\n" * 50)
    assert refused.value.code == "register-open-quote"
    assert "dòng 2" in refused.value.message


def test_a_stored_file_is_read_from_its_start(tmp_path):
    path = tmp_path / "so.csv"
    path.write_text("Tên;Sao\nCà phê;3\n", encoding="utf-8")

    with path.open("rb") as file:
        file.read(5)
        (sheet,) = reading.read(file, "csv")

    assert sheet.rows == [["Tên", "Sao"], ["Cà phê", "3"]]


# What cannot be read is called by its name


def test_a_password_is_named():
    assert refusal(locked(xlsx_of(SMALL))) == "register-encrypted"


@pytest.mark.parametrize(
    "content",
    [
        xlsx_of(SMALL)[:-300],
        zipped({"a.txt": "a"}),
        xlsx_parts("<row><c t='s'><v>99</v></c></row>"),
        xlsx_parts("<row><c"),
        ods(ods_table(""))[:-200],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    ],
)
def test_a_broken_workbook_is_a_refusal(content):
    assert refusal(content) == "register-unreadable"


@pytest.mark.parametrize("content", ["\n", xlsx_of([[" "]]), ods(ods_table(""))])
def test_a_file_without_a_word_is_empty(content):
    assert refusal(content) == "register-empty"


# Files of offices


def test_every_file_of_the_cases_is_read():
    if not CASES.exists():
        pytest.skip("the offices' files are not here")
    found = {path.name: read(path.read_bytes()) for path in sorted(CASES.iterdir())}

    assert all(sheet.rows for sheets in found.values() for sheet in sheets)
    widths = [
        {len(row) for row in sheet.rows}
        for name, (sheet, *_more) in found.items()
        if name.endswith(".csv")
    ]
    assert widths == [{4}, {4}]
    assert max(len(sheet.rows) for sheets in found.values() for sheet in sheets) < 100
