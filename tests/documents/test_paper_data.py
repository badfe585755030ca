"""A paper's description is kept as plain data, and printed again from it."""

import json
import re
from datetime import date

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
from sanvat.documents.paper_data import PARTS, as_data, of_data
from sanvat.documents.printed import printed

PAPER = Paper(
    letterhead=Letterhead(
        "Hợp tác xã Bàn Ghế", number="3/BC", place="Di Linh", day=date(2026, 5, 4)
    ),
    kind="BÁO CÁO",
    summary="Kê lại bàn ghế",
    blocks=[
        Chapter("I", "Việc chung"),
        Article(1, "Phạm vi"),
        Heading("Đã làm"),
        Paragraph("Kê ghế.", bold=True),
        Items(["Một ghế", ("Hai bàn", Items(["Chân bàn", "Mặt bàn"], marks="+"))], marks="a)"),
        Table(
            [TableColumn("Phòng", 3), TableColumn("Ghế", 0.5, "right")],
            [["Phòng họp", "12"]],
            total=["Cộng", "12"],
        ),
        Facts([("Địa điểm", "Phòng họp")]),
        PageBreak(),
        QrCode("https://ocop.example/", "Mã"),
    ],
    grounds=["Nội quy"],
    signatures=[Signature("TM. HỢP TÁC XÃ", "Giám đốc", "K’ Brôih")],
    recipients=["Lưu: VT"],
    lies_down=True,
)


def test_a_paper_comes_back_from_its_data_as_it_was():
    kept = json.loads(json.dumps(as_data(PAPER)))

    again = of_data(kept)

    assert set(re.findall(r'"is": "(\w+)"', json.dumps(kept))) == set(PARTS)
    assert as_data(again) == kept
    assert again.letterhead == PAPER.letterhead
    assert printed(again) == printed(PAPER)
