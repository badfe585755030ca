"""The words that stand on a paper, in their order: what both of its forms are made of.

`paper_pdf.py` and `paper_docx.py` draw what is here and add no word of their own, so that they
cannot say different things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from sanvat.documents.paper import (
    Article,
    Block,
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
)
from sanvat.errors import Refusal
from sanvat.text import tidy as tidying
from sanvat.text.numbers import number

MOST_TABLE_ROWS = 20_000
"""Rows of all tables of a paper together; more is for a spreadsheet."""

MOST_CELLS = 60_000

MOST_PRINTED_LETTERS = 2_000_000
"""Letters of a paper, some seven hundred pages."""

LARGE_TABLES = 2_000
"""Cells of all tables of a paper together; one with more, or with a hundred times as many letters,
takes seconds to set."""

LONGEST_QR_TEXT = 500

POINTS = "abcdđeghiklmnopqrstuvxy"
"""The letters of points, as laws have them: đ is one of them, f, j, w and z are not."""

_IN_NO_FONT = re.compile(
    "[^\n -~\u00a1-\u00ac\u00ae-\u033f\u0391-\u03a1\u03a3-\u04ff\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u2040\u2044-\u2052\u2070\u2071\u2074-\u208e\u20a0-\u20c0"
    "\u2100-\u211e\u2122\u2190-\u2328\u2460-\u262f\u270c-\u2727]"
)
NOT_SHOWN = "□"
"""Stands for a sign that our fonts have not (漢, 🐝): an archive takes no PDF with such a one."""

MARKS_AT_END = " ;.,"


@dataclass(frozen=True)
class Line:
    """A paragraph as it is printed; `term` stands before the text in bold. `level`: of a heading,
    0 for what is none. "justified" has its first line indented."""

    text: str
    term: str = ""
    bold: bool = False
    italic: bool = False
    large: bool = False
    align: Literal["justified", "left", "centre", "right"] = "justified"
    level: int = 0
    new_page: bool = False


@dataclass(frozen=True)
class Grid:
    """A table as it is printed: `shares` of the width add up to 1, `size` is that of its letters
    in points."""

    titles: list[str]
    shares: list[float]
    aligns: list[str]
    rows: list[list[str]]
    total: list[str] | None
    caption: str
    size: float
    new_page: bool = False


@dataclass(frozen=True)
class Code:
    """A QR code as it is printed; `says` is told to who cannot see it."""

    text: str
    caption: str
    says: str
    new_page: bool = False


Part = Line | Grid | Code


@dataclass(frozen=True)
class Head:
    """The letterhead in the order in which it is read: first row left and right, second row."""

    above: list[str]
    issuer: list[str]
    country: str
    motto: str
    number: str
    about: list[str]
    draft: str
    place_and_day: str


@dataclass(frozen=True)
class Signer:
    heads: list[str]
    name: str


@dataclass(frozen=True)
class Printed:
    """A paper as it is printed. `title` names the file; `kind` and `summary` are empty where a
    dispatch has them under its number."""

    language: str
    title: str
    author: str
    keywords: list[str]
    day: date | None
    lies_down: bool
    head: Head
    kind: list[str]
    summary: list[str]
    addressees: list[str]
    authority: list[str]
    grounds: list[str]
    parts: list[Part]
    recipients: list[str]
    signers: list[Signer]


def printed(paper: Paper) -> Printed:
    """What stands on a paper. Control characters and what does not show are left out.

    Refuses (`paper-too-long`) more rows, cells or letters than a paper may have.
    """
    check_length(paper)
    _check_widths(paper)
    with override(paper.language):
        return _printed(paper)


def _printed(paper: Paper) -> Printed:
    kind, summary = _capitals(paper.kind), tidy_lines(paper.summary)
    return Printed(
        language=paper.language,
        title=tidy(" – ".join(filter(None, [*kind, summary]))) or _("Văn bản"),
        author=tidy(paper.letterhead.issuer),
        keywords=[tidy(word) for word in paper.keywords],
        day=paper.letterhead.day,
        lies_down=paper.lies_down,
        head=_head(paper.letterhead, about="" if kind else summary, is_draft=paper.is_draft),
        kind=kind,
        summary=_lines(summary) if kind else [],
        addressees=_addressees(paper.addressees),
        authority=_capitals(paper.authority),
        grounds=_listed(paper.grounds),
        parts=list(_in_order(paper.blocks)),
        recipients=_recipients(paper.recipients),
        signers=[_signer(signature) for signature in paper.signatures],
    )


# ---------------------------------------------------------------- limits


def is_large(paper: Paper) -> bool:
    """Whether it takes so long to make that nobody should wait for it on a page."""
    return _cells(paper) > LARGE_TABLES or _letters(paper) > LARGE_TABLES * 100


def rows_of(paper: Paper) -> int:
    """The rows of all its tables."""
    return sum(len(table.rows) for table in _tables(paper))


def _cells(paper: Paper) -> int:
    return sum(len(table.rows) * len(table.columns) for table in _tables(paper))


def _tables(paper: Paper) -> list[Table]:
    return [block for block in paper.blocks if isinstance(block, Table)]


def check_length(paper: Paper) -> None:
    """Refuses (`paper-too-long`) what is too long to be printed."""
    is_longer = rows_of(paper) > MOST_TABLE_ROWS or _cells(paper) > MOST_CELLS
    if is_longer or _letters(paper) > MOST_PRINTED_LETTERS:
        raise Refusal(
            _(
                "Văn bản này quá dài để in: tới %(rows)s dòng bảng, %(cells)s ô và %(letters)s "
                "chữ cái. Hãy chọn ít địa bàn hoặc khoảng thời gian ngắn hơn rồi lập lại, hoặc "
                "tải bảng tính."
            )
            % {
                "rows": number(MOST_TABLE_ROWS),
                "cells": number(MOST_CELLS),
                "letters": number(MOST_PRINTED_LETTERS),
            },
            code="paper-too-long",
        )


def _check_widths(paper: Paper) -> None:
    for table in _tables(paper):
        width = len(table.columns)
        if any(len(row) != width for row in [*table.rows, table.total or table.columns]):
            raise ValueError(f"each row of the table wants {width} texts, as it has columns")


def _letters(paper: Paper) -> int:
    return sum(map(len, _texts([*paper.grounds, *paper.addressees, *paper.blocks])))


def _texts(found: object) -> Iterator[str]:
    match found:
        case str():
            yield found
        case list() | tuple():
            for one in found:
                yield from _texts(one)
        case Table():
            for row in found.rows:
                yield from row
        case Items():
            yield from _texts(list(found.items))
        case Facts():
            yield from _texts(list(found.pairs))
        case Paragraph() | Heading():
            yield found.text


# ---------------------------------------------------------------- head


def _head(letterhead: Letterhead, *, about: str, is_draft: bool) -> Head:
    return Head(
        above=_capitals(letterhead.above),
        issuer=_capitals(letterhead.issuer),
        country=_("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        motto=_("Độc lập - Tự do - Hạnh phúc"),
        number=_("Số: %(number)s") % {"number": _number(letterhead)},
        about=_lines(_("V/v %(about)s") % {"about": about}) if about else [],
        draft=_("DỰ THẢO") if is_draft else "",
        place_and_day=_place_and_day(tidy(letterhead.place), letterhead.day),
    )


def _number(letterhead: Letterhead) -> str:
    given, symbol = tidy(letterhead.number), tidy(letterhead.symbol)
    return given or (f"............/{symbol}" if symbol else "........................")


def _place_and_day(place: str, day: date | None) -> str:
    place = place or "...................."
    if day is None:
        return _("%(place)s, ngày ........ tháng ........ năm ............") % {"place": place}
    # A day below 10 and the first two months have a zero before them, so that nobody adds a 1.
    return _("%(place)s, ngày %(day)s tháng %(month)s năm %(year)s") % {
        "place": place,
        "day": f"{day.day:02}",
        "month": f"{day.month:02}" if day.month <= 2 else day.month,
        "year": day.year,
    }


def _addressees(names: Sequence[str]) -> list[str]:
    if len(names) == 1:
        return [_("Kính gửi: %(name)s") % {"name": tidy(names[0])}]
    return [_("Kính gửi:"), *(f"- {name}" for name in _listed(names))] if names else []


def _recipients(names: Sequence[str]) -> list[str]:
    return [_("Nơi nhận:"), *(f"- {name}" for name in _listed(names))] if names else []


def _signer(signature: Signature) -> Signer:
    return Signer(
        [*_capitals(signature.capacity), *_capitals(signature.position)], tidy(signature.name)
    )


def _listed(texts: Sequence[str]) -> list[str]:
    """Each ended by a semicolon, the last by a full stop; empty ones are left out."""
    bare = [found for text in texts if (found := tidy(text).rstrip(MARKS_AT_END))]
    return [f"{text};" for text in bare[:-1]] + [f"{text}." for text in bare[-1:]]


def _capitals(text: str) -> list[str]:
    return _lines(text.upper())


def _lines(text: str) -> list[str]:
    return [line for line in tidy_lines(text).split("\n") if line]


# ---------------------------------------------------------------- blocks


def _in_order(blocks: Iterable[Block]) -> Iterator[Part]:
    """The parts; a page break becomes the beginning of what follows, and a heading is never more
    than one level below the one before it, which those who hear a paper need."""
    level, on_new_page = 0, False
    for block in blocks:
        if isinstance(block, PageBreak):
            on_new_page = True
            continue
        for part in _parts(block):
            if isinstance(part, Line) and not (part.text or part.term):
                continue
            if isinstance(part, Line) and part.level:
                level = min(part.level, level + 1)
                part = replace(part, level=level)
            yield replace(part, new_page=True) if on_new_page else part
            on_new_page = False


def _parts(block: Block) -> Iterator[Part]:
    match block:
        case Heading():
            yield _heading(tidy(block.text), block.level)
        case Chapter():
            number = _("Chương %(number)s") % {"number": tidy(block.number)}
            title = "\n".join(_capitals(block.title))
            yield Line(f"{number}\n{title}".strip(), bold=True, align="centre", level=1)
        case Article():
            number = _("Điều %(number)s.") % {"number": block.number}
            yield Line(f"{number} {tidy(block.title)}".strip(), bold=True, level=2)
        case Paragraph():
            yield from _paragraphs(block)
        case Items():
            yield from _items(block)
        case Facts():
            for term, value in block.pairs:
                yield Line(_within(value), term=f"{tidy(term)}:" if tidy(term) else "")
        case Table():
            yield _grid(block)
        case QrCode():
            yield _code(block)


def _heading(text: str, level: int) -> Line:
    level = min(max(level, 1), 3)
    return Line(text, bold=level < 3, italic=level == 3, level=level)


def _paragraphs(block: Paragraph) -> Iterator[Line]:
    align: Literal["justified", "centre", "right"] = (
        "justified" if block.align == "left" else block.align
    )
    for text in _lines(block.text):
        yield Line(
            text,
            bold=block.bold,
            italic=block.italic and not block.bold,
            large=block.is_large,
            align=align,
        )


def _items(block: Items) -> Iterator[Line]:
    for place, item in enumerate(block.items, start=block.start):
        text, below = (item, None) if isinstance(item, str) else item
        yield Line(f"{_mark(block.marks, place)} {_within(text)}")
        if below is not None:
            yield from _items(below)


def _mark(marks: str, place: int) -> str:
    match marks:
        case "1.":
            return f"{place}."
        case "a)":
            times, letter = divmod(place - 1, len(POINTS))
            return f"{POINTS[letter] * (times + 1)})"
    return marks


def _grid(table: Table) -> Grid:
    whole = sum(column.share for column in table.columns)
    return Grid(
        titles=[_within(column.title) for column in table.columns],
        shares=[column.share / whole for column in table.columns],
        aligns=[column.align for column in table.columns],
        rows=[[_within(text) for text in row] for row in table.rows],
        total=[_within(text) for text in table.total] if table.total is not None else None,
        caption=tidy(table.caption),
        size=_size(len(table.columns)),
    )


def _size(columns: int) -> float:
    return 12 if columns <= 6 else 11 if columns <= 9 else 10 if columns <= 13 else 9


def _code(block: QrCode) -> Code:
    text = tidy(block.text)
    if not text or len(text) > LONGEST_QR_TEXT:
        raise ValueError(f"a QR code holds 1 to {LONGEST_QR_TEXT} letters")
    return Code(text, tidy(block.caption), _("Mã QR của %(text)s") % {"text": text})


def _within(text: str) -> str:
    """A text whose lines stay within one paragraph or cell."""
    return tidy_lines(text) if "\n" in text or "\r" in text else tidy(text)


def tidy(text: str) -> str:
    return _IN_NO_FONT.sub(NOT_SHOWN, tidying.tidy(text))


def tidy_lines(text: str) -> str:
    return _IN_NO_FONT.sub(NOT_SHOWN, tidying.tidy_lines(text))
