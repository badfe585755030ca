"""What an official paper says: one description, from which both the PDF and the Word file are made.

The parts follow the layout of administrative papers in Decree 30/2020/NĐ-CP (appendix I). They
hold plain text only; how it looks stands in `paper_pdf.py` and `paper_docx.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True)
class Letterhead:
    """The head of a paper: who issues it, under whom, with which number, where and on which day.

    `above`: the body one stands under ("ỦY BAN NHÂN DÂN TỈNH …"), empty where there is none.
    `number`: "295/VPĐP-OCOP"; empty leaves room to write it by hand.
    `day`: None leaves room too.
    """

    issuer: str
    above: str = ""
    number: str = ""
    place: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Heading:
    """A heading within the paper; level 1 is a chapter ("I."), 2 an article ("1."), 3 below it."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str
    bold: bool = False
    italic: bool = False
    align: Align = "left"


@dataclass(frozen=True)
class Items:
    """Numbered (1. 2. 3.), lettered (a) b) c)) or dashed items; an item is a text, or a text with
    items below it."""

    items: Sequence[str | tuple[str, Items]]
    marks: Literal["1.", "a)", "-"] = "-"


@dataclass(frozen=True)
class TableColumn:
    """`share`: its part of the width; the shares of a table add up to anything."""

    title: str
    share: float = 1
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """Rows of texts under titled columns. `total`: a last row in bold. `caption` stands above."""

    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] | None = None
    caption: str = ""


@dataclass(frozen=True)
class Facts:
    """Terms with their values, one a line: "Địa điểm: …"."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Items | Table | Facts | PageBreak


@dataclass(frozen=True)
class Signature:
    """Who signs: "TM. ỦY BAN NHÂN DÂN" / "CHỦ TỊCH" / room for the hand / the name."""

    capacity: str
    position: str = ""
    name: str = ""


@dataclass(frozen=True)
class Paper:
    """One official paper.

    `kind`: "BÁO CÁO", "CHƯƠNG TRÌNH PHỐI HỢP", "GIẤY MỜI"; empty for a dispatch (công văn), which
    has its `summary` under the number. `summary`: what it is about. `addressees`: "Kính gửi".
    `grounds`: each "Căn cứ …". `signatures`: one, or one of each side. `recipients`: "Nơi nhận".
    `lies_down`: landscape pages, for wide tables. `day` of the letterhead also dates the file.
    """

    letterhead: Letterhead
    kind: str
    summary: str
    blocks: Sequence[Block]
    addressees: Sequence[str] = ()
    grounds: Sequence[str] = ()
    signatures: Sequence[Signature] = ()
    recipients: Sequence[str] = ()
    is_draft: bool = False
    lies_down: bool = False
    language: str = "vi"
    keywords: Sequence[str] = field(default=())
