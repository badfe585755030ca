"""Looks into a stranger's file, in a process of its own with little memory and little time.

Parsers of PDF and pictures are where hostile files do their harm, so the web process never
opens one: it runs this file as a script, which therefore imports nothing of ours. It answers
in one line of JSON: `{"pages": 3}`, or `{"refused": "encrypted-pdf"}`; a crash says the file
is broken.
"""

from __future__ import annotations

import importlib
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

# The test signature of every virus scanner, cut in two so that none objects to this file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CHUNK = 1 << 18

Facts = dict[str, Any]


class Refused(Exception):
    """Its text is the code of the refusal."""


def main(kind: str, path: str, out: str, limits: dict[str, int]) -> Facts:
    confine(limits)
    try:
        match kind:
            case "application/pdf":
                return _by("pdf", path, limits)
            case _ if kind.startswith("image/"):
                return _by("picture", path, kind, out, limits)
            case "text/csv":
                return text(path, out)
            case "application/vnd.ms-excel":
                return old_workbook(path)
        return office(path, kind, limits)
    except Refused as refused:
        return {"refused": str(refused)}


def _by(name: str, *given: Any) -> Facts:
    """What a function of `confined` finds. An isolated Python knows no path of ours."""
    folder = str(Path(__file__).parent)
    if folder not in sys.path:
        sys.path.append(folder)  # at the end, so that nothing here hides a library
    module = {"picture": "pictures"}.get(name, name)
    facts: Facts = getattr(importlib.import_module(f"confined.{module}"), name)(*given)
    return facts


def _refuse(facts: Facts) -> None:
    if "refused" in facts:
        raise Refused(facts["refused"])


def confine(limits: dict[str, int]) -> None:
    for name, value in (
        ("RLIMIT_AS", limits["memory"]),
        ("RLIMIT_CPU", limits["seconds"]),
        ("RLIMIT_FSIZE", limits["bytes"] * 4),
        ("RLIMIT_CORE", 0),
    ):
        with suppress(AttributeError, ValueError, OSError):  # not every system knows them all
            resource.setrlimit(getattr(resource, name), (value, value))


# Word and Excel, OpenDocument

XLSB = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
MAIN_PART = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word/document.xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xl/workbook.xml",
    XLSB: "xl/workbook.bin",
    "application/vnd.oasis.opendocument.spreadsheet": "content.xml",
}
WORKBOOKS = {part: kind for kind, part in MAIN_PART.items() if "word" not in kind}
PROGRAMS = re.compile(
    r"vbaProject\.bin$|/activeX/|(?:^|/)oleObject[^/]*\.bin$|/macrosheets/|/webextensions/"
    r"|^(Basic|Scripts)/|^Object [0-9]+$",  # of OpenDocument
    re.IGNORECASE,
)
STARTS = (b":event-listener ",)
"""What starts a programme or another's macro from within a sheet."""
PHOTO = re.compile(r"(^|/)(media|Pictures)/[^/]+\.(jpe?g|jpe|jfif|png|tiff?|webp)$", re.IGNORECASE)


def office(path: str, kind: str, limits: dict[str, int]) -> Facts:
    """Refuses what unpacks to too much, holds programs, or fetches something when opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            if MAIN_PART[kind] in WORKBOOKS:
                kind = _kind_of_workbook(archive)
            _check_members(archive, kind, limits)
            for member in archive.infolist():
                _check_member(archive, member, kind)
            _refuse(_by("packed", path))
            has_gps = any(_tells_where(archive, member) for member in archive.infolist())
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise Refused("broken-file") from None
    return {"kind": kind, "has_gps": has_gps}


def _kind_of_workbook(archive: zipfile.ZipFile) -> str:
    """Which kind of workbook it is, whatever its name; says what else it is."""
    names = set(archive.namelist())
    if "mimetype" in names:
        told = (
            archive.read("mimetype")[:200] if archive.getinfo("mimetype").file_size < 200 else b""
        )
        if b"opendocument.text" in told:
            raise Refused("is-word")
        if "encrypted-package" in names:
            raise Refused("encrypted-office")
        if b"opendocument.spreadsheet" not in told:
            raise Refused("broken-file")
    if "word/document.xml" in names:
        raise Refused("is-word")
    if any(name.endswith(".iwa") for name in names) or "Index.zip" in names:
        raise Refused("is-numbers")
    return next((WORKBOOKS[part] for part in WORKBOOKS if part in names), WORKBOOKS["content.xml"])


def _check_members(archive: zipfile.ZipFile, kind: str, limits: dict[str, int]) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > limits["members"]:
        raise Refused("unpacks-to-too-much")
    # What is unpacked below never exceeds what is declared here.
    if sum(member.file_size for member in members) > limits["unpacked"]:
        raise Refused("unpacks-to-too-much")
    if any(member.flag_bits & 1 for member in members):
        raise Refused("encrypted-office")
    listing = "mimetype" if kind.endswith("opendocument.spreadsheet") else "[Content_Types].xml"
    if not {listing, MAIN_PART[kind]} <= set(names) or len(set(names)) < len(names):
        raise Refused("broken-file")
    if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names):
        raise Refused("broken-file")
    if archive.comment or min(member.header_offset for member in members) > 0:
        raise Refused("two-kinds")  # what else is behind or between them, `packed` finds
    if any(map(PROGRAMS.search, names)):
        raise Refused("macros")


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, kind: str) -> None:
    """Unpack it once, without keeping it: that also proves its checksum."""
    is_xml = member.filename.lower().endswith((".xml", ".rels"))
    tail = b""
    with archive.open(member) as file:
        while chunk := file.read(CHUNK):
            seen = tail + chunk
            if EICAR in seen:
                raise Refused("infected")
            if is_xml:
                words = seen.replace(b"\0", b"")  # XML may be UTF-16
                if b"<!DOCTYPE" in words or b"<!ENTITY" in words:
                    raise Refused("broken-file")
                if b"encryption-data" in words and member.filename == "META-INF/manifest.xml":
                    raise Refused("encrypted-office")
                # An .xlsb always says that it may; whether it has any, its parts have told.
                may_say = member.filename != "[Content_Types].xml" or kind == XLSB
                if b"macroEnabled" in words and not may_say:
                    raise Refused("macros")
                if any(word in words for word in STARTS):
                    raise Refused("macros")
            tail = chunk[-1024:]


def _tells_where(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Word and Excel keep a photo that is put in as it came."""
    if not PHOTO.search(member.filename):
        return False
    return bool(_by("place", archive.read(member))["has_gps"])


# Old Excel


def old_workbook(path: str) -> Facts:
    """Refuses what is locked, holds programs, or is no workbook; by the names of what is in it."""
    content = Path(path).read_bytes()
    if EICAR in content:
        raise Refused("infected")
    names = set(_entries(content))
    if "EncryptedPackage" in names:
        raise Refused("encrypted-office")
    if "WordDocument" in names:
        raise Refused("is-word")
    if any(name.startswith(("_VBA_PROJECT", "MBD")) for name in names):
        raise Refused("macros")
    if "Workbook" not in names:
        raise Refused("too-old-workbook" if "Book" in names else "broken-file")
    _refuse(_by("records97", path))
    return {}


def _entries(content: bytes) -> Iterator[str]:
    """The names in the container's folders, each of which lies where 128 divides."""
    for place in range(512, len(content) - 127, 128):
        length, kind = content[place + 64], content[place + 66]
        if 2 < length <= 64 and kind in (1, 2):
            yield content[place : place + length - 2].decode("utf-16-le", "replace")


# Tables as text


def text(path: str, out: str) -> Facts:
    """Refuses what is not text; UTF-16, which Excel calls Unicode text, is written anew."""
    content = Path(path).read_bytes()
    is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        words = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("not-utf-8") from None
    if re.search(r"[\x00-\x08\x0e-\x1f]", words):
        raise Refused("broken-file")
    if words.lstrip().startswith("<"):
        raise Refused("is-web-page")
    if is_wide:
        Path(out).write_bytes(words.encode())
    return {}


if __name__ == "__main__":
    _script, _kind, _path, _out, _limits = sys.argv
    print(json.dumps(main(_kind, _path, _out, json.loads(_limits))))
