"""Workbooks of every kind that offices save, made on the spot from rows or from their parts."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import msoffcrypto
import xlsxwriter
import xlwt

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
Rows = Sequence[Sequence[Any]]


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            # OpenDocument wants its kind to be read without unpacking.
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, how)
    return file.getvalue()


# .xlsx


def xlsx(fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    """`fill` gets the workbook and its first sheet."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **options}) as book:
        fill(book, book.add_worksheet("Sổ"))
    return file.getvalue()


def xlsx_of(rows: Rows) -> bytes:
    def fill(_book: Any, sheet: Any) -> None:
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)

    return xlsx(fill)


def xlsx_parts(data: str, *, texts: str = "", prefix: str = "", before: str = "") -> bytes:
    """As a programme writes it that leaves out what may be left out: `data` are the rows."""
    p = f"{prefix}:" if prefix else ""
    name = f"xmlns:{prefix}" if prefix else "xmlns"
    sheet = f"{before}<{p}sheetData>{data}</{p}sheetData>"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Sổ" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            r1=("worksheet", "worksheets/sheet1.xml"), r2=("sharedStrings", "/xl/texts.xml")
        ),
        "xl/worksheets/sheet1.xml": f'<{p}worksheet {name}="{SHEETS}">{sheet}</{p}worksheet>',
        "xl/texts.xml": f'<sst xmlns="{SHEETS}">{texts}</sst>',
    }
    return zipped(parts)


def relations(**related: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for id, (kind, target) in related.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def locked(content: bytes, password: str = "mat-khau") -> bytes:
    """With a password, as Excel locks it."""
    from msoffcrypto.format.ooxml import OOXMLFile

    file = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, file)
    assert msoffcrypto.OfficeFile(io.BytesIO(file.getvalue())).is_encrypted()
    return file.getvalue()


# .xls


def xls(fill: Callable[[Any, Any], None]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    fill(book, book.add_sheet("Sổ"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# .ods

ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def ods(*tables: str, styles: str = "", parts: Mapping[str, str] = {}, kind: str = ODS) -> bytes:
    """`tables`: the XML of the sheets (`ods_table`)."""
    names = "".join(
        f' xmlns:{name}="{ODF}:{urn}:1.0"'
        for name, urn in {
            "office": "office",
            "table": "table",
            "text": "text",
            "style": "style",
            "draw": "drawing",
        }.items()
    )
    content = (
        f"<office:document-content{names}><office:automatic-styles>{styles}"
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f"{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": kind, "content.xml": content, **parts})


def ods_table(rows: str, *, name: str = "Sổ", style: str = "ta1") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>'


def ods_row(*cells: str, **given: str) -> str:
    return f"<table:table-row{_given(given)}>{''.join(cells)}</table:table-row>"


def ods_cell(text: str = "", kind: str = "", **given: str) -> str:
    """`kind`: float, date …, with its value in `given` (date_value="2026-08-05")."""
    value = f' office:value-type="{kind}"' if kind else ""
    for name in [name for name in given if name.endswith("value")]:
        value += f' office:{name.replace("_", "-")}="{given.pop(name)}"'
    lines = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n") if text)
    return f"<table:table-cell{value}{_given(given)}>{lines}</table:table-cell>"


def _given(given: Mapping[str, str]) -> str:
    return "".join(f' table:{name.replace("_", "-")}="{told}"' for name, told in given.items())


# .xlsb


def xlsb(
    sheets: Mapping[str, Sequence[bytes]],
    *,
    hidden: Sequence[str] = (),
    texts: Sequence[str] = (),
    codes: Sequence[str] = (),
    from_1904: bool = False,
    parts: Mapping[str, bytes] = {},
) -> bytes:
    """`sheets`: the records of each (`xlsb_row`, `xlsb_cell`, `xlsb_merged`); `codes` are the
    formats of the styles 1, 2 …"""
    listed, related, parts = [], {}, dict(parts)
    for number, (name, records) in enumerate(sheets.items(), start=1):
        state = struct.pack("<II", name in hidden, number)
        listed.append(record(156, state + wide(f"r{number}") + wide(name)))
        related[f"r{number}"] = ("worksheet", f"worksheets/sheet{number}.bin")
        body = [record(129), record(148, bytes(16)), record(145), *records]
        parts[f"xl/worksheets/sheet{number}.bin"] = b"".join([*body, record(146), record(130)])
    related |= {"t": ("sharedStrings", "sharedStrings.bin"), "s": ("styles", "styles.bin")}
    book = [record(131), record(153, struct.pack("<III", from_1904, 0, 0)), record(143), *listed]
    count = struct.pack("<II", len(texts), len(texts))
    shared = [record(159, count), *(record(19, b"\0" + wide(text)) for text in texts)]
    formats = [record(44, struct.pack("<H", 164 + n) + wide(c)) for n, c in enumerate(codes)]
    styles = [record(47, struct.pack("<HH", 0, kind) + bytes(12)) for kind in _kinds(codes)]
    number_of = struct.pack("<I", len(formats))
    looks = [record(278), record(615, number_of), *formats, record(616)]
    looks += [record(617, struct.pack("<I", len(styles))), *styles, record(618), record(279)]
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override '
            'PartName="/xl/workbook.bin" ContentType="application/'
            'vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
            "xl/workbook.bin": b"".join([*book, record(144), record(132)]),
            "xl/_rels/workbook.bin.rels": relations(**related),
            "xl/sharedStrings.bin": b"".join([*shared, record(160)]),
            "xl/styles.bin": b"".join(looks),
            **parts,
        }
    )


def _kinds(codes: Sequence[str]) -> list[int]:
    return [0, *(164 + number for number in range(len(codes)))]


def record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, told = len(content), b""
    while True:
        size, part = size >> 7, size & 0x7F
        told += bytes([part | (0x80 if size else 0)])
        if not size:
            return head + told + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_row(number: int, *, is_hidden: bool = False) -> bytes:
    flags = bytes([0, 0x10 if is_hidden else 0, 0])
    return record(0, struct.pack("<IIH", number - 1, 0, 300) + flags + bytes(4))


def xlsb_cell(column: int, kind: int, value: bytes, *, style: int = 0) -> bytes:
    """Kinds: 2 short number, 3 error, 4 truth, 5 number, 6 text, 7 shared text, 8–11 formulas."""
    place = struct.pack("<I", column) + style.to_bytes(3, "little") + b"\0"
    return record(kind, place + value + (bytes(10) if kind > 7 else b""))


def xlsb_merged(top: int, left: int, bottom: int, right: int) -> bytes:
    return record(176, struct.pack("<4I", top, bottom, left, right))


def text(words: str) -> str:
    """An inline text of an .xlsx."""
    return f'<c t="inlineStr"><is><t>{escape(words)}</t></is></c>'
