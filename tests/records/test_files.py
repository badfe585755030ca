import io
import os
import threading
from collections.abc import Callable

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import connection
from PIL import Image, ImageCms

from sanvat.errors import Refusal
from sanvat.parties.models import User
from sanvat.records import files
from sanvat.records.files import CSV, DOCX, JPEG, PAPERS, PDF, PICTURES, PNG, TABLES, WEBP, XLSX
from sanvat.records.models import StoredFile
from tests.records.journals import NOON
from tests.records.uploads import (
    EICAR,
    EXE,
    HTML,
    SVG,
    action,
    excel,
    lying_zip,
    office,
    pdf,
    pdf_whose_pages_multiply,
    pdf_with_annotation,
    pdf_with_file,
    picture,
    picture_from_phone,
    picture_of_a_billion_pixels,
    relation,
    script,
    upload,
)

ALL = PAPERS | TABLES | {DOCX}


@pytest.fixture(autouse=True)
def store(own_store):
    return own_store


def take(name: str, content: bytes, *, allowed=ALL, by=None) -> StoredFile:
    return files.take(upload(name, content), allowed=allowed, by=by, at=NOON)


def refusal(name: str, content: bytes, *, allowed=ALL) -> str:
    with pytest.raises(Refusal) as refused:
        take(name, content, allowed=allowed)
    assert not StoredFile.objects.exists()
    assert refused.value.message.endswith(".")
    return refused.value.code


def content_of(stored: StoredFile) -> bytes:
    with files.open(stored) as file:
        return file.read()


# What is kept


def test_a_paper_is_kept_as_it_came(db, store):
    lan = User.objects.create_user("lan")
    content = pdf(3)

    stored = take("Giấy kiểm nghiệm 12.5.2026.PDF", content, by=lan)

    assert (stored.kind, stored.extension, stored.pages) == (PDF, "pdf", 3)
    assert (stored.size, stored.width, stored.height) == (len(content), None, None)
    assert (stored.original_name, stored.created_by, stored.created_at) == (
        "Giấy kiểm nghiệm 12.5.2026.pdf",
        lan,
        NOON,
    )
    assert content_of(stored) == content


def test_a_file_lies_under_its_hash_and_for_its_owner_only(db, store):
    stored = take("a.pdf", pdf())

    digest = stored.sha256
    place = store / digest[:2] / digest[2:4] / digest
    assert [p for p in store.rglob("*") if p.is_file()] == [place]
    assert place.stat().st_mode & 0o777 == 0o600
    assert store.stat().st_mode & 0o777 == 0o700
    with pytest.raises(ValueError, match="through permission only"):
        default_storage.url(stored.path)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.docx", office(), DOCX),
        ("a.xlsx", excel(), XLSX),
        ("a.csv", "TT,Tên\n1,Cà phê\n".encode(), CSV),
        ("a.csv", "\ufeffTT,Tên\n1,Cà phê\n".encode(), CSV),
        ("a.png", picture("PNG"), PNG),
        ("a.webp", picture("WEBP"), WEBP),
        ("a.JPEG", picture(), JPEG),
        ("a", picture(), JPEG),
        ("zalo.jpg", picture("WEBP"), WEBP),
    ],
)
def test_each_kind_is_known_by_its_content(db, name, content, kind):
    stored = take(name, content)

    assert stored.kind == kind
    assert stored.original_name.endswith("." + files.KINDS[kind].extensions[0])


def test_links_of_a_paper_may_stay(db):
    link = action("URI", URI=pikepdf.String("https://example.com"))
    page = action("Named", N=pikepdf.Name.NextPage)

    for content in (pdf_with_annotation(Subtype=pikepdf.Name.Link, A=one) for one in (link, page)):
        assert take("a.pdf", content).pages == 1


def test_a_word_of_danger_in_a_title_is_only_a_word(db):
    title = pikepdf.Dictionary(Title=pikepdf.String("Bàn về /JavaScript và /Launch"))

    assert take("a.pdf", pdf(root={"/PieceInfo": title})).pages == 1


# Pictures are drawn anew


def test_a_picture_stands_upright_and_says_nothing_of_where(db):
    taken = picture_from_phone()
    assert b"Phone of Lan" in taken

    stored = take("IMG_1.jpg", taken)

    drawn = content_of(stored)
    with Image.open(io.BytesIO(drawn)) as image:
        assert (image.size, dict(image.getexif()), "comment" in image.info) == ((20, 40), {}, False)
        red, _green, blue = image.getpixel((18, 2))  # turned: the blue corner is upper right now
        assert blue > red
    assert b"Phone" not in drawn
    assert (stored.width, stored.height) == (20, 40)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", m) for m in ("1", "L", "LA", "P", "RGBA", "I;16")] + [("JPEG", "CMYK")],
)
def test_a_picture_of_any_mode_is_drawn(db, kind, mode):
    content = picture(kind) if mode == "I;16" else picture(kind, mode=mode)
    if mode == "I;16":
        file = io.BytesIO()
        Image.new("I;16", (40, 20), 700).save(file, "PNG")
        content = file.getvalue()

    assert take("a.png", content).width == 40


def test_a_picture_in_other_colours_is_drawn_in_srgb(db):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    stored = take("a.jpg", picture(icc_profile=profile))

    with Image.open(io.BytesIO(content_of(stored))) as image:
        assert "icc_profile" not in image.info


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_picture_is_made_smaller(db, settings, kind):
    settings.UPLOAD_LIMITS = {**settings.UPLOAD_LIMITS, "side": 100}

    stored = take("a.jpg", picture(kind, (400, 200)))

    assert (stored.width, stored.height) == (100, 50)


def test_what_hides_behind_a_picture_stays_behind(db):
    stored = take("a.jpg", picture() + office({"evil.html": HTML}) + HTML)

    assert b"PK" not in content_of(stored)
    assert b"<script>" not in content_of(stored)


# What is refused


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "empty-file"),
        ("setup.pdf", EXE, "kind-not-allowed"),
        ("setup.exe", EXE, "kind-not-allowed"),
        ("setup.csv", EXE, "not-utf-8"),
        ("logo.svg", SVG, "kind-not-allowed"),
        ("logo.png", SVG, "kind-not-allowed"),
        ("a.html", HTML, "kind-not-allowed"),
        ("a.csv", HTML, "kind-not-allowed"),
        ("a.csv", b"\n  <html>", "kind-not-allowed"),
        ("a.csv", b"a,b\x01", "broken-file"),
        ("a.gif", b"GIF89a" + bytes(30), "broken-file"),
        ("a.pdf", b"junk\n" + pdf(), "kind-not-allowed"),
        ("a.pdf.exe", pdf(), "name-differs"),
        ("annexe\u202efdp.exe", pdf(), "name-differs"),
        ("a.xlsx", office(), "is-word"),
        ("a.pdf", EICAR, "infected"),
        ("a.csv", EICAR + b"\n", "infected"),
        ("a.pdf", pdf() + EICAR, "infected"),
        ("a.docx", office({"word/media/a.bin": EICAR}), "infected"),
        ("a.pdf", pdf() + office(), "two-kinds"),
        ("a.docx", office() + office({"other.xml": b"<other/>"}), "two-kinds"),
        ("a.docx", office(comment=HTML), "two-kinds"),
    ],
)
def test_what_is_not_what_it_says_is_refused(db, name, content, code):
    assert refusal(name, content) == code


def test_only_what_is_wanted_is_taken(db):
    assert refusal("a.pdf", pdf(), allowed=PICTURES) == "kind-not-allowed"


def test_a_refusal_names_what_would_be_taken(db):
    with pytest.raises(Refusal) as refused:
        take("a.exe", EXE, allowed=PAPERS)

    assert refused.value.message == (
        "Nội dung tệp này không thuộc loại được nhận (đổi tên tệp không làm đổi nội dung). "
        "Hãy gửi một trong các loại: PDF, ảnh JPEG, ảnh PNG, ảnh WebP, ảnh HEIC, ảnh AVIF, "
        "ảnh TIFF, ảnh BMP, ảnh GIF."
    )


def test_a_file_that_is_too_large_is_not_even_read(db, settings):
    settings.UPLOAD_LIMITS = {
        **settings.UPLOAD_LIMITS,
        "bytes": 2**20,
        "bytes_of_picture": 2**21,
    }

    assert refusal("a.pdf", pdf() + bytes(2**20)) == "too-large"
    assert refusal("a.png", picture("PNG") + bytes(2**21)) == "too-large"
    assert take("a.png", picture("PNG") + bytes(2**20)).kind == PNG


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdf(root={"/OpenAction": script()}), "active-pdf"),
        (
            pdf(root={"/OpenAction": script()}).replace(b"/JavaScript", b"/J#61vaScript"),
            "active-pdf",
        ),
        (
            pdf(
                root={"/OpenAction": script()},
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            ),
            "active-pdf",
        ),
        (pdf(root={"/AA": pikepdf.Dictionary(WC=script())}), "active-pdf"),
        (pdf(root={"/OpenAction": action("Launch", F=pikepdf.String("cmd.exe"))}), "active-pdf"),
        (pdf(root={"/OpenAction": action("GoToR", F=pikepdf.String("//host/a"))}), "reaching-pdf"),
        (pdf(root={"/AcroForm": pikepdf.Dictionary(XFA=pikepdf.String("x"))}), "active-pdf"),
        (pdf_with_annotation(Subtype=pikepdf.Name.Link, A=script()), "active-pdf"),
        (
            pdf_with_annotation(
                Subtype=pikepdf.Name.Link,
                A=action("URI", URI=pikepdf.String("x"), Next=pikepdf.Array([script()])),
            ),
            "active-pdf",
        ),
        (pdf_with_annotation(Subtype=pikepdf.Name.RichMedia), "active-pdf"),
        (pdf_with_file(), "pdf-with-files"),
        (pdf_with_annotation(Subtype=pikepdf.Name.FileAttachment), "pdf-with-files"),
        (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "encrypted-pdf"),
        (lambda: pdf(10_000), "too-many-pages"),
        (pdf_whose_pages_multiply(30), "broken-file"),
        (b"%PDF-1.7\n%%EOF", "broken-file"),
        (b"%PDF-1.7\n" + os.urandom(3000), "broken-file"),
        (pdf(3)[:-100], "broken-file"),
        (pdf(0), "broken-file"),
    ],
)
def test_a_dangerous_or_broken_paper_is_refused(db, content, code):
    assert refusal("a.pdf", _made(content)) == code


def _made(content: bytes | Callable[[], bytes]) -> bytes:
    """What is large is made for its test alone, not for every worker that looks for tests."""
    return content() if callable(content) else content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: office({"word/media/a.bin": bytes(300 * 2**20)}), "unpacks-to-too-much"),
        (lambda: lying_zip(bytes(300 * 2**20)), "broken-file"),
        (lambda: office({f"word/{n}.xml": b"" for n in range(5001)}), "unpacks-to-too-much"),
        (office({"word/vbaProject.bin": b"x"}), "macros"),
        (office({"word/activeX/activeX1.xml": b"<x/>"}), "macros"),
        (office({"word/embeddings/oleObject1.bin": b"x"}), "macros"),
        (office({"[Content_Types].xml": b"<a macroEnabled />"}), "macros"),
        (office({"word/_rels/settings.xml.rels": relation("attachedTemplate")}), "reaching-office"),
        (office({"word/a.xml": b'<!DOCTYPE a [<!ENTITY b "b">]>'}), "broken-file"),
        (office({"word/a.xml": "<!DOCTYPE a>".encode("utf-16")}), "broken-file"),
        (office({"../../etc/cron.d/a": b"x"}), "broken-file"),
        (office()[:-30], "broken-file"),
        (office(main="xl/workbook.xml"), "broken-file"),
    ],
)
def test_a_dangerous_or_broken_document_is_refused(db, content, code):
    assert refusal("a.docx", _made(content)) == code


def test_a_table_may_name_another_table(db):
    beside = relation("externalLinkPath", "so-nam-ngoai.xlsx")
    links = {"word/_rels/a.rels": beside, "b.rels": relation("hyperlink")}

    assert take("a.docx", office(links)).kind == DOCX


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (picture_of_a_billion_pixels(), "too-many-pixels"),
        (picture("WEBP", (4000, 3000), method=0), "too-many-pixels"),
        (picture(size=(300, 300))[:-400], "cut-off-picture"),
        (b"\xff\xd8\xff" + bytes(500), "broken-file"),
        (b"RIFF\x00\x00\x00\x00WEBP" + bytes(500), "broken-file"),
    ],
)
def test_a_dangerous_or_broken_picture_is_refused(db, content, code):
    assert refusal("a.jpg", content) == code


def test_a_file_that_takes_too_long_is_refused(db, settings):
    settings.UPLOAD_LIMITS = {**settings.UPLOAD_LIMITS, "seconds": 0.01}

    assert refusal("a.pdf", pdf()) == "broken-file"


def test_a_file_that_takes_too_much_memory_is_refused(db, settings):
    settings.UPLOAD_LIMITS = {**settings.UPLOAD_LIMITS, "memory": 60 * 2**20}

    assert refusal("a.png", picture("PNG", (4500, 4500))) == "broken-file"


# Names


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Lan\\hoá đơn.pdf", "hoá đơn.pdf"),
        ("/srv/a.pdf", "a.pdf"),
        ("hoa-don.exe.pdf", "hoa-don_exe.pdf"),
        ("kê khai 12.5.2026.pdf", "kê khai 12.5.2026.pdf"),
        ("nga\u0300y.pdf", "ngày.pdf"),
        ("ảnh\u202egpj.\u200bpdf", "ảnhgpj.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie_ b.pdf"),
        ('a"b<c>|?*.pdf', "a_b_c.pdf"),
        (".pdf", "tep.pdf"),
        ("...", "tep.pdf"),
        ("", "tep.pdf"),
        ("ă" * 300 + ".pdf", "ă" * 120 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(name, safe):
    assert files.safe_name(name, "pdf") == safe


# Once, whoever brings it


def test_the_same_content_is_kept_once(db, store):
    lan, hoa = User.objects.create_user("lan"), User.objects.create_user("hoa")

    first = take("a.jpg", picture_from_phone(), by=lan)
    again = take("b.jpg", picture_from_phone(), by=hoa)

    assert first == again
    assert (again.original_name, again.created_by) == ("a.jpg", lan)
    assert sum(path.is_file() for path in store.rglob("*")) == 1


def test_lost_bytes_come_back_with_the_next_upload(db, store):
    stored = take("a.pdf", pdf())
    default_storage.delete(stored.path)

    take("a.pdf", pdf())

    assert content_of(stored) == pdf()


@pytest.mark.django_db(transaction=True)
def test_two_people_bring_the_same_at_once(store):
    together, stored = threading.Barrier(2), []

    def bring(name: str) -> None:
        together.wait()
        stored.append(take(name, pdf(2)).pk)
        connection.close()

    people = [threading.Thread(target=bring, args=[name]) for name in ("a.pdf", "b.pdf")]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert stored == [StoredFile.objects.get().pk] * 2
    assert sum(path.is_file() for path in store.rglob("*")) == 1


def test_a_large_upload_is_read_where_it_lies(db, monkeypatch):
    """Django puts it on disk while it comes in; it is not copied again until it is kept."""
    content = pdf(2)
    large = TemporaryUploadedFile("a.pdf", "application/pdf", len(content), None)
    large.write(content)
    large.seek(0)
    monkeypatch.setattr(large, "chunks", None)

    with large:
        assert files.take(large, allowed=PAPERS, by=None, at=NOON).pages == 2


# Handing out


def test_a_download_cannot_do_harm(db):
    stored = take("Giấy phép.pdf", pdf())

    file, headers = files.download(stored, name="../chứng nhận")

    with file:
        assert file.read() == pdf()
    assert headers == {
        "Content-Type": "application/pdf",
        "Content-Length": str(stored.size),
        "Content-Disposition": "attachment; filename*=utf-8''ch%E1%BB%A9ng%20nh%E1%BA%ADn.pdf",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{stored.sha256}"',
    }


@pytest.mark.parametrize(
    ("name", "content", "disposition"),
    [
        ("Cà phê.jpg", picture(), "inline; filename*=utf-8''C%C3%A0%20ph%C3%AA.jpg"),
        ("a.pdf", pdf(), 'attachment; filename="a.pdf"'),
    ],
)
def test_only_a_picture_may_be_shown_in_a_page(db, name, content, disposition):
    file, headers = files.download(take(name, content), name=name, shown=True)

    file.close()
    assert headers["Content-Disposition"] == disposition
