"""The register written back in the same 22 columns, the empty template to fill in, and the
answers to an import.

A line has room for two recognitions, and for one last day. What it cannot say stands in a second
sheet of the same columns, one line a recognition, so that a register taken in again is the same.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import escape
from itertools import islice
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from sanvat.certificates.models import Recognition
from sanvat.products.models import Product, legal_forms
from sanvat.records.among import among
from sanvat.register import answers
from sanvat.register.columns import COLUMNS, KEYS, NEEDED, Column
from sanvat.register.models import Import, ImportRow, ImportSheet
from sanvat.register.values import several
from sanvat.rules import library

PRODUCT = KEYS.index("product") - 1  # the office's own numbering left out
DATES = frozenset({"expiry", "first_date", "second_date"})
CHUNK = 2_000
IN_A_PIECE = 500


def stream_register(products: QuerySet[Product]) -> Iterator[bytes]:
    """These products as a register, piece by piece; whoever asks has put them through
    `visible_to`.

    It can be read in again, all its sheets, and changes nothing. Addresses and telephones are in
    it, as in every office's register: it is for officers and for the producer, not for the public.
    """
    more: list[list[Any]] = []
    sheets = [(_("Sổ OCOP"), products.count(), _rows(products, more))]
    if count := _untold(products).count():
        sheets.append((_("Các lần công nhận khác"), count, iter(more)))
    return _stream(COLUMNS, sheets)


def write_template() -> bytes:
    """An empty register with one example line, and a sheet that says what goes where."""
    example = [column.example for column in COLUMNS]
    return _workbook([(_("Sổ OCOP"), 1, [example])], helping=True)


def stream_answers(importing: Import) -> Iterator[bytes]:
    """Every row of an import with its answer, as a spreadsheet, piece by piece.

    Its columns are the register's, so that a file mended here can be brought in again.
    """
    sheets = importing.sheets.filter(is_chosen=True).only("importing", "name", "mapping").in_bulk()
    rows = importing.rows.select_related("outcome").iterator(chunk_size=CHUNK)
    told = (_answered(row, sheets) for row in rows)
    return _stream(_answer_columns(), [(_("Sổ OCOP"), importing.total, told)])


def _stream(
    columns: Sequence[Column], sheets: Sequence[tuple[str, int, Iterable[Sequence[Any]]]]
) -> Iterator[bytes]:
    """`sheets`: name, how many rows, the rows; they are asked for one sheet after the other.

    A sheet is written as text between the head and the tail that xlsxwriter makes of an empty
    one: cell by cell through xlsxwriter, 20 000 rows would keep the office waiting for seconds."""
    language = translation.get_language()
    empty = ZipFile(
        io.BytesIO(_workbook([(name, count, ()) for name, count, _rows in sheets], columns))
    )
    parts = {f"xl/worksheets/sheet{n}.xml": rows for n, (*_name, rows) in enumerate(sheets, 1)}
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as whole:
        for part in empty.namelist():
            if part not in parts:
                whole.writestr(part, empty.read(part))
        for part, rows in parts.items():
            head, end, tail = empty.read(part).partition(b"</sheetData>")
            as_day = DAY_STYLE.search(head)
            with whole.open(part, "w") as sheet:
                sheet.write(re.sub(rb"<dimension[^>]*>", b"", head))
                for line, row in enumerate(_in_language(language, rows), start=3):
                    sheet.write(_cells(line, row, as_day[1].decode() if as_day else "0"))
                    if line % IN_A_PIECE == 0:
                        yield pipe.take()
                sheet.write(end + tail)
    yield pipe.take()


DAY_STYLE = re.compile(rb'<col [^>]*style="(\d+)"')
DAY_NOUGHT = date(1899, 12, 30)
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Spreadsheets read "_x0041_" as the letter A, so its first sign is written in that way itself.
LIKE_A_SIGN = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


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


def _answered(row: ImportRow, sheets: Mapping[int, ImportSheet]) -> list[Any]:
    sheet = sheets[row.sheet_id]
    places = (sheet.mapping.get(column.key) for column in COLUMNS[1:])
    cells = ["" if n is None or n >= len(row.raw) else str(row.raw[n]) for n in places]
    if row.piece:
        cells[PRODUCT] = several(cells[PRODUCT])[row.piece - 1]
    return [
        row.number if len(sheets) == 1 else f"{sheet.name}: {row.number}",
        *cells,
        str(answers.ANSWERS[row.answer]),
        answers.sentence(row),
        answers.what_next(row),
    ]


def _in_language(language: str | None, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Rows are made while the pieces are taken, when nobody's language is set any more; some
    hundreds at a time, since to set it for each would take as long as making it."""
    made = iter(rows)
    while True:
        with translation.override(language):
            some = list(islice(made, IN_A_PIECE))
        if not some:
            return
        yield from some


def _cells(line: int, values: Sequence[Any], day_style: str) -> bytes:
    """A row of the sheet: numbers and days as such, every text as it is, never as a sum."""
    texts = (str(value).replace("\t", " ") for value in values)
    text = LIKE_A_SIGN.sub("_x005F_", NOT_IN_XML.sub("", "\t".join(texts)))
    clean = escape(text, quote=False)  # all at once, being quicker
    cells = []
    for value, text in zip(values, clean.split("\t"), strict=True):
        match value:
            case "" | None:
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


def _untold(products: QuerySet[Product]) -> QuerySet[Recognition]:
    """The recognitions that the line of a product cannot tell in full: those between the first
    and the latest, and a first one that has its own last day."""
    own = Recognition.objects.filter(product=OuterRef("product"))
    found: QuerySet[Recognition] = Recognition.objects.filter(
        Exists(own.filter(round__gt=OuterRef("round"))),
        Exists(own.filter(round__lt=OuterRef("round"))) | Q(expires_on__isnull=False),
        product__in=products.order_by(),
    )
    return found


class _Told(NamedTuple):
    """What a line tells of a product and its producer, as bare values: a country's register as
    models would keep the office waiting five times as long."""

    id: int
    name: str
    rulebook: str
    set_number: int | None
    set_is_suggested: bool
    note: str
    legal_form: str
    producer: str
    place: str
    address: str
    representative_name: str
    phone: str


TOLD = (
    *("id", "name", "rulebook", "set_number", "set_is_suggested", "note"),
    *("producer__legal_form", "producer__organisation__name", "producer__place__full_name"),
    *("producer__address", "producer__representative_name", "producer__phone"),
)


class _Once(NamedTuple):
    """One recognition, as bare values."""

    stars: int
    issued_on: date | None
    year: int | None
    decision: str
    authority: str
    expires_on: date | None


def _rows(products: QuerySet[Product], more: list[list[Any]]) -> Iterator[list[Any]]:
    """A line for each product; what it has no room for is put to `more`."""
    said = _Words()
    found = products.order_by("sort_key", "id").values_list(*TOLD).iterator(chunk_size=CHUNK)
    numbered = enumerate(map(_Told._make, found), start=1)
    while chunk := list(islice(numbered, CHUNK)):
        recognitions = _recognitions([product.id for _number, product in chunk])
        for number, product in chunk:
            told = recognitions.get(product.id, ())
            yield _row(number, product, told, said)
            for n, recognition in enumerate(told[:-1]):
                if n or recognition.expires_on:
                    more.append(_row_of_one(number, product, recognition))


def _recognitions(keys: Sequence[int]) -> dict[int, list[_Once]]:
    """The recognitions of these products by the product's key, each product's in their order."""
    found: dict[int, list[_Once]] = {}
    of_these = Recognition.objects.filter(among("product_id", keys))
    for product, *values in of_these.values_list("product_id", *_Once._fields):
        found.setdefault(product, []).append(_Once._make(values))
    return found


def _row_of_one(number: int, product: _Told, recognition: _Once) -> list[Any]:
    """One recognition, and which product it is of."""
    cells = {
        "number": number,
        "product": product.name,
        "producer": product.producer,
        "commune": product.place,
        "address": product.address,
        "star": recognition.stars,
        "expiry": recognition.expires_on,
    }
    return [cells.get(key, "") for key in KEYS[:FIRST]] + [*_block(recognition), *("",) * 6]


FIRST = KEYS.index("first_star")


class _Words:
    """How sets and legal forms are said, in the language in which the file is made; each is
    looked up once."""

    def __init__(self) -> None:
        self.legal_forms = {key: str(title) for key, title in legal_forms()}
        self._sets: dict[tuple[str, int | None, bool], str] = {}

    def set_of(self, product: _Told) -> str:
        of = product.rulebook, product.set_number, product.set_is_suggested
        if of not in self._sets:
            self._sets[of] = _set_of(*of)
        return self._sets[of]


def _set_of(rulebook: str, number: int | None, is_suggested: bool) -> str:
    """What is only suggested says so, or it would come back as what somebody has stated."""
    if number is None:
        return ""
    name = f"{number}. {library.criteria_set(rulebook, number).name}"
    return _("%(set)s (gợi ý)") % {"set": name} if is_suggested else name


def _row(number: int, product: _Told, told: Sequence[_Once], said: _Words) -> list[Any]:
    first = told[0] if told else None
    last = told[-1] if len(told) > 1 else None
    latest = last or first
    return [
        number,
        product.name,
        said.set_of(product),
        said.legal_forms.get(product.legal_form, product.legal_form),
        product.producer,
        product.place,
        product.address,
        product.representative_name,
        product.phone,
        latest.stars if latest else "",
        latest.expires_on if latest else "",
        *_block(first),
        *_block(last),
        product.note,
    ]


def _block(recognition: _Once | None) -> Sequence[Any]:
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
    sheets: Iterable[tuple[str, int, Iterable[Sequence[Any]]]],
    columns: Sequence[Column] = COLUMNS,
    *,
    helping: bool = False,
) -> bytes:
    """`sheets`: name, how many rows will be there, and those that are written now."""
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
        for name, count, rows in sheets:
            _write_sheet(book, name, rows, columns, count)
        if helping:
            _write_help(book)
    return made.getvalue()


def _write_sheet(
    book: Any, name: str, rows: Iterable[Sequence[Any]], columns: Sequence[Column], count: int
) -> None:
    sheet = book.add_worksheet(name)
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
    for line, row in enumerate(rows, start=2):
        sheet.write_row(line, 0, row)
    sheet.autofilter(1, 0, max(count + 1, 2), len(columns) - 1)


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
