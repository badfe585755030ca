"""The tables of a paper as Excel: the same words and numbers as on paper."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from sanvat.documents.paper import Heading, Letterhead, Paper, Paragraph, Table, TableColumn
from sanvat.documents.paper_xlsx import has_tables, xlsx

HEAD = Letterhead("UBND xã", number="7/BC", place="Di Linh", day=date(2026, 5, 4))
COLUMNS = [TableColumn("Xã", 3), TableColumn("Lò", align="right")]


def sheets(paper: Paper) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx(paper)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_each_table_is_a_sheet_with_numbers_where_the_paper_has_numbers():
    rows = [("Đức Trọng", "1.204"), ("=1+1", "-2,5"), ("12", "4–9"), ("", "")]
    paper = Paper(
        HEAD,
        "BÁO CÁO",
        "về bếp\nlò",
        [
            Paragraph("Đủ cả."),
            Heading("Theo xã: bếp/lò"),
            Table(COLUMNS, rows, ("Cộng", "1.201,5")),
            Table(COLUMNS, [], caption="Theo xã: bếp/lò"),
        ],
    )

    assert sheets(paper) == {
        "1. Theo xã  bếp lò": [
            ["BÁO CÁO về bếp lò (7/BC)", ""],
            ["Theo xã: bếp/lò", ""],
            ["", ""],
            ["Xã", "Lò"],
            ["Đức Trọng", 1204.0],
            ["=1+1", -2.5],
            ["12", "4–9"],
            ["", ""],
            ["Cộng", 1201.5],
        ],
        "2. Theo xã  bếp lò": [
            ["BÁO CÁO về bếp lò (7/BC)", ""],
            ["Theo xã: bếp/lò", ""],
            ["", ""],
            ["Xã", "Lò"],
        ],
    }
    assert xlsx(paper) == xlsx(paper)


def test_a_long_heading_still_names_a_sheet():
    paper = Paper(HEAD, "", "Bảng", [Heading("'" + "dài " * 20), Table(COLUMNS, [("a", "1")])])

    (name,) = sheets(paper)

    assert len(name) <= 31
    assert not name.endswith(("'", " "))


def test_a_paper_without_a_table_has_no_sheet():
    paper = Paper(HEAD, "GIẤY MỜI", "họp", [Paragraph("Mời dự.")])

    assert not has_tables(paper)
    with pytest.raises(ValueError, match="without a table"):
        xlsx(paper)
