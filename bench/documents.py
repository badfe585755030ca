"""Official papers as PDF and Word: one of three pages, and a table of every commune.

The floor of a PDF is an empty page of the same typesetter, that of a Word file the same bytes
packed once more.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from datetime import date

from bench.installation import alone
from bench.measurements import Measurement, best

COMMUNES = 3_321


def measurements() -> Iterator[Measurement]:
    yield from alone(measure)


def measure() -> list[Measurement]:
    return list(_measured())


def _measured() -> Iterator[Measurement]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanvat.site.settings")
    import django

    django.setup()
    from sanvat.documents.paper import (
        Heading,
        Letterhead,
        Paper,
        Paragraph,
        Signature,
        Table,
        TableColumn,
    )
    from sanvat.documents.paper_docx import docx
    from sanvat.documents.paper_pdf import pdf

    head = Letterhead("Văn phòng Điều phối", above="UBND tỉnh", number="1/BC", day=date(2026, 2, 5))
    signed = [Signature("Chánh Văn phòng", name="Lê Thị Hoa")]
    empty = Paper(head, "Báo cáo", "", [])
    sentence = "Toàn tỉnh có mười sáu sản phẩm được công nhận trong năm. " * 6
    blocks = [block for n in range(20) for block in (Heading(f"{n}. Phần", 1), Paragraph(sentence))]
    pages = Paper(head, "Báo cáo", "kết quả năm", blocks, signatures=signed)
    columns = [TableColumn("Xã", 3), *[TableColumn("Số", 1, "right")] * 7]
    rows = [[f"Xã Bình Minh {n}", *[str(n)] * 7] for n in range(COMMUNES)]
    table = Paper(head, "Biểu", "theo xã", [Table(columns, rows)], lies_down=True)

    floor = best(lambda: pdf(empty))
    for what, paper, budget, repeat in (
        ("báo cáo ba trang", pages, 0.3, 5),
        (f"bảng {COMMUNES} dòng", table, 15.0, 1),
    ):
        seconds = best(lambda paper=paper: pdf(paper), repeat=repeat)  # type: ignore[misc]
        yield Measurement(f"{what}, PDF", seconds, budget, floor, "một trang trống")
        made = docx(paper)
        packed = best(lambda made=made: _packed_again(made))  # type: ignore[misc]
        seconds = best(lambda paper=paper: docx(paper), repeat=repeat)  # type: ignore[misc]
        yield Measurement(f"{what}, Word", seconds, budget, packed, "nén lại chừng ấy byte")


def _packed_again(made: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as read,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in read.namelist():
            written.writestr(name, read.read(name))
    return out.getvalue()
