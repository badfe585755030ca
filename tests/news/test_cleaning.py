"""What is pasted, and what becomes of it."""

import pytest

from sanvat.news.aloud import aloud
from sanvat.news.cleaning import clean_paragraph
from sanvat.news.models.pages import slug_of

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<style>p.MsoNormal {margin:0cm; font-family:"Times New Roman"}</style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
</head><body lang=VI><h1 style='text-align:center'><span style='color:red'>KẾ HOẠCH</span></h1>
<p class=MsoNormal style='text-indent:36.0pt'><b><span lang=VI style='font-size:14.0pt'>UBND xã
</span></b><span class=SpellE>tổ&nbsp;chức</span><o:p></o:p> hội nghị.</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph><![if !supportLists]>-<![endif]> Nội dung <i>thứ nhất</i></p>
<table class=MsoTable><tr><td><p class=MsoNormal>Ô một</p></td><td>Ô hai</td></tr></table>
<p><a href="https://lamdong.vn/a?b=1&amp;c=2" onclick="x()" style="color:blue">nguồn</a>
<img src="file:///C:/anh.png"></p><script>x()</script></body></html>"""


def test_what_comes_from_word_keeps_its_words_and_little_else():
    cleaned = clean_paragraph(WORD)

    for gone in ("Mso", "style", "span", "<o:", "script", "x()", "img", "table", "xml", "Times"):
        assert gone not in cleaned
    assert "<p>KẾ HOẠCH</p>" in cleaned.replace("\n", "")
    assert "<b>UBND xã\n</b>tổ chức hội nghị.</p>" in cleaned
    assert "<i>thứ nhất</i>" in cleaned
    assert "Ô một" in cleaned
    assert '<a href="https://lamdong.vn/a?b=1&amp;c=2">nguồn</a>' in cleaned
    assert "<p></p>" not in cleaned


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        "<svg onload=alert(1)>",
        "<p onmouseover=alert(1)>x</p>",
        "<iframe src=https://x.vn></iframe>",
        '<a href="&#106;avascript:alert(1)">x</a>',
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 "
        "onerror=alert(1)&gt;'>",
    ],
)
def test_nothing_that_runs_is_left(html):
    cleaned = clean_paragraph(html).lower()

    for gone in ("<script", "<img", "<svg", "<iframe", "javascript:", "data:", "<p on", "<math"):
        assert gone not in cleaned


def test_cleaning_again_changes_nothing():
    once = clean_paragraph(WORD)

    assert clean_paragraph(once) == once


@pytest.mark.parametrize(
    "html", ["<p>" * 50_000, "a" * 1_000_000, "<b><i>" * 20_000, "<!--" * 100_000, "<" * 200_000]
)
def test_much_of_it_is_cleaned_too(html):
    assert isinstance(clean_paragraph(html), str)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Nước mắm Cà Ná", "nuoc-mam-ca-na"),
        ("Quyết định 26/2026/QĐ-TTg", "quyet-dinh-26-2026-qd-ttg"),
        ("  Đặc sản  ", "dac-san"),
        ("2026", "2026-1"),
        ("Tệp", "tep-1"),
        ("你好", "tin"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_slug_is_of_our_own_folding(title, slug):
    assert slug_of(title) == slug


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("HTX và UBND TP. Đà Lạt", "hợp tác xã và Ủy ban nhân dân thành phố Đà Lạt"),
        ("lúc 21:04, 14/10/2020", "lúc 21 giờ 4 phút, ngày 14 tháng 10 năm 2020"),
        ("số 26/2026/QĐ-TTg", "số 26 năm 2026, quyết định của Thủ tướng Chính phủ"),
        ("15–20 sản phẩm, 2,13 %", "15 đến 20 sản phẩm, 2,13 phần trăm"),
        ("KHÔNG phải KHO", "KHÔNG phải KHO"),
    ],
)
def test_what_is_written_short_is_said_in_full(written, said):
    assert aloud(written) == said
