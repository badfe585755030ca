"""What a Word file or a workbook hides, fetches or carries: told apart, and refused by its name."""

import io
import struct
import zipfile

import pytest

from sanvat.records.confined.packed import is_elsewhere
from sanvat.records.files import DOCX, TABLES, XLS, XLSB, XLSX
from tests.records.test_tables import binary_excel, old_excel, open_document, refusal, take
from tests.records.uploads import EXE, HTML, excel, office, pdf, relation
from tests.register.workbooks import SHEETS

WORD = {DOCX}


@pytest.fixture(autouse=True)
def store(own_store):
    return own_store


def book(**parts: bytes) -> bytes:
    """A workbook with these parts beside its own."""
    content = io.BytesIO(excel())
    with zipfile.ZipFile(content, "a") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def linked_book(target: str, kind: str = "externalLinkPath") -> bytes:
    return book(**{"xl/externalLinks/_rels/externalLink1.xml.rels": relation(kind, target)})


def external(inside: str) -> dict[str, bytes]:
    whole = f'<x:externalLink xmlns:x="{SHEETS}">{inside}</x:externalLink>'
    return {"xl/externalLinks/externalLink1.xml": whole.encode()}


def binary_link(kind: int) -> dict[str, bytes]:
    """As in an .xlsb: a record that says where the link leads, to a book, by DDE or by OLE."""
    record = b"\xe8\x02" + bytes([6]) + struct.pack("<HI", kind, 0)
    return {"xl/externalLinks/externalLink1.bin": record}


def old_book(kind: int, content: bytes) -> bytes:
    """An .xls in which one record, that of its window, is another of the same length."""
    whole = old_excel()
    place = whole.index(struct.pack("<HH", 0x003D, 18))
    assert len(content) <= 18
    record = struct.pack("<HH", kind, 18) + content.ljust(18, b"\0")
    return whole[:place] + record + whole[place + 22 :]


def old_link(path: str) -> bytes:
    return old_book(0x01AE, struct.pack("<HHB", 1, len(path), 0) + path.encode("latin-1"))


def between(filler: bytes) -> bytes:
    """A workbook with something between its last part and the list of its parts."""
    content = excel()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        start = archive.start_dir
    end = content[-22:]
    moved = end[:16] + struct.pack("<I", start + len(filler)) + end[20:]
    return content[:start] + filler + content[start:-22] + moved


# Behind the end


@pytest.mark.parametrize("tail", [EXE, HTML, pdf(), b"x" * 2000, b"\0" * 9000 + b"x"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", excel()),
        ("a.xlsb", binary_excel()),
        ("a.ods", open_document()),
    ],
)
def test_nothing_hides_behind_a_workbook(db, name, content, tail):
    assert refusal(name, content + tail) == "two-kinds"


def test_nothing_hides_behind_a_word_file(db):
    assert refusal("a.docx", office() + EXE, allowed=WORD) == "two-kinds"


@pytest.mark.parametrize("tail", [EXE, HTML, pdf(), excel(), b"x" * 200_000])
def test_nothing_hides_behind_an_old_workbook(db, tail):
    assert refusal("a.xls", old_excel() + tail) == "two-kinds"


@pytest.mark.parametrize("content", [excel(), old_excel()])
def test_blanks_behind_the_end_do_no_harm(db, content):
    """Mail programmes and disks leave them."""
    assert take("a.xlsx", content + b"\0" * 700 + b"\r\n").kind in (XLSX, XLS)


def test_nothing_hides_between_the_parts(db):
    assert refusal("a.xlsx", between(b"x" * 5000)) == "two-kinds"
    assert take("a.xlsx", between(b"")).kind == XLSX


# What is fetched


@pytest.mark.parametrize(
    "target",
    [
        *(
            "so-cu.xlsx",
            "../2025/so-cu.xlsx",
            "so%20cu.xlsx",
            "C:\\So\\so-cu.xlsx",
            "/so/so-cu.xlsx",
        ),
        *("file:///C:/So/so-cu.xlsx", "file:///so/so-cu.xlsx", "file://localhost/so/so-cu.xlsx"),
    ],
)
def test_this_machine_is_not_elsewhere(target):
    assert not is_elsewhere(target)


@pytest.mark.parametrize(
    "target",
    [
        *("https://example.com/so.xlsx", "HTTP://example.com/a", "ftp://example.com/a"),
        *("\\\\may-chu\\so\\so.xlsx", "//may-chu/so/so.xlsx", "%5C%5Cmay-chu%5Cso.xlsx"),
        *("file://may-chu/so/so.xlsx", "file://///may-chu/so.xlsx", "file:\\\\may-chu\\so.xlsx"),
        *(" \\\\may-chu\\so.xlsx", "ms-excel:ofe|u|https://example.com"),
    ],
)
def test_a_machine_of_the_web_or_of_the_office_is_elsewhere(target):
    assert is_elsewhere(target)


def test_a_workbook_may_name_another_of_the_same_machine_and_no_other(db):
    assert refusal("a.xlsx", linked_book("\\\\may-chu\\so.xlsx")) == "reaching-office"
    assert refusal("a.xlsx", linked_book("so-cu.xlsx", "package")) == "reaching-office"
    assert take("a.xlsx", linked_book("so-cu.xlsx")).kind == XLSX


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame", "subDocument"])
def test_a_word_file_fetches_nothing(db, kind):
    parts = {"word/_rels/document.xml.rels": relation(kind)}
    assert refusal("a.docx", office(parts), allowed=WORD) == "reaching-office"


def test_how_a_reference_is_written_hides_nothing(db):
    """In other prefixes, in UTF-16, or with its letters as numbers."""
    plain = relation("image").decode()
    for written in (
        plain.replace("<Rel", "<r:Rel").replace("</Rel", "</r:Rel"),
        plain.replace("External", "Externa&#108;"),
    ):
        parts = {"word/_rels/a.rels": written.encode()}
        assert refusal("a.docx", office(parts), allowed=WORD) == "reaching-office"
    parts = {"word/_rels/a.rels": ('<?xml version="1.0"?>' + plain).encode("utf-16")}
    assert refusal("a.docx", office(parts), allowed=WORD) == "reaching-office"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xls", old_link("\x01\x01@may-chu\x03so")),
        ("a.xls", old_link("\x01\x05\x08http://a")),
        ("a.ods", open_document('<table:table-source xlink:href="https://example.com/so.ods"/>')),
        ("a.ods", open_document('<draw:image xlink:href="//may-chu/anh.png"/>')),
    ],
)
def test_nor_does_an_older_or_another_workbook(db, name, content):
    assert refusal(name, content) == "reaching-office"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", book(**{"xl/connections.xml": b"<connections/>"})),
        ("a.xlsx", book(**{"xl/queryTables/queryTable1.xml": b"<queryTable/>"})),
        ("a.xlsb", binary_excel({"xl/connections.bin": b"x"})),
        ("a.xls", old_book(0x01AD, b"")),
        ("a.xls", old_book(0x0876, b"")),
        ("a.ods", open_document("<table:database-source-sql/>")),
    ],
)
def test_a_workbook_is_no_window_to_a_database(db, name, content):
    assert refusal(name, content) == "office-with-connections"


# What is started


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", book(**external('<x:ddeLink ddeService="a" ddeTopic="b"/>'))),
        ("a.xlsx", book(**external('<x:oleLink progId="a"/>'))),
        ("a.xlsb", binary_excel(binary_link(1))),
        ("a.xlsb", binary_excel(binary_link(2))),
        ("a.xls", old_link("a\x03b")),
        ("a.ods", open_document('<office:dde-source office:dde-item="a"/>')),
    ],
)
def test_a_link_that_calls_a_programme_is_refused(db, name, content):
    assert refusal(name, content) == "dde"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.xlsx", book(**external("<x:externalBook/>")), XLSX),
        ("a.xlsb", binary_excel(binary_link(0)), XLSB),
        ("a.xls", old_link("\x01so-cu.xls"), XLS),
        ("a.xls", old_book(0x01AE, struct.pack("<HH", 1, 0x0401)), XLS),  # its own sheets
    ],
)
def test_a_link_to_another_book_calls_none(db, name, content, kind):
    assert take(name, content).kind == kind


def test_an_add_in_of_the_web_is_a_programme(db):
    parts = {"xl/webextensions/webextension1.xml": b"<webextension/>"}
    assert refusal("a.xlsx", book(**parts)) == "macros"


# What is carried


@pytest.mark.parametrize(
    ("name", "content", "allowed"),
    [
        ("a.xlsx", book(**{"xl/embeddings/Microsoft_Excel_Sheet1.xlsx": excel()}), TABLES),
        ("a.xlsb", binary_excel({"xl/embeddings/a.docx": office()}), TABLES),
        ("a.docx", office({"word/embeddings/a.docx": office()}), WORD),
        (
            "a.ods",
            open_document(
                parts={
                    "META-INF/manifest.xml": "<manifest:manifest"
                    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                    '<manifest:file-entry manifest:full-path="Object 1/" manifest:media-type='
                    '"application/vnd.oasis.opendocument.text"/></manifest:manifest>'
                }
            ),
            TABLES,
        ),
    ],
)
def test_no_file_travels_in_another(db, name, content, allowed):
    assert refusal(name, content, allowed=allowed) == "office-with-files"


CHART = "word/embeddings/Microsoft_Excel_Sheet1.xlsx"


def test_the_numbers_behind_a_chart_in_word_may(db):
    assert take("a.docx", office({CHART: excel()}), allowed=WORD).kind == DOCX


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (linked_book("https://example.com/a"), "reaching-office"),
        (book(**{"xl/vbaProject.bin": b"x"}), "office-with-files"),
        (book(**{"xl/connections.xml": b"<connections/>"}), "office-with-connections"),
    ],
)
def test_and_are_looked_into_as_well(db, inside, code):
    assert refusal("a.docx", office({CHART: inside}), allowed=WORD) == code
