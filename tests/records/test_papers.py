"""PDFs as people have them, told apart from dangerous ones, and each kept to the byte."""

import io
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from sanvat.errors import Refusal
from sanvat.records import files
from sanvat.records.files import PAPERS, PDF
from sanvat.records.models import StoredFile
from tests.records.journals import NOON
from tests.records.uploads import (
    EXE,
    HTML,
    action,
    office,
    pdf,
    pdf_with_annotation,
    picture,
    picture_from_phone,
    saved_pdf,
    script,
    upload,
)

INVOICE = '<?xml version="1.0" encoding="UTF-8"?><HDon><THDon>Hóa đơn</THDon></HDon>'.encode()


@pytest.fixture(autouse=True)
def store(own_store):
    return own_store


def take(content: bytes) -> StoredFile:
    """Kept, and to the byte."""
    stored = files.take(upload("giay.pdf", content), allowed=PAPERS, by=None, at=NOON)
    with files.open(stored) as file:
        assert file.read() == content
    assert stored.kind == PDF
    return stored


def refusal(content: bytes) -> Refusal:
    with pytest.raises(Refusal) as refused:
        files.take(upload("giay.pdf", content), allowed=PAPERS, by=None, at=NOON)
    assert not StoredFile.objects.exists()
    assert refused.value.message.endswith(".")
    return refused.value


def link(**act: object) -> bytes:
    return pdf_with_annotation(Subtype=Name.Link, A=Dictionary(**act))


def opening(act: object) -> bytes:
    return pdf(root={"/OpenAction": act})


def pdf_carrying(name: str, content: bytes, **more: object) -> bytes:
    """A paper with a file attached, as an electronic invoice carries its data."""
    with pikepdf.new() as document:
        document.add_blank_page()
        spec = pikepdf.AttachedFileSpec(document, content, filename=name)
        document.attachments[name] = spec
        document.Root.AF = Array([spec.obj])
        for key, value in more.items():
            document.Root[f"/{key}"] = value
        return saved_pdf(document)


def signed(**root: object) -> bytes:
    """A paper with the dictionary of a signature, as a signing programme leaves it."""
    with pikepdf.new() as document:
        document.add_blank_page()
        sign = document.make_indirect(
            Dictionary(
                Type=Name.Sig,
                Filter=Name("/Adobe.PPKLite"),
                ByteRange=Array([0, 10, 20, 30]),
                Contents=String("0" * 40),
            )
        )
        field = document.make_indirect(Dictionary(FT=Name.Sig, T=String("ky"), V=sign))
        document.Root.AcroForm = Dictionary(SigFlags=3, Fields=Array([field]))
        for key, value in root.items():
            document.Root[f"/{key}"] = value
        return saved_pdf(document)


def pdf_with_photo(
    photo: bytes, *, packed: bool = False, kind: Name = Name.DCTDecode, **saved: object
) -> bytes:
    with pikepdf.new() as document:
        page = document.add_blank_page()
        image = pikepdf.Stream(document, photo)
        image.stream_dict.update(
            {
                "/Type": Name.XObject,
                "/Subtype": Name.Image,
                "/Width": 40,
                "/Height": 20,
                "/ColorSpace": Name.DeviceRGB,
                "/BitsPerComponent": 8,
                "/Filter": kind,
            }
        )
        if packed:
            image.write(zlib.compress(photo), filter=Array([Name.FlateDecode, kind]))
        page.Resources = Dictionary(XObject=Dictionary(Im0=image))
        return saved_pdf(document, compress_streams=False, **saved)


# Ordinary papers


@pytest.mark.parametrize("strength", [2, 3, 4, 6])
def test_what_opens_without_a_password_is_taken(db, strength):
    """Only changing and printing are locked: that is what "owner password" means."""
    lock = pikepdf.Encryption(owner="chu", user="", R=strength, aes=strength >= 4, metadata=True)
    if strength < 4:
        lock = pikepdf.Encryption(owner="chu", user="", R=strength, aes=False, metadata=False)

    assert take(pdf(2, encryption=lock)).pages == 2


def test_what_is_locked_is_still_looked_into(db):
    lock = pikepdf.Encryption(owner="chu", user="")

    assert refusal(pdf(root={"/OpenAction": script()}, encryption=lock)).code == "active-pdf"


def test_what_needs_a_password_is_refused_by_name(db):
    refused = refusal(pdf(encryption=pikepdf.Encryption(owner="chu", user="xem")))

    assert refused.code == "encrypted-pdf"
    assert refused.message.startswith("Tệp PDF này cần mật khẩu mới mở được")


@pytest.mark.parametrize(
    "content",
    [
        pdf_carrying("hoa-don.xml", INVOICE),
        pdf_carrying("factur-x.XML", b"\xef\xbb\xbf" + INVOICE),
        pdf_carrying("a.xml", INVOICE.decode().encode("utf-16")),
        pdf_carrying("a.xml", b"<!-- A -->" + INVOICE[38:]),
        pdf_carrying("a.xml", b"<HDon><Ten>A &lt;script&gt;</Ten></HDon>"),
    ],
)
def test_an_electronic_invoice_carries_its_data(db, content):
    assert take(content).pages == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", EXE),
        ("a.xml", EXE),
        ("a.xml", HTML),
        ("a.html", INVOICE),
        ("a.xml", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'),
        ("a.xml", b"<x:script xmlns:x='http://www.w3.org/1999/xhtml'/>"),
        ("ban-do.docx", office()),
        ("anh.jpg", picture()),
        ("a.pdf", pdf()),
    ],
)
def test_any_other_file_in_it_is_refused_and_named(db, name, content):
    refused = refusal(pdf_carrying(name, content))

    assert (refused.code, name in refused.message) == ("pdf-with-files", True)


@pytest.mark.parametrize(
    "content",
    [
        link(S=Name.GoToR, F=String("phu-luc.pdf"), D=Array([0, Name.Fit])),
        link(S=Name.URI, URI=String("https://example.com/tra-cuu?a=/JavaScript")),
        link(S=Name.Named, N=Name.NextPage),
        link(S=Name.Thread, D=0),
        opening(Array([0, Name.XYZ, 0, 0, 1])),
        opening(String("trang-1")),
        opening(Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]))),
        opening(action("Named", N=Name.FirstPage)),
    ],
)
def test_links_and_the_page_it_opens_at_are_ordinary(db, content):
    assert take(content).pages == 1


@pytest.mark.parametrize(
    "tail",
    [
        b"\r\n\r\n   ",
        bytes(5000),
        b"\x1a",
        b"\n%Scanned by Office Scanner 3000 0x0042\n",
        b"\n-- \nSent from the office\n" * 40,
        b"\n" + bytes(range(128, 256)) * 16,
    ],
)
def test_what_a_scanner_adds_behind_the_end_is_ordinary(db, tail):
    assert take(pdf() + tail).pages == 1


@pytest.mark.parametrize(
    "tail",
    [
        office(),
        office() + bytes(3000),
        b"\n" + EXE,
        b"\n" + HTML,
        b"\n<script>alert(1)</script>",
        b"a scanner <script>alert(1)</script>",
        b"\n#!/bin/sh\n",
        picture(),
        picture("PNG"),
        b"\n\x7fELF\x02",
        b"Rar!\x1a\x07",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"a scanner" + EXE + b"at the end",
        EXE + bytes(3000) + b"\n%%EOF\n",
        b"PK\x03\x04" + bytes(3000) + b"\n%%EOF\n",
        HTML + b"\nstartxref\n9\n%%EOF\n",
    ],
)
def test_another_file_behind_the_end_makes_it_two(db, tail):
    assert refusal(pdf() + tail).code == "two-kinds"


def test_much_of_anything_behind_the_end_is_refused(db):
    assert refusal(pdf() + b"x" * 9000).code == "broken-file"


def test_a_paper_changed_later_and_kept_both_ways_is_taken(db):
    first = pdf(2)
    xref = first.rindex(b"startxref")
    root = first.index(b"1 0 obj")
    place = len(first)
    later = (
        first
        + b"9 0 obj\n<< /Note (them) >>\nendobj\n"
        + b"xref\n9 1\n%010d 00000 n \ntrailer\n<< /Size 10 /Root 1 0 R /Prev %d >>\n"
        % (place, int(first[xref + 9 :].split()[0]))
        + b"startxref\n%d\n%%%%EOF\n" % (place + 36)
    )
    assert root > 0

    assert take(later).pages == 2


def test_a_list_of_places_that_is_slightly_wrong_is_what_readers_mend(db):
    content = pdf(2, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    place = content.rindex(b"startxref\n") + 10
    wrong = content[:place] + b"17" + content[content.index(b"\n", place) :]

    assert take(wrong).pages == 2


def test_a_paper_cut_off_on_the_way_is_refused(db):
    content = pdf(300)

    assert refusal(content[: len(content) // 2]).code == "broken-file"
    assert refusal(content + content[: len(content) // 2]).code in ("broken-file", "two-kinds")


# Signed papers


def test_a_signed_paper_is_kept_and_marked(db):
    stored = take(signed())

    assert stored.is_signed
    assert "giữ nguyên từng byte" in files.remarks(stored)[0]
    assert not take(pdf()).is_signed
    assert files.remarks(take(pdf())) == []


def test_a_field_that_says_it_is_signed_marks_it_too(db):
    form = Dictionary(SigFlags=1, Fields=Array([]))

    assert take(pdf(root={"/AcroForm": form})).is_signed


@pytest.mark.parametrize("more", [{"OpenAction": script()}, {"OpenAction": action("Launch")}])
def test_nobody_is_told_to_print_a_signed_paper(db, more):
    refused = refusal(signed(**more))

    assert refused.code == "active-pdf"
    assert "Print to PDF" not in refused.message
    assert "đừng in hay lưu lại vì sẽ mất chữ ký" in refused.message
    assert "Print to PDF" in refusal(pdf(root={"/OpenAction": script()})).message


# Dangerous papers, each by its name


@pytest.mark.parametrize(
    ("content", "code", "named"),
    [
        (link(S=Name.JavaScript, JS=String("a")), "active-pdf", "JavaScript"),
        (link(S=Name.URI, URI=String(" JavaScript:alert(1)")), "active-pdf", "JavaScript"),
        (link(S=Name.Launch, F=String("cmd.exe")), "active-pdf", "Launch"),
        (link(S=Name.SubmitForm, F=String("http://a")), "active-pdf", "SubmitForm"),
        (link(S=Name.GoToE, T=Dictionary()), "active-pdf", "GoToE"),
        (link(S=Name.Rendition), "active-pdf", "phim, âm thanh"),
        (pdf(root={"/AcroForm": Dictionary(XFA=String("x"))}), "active-pdf", "XFA"),
        (opening(action("URI", URI=String("https://a"))), "reaching-pdf", "tự mở"),
        (
            opening(Dictionary(S=Name.GoTo, Next=action("URI", URI=String("https://a")))),
            "reaching-pdf",
            "tự mở",
        ),
        (
            opening(Dictionary(S=Name.GoTo, Next=Array([action("GoToR", F=String("//a/b"))]))),
            "reaching-pdf",
            "tự mở",
        ),
        (
            pdf_with_annotation(
                Subtype=Name.Link,
                AA=Dictionary(PO=action("URI", URI=String("https://a"))),
            ),
            "reaching-pdf",
            "tự mở",
        ),
        (link(S=Name.Thread, F=String("//host/a.pdf")), "reaching-pdf", "mạch đọc"),
        (
            pdf(root={"/A": Dictionary(OPI=Dictionary({"/2.0": Dictionary(F=String("//a/b"))}))}),
            "reaching-pdf",
            "nằm ở tệp khác",
        ),
    ],
)
def test_what_acts_or_reaches_out_is_refused_by_name(db, content, code, named):
    refused = refusal(content)

    assert (refused.code, named in refused.message) == (code, True)


def test_an_action_that_lies_elsewhere_is_found(db):
    with pikepdf.new() as document:
        page = document.add_blank_page()
        act = document.make_indirect(action("URI", URI=String("https://a")))
        page.AA = document.make_indirect(Dictionary(O=act))
        content = saved_pdf(document)

    assert refusal(content).code == "reaching-pdf"


def test_content_that_lies_in_another_file_is_refused(db):
    with pikepdf.new() as document:
        page = document.add_blank_page()
        stream = document.make_stream(b"")
        stream.stream_dict["/F"] = String("//host/a.bin")
        page.Contents = stream
        content = saved_pdf(document)

    assert refusal(content).code == "reaching-pdf"


# Where photos were taken


@pytest.mark.parametrize(
    "content",
    [
        pdf_with_photo(picture_from_phone()),
        pdf_with_photo(picture_from_phone(), packed=True),
        pdf_with_photo(picture_from_phone(), encryption=pikepdf.Encryption(owner="chu", user="")),
    ],
)
def test_a_photo_that_tells_where_marks_the_paper(db, content):
    stored = take(content)

    assert stored.has_gps
    assert files.may_be_published(stored) is False
    (told,) = files.remarks(stored)
    assert told.startswith("Ảnh trong tệp này còn ghi nơi chụp (GPS).")


def test_a_photo_whose_place_stands_in_its_xmp_marks_it_too(db):
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a exif:GPSLatitude="11,56N"/></x:xmpmeta>'
    file = io.BytesIO()
    Image.new("RGB", (40, 20)).save(file, "JPEG", xmp=xmp)

    assert take(pdf_with_photo(file.getvalue())).has_gps


def test_a_photo_of_another_kind_marks_it_too(db):
    file, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (11.0, 56.0, 25.0), 3: "E", 4: (108.0, 26.0, 3.0)})
    Image.new("RGB", (40, 20)).save(file, "JPEG2000")
    note = b"uuid" + b"JpgTiffExif->JP2" + exif.tobytes()[6:]
    photo = file.getvalue() + (4 + len(note)).to_bytes(4) + note

    assert take(pdf_with_photo(photo, kind=Name.JPXDecode)).has_gps
    assert not take(pdf_with_photo(file.getvalue(), kind=Name.JPXDecode)).has_gps


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("allowed", [files.DOCX, files.XLSX])
def test_a_photo_in_a_document_or_a_table_marks_it_too(db, kind, allowed):
    """Word and Excel keep it as it came."""
    exif, file = Image.Exif(), io.BytesIO()
    exif[0x010F] = "Phone of Lan"  # with nothing but its place, Pillow keeps nothing in a PNG
    exif.get_ifd(0x8825).update({1: "N", 2: (11.0, 56.0, 25.0), 3: "E", 4: (108.0, 26.0, 3.0)})
    Image.new("RGB", (40, 20)).save(file, kind, exif=exif)
    main, name = ("word/document.xml", "a.docx")
    if allowed == files.XLSX:
        main, name = ("xl/workbook.xml", "a.xlsx")
    photo = f"{main.partition('/')[0]}/media/image1.{kind.lower()}"

    stored = files.take(
        upload(name, office({photo: file.getvalue()}, main=main)),
        allowed={allowed},
        by=None,
        at=NOON,
    )

    assert (stored.has_gps, files.may_be_published(stored)) == (True, False)
    plain = upload(name, office({photo: picture()}, main=main))
    assert not files.take(plain, allowed={allowed}, by=None, at=NOON).has_gps


def test_a_photo_without_its_place_may_be_published(db):
    stored = take(pdf_with_photo(picture()))

    assert (stored.has_gps, files.may_be_published(stored)) == (False, True)


def test_a_paper_kept_before_its_marks_were_looked_for_gets_them(db):
    content = pdf_with_photo(picture_from_phone())
    stored = take(content)
    StoredFile.objects.update(has_gps=False)

    assert take(content).has_gps
    stored.refresh_from_db()
    assert stored.has_gps
