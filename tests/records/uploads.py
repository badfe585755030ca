"""Uploads as people send them, and as those send them who mean harm: small, made on the spot."""

import io
import zipfile
from collections.abc import Mapping

import pikepdf
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

WORD = "word/document.xml"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(50) + b"PE\0\0"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


# PDF


def pdf(pages: int = 1, *, root: Mapping[str, object] = {}, **saved: object) -> bytes:
    with pikepdf.new() as document:
        for _page in range(pages):
            document.add_blank_page()
        for key, value in root.items():
            document.Root[key] = value
        return saved_pdf(document, **saved)


def pdf_with_file() -> bytes:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["a.exe"] = pikepdf.AttachedFileSpec(document, EXE, filename="a.exe")
        return saved_pdf(document)


def pdf_with_annotation(**annotation: object) -> bytes:
    with pikepdf.new() as document:
        page = document.add_blank_page()
        note = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **annotation)
        page.Annots = document.make_indirect(Array([document.make_indirect(note)]))
        return saved_pdf(document)


def pdf_whose_pages_multiply(levels: int) -> bytes:
    """Each level names the one below twice."""
    with pikepdf.new() as document:
        document.add_blank_page()
        kid = document.pages[0].obj
        for level in range(levels):
            kid = document.make_indirect(
                Dictionary(Type=Name.Pages, Kids=Array([kid, kid]), Count=2 ** (level + 1))
            )
        document.Root.Pages = kid
        return saved_pdf(document)


def saved_pdf(document: pikepdf.Pdf, **options: object) -> bytes:
    file = io.BytesIO()
    document.save(file, deterministic_id="encryption" not in options, **options)
    return file.getvalue()


def action(kind: str, **more: object) -> Dictionary:
    return Dictionary(S=Name("/" + kind), **more)


def script(text: str = "app.alert(1)") -> Dictionary:
    return action("JavaScript", JS=String(text))


# Pictures


def picture(
    kind: str = "JPEG",
    size: tuple[int, int] = (40, 20),
    mode: str = "RGB",
    colour: tuple[int, int, int] = (200, 30, 30),
    **saved: object,
) -> bytes:
    """Red, with a blue corner at the upper left that tells which way is up."""
    image = Image.new("RGB", size, colour)
    image.paste((30, 30, 200), (0, 0, size[0] // 2, size[1] // 2))
    file = io.BytesIO()
    image.convert(mode).save(file, kind, **saved)
    return file.getvalue()


def picture_from_phone(orientation: int = 6) -> bytes:
    """Lying on its side, and saying whose phone took it and where."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Phone of Lan"
    exif.get_ifd(0x8825).update({1: "N", 2: (11.0, 56.0, 25.0), 3: "E", 4: (108.0, 26.0, 3.0)})
    return picture(exif=exif, comment=b"secret comment")


def picture_of_a_billion_pixels() -> bytes:
    """A PNG of some bytes that says it is 40,000 pixels wide and high."""
    content = bytearray(picture("PNG"))
    content[16:24] = (40_000).to_bytes(4) * 2
    # The checksum of the header, made right again.
    content[29:33] = zipfile.crc32(bytes(content[12:29])).to_bytes(4)
    return bytes(content)


# Word and Excel


def office(parts: Mapping[str, bytes] = {}, *, main: str = WORD, comment: bytes = b"") -> bytes:
    """The least that is a Word file, with other parts beside or instead."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        all_parts = {"[Content_Types].xml": b"<Types/>", main: b"<document/>", **parts}
        for name, content in all_parts.items():
            archive.writestr(name, content)
        archive.comment = comment
    return file.getvalue()


def excel() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["TT", "Tên sản phẩm"])
        sheet.write_url(1, 0, "https://example.com/san-pham")
    return file.getvalue()


def relation(kind: str, target: str = "https://example.com/a.dotm") -> bytes:
    place = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    return (
        f'<Relationships><Relationship Id="r1" Type="{place}{kind}" Target="{target}"'
        ' TargetMode="External"/></Relationships>'
    ).encode()


def lying_zip(content: bytes) -> bytes:
    """A Word file that says its parts are a few bytes, while they unpack to much more."""
    zipped = bytearray(office({"word/media/a.xml": content}))
    real, told = len(content).to_bytes(4, "little"), (10).to_bytes(4, "little")
    return bytes(zipped.replace(real, told))
