"""Looks at how a Word file or workbook is packed: what lies behind its parts or between them, what
it fetches from elsewhere, and what it carries.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator, Set
from typing import IO
from urllib.parse import unquote
from xml.parsers import expat

from .refused import Facts, Refused

BLANK = b"\0\t\n\f\r \x1a"
LONGEST_BLANK = 8 * 1024
END, END_SIZE = b"PK\x05\x06", 22
LOCAL_SIZE, MOST_BETWEEN = 30, 24
"""Bytes of a part's own head; at most so many stand behind a part that says its size late."""

LINKED_BOOK = re.compile(r"/(externalLinkPath|xl(PathMissing|Library|Startup|AlternateStartup))$")
HARMLESS = re.compile(r"/hyperlink$")
CONNECTIONS = re.compile(r"^xl/(connections\.(xml|bin)$|queryTables/)", re.IGNORECASE)
CARRIED = re.compile(r"^(xl|word|ppt)/embeddings/[^/]", re.IGNORECASE)
CHART_DATA = re.compile(r"^word/embeddings/[^/]+\.xlsx$", re.IGNORECASE)
OF_BINARY_LINK = re.compile(r"^xl/externalLinks/externalLink[0-9]+\.bin$", re.IGNORECASE)
LINK_BEGINS, LINK_TO_BOOK, LINK_BY_DDE, LINK_BY_OLE = b"\xe8\x02", 0, 1, 2

DOCUMENT_OF_ITS_OWN = re.compile(r"^application/vnd\.oasis\.opendocument\.(?!chart|formula|image)")
DATABASES = {f"database-source-{kind}" for kind in ("sql", "table", "query")}
DDE = {"dde-source", "dde-link"}
DRAWN_FROM = {"table-source", "image", "cell-range-source", "plugin", "object", "object-ole"}


def packed(path: str) -> Facts:
    """No facts, or what is refused: two-kinds, reaching-office, office-with-connections,
    office-with-files, dde."""
    try:
        with open(path, "rb") as file, zipfile.ZipFile(file) as archive:
            _check_end(file)
            _check_between(file, archive)
            _check_parts(archive)
    except Refused as refused:
        return refused.facts
    return {}


def _check_end(file: IO[bytes]) -> None:
    """A reader looks for the end from behind, so anything may stand there."""
    size = file.seek(0, 2)
    start = max(0, size - END_SIZE - LONGEST_BLANK)
    file.seek(start)
    tail = file.read()
    end = tail.rfind(END)
    if end < 0 or tail[end + END_SIZE :].strip(BLANK):
        raise Refused("two-kinds")


def _check_between(file: IO[bytes], archive: zipfile.ZipFile) -> None:
    """Between the parts, and between the last and the list of them, nothing is hidden."""
    here = 0
    for member in sorted(archive.infolist(), key=lambda one: one.header_offset):
        if not 0 <= member.header_offset - here <= MOST_BETWEEN:
            raise Refused("two-kinds")
        file.seek(member.header_offset)
        head = file.read(LOCAL_SIZE)
        if len(head) < LOCAL_SIZE or not head.startswith(b"PK\x03\x04"):
            raise zipfile.BadZipFile
        name, extra = struct.unpack_from("<HH", head, 26)
        here = member.header_offset + LOCAL_SIZE + name + extra + member.compress_size
    if not 0 <= archive.start_dir - here <= MOST_BETWEEN:
        raise Refused("two-kinds")


def _check_parts(archive: zipfile.ZipFile) -> None:
    for member in archive.infolist():
        name = member.filename
        if CONNECTIONS.search(name):
            raise Refused("office-with-connections")
        if CARRIED.search(name) and not CHART_DATA.search(name):
            raise Refused("office-with-files")
        if name.lower().endswith(".rels"):
            for kind, target in _outside(archive, member):
                _check_link(kind, target)
        elif name.startswith("xl/externalLinks/") and name.lower().endswith(".xml"):
            _check_external(archive, member)
        elif OF_BINARY_LINK.search(name):
            _check_binary(archive, member)
        elif name == "META-INF/manifest.xml":
            _check_manifest(archive, member)
        elif name in ("content.xml", "styles.xml"):
            _check_open_document(archive, member)
        elif CHART_DATA.search(name):
            _check_chart_data(archive, member)


# What it fetches


def _outside(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[tuple[str, str]]:
    """What the parts refer to that lies outside the file: kind and address."""
    for _tag, given in _elements(archive, member, {"Relationship"}):
        if given.get("TargetMode", "").lower() == "external":
            yield given.get("Type", ""), given.get("Target", "")


def _check_link(kind: str, target: str) -> None:
    if HARMLESS.search(kind):
        return  # followed only by who clicks on it
    if not LINKED_BOOK.search(kind) or is_elsewhere(target):
        raise Refused("reaching-office")


def is_elsewhere(target: str) -> bool:
    """Whether an address leads to another machine: of the web, or of a shared folder. Opening such
    a file may tell that machine who one is."""
    address = unquote(target).strip().replace("\\", "/").lower()
    scheme, colon, rest = address.partition(":")
    if colon and scheme == "file":
        slashes = len(rest) - len(rest.lstrip("/"))
        host = rest.lstrip("/").partition("/")[0]
        return slashes >= 4 or (slashes == 2 and host not in ("", "localhost") and ":" not in host)
    if colon and len(scheme) > 1 and "/" not in scheme:
        return True
    return address.startswith("//")


def _check_external(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    for _found in _elements(archive, member, {"ddeLink", "oleLink"}):
        raise Refused("dde")


def _check_binary(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Of an .xlsb: its first record says what the link leads to."""
    with archive.open(member) as part:
        head = part.read(5)
    if not head.startswith(LINK_BEGINS) or len(head) < 5:
        raise zipfile.BadZipFile
    if int.from_bytes(head[3:5], "little") in (LINK_BY_DDE, LINK_BY_OLE):
        raise Refused("dde")


def _check_open_document(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    for tag, given in _elements(archive, member, DATABASES | DDE | DRAWN_FROM):
        if tag in DATABASES:
            raise Refused("office-with-connections")
        if tag in DDE:
            raise Refused("dde")
        if is_elsewhere(given.get("href", "")):
            raise Refused("reaching-office")


# What it carries


def _check_manifest(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    for _tag, given in _elements(archive, member, {"file-entry"}):
        path, kind = given.get("full-path", "/"), given.get("media-type", "")
        if path != "/" and DOCUMENT_OF_ITS_OWN.search(kind):
            raise Refused("office-with-files")


def _check_chart_data(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """The numbers behind a chart in Word are a workbook: it may hold no less innocent things."""
    with archive.open(member) as part, zipfile.ZipFile(part) as inner:
        names = [one.filename.lower() for one in inner.infolist()]
        if any(name.endswith(".bin") or "/embeddings/" in name for name in names):
            raise Refused("office-with-files")
        if sum(one.file_size for one in inner.infolist()) > 50 * 2**20:
            raise Refused("unpacks-to-too-much")
        _check_parts(inner)


def _elements(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, wanted: Set[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """The wanted elements of a part, without prefixes, as they come; it is never held whole."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(tag: str, given: dict[str, str]) -> None:
        name = _local(tag)
        if name in wanted:
            found.append((name, {_local(key): value for key, value in given.items()}))

    def refuse(*_given: object) -> None:
        raise zipfile.BadZipFile  # no office programme writes a DOCTYPE

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    with archive.open(member) as part:
        try:
            while chunk := part.read(1 << 16):
                parser.Parse(chunk, False)
                yield from found
                found.clear()
            parser.Parse(b"", True)
        except expat.ExpatError:
            raise zipfile.BadZipFile from None
        yield from found


def _local(name: str) -> str:
    return name.rpartition(":")[2]
