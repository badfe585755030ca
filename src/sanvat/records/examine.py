"""Looks into a stranger's file, in a process of its own with little memory and little time.

Parsers of PDF and pictures are where hostile files do their harm, so the web process never
opens one: it runs this file as a script, which therefore imports nothing of ours. It answers
in one line of JSON: `{"pages": 3}`, or `{"refused": "encrypted-pdf"}`; a crash says the file
is broken.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import zipfile
import zlib
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
                return pdf(path, limits)
            case "image/jpeg" | "image/png" | "image/webp":
                return picture(path, kind, out, limits)
            case "text/csv":
                return text(path)
        return office(path, kind, limits)
    except Refused as refused:
        return {"refused": str(refused)}


def confine(limits: dict[str, int]) -> None:
    for name, value in (
        ("RLIMIT_AS", limits["memory"]),
        ("RLIMIT_CPU", limits["seconds"]),
        ("RLIMIT_FSIZE", limits["bytes"] * 4),
        ("RLIMIT_CORE", 0),
    ):
        with suppress(AttributeError, ValueError, OSError):  # not every system knows them all
            resource.setrlimit(getattr(resource, name), (value, value))


# PDF

RUNS = ["/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR"]
RUNS += ["/Rendition", "/Movie", "/Sound", "/RichMedia", "/RichMediaExecute", "/3D"]
CARRIES = ["/EmbeddedFile", "/FileAttachment"]
SUSPECT = re.compile(
    b"(%s)" % "|".join([*RUNS, *CARRIES, "/JS", "/XFA", "/EF", "/EmbeddedFiles"]).encode()
    + rb"(?=[\s/<>\[\]()]|$)"
)


def pdf(path: str, limits: dict[str, int]) -> Facts:
    """Refuses what is locked, runs something, carries other files, or has too many pages.

    The file itself is left as it came, since rewriting it would void a digital signature.
    """
    import pikepdf

    with open(path, "rb") as file:
        file.seek(max(0, Path(path).stat().st_size - 2048))
        if b"%%EOF" not in file.read():
            raise Refused("broken-file")  # cut off on the way, or something follows it
    try:
        with pikepdf.open(path) as document:
            if document.is_encrypted:
                raise Refused("encrypted-pdf")
            for item in document.objects:
                _look_at(item)
            pages = len(document.pages)
    except pikepdf.PasswordError:
        raise Refused("encrypted-pdf") from None
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        raise Refused("broken-file") from None
    if not pages:
        raise Refused("broken-file")
    if pages > limits["pages"]:
        raise Refused("too-many-pages")
    return {"pages": pages}


def _look_at(item: Any) -> None:
    """Look closer where a word of danger stands; its text may be innocent ("/Launch" in a title).

    qpdf has resolved object streams and #-escapes in names by now.
    """
    import pikepdf

    if isinstance(item, pikepdf.Stream):
        item = item.stream_dict
    if isinstance(item, pikepdf.Object) and SUSPECT.search(item.unparse(resolved=True)):
        _walk(item)


def _walk(item: Any) -> None:
    import pikepdf

    if isinstance(item, pikepdf.Name) and str(item) in RUNS:
        raise Refused("active-pdf")
    if isinstance(item, pikepdf.Array):
        children = list(item)
    elif isinstance(item, pikepdf.Dictionary):
        words = {str(item[key]) for key in ("/S", "/Subtype", "/Type") if key in item}
        if words & set(RUNS) or "/JS" in item or "/XFA" in item:
            raise Refused("active-pdf")
        if words & set(CARRIES) or "/EmbeddedFiles" in item:
            raise Refused("pdf-with-files")
        if "/EF" in item and ("/F" in item or "/UF" in item):
            raise Refused("pdf-with-files")
        children = list(item.values())
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            _walk(child)


# Pictures


def picture(path: str, kind: str, out: str, limits: dict[str, int]) -> Facts:
    """Draws the picture anew: upright, in sRGB, not larger than needed, and nothing beside it.

    Where it was taken, by which phone, its preview and whatever was hidden in it stay behind.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(path, formats=[kind.removeprefix("image/")]) as image:
            if image.width * image.height > limits["pixels"]:
                raise Refused("too-many-pixels")
            side = limits["side"]
            image.draft(None, (side, side))  # a large JPEG need not be unpacked whole
            image.load()
            drawn = _in_srgb(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("too-many-pixels") from None
    except (OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, zlib.error):
        raise Refused("broken-file") from None
    drawn.thumbnail((side, side), Image.Resampling.LANCZOS)
    drawn.info = {}
    drawn.save(out, kind.removeprefix("image/"), **_manner(kind))
    return {"width": drawn.width, "height": drawn.height}


def _in_srgb(image: Any) -> Any:
    import io

    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK"):
        with suppress(ImageCms.PyCMSError, OSError):
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(
                image, given, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
    if image.mode in ("RGB", "RGBA", "L"):
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _manner(kind: str) -> dict[str, Any]:
    if kind == "image/jpeg":
        return {"quality": 88, "progressive": True}
    return {"quality": 88, "method": 3} if kind == "image/webp" else {}


# Word and Excel

MAIN_PART = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word/document.xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xl/workbook.xml",
}
PROGRAMS = re.compile(r"vbaProject\.bin$|/activeX/|oleObject[^/]*\.bin$", re.IGNORECASE)
FETCHES = re.compile(rb"<[^>]*/relationships/(attachedTemplate|oleObject|frame|subDocument)\b[^>]*")


def office(path: str, kind: str, limits: dict[str, int]) -> Facts:
    """Refuses what unpacks to too much, holds programs, or fetches something when opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive, kind, limits)
            for member in archive.infolist():
                _check_member(archive, member)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise Refused("broken-file") from None
    return {}


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
    if not {"[Content_Types].xml", MAIN_PART[kind]} <= set(names) or len(set(names)) < len(names):
        raise Refused("broken-file")
    if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names):
        raise Refused("broken-file")
    if archive.comment or min(member.header_offset for member in members) > 0:
        raise Refused("two-kinds")
    if any(map(PROGRAMS.search, names)):
        raise Refused("macros")


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
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
                if b"macroEnabled" in words and member.filename == "[Content_Types].xml":
                    raise Refused("macros")
                if any(b"External" in one.group() for one in FETCHES.finditer(words)):
                    raise Refused("macros")
            tail = chunk[-1024:]


# Tables as text


def text(path: str) -> Facts:
    try:
        words = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("not-utf-8") from None
    if re.search(r"[\x00-\x08\x0e-\x1f]", words):
        raise Refused("broken-file")
    return {}


if __name__ == "__main__":
    _script, _kind, _path, _out, _limits = sys.argv
    print(json.dumps(main(_kind, _path, _out, json.loads(_limits))))
