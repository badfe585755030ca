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
import shutil
import subprocess  # nosec B404  # each call says why
import sys
import zipfile
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any, NamedTuple

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.errors import Refusal
from sanvat.records import examine, scanning
from sanvat.records.locks import take_turns
from sanvat.records.models import StoredFile
from sanvat.text.tidy import tidy

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
HEIC, AVIF = "image/heic", "image/avif"
TIFF, BMP, GIF = "image/tiff", "image/bmp", "image/gif"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSB = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
XLS = "application/vnd.ms-excel"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
CSV = "text/csv"

PICTURES = frozenset({JPEG, PNG, WEBP})
"""The kinds of picture that are kept."""
BROUGHT = frozenset({HEIC, AVIF, TIFF, BMP, GIF})
"""Pictures that are taken where any of PICTURES is, and kept as JPEG or PNG."""
PAPERS = PICTURES | {PDF}
WORKBOOKS = frozenset({XLSX, XLS, XLSB, ODS})
TABLES = WORKBOOKS | {CSV}


MARKS = ("is_signed", "has_gps")

logger = logging.getLogger(__name__)

HANDED_ON = ("PATH", "LD_LIBRARY_PATH")  # of the environment; no secret goes where a file is opened


class Kind(NamedTuple):
    label: Any
    extensions: tuple[str, ...]
    start: re.Pattern[bytes]
    """How its content begins, to the first byte: a reader that skips junk is how one file can
    be two."""


_HEVC = rb"hei[cxms]|hev[cx]"
_HEIC = re.compile(
    rb"\x00{3}[\x10-\xff]ftyp(%s|(mif1|msf1).{4}(.{4}){0,20}?(%s))" % (_HEVC, _HEVC), re.DOTALL
)
"""A HEIC picture by the brands in its first box, among which a general one says nothing alone:
videos and AVIF pictures lie in the same kind of box."""
_AVIF = re.compile(rb"\x00{3}[\x10-\xff]ftyp(avi[fs]|mif1.{4}(.{4}){0,20}?avif)", re.DOTALL)

KINDS = {
    PDF: Kind("PDF", ("pdf",), re.compile(rb"%PDF-\d")),
    JPEG: Kind(gettext_lazy("ảnh JPEG"), ("jpg", "jpeg", "jfif"), re.compile(rb"\xff\xd8\xff")),
    PNG: Kind(gettext_lazy("ảnh PNG"), ("png",), re.compile(rb"\x89PNG\r\n\x1a\n")),
    WEBP: Kind(gettext_lazy("ảnh WebP"), ("webp",), re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    HEIC: Kind(gettext_lazy("ảnh HEIC"), ("heic", "heif", "hif"), _HEIC),
    AVIF: Kind(gettext_lazy("ảnh AVIF"), ("avif",), _AVIF),
    TIFF: Kind(gettext_lazy("ảnh TIFF"), ("tif", "tiff"), re.compile(rb"II\*\x00|MM\x00\*")),
    BMP: Kind(gettext_lazy("ảnh BMP"), ("bmp", "dib"), re.compile(rb"BM.{4}\x00{4}", re.DOTALL)),
    GIF: Kind(gettext_lazy("ảnh GIF"), ("gif",), re.compile(rb"GIF8[79]a")),
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
    choice). Pictures are drawn anew, upright, in sRGB and without their place; HEIC, AVIF, TIFF,
    BMP and GIF become JPEG or PNG, of several frames the first. Text in UTF-16 is written as
    UTF-8; other files stay as they came. A workbook is kept as what it is, whatever it was called.
    What the file is called here is who brought it first's choice, and may say what others should
    not read: keep the `name` of what this returns beside it. Writes no journal: the act that
    takes the file does.

    Refuses, with a sentence for the person: empty-file, too-large, infected, scanner-silent,
    kind-not-allowed, name-differs, two-kinds, broken-file, cut-off-picture, several-pages,
    too-many-pixels, encrypted-pdf, active-pdf, reaching-pdf, pdf-with-files, too-many-pages,
    encrypted-office, unpacks-to-too-much, macros, dde, reaching-office,
    office-with-connections, office-with-files, not-utf-8; of workbooks also is-word,
    is-web-page, is-xml-2003, is-numbers, too-old-workbook.
    """
    with _on_disk(upload) as path, NamedTemporaryFile(prefix="sanvat-") as redrawn:
        scanning.scan(path)
        kind = _kind(path, upload.name or "", allowed)
        if kind not in PICTURES | BROUGHT and path.stat().st_size > settings.UPLOAD_LIMITS["bytes"]:
            raise _refusal("too-large")
        facts = _examined(path, kind, redrawn.name)
        if facts.pop("frames", 1) > 1 and PDF in allowed:
            raise _refusal("several-pages")
        kind = facts.pop("kind", kind)
        if kind not in allowed:
            raise _not_allowed(allowed)
        anew = Path(redrawn.name)
        kept = anew if anew.stat().st_size else path
        extension = KINDS[kind].extensions[0]
        name = safe_name(upload.name or "", extension)
        stored = _keep(
            kept,
            kind=kind,
            extension=extension,
            original_name=name,
            created_at=at,
            created_by=by,
            **facts,
        )
        stored.brought_as = name
        return stored


def keep_made(
    content: IO[bytes], *, kind: str, name: str, by: AbstractBaseUser | None, at: datetime
) -> StoredFile:
    """Keep what we made ourselves: a paper, a workbook. It is looked into by nobody."""
    with NamedTemporaryFile(prefix="sanvat-") as written:
        shutil.copyfileobj(content, written)
        written.flush()
        return _keep(
            Path(written.name),
            kind=kind,
            extension=KINDS[kind].extensions[0],
            original_name=name,
            created_at=at,
            created_by=by,
        )


def open(stored: StoredFile) -> File[Any]:
    """Its bytes, to be closed by the caller. Who may have them has been asked before."""
    return default_storage.open(stored.path)


def may_be_published(stored: StoredFile) -> bool:
    """Whether everybody may have it, as far as the file itself is asked.

    Not one whose photos tell where they were taken: that is somebody's home or field. Every
    door that shows a file to people who have not signed in asks this first.
    """
    return not stored.has_gps


def remarks(stored: StoredFile) -> list[str]:
    """What whoever brought the file is told beside that it is kept, in whole sentences."""
    told = []
    if stored.has_gps:
        told.append(
            _(
                "Ảnh trong tệp này còn ghi nơi chụp (GPS). Tệp được giữ nguyên cho người có "
                "quyền xem và không được công bố. Nếu không muốn lộ nơi chụp, hãy gửi riêng ảnh: "
                "vị trí trong ảnh được xóa."
            )
        )
    if stored.is_signed:
        told.append(
            _(
                "Tệp PDF này có chữ ký số nên được giữ nguyên từng byte. Khi cần nộp ở nơi khác, "
                "hãy dùng chính tệp này: in hoặc lưu lại sẽ làm mất chữ ký."
            )
        )
    return told


class Download(NamedTuple):
    file: File[Any]
    headers: dict[str, str]


def download(stored: StoredFile, *, name: str, shown: bool = False) -> Download:
    """A stored file with the headers that keep it harmless, for a door to answer with.

    It is saved under `name`, what the thing that it belongs to calls it; a picture may be `shown`
    in a page instead. The caller has asked who may have it.
    """
    name = safe_name(name, stored.extension)
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
    last = re.split(r"[/\\]", tidy(name))[-1]
    return tidy(re.sub(r'[<>:"|?*]', "_", last))


@contextmanager
def _on_disk(upload: File[Any]) -> Iterator[Path]:
    """The upload as a file, which a large one already is; its bytes are never held together."""
    if not upload.size:
        raise _refusal("empty-file")
    if upload.size > settings.UPLOAD_LIMITS["bytes_of_picture"]:
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
    taken = _taken(allowed)
    fitting = [kind for kind in KINDS if kind in taken and KINDS[kind].start.match(head)]
    if CSV in fitting and (not _may_be_csv(head, extension) or len(fitting) > 1):
        fitting.remove(CSV)  # almost anything begins like a table
    if not fitting:
        raise _not_allowed(allowed)
    for kind in fitting:
        # Messengers save pictures under each other's names, offices workbooks; what they are
        # called here is right.
        family = next(
            (one for one in (PICTURES | BROUGHT, WORKBOOKS) if kind in one), frozenset({kind})
        )
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


def _taken(allowed: Set[str]) -> Set[str]:
    """The kinds that may come in, where `allowed` are those that may be kept."""
    return allowed | BROUGHT if {JPEG, PNG} <= allowed else allowed


def kinds_said(allowed: Set[str]) -> str:
    """The kinds that may come in, for a sentence or a form: "PDF, ảnh JPEG, ảnh HEIC"."""
    taken = _taken(allowed)
    return ", ".join(str(KINDS[kind].label) for kind in KINDS if kind in taken)


def accept(allowed: Set[str]) -> str:
    """What a form's `accept` says; with extensions, since few systems know what HEIC is."""
    taken = [kind for kind in KINDS if kind in _taken(allowed)]
    extensions = [f".{one}" for kind in taken for one in KINDS[kind].extensions]
    return ",".join([*taken, *extensions])


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
    return Refusal(
        _(
            "Nội dung tệp này không thuộc loại được nhận (đổi tên tệp không làm đổi nội dung). "
            "Hãy gửi một trong các loại: %(kinds)s."
        )
        % {"kinds": kinds_said(allowed)},
        code="kind-not-allowed",
    )


def _examined(path: Path, kind: str, out: str) -> dict[str, Any]:
    """What `examine.py` finds, in a process that a hostile file may well bring down."""
    limits = settings.UPLOAD_LIMITS
    command = [sys.executable, "-I", examine.__file__, kind, str(path), out, json.dumps(limits)]
    known = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    try:
        done = subprocess.run(  # nosec B603  # our own script, no shell
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
    if code := facts.pop("refused", ""):
        raise scanning.infected("EICAR") if code == "infected" else _refusal(code, **facts)
    return facts


@transaction.atomic
def _keep(path: Path, **facts: Any) -> StoredFile:
    """First the bytes, then the row: what a row names is always there, and nobody discards it
    meanwhile (`discarding.py`)."""
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
        take_turns(f"file {digest}")
        stored = StoredFile(sha256=digest, size=path.stat().st_size, **facts)
        if not default_storage.exists(stored.path):
            content.seek(0)
            default_storage.save(stored.path, File(content))
    kept, is_new = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"size": stored.size, **facts}
    )
    marks = {
        mark: facts[mark] for mark in MARKS if mark in facts and facts[mark] != getattr(kept, mark)
    }
    if marks and not is_new:  # kept when nobody looked for them yet
        StoredFile.objects.filter(pk=kept.pk).update(**marks)
        kept.refresh_from_db(fields=list(marks))
    return kept


def _refusal(code: str, **told: Any) -> Refusal:
    """`told` is what `examine.py` says besides the code."""
    if code in ("active-pdf", "reaching-pdf", "pdf-with-files"):
        return Refusal(f"{_of_pdf(code, told)} {_advice(code, told)}", code=code)
    limits = settings.UPLOAD_LIMITS
    sentences = {
        "empty-file": _("Tệp này trống. Hãy chọn lại tệp rồi gửi."),
        "too-large": _(
            "Tệp này quá lớn: ảnh nhận tới %(picture)s MB, các tệp khác tới %(size)s MB. "
            "Hãy quét với độ phân giải thấp hơn, hoặc chia thành nhiều tệp."
        )
        % {
            "size": limits["bytes"] // 2**20,
            "picture": limits["bytes_of_picture"] // 2**20,
        },
        "two-kinds": _(
            "Trong tệp này còn có thứ khác giấu ở phía sau hoặc chen vào giữa. "
            "Hãy lấy lại bản gốc từ nơi đã gửi tệp cho bạn, hoặc gửi riêng từng tệp."
        ),
        "cut-off-picture": _(
            "Ảnh này thiếu phần cuối: chép hoặc tải về chưa xong. "
            "Hãy chép lại từ điện thoại hoặc máy quét, mở thử, rồi gửi lại."
        ),
        "several-pages": _(
            "Tệp TIFF này có nhiều trang, mà ảnh chỉ giữ được một. "
            "Hãy lưu thành PDF để đủ các trang, rồi gửi tệp PDF."
        ),
        "broken-file": _(
            "Không đọc được tệp này: tệp hỏng hoặc chưa tải xong. "
            "Hãy mở thử trên máy, lưu lại rồi gửi lại."
        ),
        "encrypted-pdf": _(
            "Tệp PDF này cần mật khẩu mới mở được nên hệ thống không đọc được. Hãy xin nơi phát "
            "hành bản không đặt mật khẩu mở; nếu tệp không có chữ ký số, có thể mở bằng mật khẩu, "
            "lưu thành PDF mới rồi gửi. Khóa sửa và khóa in thì không sao."
        ),
        "encrypted-office": _(
            "Tệp này có mật khẩu nên hệ thống không đọc được. Hãy mở bằng mật khẩu, bỏ mật khẩu "
            "(Tệp › Thông tin › Bảo vệ › Mã hóa bằng mật khẩu), lưu lại rồi gửi."
        ),
        "too-many-pages": _("Tệp PDF này có quá %(count)s trang. Hãy chỉ gửi những trang cần.")
        % {"count": limits["pages"]},
        "too-many-pixels": _(
            "Ảnh này có %(has)s triệu điểm ảnh; dạng này nhận tới %(most)s triệu. Hãy lưu lại "
            "thành JPEG thường (nhận tới %(jpeg)s triệu), hoặc chọn cỡ ảnh nhỏ hơn trong phần "
            "cài đặt máy ảnh, máy quét, rồi gửi."
        )
        % {"has": "", "most": "", "jpeg": limits["pixels"] // 1_000_000, **told},
        "unpacks-to-too-much": _(
            "Tệp này bung ra quá lớn nên không được nhận. Hãy lưu lại thành tệp mới, "
            "bớt ảnh và trang tính không cần, rồi gửi lại."
        ),
        "macros": _(
            "Tệp này chứa macro hoặc chương trình nhúng nên không được nhận. "
            "Hãy lưu lại dạng .docx hoặc .xlsx không có macro rồi gửi."
        ),
        "reaching-office": _(
            "Tệp này tự lấy nội dung từ máy khác khi có người mở (ảnh, mẫu hoặc sổ ở mạng) nên "
            "không được nhận. Trong Excel hãy vào Dữ liệu › Sửa liên kết › Ngắt liên kết; trong "
            "Word hãy chèn hẳn ảnh vào tệp; rồi lưu lại và gửi."
        ),
        "office-with-connections": _(
            "Bảng tính này nối với một nguồn dữ liệu bên ngoài nên không được nhận. Hãy mở bằng "
            "Excel, vào Dữ liệu › Truy vấn và kết nối, xóa các kết nối, lưu lại rồi gửi."
        ),
        "office-with-files": _(
            "Tệp này mang một tệp khác nhúng bên trong nên không được nhận. Hãy xóa phần nhúng "
            "(hoặc dán lại dưới dạng ảnh hay giá trị), lưu lại rồi gửi; tệp kia hãy gửi riêng."
        ),
        "dde": _(
            "Tệp này có liên kết gọi một chương trình khác (DDE, OLE) nên không được nhận. Hãy mở "
            "bằng Excel, vào Dữ liệu › Sửa liên kết › Ngắt liên kết, lưu lại rồi gửi."
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


def _of_pdf(code: str, told: Mapping[str, Any]) -> str:
    """What in a PDF is not taken, by its name."""
    if code == "pdf-with-files":
        if name := _last_part(told.get("what", "")):
            return _(
                "Tệp PDF này mang tệp khác đính kèm bên trong (%(name)s); chỉ tệp XML như của hóa "
                "đơn điện tử là được nhận."
            ) % {"name": name[:80]}
        return _(
            "Tệp PDF này mang tệp khác đính kèm bên trong; chỉ tệp XML như của hóa đơn điện tử "
            "là được nhận."
        )
    sentences = {
        "javascript": _("Tệp PDF này chứa lệnh JavaScript nên không được nhận."),
        "launch": _("Tệp PDF này chứa lệnh mở chương trình (Launch) nên không được nhận."),
        "sends-data": _(
            "Tệp PDF này là biểu mẫu tự gửi hoặc lấy dữ liệu (SubmitForm, ImportData) nên không "
            "được nhận."
        ),
        "other-file": _("Tệp PDF này có lệnh mở tệp đính kèm (GoToE) nên không được nhận."),
        "media": _("Tệp PDF này chứa phim, âm thanh hoặc hình 3D nên không được nhận."),
        "xfa": _(
            "Tệp PDF này là biểu mẫu XFA, nhiều máy không hiện được nội dung, nên không được nhận."
        ),
        "opens": _(
            "Tệp PDF này tự mở một địa chỉ hoặc một tệp khác khi có người xem nên không được nhận."
        ),
        "stream": _(
            "Một phần nội dung của tệp PDF này nằm ở tệp khác bên ngoài nên không được nhận."
        ),
        "thread": _("Tệp PDF này dẫn vào mạch đọc của một tệp khác nên không được nhận."),
    }
    return sentences[told["what"]]


def _advice(code: str, told: Mapping[str, Any]) -> str:
    """What next. Nobody is sent to print a signed paper anew: that would take its signature."""
    if told.get("is_signed"):
        return _(
            "Tệp đã ký số, nên đừng in hay lưu lại vì sẽ mất chữ ký: hãy xin nơi phát hành một "
            "bản ký không có phần này."
        )
    if code == "pdf-with-files":
        return _("Hãy gửi riêng từng tệp, và in lại tệp này thành PDF không đính kèm.")
    return _("Hãy mở và in lại thành PDF (Print to PDF) rồi gửi bản mới.")
