"""The pages of the criteria: everyone may read them, and everything printed is on them."""

import re
from html import unescape

import pytest
from django.utils.translation import gettext, override

from sanvat.rules import library

COFFEE = "/tieu-chi/26-2026/13/"
EVERY_SET = [(book.id, cs.number) for book in library.rulebooks() for cs in book.sets.values()]
EVERY_BOOK = list(library.IDS)
ENGLISH = {"HTTP_COOKIE": "sanvat_language=en"}
NASTY = ["\x00", "a\x00b", "😀" * 50, "x" * 5000, "'\"><script>", "%s%n", "\u202e", "٣", "-4", "4 "]


def read(client, path, data=None, **headers):
    answer = client.get(path, data, **headers)
    assert answer.status_code == 200, path
    return answer.content.decode()


def texts(page, kind):
    """What stands in every element of one class, without its markup."""
    found = re.findall(rf'class="{kind}"[^>]*>(.*?)</(?:span|h3|h4|p|dd|li)>', page, re.DOTALL)
    return [unescape(" ".join(re.sub(r"<[^>]+>", "", text).split())) for text in found]


def options_of(cs, say=lambda text: text):
    """Every line of every ladder in the order of the sheet, "none met" included."""
    lines = []
    for criterion in cs.criteria:
        unprinted = all(o.points for o in criterion.all_options)
        for ladder in [c.options for c in criterion.cases] or [criterion.options]:
            lines += [gettext("Không đạt mức nào")] * unprinted + [say(o.text) for o in ladder]
    return lines


# One set


@pytest.mark.parametrize(("book", "number"), EVERY_SET)
def test_every_sheet_shows_every_criterion_under_its_code(client, book, number):
    cs = library.criteria_set(book, number)

    page = read(client, f"/tieu-chi/{book}/{number}/")

    assert re.findall(r'<article class="clause" id="([^"]+)"', page) == [
        c.code for c in cs.criteria
    ]
    assert texts(page, "clause__title") == [c.title for c in cs.criteria]
    assert texts(page, "ladder__text") == options_of(cs)


@pytest.mark.parametrize(("book", "number"), EVERY_SET)
def test_no_anchor_of_a_sheet_stands_twice_and_none_leads_nowhere(client, book, number):
    page = read(client, f"/tieu-chi/{book}/{number}/")

    ids = re.findall(r'\sid="([^"]+)"', page)
    wanted = set(re.findall(r'href="#([^"]+)"', page))

    assert sorted(ids) == sorted(set(ids))
    assert wanted <= set(ids)


@pytest.mark.parametrize(("book", "number"), EVERY_SET)
def test_every_minimum_is_marked_at_its_option(client, book, number):
    cs = library.criteria_set(book, number)
    page = read(client, f"/tieu-chi/{book}/{number}/")

    marked = [
        int(stars) for stars in re.findall(r'<li class="ladder__rung ladder__rung--(\d)"', page)
    ]

    assert marked == [
        o.minimum_for for c in cs.criteria for o in c.all_options if o.minimum_for is not None
    ]


@pytest.mark.parametrize(("book", "number"), EVERY_SET)
def test_in_english_no_vietnamese_criterion_is_left(client, book, number):
    cs, english = library.criteria_set(book, number), library.english()

    page = read(client, f"/tieu-chi/{book}/{number}/", **ENGLISH)

    assert texts(page, "clause__title") == [english[c.title] for c in cs.criteria]
    with override("en"):
        assert texts(page, "ladder__text") == options_of(cs, lambda text: english[text])


def test_the_head_of_a_sheet_says_what_it_is(client):
    page = read(client, COFFEE)

    assert re.search(r"<h1>(.*?)</h1>", page)[1] == "Sản phẩm cà phê, ca cao"
    assert texts(page, "key-figures__value") == ["100", "34", "21", "40", "25", "35"]
    for href in (
        "/tu-cham/26-2026/13/",
        "/tieu-chi/26-2026/13/phieu.pdf",
        "/api/v1/rulebooks/26-2026/sets/13",
        "/tieu-chi/26-2026/13/so-sanh/148-2023/",
        "/tieu-chi/26-2026/13/so-sanh/781-2020/",
    ):
        assert f'href="{href}"' in page
    assert re.search(r'class="permalink" href="/tieu-chi/26-2026/13/">http://[a-z]+/tieu-chi', page)
    for ground in library.criteria_set("26-2026", 13).knock_outs:
        assert f"<li>{ground}</li>" in page


def test_what_takes_a_product_out_is_not_announced_as_an_error(client):
    vietnamese, english = read(client, COFFEE), read(client, COFFEE, **ENGLISH)

    assert '<span class="for-readers">Loại: </span>Loại ngay, không chấm điểm' in vietnamese
    assert '<span class="for-readers">Excluded: </span>' in english
    assert "Error" not in english


@pytest.mark.parametrize("path", ["", "?sao=3"])
def test_one_point_is_one_point(client, path):
    page = read(client, f"/tieu-chi/26-2026/26/{path}", **ENGLISH)

    assert "at least <b>1</b> point" in page
    assert not re.search(r"\b1(</b>)? points", page)


@pytest.mark.django_db
def test_the_home_page_writes_the_day_as_the_other_pages_do(client):
    assert "22/5/2026" in read(client, "/")
    assert "22 May 2026" in read(client, "/", **ENGLISH)


def test_a_reading_stands_at_its_criterion_with_the_printed_value_beside_it(client):
    page = read(client, "/tieu-chi/26-2026/4/")

    article = page[page.index('id="C.7"') :].split("</article>")[0]

    assert "13 điểm" in article
    assert "Đọc là: 3 điểm (chắc chắn)" in article


def test_each_filter_lists_the_minima_of_its_star_and_of_those_below(client):
    cs = library.criteria_set("26-2026", 13)
    for stars in (3, 4, 5):
        page = read(client, f"{COFFEE}?sao={stars}")

        asked = re.findall(r'class="asked__title" href="./#([^"]+)"', page)

        assert asked == [c.code for c in cs.criteria if c.required[stars]]


@pytest.mark.parametrize("stars", ["", "2", "6", *NASTY])
def test_a_star_that_makes_no_sense_shows_the_whole_sheet(client, stars):
    assert '<article class="clause" id="A.1.1">' in read(client, COFFEE, {"sao": stars})


def test_the_least_points_the_minima_force_are_those_of_the_rules(client):
    cs = library.criteria_set("26-2026", 1)

    page = read(client, "/tieu-chi/26-2026/1/")

    forced = re.findall(r"buộc ít nhất <b>(\d+)</b>", page)
    assert [int(points) for points in forced] == [
        sum(c.required[stars] for c in cs.criteria) for stars in (3, 4, 5)
    ]


def test_where_the_minima_are_not_known_the_page_says_so(client):
    page = read(client, "/tieu-chi/781-2020/1/")

    assert "Kết quả theo Quyết định 781 chỉ dựa vào tổng điểm" in page
    assert "Không có mức tối thiểu nào" in read(client, "/tieu-chi/781-2020/1/?sao=4")


def test_a_set_that_does_not_add_up_says_so(client):
    page = read(client, "/tieu-chi/148-2023/11/")

    assert '<dd class="key-figures__value">97</dd>' in page
    assert "chưa cộng đủ 100 điểm" in page


def test_the_blank_sheet_is_a_pdf(client):
    answer = client.get(f"{COFFEE}phieu.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


# One rulebook


@pytest.mark.parametrize("book", EVERY_BOOK)
def test_a_rulebook_leads_to_all_its_sets_and_names_what_is_missing(client, book):
    page = read(client, f"/tieu-chi/{book}/")

    leads = {
        int(n) for n in re.findall(rf'class="sets__name" href="/tieu-chi/{book}/(\d+)/"', page)
    }

    rulebook = library.rulebook(book)
    assert leads == set(rulebook.sets) | set(rulebook.missing_sets)
    for message, _english in rulebook.missing_sets.values():
        assert message in page


def test_the_rulebook_in_force_shows_batches_clocks_and_who_recognises(client):
    page = read(client, "/tieu-chi/26-2026/")

    for text in (
        "Bộ trưởng Bộ Nông nghiệp và Môi trường",
        "<b>15 ngày làm việc</b> từ lúc xã nhận hồ sơ",
        "30/10",
        "Điều 5 khoản 1",
        "Tổ chức tương đương",
        "Mẫu 03: báo cáo của xã",
    ):
        assert text in page


def test_the_procedure_of_148_is_shown_before_and_after_july_2025(client):
    page = read(client, "/tieu-chi/148-2023/")

    assert texts(page, "procedure__dates") == [
        "Từ 24/2/2023 đến 5/7/2025",
        "Từ 6/7/2025 đến 21/7/2026",
    ]


@pytest.mark.parametrize("book", EVERY_BOOK)
def test_the_readings_are_listed_and_can_be_filtered(client, book):
    everything = library.rulebook(book).readings
    listed = r'<article class="reading" id="([^"]+)"'

    page = read(client, f"/tieu-chi/{book}/cach-doc/")
    certain = read(client, f"/tieu-chi/{book}/cach-doc/?muc=certain")

    assert re.findall(listed, page) == [r.id for r in everything]
    assert re.findall(listed, certain) == [r.id for r in everything if r.confidence == "certain"]


@pytest.mark.parametrize("wanted", NASTY)
def test_a_confidence_that_makes_no_sense_shows_every_reading(client, wanted):
    page = read(client, "/tieu-chi/26-2026/cach-doc/", {"muc": wanted})

    assert page.count('<article class="reading"') == len(library.rulebook("26-2026").readings)


def test_in_english_the_facts_are_english(client):
    page = read(client, "/tieu-chi/26-2026/", **ENGLISH)

    for text in (
        "Minister of Agriculture and Environment",
        "Article 5 clause 1",
        "Similar body",
        "No article settles it",
    ):
        assert text in page


# The search


def sets_found(page):
    part = page[page.index('id="ket-qua"') : page.index('id="cac-nganh"')]
    return [int(n) for n in re.findall(r'<li>\s*<a href="/tieu-chi/26-2026/(\d+)/">', part)]


@pytest.mark.parametrize(
    ("query", "number"),
    [("ca phe", 13), ("mat ong", 4), ("Mật Ong", 4), ("homestay", 26), ("nước mắm", 9)],
)
def test_a_product_word_leads_to_its_set(client, query, number):
    assert sets_found(read(client, "/tieu-chi/", {"q": query}))[0] == number


@pytest.mark.parametrize("query", ["lao dong dia phuong", "Lao động địa phương"])
def test_the_words_of_a_criterion_lead_to_its_place(client, query):
    page = read(client, "/tieu-chi/", {"q": query})

    first = page[page.index('<li class="hit">') :].split("</li>")[0]

    assert 'href="/tieu-chi/26-2026/1/#A.3.3"' in first
    assert 'href="/tieu-chi/26-2026/26/#A.3.3"' in first
    assert "<mark>lao</mark> <mark>động</mark>" in first


def test_in_english_a_criterion_is_found_by_its_english_words(client):
    page = read(client, "/tieu-chi/", {"q": "bilingual label"}, **ENGLISH)

    assert '<li class="hit">' in page


def test_what_nobody_knows_gets_a_way_on(client):
    assert "Chưa tìm thấy bộ hay tiêu chí nào" in read(client, "/tieu-chi/", {"q": "qwxz"})


@pytest.mark.parametrize("query", NASTY)
def test_a_nasty_question_breaks_nothing_and_is_shown_harmless(client, query):
    page = read(client, "/tieu-chi/", {"q": query})

    assert "<script>" not in page
    assert len(re.search(r'name="q" value="([^"]*)"', page)[1]) <= 480


# Two rulebooks


def changes(page):
    """Title → the tags of what changed."""
    articles = re.findall(r'<article class="changed">(.*?)</header>', page, re.DOTALL)
    return {
        re.search(r"<h3>(.*?)</h3>", one)[1]: re.findall(r'class="tag[^"]*">([^<]+)<', one)
        for one in articles
    }


@pytest.mark.parametrize("number", range(1, 27))
def test_accounting_went_and_intellectual_property_rose_in_every_set(client, number):
    page = read(client, f"/tieu-chi/26-2026/{number}/so-sanh/148-2023/")

    changed = changes(page)
    rise = page[page.index("<h3>Sở hữu trí tuệ</h3>") :].split("</article>")[0]

    assert changed["Kế toán"] == ["Bỏ"]
    assert "Đổi điểm" in changed["Sở hữu trí tuệ"]
    assert re.findall(r"<b>(\d+)</b> điểm", rise) == ["2", "3"]


def test_the_comparison_is_the_same_from_either_side(client):
    here = read(client, "/tieu-chi/26-2026/1/so-sanh/148-2023/")
    there = read(client, "/tieu-chi/148-2023/1/so-sanh/26-2026/")

    assert changes(here) == changes(there)
    assert texts(here, "key-figures__value") == texts(there, "key-figures__value")


def test_where_the_other_rulebook_has_two_sets_the_reader_chooses(client):
    page = read(client, "/tieu-chi/26-2026/8/so-sanh/781-2020/")
    other = read(client, "/tieu-chi/26-2026/8/so-sanh/781-2020/?bo=9")

    assert "781/QĐ-TTg, bộ 8" in page
    assert "?bo=9" in page
    assert "781/QĐ-TTg, bộ 9" in other


@pytest.mark.parametrize("wanted", NASTY)
def test_a_choice_that_makes_no_sense_falls_back_on_the_first(client, wanted):
    page = read(client, "/tieu-chi/26-2026/8/so-sanh/781-2020/", {"bo": wanted})

    assert "781/QĐ-TTg, bộ 8" in page


@pytest.mark.parametrize(
    "path",
    [
        "/tieu-chi/26-2026/3/so-sanh/781-2020/",
        "/tieu-chi/26-2026/24/so-sanh/781-2020/",
        "/tieu-chi/781-2020/21/so-sanh/26-2026/",
        "/tieu-chi/26-2026/1/so-sanh/26-2026/",
    ],
)
def test_what_has_no_counterpart_says_so(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert "Không có bộ nào để so sánh" in answer.content.decode()


# What is not there, and a second visit


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/tieu-chi/781-2020/3/", "không nguồn công khai nào chúng tôi có chứa bộ này"),
        ("/tieu-chi/781-2020/3/phieu.pdf", "không nguồn công khai nào chúng tôi có chứa bộ này"),
        ("/tieu-chi/26-2026/27/", "Quyết định 26/2026/QĐ-TTg không có bộ 27"),
        (f"/tieu-chi/26-2026/{9**40}/", "không có bộ"),
        ("/tieu-chi/1-2000/", "Không có bộ quy định này"),
        ("/tieu-chi/😀/", "Không có bộ quy định này"),
        ("/tieu-chi/1-2000/1/", "Không có bộ quy định này"),
        ("/tieu-chi/1-2000/cach-doc/", "Không có bộ quy định này"),
        ("/tieu-chi/26-2026/1/so-sanh/1-2000/", "26/2026/QĐ-TTg"),
        ("/tieu-chi/26-2026/x/", ""),
    ],
)
def test_what_is_missing_is_a_404_that_says_why(client, path, sentence):
    answer = client.get(path)

    assert answer.status_code == 404
    assert sentence in answer.content.decode()


EVERY_PAGE = [
    "/tieu-chi/",
    "/tieu-chi/?q=ca+phe",
    "/tieu-chi/26-2026/",
    "/tieu-chi/26-2026/cach-doc/",
    COFFEE,
    f"{COFFEE}?sao=4",
    f"{COFFEE}phieu.pdf",
    f"{COFFEE}so-sanh/148-2023/",
]


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_second_visit_is_not_modified_until_the_language_changes(client, path):
    tag = client.get(path).headers["ETag"]

    again = client.get(path, HTTP_IF_NONE_MATCH=tag)
    in_english = client.get(path, HTTP_IF_NONE_MATCH=tag, **ENGLISH)

    assert (again.status_code, again.content) == (304, b"")
    assert in_english.status_code == 200


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_page_answers_to_head_and_not_to_post(client, path):
    head = client.head(path)

    assert (head.status_code, head.content) == (200, b"")
    assert client.post(path).status_code == 405
