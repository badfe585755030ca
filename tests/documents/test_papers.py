"""Official papers: the words of a description, and that both of its forms bear them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import docx as word
import pikepdf
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from sanvat.documents import printed as printing
from sanvat.documents.paper import (
    Article,
    Chapter,
    Facts,
    Heading,
    Items,
    Letterhead,
    PageBreak,
    Paper,
    Paragraph,
    QrCode,
    Signature,
    Table,
    TableColumn,
)
from sanvat.documents.paper_docx import docx
from sanvat.documents.paper_pdf import pdf
from sanvat.documents.printed import Line, printed
from sanvat.errors import Refusal

REPORT = Paper(
    Letterhead(
        "Văn phòng Điều phối nông thôn mới",
        above="Ủy ban nhân dân tỉnh Sông Lam",
        number="41/BC-VPĐP",
        place="Sông Lam",
        day=date(2026, 2, 5),
    ),
    kind="Báo cáo",
    summary="Kết quả thực hiện kế hoạch năm 2025",
    blocks=[
        Heading("I. KẾT QUẢ"),
        Paragraph("Toàn tỉnh có 16 sản phẩm được công nhận.\nTrong đó 2 sản phẩm 4 sao."),
        Items([("Chỉ tiêu:", Items(["đạt", "vượt"], "a)")), "Tồn tại"], "1."),
        Table(
            [TableColumn("Đơn vị", 3), TableColumn("Số sản phẩm", 1, "right")],
            [["Xã Bình Minh", "9"], ["Xã An Lạc", "7"]],
            total=["Cộng", "16"],
            caption="Bảng 1. Theo đơn vị",
        ),
        PageBreak(),
        Facts([("Địa điểm", "Hội trường lớn")]),
        QrCode("https://sanvat.example/kiem-tra/41", "Quét để kiểm tra"),
        Paragraph("Trên đây là báo cáo./."),
    ],
    addressees=["Ủy ban nhân dân tỉnh", "Sở Nông nghiệp và Môi trường;"],
    grounds=["Căn cứ Kế hoạch số 12/KH-UBND.", "Xét đề nghị của các xã"],
    signatures=[Signature("TL. Chủ tịch", "Chánh Văn phòng", "Lê Thị Hoa")],
    recipients=["Như trên", "Lưu: VT."],
)
AGREEMENT = Paper(
    Letterhead("Ủy ban nhân dân huyện\nKhối Mặt trận", symbol="CTr-UBND", place="Ba Khe"),
    kind="Chương trình phối hợp",
    summary="năm 2020",
    blocks=[Chapter("I", "Quy định chung"), Article(1, "Mục đích"), Paragraph("Phối hợp.")],
    signatures=[
        Signature("TM. Khối Mặt trận", "Trưởng khối", "Trần Văn A"),
        Signature("TM. Ủy ban nhân dân\nKT. Chủ tịch", "Phó Chủ tịch", "Lê Văn B"),
    ],
    recipients=["Lưu: VT"],
    is_draft=True,
)

# ---------------------------------------------------------------- the words


def test_the_head_says_who_issued_it_with_which_number_where_and_when():
    head = printed(REPORT).head

    assert (head.above, head.issuer) == (
        ["ỦY BAN NHÂN DÂN TỈNH SÔNG LAM"],
        ["VĂN PHÒNG ĐIỀU PHỐI NÔNG THÔN MỚI"],
    )
    assert (head.number, head.place_and_day) == (
        "Số: 41/BC-VPĐP",
        "Sông Lam, ngày 05 tháng 02 năm 2026",
    )
    assert (head.country, head.motto) == (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    )


def test_what_is_not_known_yet_leaves_room_for_the_hand():
    head = printed(AGREEMENT).head

    assert head.number == "Số: ............/CTr-UBND"
    assert head.place_and_day == "Ba Khe, ngày ........ tháng ........ năm ............"
    assert head.draft == "DỰ THẢO"
    assert head.issuer == ["ỦY BAN NHÂN DÂN HUYỆN", "KHỐI MẶT TRẬN"]


def test_a_dispatch_has_its_summary_under_the_number_and_no_title():
    dispatch = printed(replace(REPORT, kind="", summary="Mở lớp tập huấn"))

    assert dispatch.head.about == ["V/v Mở lớp tập huấn"]
    assert (dispatch.kind, dispatch.summary) == ([], [])
    assert dispatch.title == "Mở lớp tập huấn"


def test_addressees_grounds_and_recipients_get_their_marks_from_us():
    paper = printed(REPORT)

    assert paper.addressees == [
        "Kính gửi:",
        "- Ủy ban nhân dân tỉnh;",
        "- Sở Nông nghiệp và Môi trường.",
    ]
    assert paper.grounds == ["Căn cứ Kế hoạch số 12/KH-UBND;", "Xét đề nghị của các xã."]
    assert paper.recipients == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    one = printed(replace(REPORT, addressees=["Ủy ban nhân dân tỉnh"]))
    assert one.addressees == ["Kính gửi: Ủy ban nhân dân tỉnh"]


def test_points_are_lettered_as_laws_letter_them():
    (items,) = [Items([str(n) for n in range(25)], "a)")]
    marks = [line.text.split()[0] for line in printed(replace(REPORT, blocks=[items])).parts]  # type: ignore[union-attr]

    assert marks[:8] == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)"]
    assert marks[22:] == ["y)", "aa)", "bb)"]


def test_headings_never_skip_a_level_for_those_who_hear_them():
    blocks = [Heading("c", 3), Heading("a", 1), Article(2, "b"), Heading("c", 3)]
    parts = printed(replace(REPORT, blocks=blocks)).parts

    assert [part.level for part in parts if isinstance(part, Line)] == [1, 1, 2, 3]


def test_what_shows_nothing_is_left_out_and_what_no_font_has_is_a_box():
    (line,) = printed(
        replace(REPORT, blocks=[Paragraph("Cà\u0000 phê\u202e\u0007 🐝 漢 ﬁ e\u0301")])
    ).parts

    assert line.text == "Cà phê □ □ fi é"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "blocks",
    [
        [Table([TableColumn("a")], [[""]] * (printing.MOST_TABLE_ROWS + 1))],
        [Table([TableColumn("a")] * 10, [[""] * 10] * (printing.MOST_CELLS // 10 + 1))],
        [Paragraph("a" * (printing.MOST_PRINTED_LETTERS + 1))],
        [Items([("a", Items(["b" * (printing.MOST_PRINTED_LETTERS + 1)]))])],
    ],
)
def test_a_paper_that_is_too_long_is_refused_with_what_to_do(blocks: list[Any]):
    with pytest.raises(Refusal) as refused:
        printed(replace(REPORT, blocks=blocks))

    assert refused.value.code == "paper-too-long"
    assert "20.000 dòng bảng, 60.000 ô và 2.000.000 chữ cái" in refused.value.message


def test_a_row_that_does_not_fit_its_columns_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="wants 2 texts"):
        printed(replace(REPORT, blocks=[Table([TableColumn("a")] * 2, [["b"]])]))


# ---------------------------------------------------------------- both forms

WORDS = st.text(
    st.sampled_from("aăâđêôơưỄựÝ19 <>&\"'#$*_`\\/{}[]().;:-@~=\n\t\x07\u200b\u202e🐝漢é“”…"),
    max_size=40,
)
BLOCKS = st.one_of(
    st.builds(Heading, WORDS, st.integers(0, 4)),
    st.builds(Chapter, WORDS, WORDS),
    st.builds(Article, st.integers(1, 99), WORDS),
    st.builds(
        Paragraph,
        WORDS,
        st.booleans(),
        st.booleans(),
        st.sampled_from(["left", "centre", "right"]),
        st.booleans(),
    ),
    st.builds(
        Items,
        st.lists(st.one_of(WORDS, st.tuples(WORDS, st.builds(Items, st.lists(WORDS, max_size=2))))),
        st.sampled_from(["1.", "a)", "-", "+"]),
    ),
    st.builds(Facts, st.lists(st.tuples(WORDS, WORDS), max_size=3)),
    st.builds(PageBreak),
    st.integers(1, 12).flatmap(
        lambda width: st.builds(
            Table,
            st.just([TableColumn(f"Cột {n}", 1 + n % 3, "centre") for n in range(width)]),
            st.lists(st.lists(WORDS, min_size=width, max_size=width), max_size=4),
            st.one_of(st.none(), st.lists(WORDS, min_size=width, max_size=width)),
            WORDS,
        )
    ),
)
PAPERS = st.builds(
    Paper,
    st.builds(
        Letterhead,
        WORDS,
        WORDS,
        WORDS,
        WORDS,
        st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2100, 1, 1))),
    ),
    kind=WORDS,
    summary=WORDS,
    blocks=st.lists(BLOCKS, max_size=6),
    addressees=st.lists(WORDS, max_size=3),
    grounds=st.lists(WORDS, max_size=2),
    signatures=st.lists(st.builds(Signature, WORDS, WORDS, WORDS), max_size=4),
    recipients=st.lists(WORDS, max_size=3),
    authority=WORDS,
    is_draft=st.booleans(),
    lies_down=st.booleans(),
)


@settings(max_examples=25, deadline=None)
@given(PAPERS)
def test_both_forms_bear_the_same_letters_in_the_same_order(paper: Paper):
    assert letters(text_of_pdf(pdf(paper))) == letters(text_of_docx(docx(paper)))


@pytest.mark.parametrize("paper", [REPORT, AGREEMENT])
def test_both_forms_say_what_the_description_says(paper: Paper):
    told = letters(" ".join(in_order(paper)))

    assert letters(text_of_pdf(pdf(paper))) == told
    assert letters(text_of_docx(docx(paper))) == told


@pytest.mark.parametrize("make", [pdf, docx])
@pytest.mark.parametrize("paper", [REPORT, AGREEMENT])
def test_the_same_paper_gives_the_same_bytes(make: Any, paper: Paper):
    assert make(paper) == make(replace(paper, blocks=list(paper.blocks)))


def test_papers_leave_nothing_in_one_another():
    plain = replace(REPORT, blocks=[Paragraph("Một câu.")])
    drawn = Table([TableColumn("Số")], [["1"]])
    before = docx(plain), docx(replace(plain, language="en"))

    docx(replace(REPORT, kind="Khác", blocks=[drawn, QrCode("https://vidu.example", "Mở")]))

    assert (docx(plain), docx(replace(plain, language="en"))) == before


def test_every_sign_that_is_let_through_is_in_one_of_the_fonts():
    signs = "".join(
        chr(code)
        for code in range(0x20, 0x3000)
        if not printing._IN_NO_FONT.match(chr(code)) and printing.tidy(chr(code)) == chr(code)
    )

    assert len(signs) > 2_000
    assert pdf(replace(REPORT, blocks=[Paragraph(" ".join(signs))]))  # UA-1 refuses one without


# ---------------------------------------------------------------- the PDF


def test_the_pdf_is_made_to_be_kept_and_for_everybody():
    with pikepdf.open(io.BytesIO(pdf(REPORT))) as opened:
        facts = opened.open_metadata()
        root = opened.Root
        tags = list(tags_of(root.StructTreeRoot))

        assert (facts["pdfaid:part"], facts["pdfaid:conformance"]) == ("2", "A")
        assert facts["pdfuaid:part"] == "1"
        assert facts["dc:title"] == "BÁO CÁO – Kết quả thực hiện kế hoạch năm 2025"
        assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("vi", True)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert {tag: tags.count(tag) for tag in ("Table", "TH", "TD", "H1", "Figure")} == {
        "Table": 1,
        "TH": 2,
        "TD": 6,
        "H1": 1,
        "Figure": 1,
    }


def test_a_paper_without_its_day_is_for_everybody_and_not_yet_for_the_archive():
    with pikepdf.open(io.BytesIO(pdf(AGREEMENT))) as opened:
        facts = opened.open_metadata()

        assert facts["pdfuaid:part"] == "1"
        assert "pdfaid:part" not in facts


def test_a_large_table_is_set_apart_and_repeats_its_head_on_each_page():
    rows = [[f"Xã số {n}", *["12"] * 5] for n in range(400)]
    table = Table([TableColumn("Đơn vị"), *[TableColumn("Số")] * 5], rows)
    made = pdf(replace(REPORT, blocks=[table], lies_down=True))
    pages = run("pdftotext", "-raw", "-", "-", given=made).split("\f")

    assert len(pages) > 10
    assert all("Đơn vị Số" in page for page in pages[:-2])
    assert [page.split("\n")[0] for page in pages[1:4]] == ["2", "3", "4"]
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert opened.open_metadata()["pdfaid:part"] == "2"
        assert list(tags_of(opened.Root.StructTreeRoot)).count("TD") == 2400


# ---------------------------------------------------------------- the Word file


def test_the_word_file_knows_its_language_title_and_day():
    made = docx(REPORT)
    opened = word.Document(io.BytesIO(made))
    facts = opened.core_properties

    assert (facts.title, facts.language, facts.author) == (
        "BÁO CÁO – Kết quả thực hiện kế hoạch năm 2025",
        "vi-VN",
        "Văn phòng Điều phối nông thôn mới",
    )
    assert facts.created.replace(tzinfo=None) == datetime(2026, 2, 5)
    languages = opened.styles.element.findall(f".//{qn('w:lang')}")
    assert [one.get(qn("w:val")) for one in languages] == ["vi-VN"]
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert {info.date_time[:3] for info in packed.infolist()} == {(1980, 1, 1)}
        names = packed.namelist()
        assert not [name for name in names if "thumbnail" in name or "Effects" in name]
        assert b"Effects" not in packed.read("[Content_Types].xml")
    assert len(made) < 25_000


def test_the_word_file_has_headings_repeated_heads_of_tables_and_no_empty_paragraphs():
    opened = word.Document(io.BytesIO(docx(REPORT)))
    paragraphs = list(opened.element.body.iter(qn("w:p")))
    empty = [
        one.style
        for one in paragraphs
        if not "".join(t.text or "" for t in one.iter(qn("w:t")))
        and one.style not in ("Rule", "Between")
    ]
    heads = [
        [cell.text for cell in row.cells]
        for table in opened.tables
        for row in table.rows
        if row._tr.find(f".//{qn('w:tblHeader')}") is not None
    ]

    assert empty == []
    assert [p.text for p in opened.paragraphs if p.style.name == "Heading 1"] == ["I. KẾT QUẢ"]
    assert heads == [["Đơn vị", "Số sản phẩm"]]
    assert opened.sections[0].different_first_page_header_footer
    assert "PAGE" in opened.sections[0].header._element.xml
    used = {one.style for one in paragraphs}
    assert used <= {style.style_id for style in opened.styles}
    pictures = opened.element.body.findall(f".//{qn('wp:docPr')}")
    assert [one.get("descr") for one in pictures] == [
        "Mã QR của https://sanvat.example/kiem-tra/41"
    ]


def test_tables_that_follow_one_another_stay_two_in_word():
    table = Table([TableColumn("a")], [["b"]])
    opened = word.Document(io.BytesIO(docx(replace(REPORT, kind="", blocks=[table, table]))))
    tags = [child.tag.rpartition("}")[2] for child in opened.element.body]

    assert "tbl tbl" not in " ".join(tags)
    assert tags[-2:] == ["p", "sectPr"]


@pytest.mark.parametrize("paper", [REPORT, AGREEMENT, replace(AGREEMENT, lies_down=True)])
def test_the_word_file_prints_alike_in_libreoffice(paper: Paper, tmp_path: Any):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "paper.docx").write_bytes(docx(paper))
    subprocess.run(
        [office, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, "paper.docx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    theirs, ours = (tmp_path / "paper.pdf").read_bytes(), pdf(paper)

    assert abs(pages_of(theirs) - pages_of(ours)) <= 1
    bare = re.compile(r"(?m)^\d+(?: +DỰ THẢO)?$")  # the numbers of the pages
    texts = [bare.sub("", run("pdftotext", "-raw", "-", "-", given=one)) for one in (theirs, ours)]
    assert sorted(letters(texts[0])) == sorted(letters(texts[1]))


# ---------------------------------------------------------------- reading them back


def letters(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def in_order(paper: Paper) -> Iterator[str]:
    """All that a paper says, in the order in which it is read."""
    told = printed(paper)
    head = told.head
    yield from [*head.above, *head.issuer, head.country, head.motto, head.number, *head.about]
    yield from [head.draft, head.place_and_day, *told.kind, *told.summary, *told.addressees]
    yield from [*told.authority, *told.grounds]
    for part in told.parts:
        match part:
            case Line():
                yield from (part.term, part.text)
            case printing.Grid():
                yield from [part.caption, *part.titles]
                yield from (text for row in [*part.rows, part.total or []] for text in row)
            case printing.Code():
                yield part.caption
    signers = [text for signer in told.signers for text in (*signer.heads, signer.name)]
    recipients = told.recipients
    yield from [*recipients, *signers] if len(told.signers) == 1 else [*signers, *recipients]


def text_of_pdf(made: bytes) -> str:
    """What the tags of a PDF say, in their order."""
    told = run("pdfinfo", "-struct-text", "-", given=made)
    return "".join(re.findall(r'(?m)^ *"(.*)"(?=$|Syntax)', told))


def text_of_docx(made: bytes) -> str:
    body = word.Document(io.BytesIO(made)).element.body
    return "".join(one.text or "" for one in body.iter(qn("w:t")))


def tags_of(node: Any) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from tags_of(one)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S).removeprefix("/")
        yield from tags_of(node.get("/K"))


def pages_of(made: bytes) -> int:
    with pikepdf.open(io.BytesIO(made)) as opened:
        return len(opened.pages)


def run(program: str, *arguments: str, given: bytes) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} (poppler-utils) is not installed")
    done = subprocess.run([found, *arguments], input=given, capture_output=True, check=True)
    return done.stdout.decode(errors="replace")  # pdfinfo writes titles in another encoding
