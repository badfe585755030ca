"""A paper put into JSON says the same when it is taken out again."""

import json
from datetime import date

import pytest

from sanvat.documents.paper import (
    Article,
    Chapter,
    Facts,
    Heading,
    Items,
    Letterhead,
    PageBreak,
    Paper,
    Paragraph,
    QrCode,
    Signature,
    Table,
    TableColumn,
)
from sanvat.documents.paper_kept import BLOCKS, dumped, loaded
from sanvat.documents.printed import check_length, is_large, printed, rows_of
from sanvat.errors import Refusal

OF_ALL = Paper(
    Letterhead(
        "UBND xã", above="UBND tỉnh", number="7/BC", place="Đức Trọng", day=date(2026, 5, 4)
    ),
    "BÁO CÁO",
    "về bếp lò",
    [
        Heading("Kết quả", 2),
        Chapter("Chương I", "Chung"),
        Article(3, "Phạm vi"),
        Paragraph("Đủ cả.", bold=True, align="centre"),
        Items(["một", ("hai", Items(["b", ("c", Items(["d"], "+"))], "a)"))], "1.", start=4),
        Table(
            [TableColumn("Xã", 3), TableColumn("Số", align="right")], [("A", "1")], ("", "1"), "Q"
        ),
        Facts([("Nơi", "xã")]),
        QrCode("https://vi.du/1", "mở"),
        PageBreak(),
    ],
    addressees=["Sở"],
    grounds=["Căn cứ"],
    signatures=[Signature("TM. UBND", "CHỦ TỊCH", "An")],
    recipients=["Lưu"],
    authority="Chủ tịch",
    lies_down=True,
    keywords=["lò"],
)


def test_every_part_of_a_paper_comes_back_as_it_was():
    again = loaded(json.loads(json.dumps(dumped(OF_ALL))))

    assert {type(block).__name__ for block in OF_ALL.blocks} == set(BLOCKS)
    assert printed(again) == printed(OF_ALL)
    assert dumped(again) == json.loads(json.dumps(dumped(OF_ALL)))


def table(rows: int) -> Paper:
    columns = [TableColumn(title) for title in "ABCD"]
    return Paper(Letterhead("UBND"), "Bảng", "", [Table(columns, [("1", "2", "3", "4")] * rows)])


def test_a_paper_is_large_by_its_cells_or_its_letters():
    assert not is_large(table(500))
    assert is_large(table(501))
    assert rows_of(table(501)) == 501
    assert is_large(Paper(Letterhead("UBND"), "Bài", "", [Paragraph("chữ " * 60_000)]))


def test_a_paper_too_long_to_be_printed_is_refused_before_anybody_waits_for_it():
    check_length(table(15_000))
    with pytest.raises(Refusal) as refused:
        check_length(table(15_001))
    assert refused.value.code == "paper-too-long"
