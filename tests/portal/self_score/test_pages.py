"""The self-scorer's pages: everyone may read them, nothing is kept, nothing breaks them."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanvat.portal.self_score.drafts import Draft
from sanvat.rules import library
from sanvat.rules.engine import rank

HONEY = "/tu-cham/26-2026/4/"
EVERY_SET = [(book.id, cs.number) for book in library.rulebooks() for cs in book.sets.values()]


def full(cs, **other):
    """Every criterion at its best, but for those named."""
    answers = {}
    for criterion in cs.criteria:
        code = criterion.cases[0].code if criterion.cases else criterion.code
        options = criterion.cases[0].options if criterion.cases else criterion.options
        answers[code] = max(o.points for o in options)
    return answers | {code.replace("_", "."): points for code, points in other.items()}


@pytest.mark.parametrize(
    ("query", "number"),
    [("mật ong", 4), ("mat ong", 4), ("ca phe", 13), ("CÀ PHÊ", 13), ("homestay", 26)],
)
def test_a_product_name_leads_to_its_set(client, query, number):
    page = client.get("/tu-cham/", {"q": query}).content.decode()
    assert re.search(r'sets-found__link" href="([^"?]+)', page)[1] == f"/tu-cham/26-2026/{number}/"


def test_a_name_nobody_knows_gets_a_way_on(client):
    page = client.get("/tu-cham/", {"q": "zzz"}).content.decode()
    assert "Chưa tìm thấy bộ nào" in page


def test_htmx_gets_the_list_alone(client):
    page = client.get("/tu-cham/", {"q": "trà"}, headers={"HX-Request": "true"}).content.decode()
    assert page.startswith('<div id="bo-tim-thay"')


@pytest.mark.parametrize(("book", "number"), EVERY_SET)
def test_every_sheet_asks_every_criterion(client, book, number):
    cs = library.criteria_set(book, number)
    page = client.get(f"/tu-cham/{book}/{number}/").content.decode()
    assert re.findall(r'<fieldset class="criterion"? id="([^"]+)"', page) == [
        c.code for c in cs.criteria
    ]
    for criterion in cs.criteria:
        offered = re.findall(rf'name="{re.escape(criterion.code)}" value="([^"]+)"', page)
        assert {int(sign[-1], 36) for sign in offered} == set(criterion.allowed)


def test_a_full_sheet_shows_its_stars_total_and_that_it_is_not_official(client):
    cs = library.criteria_set("26-2026", 4)
    page = client.get(f"{HONEY}?{Draft(cs, full(cs)).query}").content.decode()
    assert "5 trên 5 sao" in page
    assert "<strong>100</strong>" in page
    assert "không phải kết quả chính thức" in page


def test_a_minimum_that_holds_the_star_back_is_named_with_the_way_out(client):
    cs = library.criteria_set("26-2026", 4)
    answers = full(cs, B_4_1=3)
    assert rank(cs, [("tôi", answers)]).stars == 4
    page = client.get(f"{HONEY}?{Draft(cs, answers).query}").content.decode()
    assert "5 sao theo điểm, nhưng bị giữ lại" in page
    assert "cần 5 điểm cho 5 sao, mới có 3" in page
    assert "Đường ngắn nhất lên 5 sao" in page
    assert "Chỉ cần nâng 1 tiêu chí, thêm 2 điểm." in page


def test_a_form_without_htmx_is_answered_with_the_draft_s_link(client):
    response = client.get(HONEY, {"phieu": "1", "A.1.1": "3", "sp": "Mật ong", "ct": ""})
    assert response.status_code == 302
    assert response["Location"].startswith(f"{HONEY}?d=3.")
    assert response["Location"].endswith("#ket-qua")
    page = client.get(response["Location"]).content.decode()
    assert re.search(r'name="A.1.1" value="3" checked', page)
    assert 'value="Mật ong"' in page


def test_the_live_answer_tells_the_browser_the_draft_s_link(client):
    response = client.get(f"{HONEY}ket-qua/", {"A.1.1": "3", "A.1.2": "9"})
    assert response["HX-Replace-Url"].startswith(f"{HONEY}?d=3.")
    assert response.content.decode().startswith('<div id="ket-qua"')


def test_names_are_text_and_never_markup(client):
    page = client.get(HONEY, {"d": "", "sp": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "address", ["/tu-cham/1-1900/1/", "/tu-cham/26-2026/27/", "/tu-cham/781-2020/3/"]
)
def test_a_set_that_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_set_that_nobody_has_says_why_in_the_language_of_the_page(client):
    vietnamese = client.get("/tu-cham/781-2020/3/").content.decode()
    client.cookies["sanvat_language"] = "en"
    english = client.get("/tu-cham/781-2020/3/").content.decode()

    assert "không nguồn công khai nào chúng tôi có chứa bộ này" in vietnamese
    assert "none of our public sources holds it" in english


@pytest.mark.parametrize("word", ["x", "z" * 5000, "%00", "a" * 33, "🙂🙂", "3" * 31 + "a"])
def test_a_garbled_link_still_opens_the_sheet(client, word):
    page = client.get(HONEY, {"d": word})
    assert page.status_code == 200
    assert "Hãy xem lại câu trả lời" in page.content.decode()


def test_the_draft_comes_as_the_case_that_the_command_line_ranks(client):
    cs = library.criteria_set("26-2026", 4)
    draft = Draft(cs, {"A.1.1": 3, "B.5.1": 2}, product="Mật ong bạc hà")
    response = client.get(f"{HONEY}ban-nhap.json?{draft.query}")
    assert json.loads(response.content) == draft.as_case()
    assert response["Content-Disposition"] == 'attachment; filename="tu-cham-mat-ong-bac-ha.json"'


def test_a_draft_s_file_opens_its_sheet_again(client):
    cs = library.criteria_set("26-2026", 4)
    draft = Draft(cs, {"A.1.1": 3}, product="Mật ong")
    file = SimpleUploadedFile("nhap.json", json.dumps(draft.as_case()).encode())
    response = client.post("/tu-cham/mo/", {"tep": file})
    assert (response.status_code, response["Location"]) == (302, f"{HONEY}?{draft.query}")


@pytest.mark.parametrize(
    ("content", "says", "says_in_english"),
    [
        (None, "Chưa chọn tệp nào.", "No file chosen."),
        (b"{", "Tệp này không phải JSON.", "This file is not JSON."),
        (b" " * 70000, "Tệp lớn hơn 64 KB", "The file is larger than 64 KB"),
        (
            b'{"rulebook": "781-2020", "set": 3}',
            "Chưa chấm được bộ “Gạo, ngũ cốc”",
            "The set “Rice and cereals” of Decision 781 cannot be scored",
        ),
    ],
)
def test_a_file_that_is_no_draft_gets_a_sentence(client, content, says, says_in_english):
    def opened():
        file = {"tep": SimpleUploadedFile("a.json", content)} if content else {}
        response = client.post("/tu-cham/mo/", file)
        assert response.status_code == 422
        return response.content.decode()

    assert says in opened()
    client.cookies["sanvat_language"] = "en"
    assert says_in_english in opened()


def test_the_filled_sheet_comes_as_a_pdf(client):
    cs = library.criteria_set("26-2026", 4)
    response = client.get(f"{HONEY}phieu.pdf?{Draft(cs, full(cs), product='Mật ong').query}")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="tu-cham-mat-ong.pdf"'
    assert response.content.startswith(b"%PDF-")


def test_the_link_also_comes_as_a_code_to_scan(client):
    response = client.get(f"{HONEY}qr.svg?d=3")
    assert response["Content-Type"] == "image/svg+xml"
    assert b"style" not in response.content


@pytest.mark.parametrize(
    "address", ["", "26-2026/4/", "26-2026/4/ket-qua/", "26-2026/4/ban-nhap.json"]
)
def test_no_page_sets_a_cookie_or_takes_a_post(client, address):
    response = client.get(f"/tu-cham/{address}")
    assert not response.cookies
    assert client.post(f"/tu-cham/{address}").status_code in (403, 405)


def test_english_readers_get_criteria_and_help_in_english(client):
    client.cookies["sanvat_language"] = "en"
    page = client.get(HONEY).content.decode()
    assert "Honey, other nectars and other farm foods" in page
    assert "Không đạt mức nào" not in page


def test_the_same_address_gives_the_list_or_the_page_and_says_so(client):
    assert "HX-Request" in client.get("/tu-cham/", {"q": "trà"})["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", HONEY, f"{HONEY}?d=3"])
def test_whoever_has_the_page_is_told_that_it_is_the_same(client, address):
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    client.cookies["sanvat_language"] = "en"
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_a_page_weighs_little_on_a_slow_phone(client):
    page = client.get(HONEY, headers={"Accept-Encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) < 25_000


OLD_HONEY = "/tu-cham/148-2023/4/"


def closed(page: str) -> list[str]:
    return re.findall(r'id="([^"]+)"\s+data-needs="[^"]+" disabled', page)


def test_the_question_stands_before_what_it_decides(client):
    page = client.get(OLD_HONEY).content.decode()

    order = re.findall(r'<fieldset[^>]* id="((?:co-)?B\.5\.[^"]+)"', page)
    assert order == ["co-B.5.1", "B.5.1", "B.5.2", "B.5.3"]
    assert "Sản phẩm có câu chuyện không?" in page
    assert "Sản phẩm có câu chuyện không?" not in client.get(HONEY).content.decode()


@pytest.mark.parametrize(
    ("told", "points", "shut"),
    [("1", "0", []), ("0", "1", ["B.5.2", "B.5.3"]), ("", "0", [])],
)
def test_the_answer_apart_opens_and_closes(client, told, points, shut):
    sent = client.get(OLD_HONEY, {"phieu": "1", "co-B.5.1": told, "B.5.1": points})

    page = client.get(sent["Location"]).content.decode()

    assert closed(page) == shut
    assert ('href="#co-B.5.1"' in page) is (told == "")


def test_a_full_sheet_whose_question_is_open_is_still_provisional(client):
    cs = library.criteria_set("148-2023", 4)
    answers = full(cs, B_5_1=0)

    page = client.get(f"{OLD_HONEY}?{Draft(cs, answers).query}").content.decode()

    assert "Tạm tính" in page
    assert "chưa trả lời “Sản phẩm có câu chuyện không?”" in page
    told = client.get(f"{OLD_HONEY}?{Draft(cs, answers, {'story': True}).query}").content.decode()
    assert "Tự chấm được" in told


def test_the_criteria_page_says_what_opens_the_criterion(client):
    page = client.get("/tieu-chi/148-2023/4/").content.decode()

    assert page.count("Chỉ chấm khi câu trả lời cho “Sản phẩm có câu chuyện không?” là có") == 2
    assert "Chỉ chấm khi có B.5.1" not in page
    assert "Chỉ chấm khi có B.5.1" in client.get("/tieu-chi/26-2026/4/").content.decode()
