"""Looks into a PDF: whether it is locked, runs something, reaches out, or carries other files.

The file itself is left as it came, since rewriting it would void a digital signature.
"""

from __future__ import annotations

import mmap
import re
from contextlib import suppress
from typing import Any

import pikepdf

from .place import GPS_AS_XMP, tells_where
from .refused import Facts, Refused

ACTIVE = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/SubmitForm": "sends-data",
    "/ImportData": "sends-data",
    "/GoToE": "other-file",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/RichMedia": "media",
    "/RichMediaExecute": "media",
    "/3D": "media",
}
"""What a part of a PDF is called that does something, and what we call it."""

ORDINARY_AT_ONCE = {"/GoTo", "/Named", "/Thread", "/SetOCGState", "/Trans", "/Hide", "/GoTo3DView"}
"""What may happen by itself when a paper is opened: nothing that leaves it."""

LOOKED_AT = [*ACTIVE, "/JS", "/XFA", "/EF", "/EmbeddedFile", "/FileAttachment"]
LOOKED_AT += ["/AA", "/Thread", "/URI", "/Ref", "/OPI"]
SUSPECT = re.compile(b"(%s)" % "|".join(LOOKED_AT).encode() + rb"(?=[\s/<>\[\]()]|$)")
DEEPEST = 50

LONGEST_TAIL = 8 * 1024
BLANK = b"\0\t\n\f\r \x1a"
OTHER_KINDS = re.compile(
    rb"PK\x03\x04|PK\x05\x06|Rar!\x1a|7z\xbc\xaf|\xd0\xcf\x11\xe0|\x7fELF|\xff\xd8\xff|\x89PNG"
    rb"|GIF8[79]a|\x1f\x8b\x08|RIFF....WEBP|ftyp|^\s*MZ|PE\0\0|^\s*#!|^\s*<|%PDF-"
    rb"|<(!doctype|html|script|svg|iframe|object|body|\?php|\?xml)|MIME-Version:",
    re.IGNORECASE | re.DOTALL,
)
CUT_OFF = re.compile(
    rb"(?<!\d)\d++ \d++ obj\b|\bendobj\b|\bstream\b|\bxref\b|\bstartxref\b|\btrailer\b"
)

XML = re.compile(rb"(\xef\xbb\xbf)?\s*<(\?xml\b|!--|[A-Za-z])")
NOT_DATA = re.compile(rb"<!DOCTYPE|<!ENTITY|<(\w+:)?(html|svg|script|stylesheet)\b", re.IGNORECASE)
MOST_XML = 10 * 2**20


def pdf(path: str, limits: dict[str, int]) -> Facts:
    """Its `pages`, whether it `is_signed`, and whether a photo in it tells where (`has_gps`).

    Refuses broken-file, two-kinds, encrypted-pdf, too-many-pages; and with `what` and
    `is_signed` active-pdf, reaching-pdf and pdf-with-files.
    """
    try:
        _check_end(path)
        with pikepdf.open(path) as document:
            return _facts(document, path, limits)
    except Refused as refused:
        return refused.facts
    except pikepdf.PasswordError:
        return Refused("encrypted-pdf").facts
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        return Refused("broken-file").facts


def _check_end(path: str) -> None:
    """What stands behind the end is a scanner's or a mail programme's, and no other file.

    Behind an earlier end stand changes made later, which say where they begin (startxref).
    """
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        ends = [found.end() for found in re.finditer(rb"%%EOF", content)]
        if not ends:
            raise Refused("broken-file")  # cut off on the way
        for later in reversed(ends[1:]):
            if content.rfind(b"startxref", ends[-2], later) >= 0:
                break
            ends.pop()  # only called an end
        if any(OTHER_KINDS.match(content[end : end + 200].lstrip(BLANK)) for end in ends):
            raise Refused("two-kinds")
        tail = content[ends[-1] : ends[-1] + 2**20].strip(BLANK)
        is_longer = len(content) > ends[-1] + 2**20
    if OTHER_KINDS.search(tail):
        raise Refused("two-kinds")
    if is_longer or len(tail) > LONGEST_TAIL or CUT_OFF.search(tail):
        raise Refused("broken-file")


def _facts(document: pikepdf.Pdf, path: str, limits: dict[str, int]) -> Facts:
    is_signed = _is_signed(document, path)
    try:
        if "/OpenAction" in document.Root:
            _check_automatic(document.Root["/OpenAction"])
        for item in document.objects:
            _look_at(item)
        pages = len(document.pages)
    except Refused as refused:
        raise Refused(refused.code, is_signed=is_signed, **refused.told) from None
    if not pages:
        raise Refused("broken-file")
    if pages > limits["pages"]:
        raise Refused("too-many-pages")
    has_gps = any(_tells_where(item) for item in document.objects)
    return {"pages": pages, "is_signed": is_signed, "has_gps": has_gps}


def _is_signed(document: pikepdf.Pdf, path: str) -> bool:
    form = document.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and int(form.get("/SigFlags", 0)) & 1:
        return True
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find(b"/ByteRange") < 0:  # it never stands in a packed part
            return False
    return any(
        isinstance(item, pikepdf.Dictionary) and "/ByteRange" in item for item in document.objects
    )


# What does something


def _look_at(item: Any) -> None:
    """Look closer where a word of danger stands; its text may be innocent ("/Launch" in a title).

    qpdf has resolved object streams and #-escapes in names by now.
    """
    if isinstance(item, pikepdf.Stream):
        if "/F" in item.stream_dict:
            raise Refused("reaching-pdf", what="stream")
        if item.stream_dict.get("/Type") == "/EmbeddedFile":
            _check_embedded(item, "")
        item = item.stream_dict
    if isinstance(item, pikepdf.Object) and SUSPECT.search(item.unparse(resolved=True)):
        _walk(item)


def _walk(item: Any, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise Refused("broken-file")
    if isinstance(item, pikepdf.Name) and str(item) in ACTIVE:
        raise Refused("active-pdf", what=ACTIVE[str(item)])
    if isinstance(item, pikepdf.Array):
        children = list(item)
    elif isinstance(item, pikepdf.Dictionary):
        _check_dictionary(item)
        children = list(item.values())
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            _walk(child, depth + 1)


def _check_dictionary(item: pikepdf.Dictionary) -> None:
    words = {str(item[key]) for key in ("/S", "/Subtype", "/Type") if key in item}
    if "/JS" in item:
        raise Refused("active-pdf", what="javascript")
    if "/XFA" in item:
        raise Refused("active-pdf", what="xfa")
    for word in sorted(words & set(ACTIVE)):
        raise Refused("active-pdf", what=ACTIVE[word])
    if _text(item.get("/URI")).strip().lower().startswith(("javascript:", "vbscript:", "data:")):
        raise Refused("active-pdf", what="javascript")
    if "/Thread" in words and "/F" in item:
        raise Refused("reaching-pdf", what="thread")
    if "/Ref" in item and isinstance(item["/Ref"], pikepdf.Dictionary) and "/F" in item["/Ref"]:
        raise Refused("reaching-pdf", what="stream")
    if isinstance(item.get("/OPI"), pikepdf.Dictionary):
        raise Refused("reaching-pdf", what="stream")  # a small picture that stands in for a file
    if "/EF" in item:
        _check_attached(item)
    elif "/FileAttachment" in words and not isinstance(item.get("/FS"), pikepdf.Dictionary):
        raise Refused("pdf-with-files", what="")
    if isinstance(item.get("/AA"), pikepdf.Dictionary):
        for one in item["/AA"].values():
            _check_automatic(one)


def _check_automatic(action: Any, depth: int = 0) -> None:
    """What happens by itself may go to a page of the paper, and nowhere else."""
    if depth > DEEPEST:
        raise Refused("broken-file")
    if isinstance(action, pikepdf.Array) and depth:
        for one in action:
            _check_automatic(one, depth + 1)
    if not isinstance(action, pikepdf.Dictionary) or "/S" not in action:
        return  # a place in the paper
    word = str(action["/S"])
    if word in ACTIVE:
        raise Refused("active-pdf", what=ACTIVE[word])
    if word not in ORDINARY_AT_ONCE:
        raise Refused("reaching-pdf", what="opens")
    if "/Next" in action:
        _check_automatic(action["/Next"], depth + 1)


# What it carries


def _check_attached(item: pikepdf.Dictionary) -> None:
    """Data as XML, as electronic invoices carry it, is welcome; nothing else is."""
    names = [_text(item[key]) for key in ("/UF", "/F", "/DOS", "/Unix", "/Mac") if key in item]
    name = next(iter(names), "")
    if any(not one.lower().endswith(".xml") for one in names):
        raise Refused("pdf-with-files", what=name)
    streams = list(item["/EF"].values()) if isinstance(item["/EF"], pikepdf.Dictionary) else []
    for stream in streams:
        _check_embedded(stream, name)


def _check_embedded(stream: Any, name: str) -> None:
    if not isinstance(stream, pikepdf.Stream):
        raise Refused("pdf-with-files", what=name)
    content = stream.read_bytes()
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", "replace").encode()
    if len(content) > MOST_XML or not XML.match(content) or NOT_DATA.search(content):
        raise Refused("pdf-with-files", what=name)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, (pikepdf.String, pikepdf.Name, str)) else ""


# Where a photo was taken


def _tells_where(item: Any) -> bool:
    if not isinstance(item, pikepdf.Stream):
        return False
    kind = item.stream_dict.get("/Type")
    if kind == "/Metadata":
        with suppress(pikepdf.PdfError):
            return bool(GPS_AS_XMP.search(item.read_bytes()))
        return False
    if item.stream_dict.get("/Subtype") != "/Image" or not _is_photo(_filters(item)[-1:]):
        return False
    photo = b""
    with suppress(pikepdf.PdfError):
        photo = _photo(item)
    return tells_where(photo)


def _filters(item: pikepdf.Stream) -> list[pikepdf.Object]:
    """How its content is packed, the outermost first."""
    filters = item.stream_dict.get("/Filter", pikepdf.Array())
    return list(filters) if isinstance(filters, pikepdf.Array) else [filters]


def _is_photo(filters: list[pikepdf.Object]) -> bool:
    return any(str(one) in ("/DCTDecode", "/DCT", "/JPXDecode") for one in filters)


def _photo(item: pikepdf.Stream) -> bytes:
    """The JPEG or JPEG 2000 as it was put in, out of whatever is wrapped around it."""
    wrapped = _filters(item)[:-1]
    content = item.read_raw_bytes()
    if not wrapped:
        return content
    with pikepdf.new() as other:
        copy = pikepdf.Stream(other, content)
        copy.stream_dict["/Filter"] = pikepdf.Array(wrapped)
        return copy.read_bytes()
