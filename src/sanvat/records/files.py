"""Stored files: every upload is looked into before it is kept, and kept once.

A stored file says nothing of who may read it. The room it belongs to asks that, and its door
answers with `download`.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator, Set
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.errors import Refusal
from sanvat.records import examine, scanning
from sanvat.records.models import StoredFile

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSB = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
XLS = "application/vnd.ms-excel"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
CSV = "text/csv"

PICTURES = frozenset({JPEG, PNG, WEBP})
PAPERS = PICTURES | {PDF}
WORKBOOKS = frozenset({XLSX, XLS, XLSB, ODS})
TABLES = WORKBOOKS | {CSV}


logger = logging.getLogger(__name__)

HANDED_ON = ("PATH", "LD_LIBRARY_PATH")  # of the environment; no secret goes where a file is opened


class Kind(NamedTuple):
    label: Any
    extensions: tuple[str, ...]
    start: re.Pattern[bytes]
    """How its content begins, to the first byte: a reader that skips junk is how one file can
    be two."""


KINDS = {
    PDF: Kind("PDF", ("pdf",), re.compile(rb"%PDF-\d")),
    JPEG: Kind(gettext_lazy("ảnh JPEG"), ("jpg", "jpeg", "jfif"), re.compile(rb"\xff\xd8\xff")),
    PNG: Kind(gettext_lazy("ảnh PNG"), ("png",), re.compile(rb"\x89PNG\r\n\x1a\n")),
    WEBP: Kind(gettext_lazy("ảnh WebP"), ("webp",), re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    DOCX: Kind("Word (.docx)", ("docx",), re.compile(rb"PK\x03\x04")),
    # With macros it would be an .xlsm: known, so that it is refused for what it is.
    XLSX: Kind("Excel (.xlsx)", ("xlsx", "xlsm", "xltx"), re.compile(rb"PK\x03\x04")),
    XLS: Kind("Excel 97–2003 (.xls)", ("xls",), re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    XLSB: Kind("Excel (.xlsb)", ("xlsb",), re.compile(rb"PK\x03\x04")),
    ODS: Kind("OpenDocument (.ods)", ("ods",), re.compile(rb"PK\x03\x04")),
    CSV: Kind("CSV", ("csv", "txt", "tsv"), re.compile(rb"(\xef\xbb\xbf)?+\s*+[^<\x00\s]")),
}
NAMES_OF_WORKBOOKS = {one for kind in WORKBOOKS for one in KINDS[kind].extensions}
NAMES_OF_WORD = {"doc", "docx", "odt", "rtf"}
_WEB_PAGE = re.compile(rb"(\xef\xbb\xbf)?\s*<|MIME-Version:", re.IGNORECASE)
_XML_OF_EXCEL = b"urn:schemas-microsoft-com:office:spreadsheet"
_OLDEST = re.compile(rb"\x09[\x00\x02\x04][\x04\x06]\x00")  # Excel 2 to 4
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def take(
    upload: File[Any], *, allowed: Set[str], by: AbstractBaseUser | None, at: datetime
) -> StoredFile:
    """Look into an upload and keep it; the same content is kept once, whoever brings it.

    `allowed` names the kinds that are wanted (PAPERS, PICTURES, TABLES, or of your own
    choice). Pictures are drawn anew and without their place, text in UTF-16 is written as UTF-8;
    other files stay as they came. A workbook is kept as what it is, whatever it was called.
    What the file is called here is who brought it first's choice, so keep a title of your own
    beside it. Writes no journal: the act that takes the file does.

    Refuses, with a sentence for the person: empty-file, too-large, infected, scanner-silent,
    kind-not-allowed, name-differs, two-kinds, broken-file, encrypted-pdf, encrypted-office,
    active-pdf, pdf-with-files, too-many-pages, too-many-pixels, unpacks-to-too-much, macros,
    not-utf-8; of workbooks also is-word, is-web-page, is-xml-2003, is-numbers, too-old-workbook.
    """
    with _on_disk(upload) as path, NamedTemporaryFile(prefix="sanvat-") as redrawn:
        scanning.scan(path)
        kind = _kind(path, upload.name or "", allowed)
        facts = _examined(path, kind, redrawn.name)
        kind = facts.pop("kind", kind)
        if kind not in allowed:
            raise _not_allowed(allowed)
        anew = Path(redrawn.name)
        kept = anew if anew.stat().st_size else path
        extension = KINDS[kind].extensions[0]
        name = safe_name(upload.name or "", extension)
        return _keep(
            kept,
            kind=kind,
            extension=extension,
            original_name=name,
            created_at=at,
            created_by=by,
            **facts,
        )


def open(stored: StoredFile) -> File[Any]:
    """Its bytes, to be closed by the caller. Who may have them has been asked before."""
    return default_storage.open(stored.path)


class Download(NamedTuple):
    file: File[Any]
    headers: dict[str, str]


def download(stored: StoredFile, *, name: str = "", shown: bool = False) -> Download:
    """A stored file with the headers that keep it harmless, for a door to answer with.

    It is saved under `name`, or what it was called; a picture may be `shown` in a page
    instead. The caller has asked who may have it.
    """
    name = safe_name(name or stored.original_name, stored.extension)
    saved = not (shown and stored.kind in PICTURES)
    headers = {
        "Content-Type": "text/csv; charset=utf-8" if stored.kind == CSV else stored.kind,
        "Content-Length": str(stored.size),
        "Content-Disposition": content_disposition_header(saved, name) or "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        # A browser may keep it, but asks each time whether its owner still may.
        "Cache-Control": "private, no-cache",
        "ETag": f'"{stored.sha256}"',
    }
    return Download(open(stored), headers)


def safe_name(name: str, extension: str) -> str:
    """The name of an upload without folders, tricks of direction, or an extension of its own."""
    stem = _last_part(name)
    if "." in stem:
        stem = stem.rpartition(".")[0]
    stem = re.sub(r"\.(?=[A-Za-z])", "_", stem)  # "hoa-don.exe.pdf" shall not look like two
    return f"{stem.strip(' ._')[:120].strip() or _('tep')}.{extension}"


def _last_part(name: str) -> str:
    name = unicodedata.normalize("NFC", name)
    name = "".join(
        letter for letter in name if letter.isspace() or unicodedata.category(letter)[0] != "C"
    )
    last = re.split(r"[/\\]", name)[-1]
    return " ".join(re.sub(r'[<>:"|?*]', "_", last).split())


@contextmanager
def _on_disk(upload: File[Any]) -> Iterator[Path]:
    """The upload as a file, which a large one already is; its bytes are never held together."""
    if not upload.size:
        raise _refusal("empty-file")
    if upload.size > settings.UPLOAD_LIMITS["bytes"]:
        raise _refusal("too-large")
    if hasattr(upload, "temporary_file_path"):
        yield Path(upload.temporary_file_path())
        return
    with NamedTemporaryFile(prefix="sanvat-") as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def _kind(path: Path, name: str, allowed: Set[str]) -> str:
    """What it is by its content, where the name does not contradict."""
    with path.open("rb") as file:
        head = file.read(1024)
    extension = _last_part(name).rpartition(".")[2].lower() if "." in name else ""
    if XLSX in allowed and extension in NAMES_OF_WORKBOOKS:
        _refuse_by_name(head)
    fitting = [kind for kind in KINDS if kind in allowed and KINDS[kind].start.match(head)]
    if CSV in fitting and (not _may_be_csv(head, extension) or len(fitting) > 1):
        fitting.remove(CSV)  # almost anything begins like a table
    if not fitting:
        raise _not_allowed(allowed)
    for kind in fitting:
        # Messengers save pictures under each other's names, offices workbooks; what they are
        # called here is right.
        family = next((one for one in (PICTURES, WORKBOOKS) if kind in one), {kind})
        known = {one for member in family for one in KINDS[member].extensions}
        if kind in TABLES:
            known |= NAMES_OF_WORKBOOKS
            known |= NAMES_OF_WORD if kind in WORKBOOKS and DOCX not in allowed else set()
        if extension in {"", *known}:
            if kind == PDF and zipfile.is_zipfile(path):
                raise _refusal("two-kinds")
            return kind
    raise Refusal(
        _(
            "Tên tệp kết thúc bằng .%(extension)s nhưng nội dung là %(kind)s. "
            "Hãy đặt lại tên đúng với nội dung rồi gửi lại."
        )
        % {"extension": extension, "kind": KINDS[fitting[0]].label},
        code="name-differs",
    )


def _refuse_by_name(head: bytes) -> None:
    """What is called a workbook and is something else that opens in Excel."""
    if _XML_OF_EXCEL in head or b'progid="Excel.Sheet"' in head:
        raise _refusal("is-xml-2003")
    if _WEB_PAGE.match(head):
        raise _refusal("is-web-page")
    if _OLDEST.match(head):
        raise _refusal("too-old-workbook")


def _may_be_csv(head: bytes, extension: str) -> bool:
    """Some programmes call their text .xls, for Excel opens that too."""
    is_text = head[:2] in (b"\xff\xfe", b"\xfe\xff") or not _NO_TEXT.search(head)
    return extension in KINDS[CSV].extensions or (extension in NAMES_OF_WORKBOOKS and is_text)


def _not_allowed(allowed: Set[str]) -> Refusal:
    labels = ", ".join(str(KINDS[kind].label) for kind in KINDS if kind in allowed)
    return Refusal(
        _(
            "Nội dung tệp này không thuộc loại được nhận (đổi tên tệp không làm đổi nội dung). "
            "Hãy gửi một trong các loại: %(kinds)s."
        )
        % {"kinds": labels},
        code="kind-not-allowed",
    )


def _examined(path: Path, kind: str, out: str) -> dict[str, Any]:
    """What `examine.py` finds, in a process that a hostile file may well bring down."""
    limits = settings.UPLOAD_LIMITS
    command = [sys.executable, "-I", examine.__file__, kind, str(path), out, json.dumps(limits)]
    known = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    try:
        done = subprocess.run(
            command, capture_output=True, cwd="/", env=known, timeout=limits["seconds"] * 2
        )
    except subprocess.TimeoutExpired:
        raise _refusal("broken-file") from None
    if done.returncode:
        # Mostly a hostile file; should it be every file, the log tells what is not installed.
        logger.warning(
            "examine.py ended with %s: %s",
            done.returncode,
            done.stderr[-300:].decode(errors="replace"),
        )
        raise _refusal("broken-file")
    facts: dict[str, Any] = json.loads(done.stdout)
    if code := facts.get("refused"):
        raise scanning.infected("EICAR") if code == "infected" else _refusal(code)
    return facts


def _keep(path: Path, **facts: Any) -> StoredFile:
    """First the bytes, then the row: what a row names is always there."""
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
        stored = StoredFile(sha256=digest, size=path.stat().st_size, **facts)
        if not default_storage.exists(stored.path):
            content.seek(0)
            default_storage.save(stored.path, File(content))
    # Who brings the same at the same time waits here for the other's commit.
    kept, _created = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"size": stored.size, **facts}
    )
    return kept


def _refusal(code: str) -> Refusal:
    limits = settings.UPLOAD_LIMITS
    sentences = {
        "empty-file": _("Tệp này trống. Hãy chọn lại tệp rồi gửi."),
        "too-large": _(
            "Tệp này lớn hơn %(size)s MB. Hãy quét với độ phân giải thấp hơn, "
            "hoặc chia thành nhiều tệp."
        )
        % {"size": limits["bytes"] // 2**20},
        "two-kinds": _(
            "Tệp này vừa là PDF hoặc văn bản, vừa chứa dữ liệu khác nối vào. "
            "Hãy in hoặc xuất lại thành tệp mới rồi gửi."
        ),
        "broken-file": _(
            "Không đọc được tệp này: tệp hỏng hoặc chưa tải xong. "
            "Hãy mở thử trên máy, lưu lại rồi gửi lại."
        ),
        "encrypted-pdf": _(
            "Tệp PDF này có mật khẩu hoặc bị khóa. Hãy bỏ khóa (in lại thành PDF) rồi gửi lại."
        ),
        "encrypted-office": _(
            "Tệp này có mật khẩu nên hệ thống không đọc được. Hãy mở bằng mật khẩu, bỏ mật khẩu "
            "(Tệp › Thông tin › Bảo vệ › Mã hóa bằng mật khẩu), lưu lại rồi gửi."
        ),
        "active-pdf": _(
            "Tệp PDF này chứa lệnh tự chạy nên không được nhận. "
            "Hãy mở và in lại thành PDF (Print to PDF) rồi gửi bản mới."
        ),
        "pdf-with-files": _(
            "Tệp PDF này mang tệp khác đính kèm bên trong. Hãy gửi riêng từng tệp, "
            "và in lại tệp này thành PDF không đính kèm."
        ),
        "too-many-pages": _("Tệp PDF này có quá %(count)s trang. Hãy chỉ gửi những trang cần.")
        % {"count": limits["pages"]},
        "too-many-pixels": _(
            "Ảnh này lớn hơn %(size)s triệu điểm ảnh. Hãy chụp lại hoặc thu nhỏ rồi gửi."
        )
        % {"size": limits["pixels"] // 1_000_000},
        "unpacks-to-too-much": _(
            "Tệp này bung ra quá lớn nên không được nhận. Hãy lưu lại thành tệp mới, "
            "bớt ảnh và trang tính không cần, rồi gửi lại."
        ),
        "macros": _(
            "Tệp này chứa macro hoặc chương trình nhúng nên không được nhận. "
            "Hãy lưu lại dạng .docx hoặc .xlsx không có macro rồi gửi."
        ),
        "is-word": _(
            "Đây là văn bản Word, không phải bảng tính. Hãy chép bảng trong đó sang Excel, "
            "lưu lại dạng .xlsx rồi gửi."
        ),
        "is-web-page": _(
            "Bên trong tệp này là trang web (HTML) do phần mềm khác xuất ra, không phải bảng tính. "
            "Hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi."
        ),
        "is-xml-2003": _(
            "Tệp này là bảng tính XML 2003. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi."
        ),
        "is-numbers": _(
            "Đây là tệp Numbers của Apple. Hãy mở bằng Numbers, chọn Tệp › Xuất sang › Excel "
            "rồi gửi tệp .xlsx."
        ),
        "too-old-workbook": _(
            "Tệp này của Excel 95 trở về trước nên hệ thống không đọc được. Hãy mở bằng Excel "
            "hoặc LibreOffice, lưu lại dạng .xlsx rồi gửi."
        ),
        "not-utf-8": _(
            "Tệp CSV này không dùng bảng mã UTF-8 nên chữ Việt sẽ sai. "
            "Hãy lưu lại dạng CSV UTF-8, hoặc gửi tệp Excel."
        ),
    }
    return Refusal(sentences[code], code=code)
