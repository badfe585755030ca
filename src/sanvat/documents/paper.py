"""What an official paper says: one description, from which both the PDF and the Word file are made.

The parts follow the layout of administrative papers in Decree 30/2020/NĐ-CP (appendix I). They
hold plain text only. `printed.py` makes of it the words that stand on the paper, in their order;
`paper_pdf.py` and `paper_docx.py` give these their looks.
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

    `issuer`: its name, printed in capitals; several bodies that issue it together stand one a line.
    `above`: the body one stands under ("Ủy ban nhân dân tỉnh …"), empty where there is none.
    `number`: "295/VPĐP-OCOP"; empty leaves room to write it by hand, before the `symbol`
    ("KH-UBND") where that is known.
    `day`: None leaves room too; such a paper is not yet one for the archive.
    """

    issuer: str
    above: str = ""
    number: str = ""
    place: str = ""
    day: date | None = None
    symbol: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading within a plan or report, with its own number: level 1 is "I. KẾT QUẢ", 2 "1. …",
    3 below it."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Chapter:
    """A chapter of a regulation: "Chương I" and under it the title, both centred."""

    number: str
    title: str


@dataclass(frozen=True)
class Article:
    """The head of an article: "Điều 1. Phạm vi áp dụng". Its clauses follow as `Items`."""

    number: int
    title: str


@dataclass(frozen=True)
class Paragraph:
    """Running text; each of its lines is a paragraph of its own. On the left it is justified, with
    its first line indented. `is_large`: for the name on a certificate. What is both bold and
    italic is printed bold."""

    text: str
    bold: bool = False
    italic: bool = False
    align: Align = "left"
    is_large: bool = False


@dataclass(frozen=True)
class Items:
    """Numbered (1. 2. 3.), lettered (a) b) c) d) đ) …), dashed or crossed items; an item is a text,
    or a text with items below it. `start`: the number of the first, where others stand before."""

    items: Sequence[str | tuple[str, Items]]
    marks: Literal["1.", "a)", "-", "+"] = "-"
    start: int = 1


@dataclass(frozen=True)
class TableColumn:
    """`share`: its part of the width; the shares of a table add up to anything."""

    title: str
    share: float = 1
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """Rows of texts under titled columns, which stand again on each page. `total`: a last row in
    bold. `caption` stands above. A row has as many texts as there are columns."""

    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] | None = None
    caption: str = ""


@dataclass(frozen=True)
class Facts:
    """Terms with their values, one a line: "Địa điểm: …"."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class QrCode:
    """A code for phones with the `text` that it holds (an address), and a `caption` under it."""

    text: str
    caption: str


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Chapter | Article | Paragraph | Items | Table | Facts | QrCode | PageBreak


@dataclass(frozen=True)
class Signature:
    """Who signs: "TM. ỦY BAN NHÂN DÂN" / "CHỦ TỊCH" / room for the hand / the name.

    `capacity` and `position` are printed in capitals and may have several lines: "TM. …" above
    "KT. CHỦ TỊCH".
    """

    capacity: str
    position: str = ""
    name: str = ""


@dataclass(frozen=True)
class Paper:
    """One official paper.

    `kind`: "BÁO CÁO", "CHƯƠNG TRÌNH PHỐI HỢP", "GIẤY MỜI"; empty for a dispatch (công văn), which
    has its `summary` under the number. `summary`: what it is about. `addressees`: "Kính gửi".
    `grounds`: each "Căn cứ …". `signatures`: one, or one of each side. `recipients`: "Nơi nhận".
    `authority`: who decides, above the grounds of a decision ("Chủ tịch Ủy ban nhân dân tỉnh").
    `lies_down`: landscape pages, for wide tables. `day` of the letterhead also dates the file.
    `language`: that of the words every paper bears; the texts are in it already.

    Marks between grounds, addressees and recipients are put by us, so these come without.
    """

    letterhead: Letterhead
    kind: str
    summary: str
    blocks: Sequence[Block]
    addressees: Sequence[str] = ()
    grounds: Sequence[str] = ()
    signatures: Sequence[Signature] = ()
    recipients: Sequence[str] = ()
    authority: str = ""
    is_draft: bool = False
    lies_down: bool = False
    language: str = "vi"
    keywords: Sequence[str] = field(default=())
