"""The register written back in the same 22 columns, the empty template to fill in, and the
answers to an import."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from sanvat.certificates.models import Recognition
from sanvat.products.models import Product
from sanvat.register import answers
from sanvat.register.columns import COLUMNS, NEEDED, Column
from sanvat.register.models import Import, ImportRow
from sanvat.rules import library

DATES = frozenset({"expiry", "first_date", "second_date"})
CHUNK = 2_000


def stream_register(products: QuerySet[Product]) -> Iterator[bytes]:
    """These products as a register, piece by piece; whoever asks has put them through
    `visible_to`.

    It can be read in again and changes nothing. Addresses and telephones are in it, as in every
    office's register: it is for officers and for the producer, not for the public.
    """
    return _stream(COLUMNS, _rows(products), count=products.count())


def write_template() -> bytes:
    """An empty register with one example line, and a sheet that says what goes where."""
    example = [column.example for column in COLUMNS]
    return _workbook([example], helping=True)


def stream_answers(importing: Import) -> Iterator[bytes]:
    """Every row of an import with its answer, as a spreadsheet, piece by piece.

    Its columns are the register's, so that a file mended here can be brought in again.
    """
    rows = importing.rows.order_by("number").iterator(chunk_size=CHUNK)
    told = (_answered(row, importing) for row in rows)
    return _stream(_answer_columns(), told, count=importing.total)


def _stream(
    columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, count: int
) -> Iterator[bytes]:
    """The sheet is written as text between the head and the tail that xlsxwriter makes of an empty
    one: cell by cell through xlsxwriter, 20 000 rows would keep the office waiting for seconds."""
    language = translation.get_language()
    made = _workbook([], columns=columns, rows_to_come=count)
    empty = ZipFile(io.BytesIO(made))
    head, end, tail = empty.read(SHEET).partition(b"</sheetData>")
    as_day = DAY_STYLE.search(head)
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as whole:
        for part in empty.namelist():
            if part != SHEET:
                whole.writestr(part, empty.read(part))
        with whole.open(SHEET, "w") as sheet:
            sheet.write(re.sub(rb"<dimension[^>]*>", b"", head))
            for line, row in enumerate(_in_language(language, rows), start=3):
                sheet.write(_cells(line, row, as_day[1].decode() if as_day else "0"))
                if line % 500 == 0:
                    yield pipe.take()
            sheet.write(end + tail)
    yield pipe.take()


SHEET = "xl/worksheets/sheet1.xml"
DAY_STYLE = re.compile(rb'<col [^>]*style="(\d+)"')
DAY_NOUGHT = date(1899, 12, 30)
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class _Pipe(io.RawIOBase):
    """Where a zip is written to and taken from as it grows."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def _answer_columns() -> list[Column]:
    return [
        Column("row", _("Dòng"), width=7),
        *COLUMNS[1:],
        Column("answer", _("Câu trả lời"), width=22),
        Column("sentence", _("Vì sao"), width=70),
        Column("next", _("Làm gì tiếp"), width=50),
    ]


def _answered(row: ImportRow, importing: Import) -> list[Any]:
    places = (importing.mapping.get(column.key) for column in COLUMNS[1:])
    return [
        row.number,
        *("" if n is None or n >= len(row.raw) else str(row.raw[n]) for n in places),
        str(answers.ANSWERS[row.answer]),
        answers.sentence(row),
        answers.what_next(row),
    ]


def _in_language(language: str | None, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Rows are made while the pieces are taken, when nobody's language is set any more."""
    made = iter(rows)
    while True:
        with translation.override(language):
            row = next(made, None)
        if row is None:
            return
        yield row


def _cells(line: int, values: Sequence[Any], day_style: str) -> bytes:
    """A row of the sheet: numbers and days as such, every text as it is, never as a sum."""
    texts = (str(value).replace("\t", " ") for value in values)
    clean = escape(NOT_IN_XML.sub("", "\t".join(texts)), quote=False)  # at once, being quicker
    cells = []
    for value, text in zip(values, clean.split("\t"), strict=True):
        match value:
            case "":
                cells.append("<c/>")
            case int():
                cells.append(f"<c><v>{value}</v></c>")
            case date():
                days = (value - DAY_NOUGHT).days
                cells.append(f'<c s="{day_style}"><v>{days}</v></c>')
            case _:
                cells.append(f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
    return f'<row r="{line}">{"".join(cells)}</row>'.encode()


def file_name(day: date) -> str:
    return f"so-ocop-{day:%Y-%m-%d}.xlsx"


def _rows(products: QuerySet[Product]) -> Iterator[list[Any]]:
    found = products.select_related("producer__organisation", "producer__place")
    found = found.prefetch_related("recognitions").order_by("sort_key", "id")
    for number, product in enumerate(found.iterator(chunk_size=CHUNK), start=1):
        yield _row(number, product)


def _row(number: int, product: Product) -> list[Any]:
    producer = product.producer
    told = list(product.recognitions.all())
    first = told[0] if told else None
    last = told[-1] if len(told) > 1 else None
    latest = last or first
    return [
        number,
        product.name,
        "" if product.set_number is None else f"{product.set_number}. {product.set_name}",
        producer.get_legal_form_display() if producer.legal_form else "",
        producer.name,
        producer.place.full_name,
        producer.address,
        producer.representative_name,
        producer.phone,
        latest.stars if latest else "",
        latest.expires_on if latest else "",
        *_block(first),
        *_block(last),
        product.note,
    ]


def _block(recognition: Recognition | None) -> Sequence[Any]:
    if recognition is None:
        return ("",) * 5
    return (
        recognition.stars,
        recognition.issued_on or "",
        recognition.year or "",
        recognition.decision,
        recognition.authority,
    )


def _workbook(
    rows: Iterable[Sequence[Any]],
    *,
    columns: Sequence[Column] = COLUMNS,
    rows_to_come: int = 0,
    helping: bool = False,
) -> bytes:
    made = io.BytesIO()
    options = {
        "in_memory": True,
        "default_date_format": "dd/mm/yyyy",
        # What a cell holds is what was typed: "=1+1" is a name, not a sum.
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(made, options) as book:
        _write_sheet(book, rows, columns, rows_to_come)
        if helping:
            _write_help(book)
    return made.getvalue()


def _write_sheet(
    book: Any, rows: Iterable[Sequence[Any]], columns: Sequence[Column], rows_to_come: int
) -> None:
    sheet = book.add_worksheet(_("Sổ OCOP"))
    sheet.freeze_panes(2, 2)
    look = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
    head = book.add_format({**look, "bg_color": "#F3E9DC"})
    needed = book.add_format({**look, "bg_color": "#E8C9A0"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for place, column in enumerate(columns):
        look_of = needed if column.key in NEEDED else head
        sheet.set_column(place, place, column.width, day if column.key in DATES else None)
        if column.group:
            sheet.write(1, place, str(column.title), look_of)
        else:
            sheet.merge_range(0, place, 1, place, str(column.title), look_of)
    for when in ("first", "second"):
        places = [n for n, c in enumerate(columns) if c.key.startswith(f"{when}_")]
        heading = str(columns[places[0]].group)
        sheet.merge_range(0, places[0], 0, places[-1], heading, head)
    sheet.set_row(1, 32)
    last = 1
    for last, row in enumerate(rows, start=2):
        sheet.write_row(last, 0, row)
    sheet.autofilter(1, 0, max(last + rows_to_come, 2), len(columns) - 1)


def _write_help(book: Any) -> None:
    sheet = book.add_worksheet(_("Hướng dẫn"))
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80)
    lines = [
        (
            _("Cách dùng"),
            _("Mỗi dòng một sản phẩm. Xóa dòng ví dụ. Ô trống không xóa dữ liệu đã có."),
        ),
        (_("Ngày"), _("Ghi kiểu 30/06/2025. Chỉ biết năm thì ghi ở cột Năm.")),
        (
            _("Nhập lại"),
            _("Nhập cùng một tệp lần nữa không thay đổi gì; sửa tệp thì chỉ chỗ sửa đổi theo."),
        ),
        ("", ""),
        (_("Cột"), _("Ghi gì")),
    ]
    for column in COLUMNS:
        name = f"{column.group}: {column.title}" if column.group else str(column.title)
        said = [str(column.help)] if column.help else []
        if column.example:
            said.append(_("Ví dụ: %(example)s") % {"example": column.example})
        lines.append((name, " ".join(said)))
    lines += [("", ""), (_("Bộ sản phẩm"), _("Số và tên"))]
    for found in library.rulebook(library.CURRENT).sets.values():
        lines.append((str(found.number), found.name))
    for number, (left, right) in enumerate(lines):
        sheet.write(number, 0, left, bold)
        sheet.write(number, 1, right, wrap)
