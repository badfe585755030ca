"""Workbooks and tables as text: kept as what they are, or refused by the name of what they are."""

from collections.abc import Mapping

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanvat.errors import Refusal
from sanvat.records import files
from sanvat.records.files import CSV, DOCX, ODS, TABLES, XLS, XLSB, XLSX
from sanvat.records.models import StoredFile
from tests.records.journals import NOON
from tests.records.uploads import EICAR, HTML, excel, office
from tests.register.workbooks import (
    locked,
    ods,
    ods_cell,
    ods_row,
    ods_table,
    wide,
    xls,
    xlsb,
    xlsb_cell,
    xlsb_row,
    zipped,
)


@pytest.fixture(autouse=True)
def store(own_store):
    return own_store


def take(name: str, content: bytes, *, allowed=TABLES) -> StoredFile:
    upload = SimpleUploadedFile(name, content)
    return files.take(upload, allowed=allowed, by=None, at=NOON)


def refusal(name: str, content: bytes, *, allowed=TABLES) -> str:
    with pytest.raises(Refusal) as refused:
        take(name, content, allowed=allowed)
    assert not StoredFile.objects.exists()
    assert refused.value.message.endswith(".")
    return refused.value.code


def old_excel() -> bytes:
    return xls(lambda _book, sheet: sheet.write(0, 0, "Tên sản phẩm"))


def binary_excel(parts: Mapping[str, bytes] = {}) -> bytes:
    return xlsb({"Sổ": [xlsb_row(1), xlsb_cell(0, 6, wide("Tên sản phẩm"))]}, parts=parts)


def open_document(row: str = "", **how) -> bytes:
    return ods(ods_table(row or ods_row(ods_cell("Tên sản phẩm", "string"))), **how)


def ole(*names: str) -> bytes:
    """A container of old Office that names these streams, and nothing else."""
    content = old_excel()
    place = content.index("Workbook".encode("utf-16-le"))
    for name in names:
        entry = name.encode("utf-16-le").ljust(64, b"\0") + bytes([len(name) * 2 + 2, 0, 2])
        content = content[:place] + entry + content[place + len(entry) :]
        place += 128
    return content


WORD_2003 = ole("WordDocument")
XML_2003 = (
    b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
)
TABLE_OF_A_PAGE = "\ufeff<html><body><table><tr><td>Tên</td></tr></table></body></html>".encode()
TEXT = "Tên\tSao\nCà phê\t3\n"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.xls", old_excel(), XLS),
        ("a.xlsb", binary_excel(), XLSB),
        ("a.ods", open_document(), ODS),
        ("a.xlsx", excel(), XLSX),
        ("a.txt", TEXT.encode(), CSV),
        ("a.tsv", TEXT.encode(), CSV),
    ],
)
def test_workbooks_and_tables_of_every_kind_are_taken(db, name, content, kind):
    stored = take(name, content)

    assert (stored.kind, stored.size) == (kind, len(content))
    assert stored.original_name == f"a.{files.KINDS[kind].extensions[0]}"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.xlsx", old_excel(), XLS),
        ("a.xlsx", binary_excel(), XLSB),
        ("a.xls", excel(), XLSX),
        ("a.xls", open_document(), ODS),
        ("a.ods", excel(), XLSX),
        ("a.xls", TEXT.encode(), CSV),
        ("a.xlsx", TEXT.encode(), CSV),
        ("a", excel(), XLSX),
        ("a.docx", excel(), XLSX),
    ],
)
def test_a_workbook_under_the_name_of_another_is_kept_as_what_it_is(db, name, content, kind):
    stored = take(name, content)

    assert (stored.kind, stored.extension) == (kind, files.KINDS[kind].extensions[0])


def test_the_unicode_text_of_excel_is_kept_as_utf_8(db):
    stored = take("a.txt", TEXT.encode("utf-16"))

    with files.open(stored) as file:
        assert file.read().decode() == TEXT
    assert (stored.kind, stored.size) == (CSV, len(TEXT.encode()))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", locked(excel()), "encrypted-office"),
        ("a.xls", locked(excel()), "encrypted-office"),
        ("a.ods", zipped({"mimetype": ODS, "encrypted-package": b"x"}), "encrypted-office"),
        (
            "a.ods",
            open_document(parts={"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
            "encrypted-office",
        ),
        ("a.xlsx", office(), "is-word"),
        ("a.docx", office(), "is-word"),
        ("a.doc", WORD_2003, "is-word"),
        ("a.xls", WORD_2003, "is-word"),
        ("a.ods", open_document(kind="application/vnd.oasis.opendocument.text"), "is-word"),
        ("a.xls", TABLE_OF_A_PAGE, "is-web-page"),
        ("a.xls", HTML, "is-web-page"),
        ("a.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "is-web-page"),
        ("a.csv", "<html>".encode("utf-16"), "is-web-page"),
        ("a.xls", XML_2003, "is-xml-2003"),
        ("a.xlsx", zipped({"Index/Document.iwa": b"x"}), "is-numbers"),
        ("a.xls", ole("Book"), "too-old-workbook"),
        ("a.xls", b"\x09\x04\x06\x00" + bytes(100), "too-old-workbook"),
        ("a.csv", b"\xef\xbb\xbf<html>", "kind-not-allowed"),
        ("a.csv", TABLE_OF_A_PAGE, "kind-not-allowed"),
        ("a.exe", excel(), "name-differs"),
        ("a.xlsx", bytes(500), "kind-not-allowed"),
        ("a.xlsx", zipped({"a.txt": b"x"}), "broken-file"),
        ("a.xls", ole("Other"), "broken-file"),
        ("a.xlsx", b"", "empty-file"),
        ("a.csv", "Tên\nCà phê".encode("utf-16")[:-1], "not-utf-8"),
    ],
)
def test_what_is_no_workbook_or_locked_is_named(db, name, content, code):
    assert refusal(name, content) == code


def with_parts(content_type: bytes = b"<Types/>", **parts: bytes) -> bytes:
    return office({"[Content_Types].xml": content_type, **parts}, main="xl/workbook.xml")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsm", with_parts(b"<a macroEnabled />")),
        ("a.xlsx", with_parts(**{"xl/vbaProject.bin": b"x"})),
        ("a.xlsx", with_parts(**{"xl/macrosheets/sheet1.xml": b"<x/>"})),
        ("a.xlsb", binary_excel({"xl/vbaProject.bin": b"x"})),
        ("a.xlsb", binary_excel({"xl/macrosheets/sheet1.bin": b"x"})),
        ("a.xls", ole("Workbook", "_VBA_PROJECT_CUR")),
        ("a.xls", ole("Workbook", "MBD0001")),
        ("a.ods", open_document(parts={"Basic/Standard/Module1.xml": "<x/>"})),
        ("a.ods", open_document(parts={"Scripts/python/a.py": "x"})),
        ("a.ods", open_document(parts={"Object 1": "x"})),
    ],
)
def test_a_workbook_that_runs_or_carries_something_is_refused(db, name, content):
    assert refusal(name, content) == "macros"


def test_the_test_virus_is_found_in_an_old_workbook(db):
    assert refusal("a.xls", old_excel() + EICAR) == "infected"


def test_only_the_kinds_that_are_wanted_are_taken(db):
    assert refusal("a.xlsx", open_document(), allowed={XLSX}) == "kind-not-allowed"
    assert refusal("a.xls", old_excel(), allowed={XLSX, CSV}) == "kind-not-allowed"
    assert refusal("a.xlsx", office(), allowed={DOCX}) == "name-differs"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "a.xlsx",
            locked(excel()),
            "Tệp này có mật khẩu nên hệ thống không đọc được. Hãy mở bằng mật khẩu, bỏ mật khẩu "
            "(Tệp › Thông tin › Bảo vệ › Mã hóa bằng mật khẩu), lưu lại rồi gửi.",
        ),
        (
            "a.xls",
            TABLE_OF_A_PAGE,
            "Bên trong tệp này là trang web (HTML) do phần mềm khác xuất ra, không phải bảng "
            "tính. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi.",
        ),
        (
            "a.xls",
            WORD_2003,
            "Đây là văn bản Word, không phải bảng tính. Hãy chép bảng trong đó sang Excel, "
            "lưu lại dạng .xlsx rồi gửi.",
        ),
    ],
)
def test_the_sentence_says_what_it_is_and_what_next(db, name, content, sentence):
    with pytest.raises(Refusal) as refused:
        take(name, content)
    assert refused.value.message == sentence
