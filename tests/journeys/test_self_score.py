"""A producer finds her set, answers, sees her star and what is missing, and prints the sheet."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sanvat.rules import library
from sanvat.rules.engine import rank
from tests.windows import Windows

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
COFFEE = library.criteria_set("26-2026", 13)


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def size(request):
    return request.param


def choose(page: Page, code: str, sign: str) -> None:
    """Answers a criterion and waits for the summary, as a reader does."""
    with page.expect_response("**/ket-qua/**"):
        tick(page, code, sign)


def tick(page: Page, code: str, sign: str) -> None:
    page.locator(f'input[name="{code}"][value="{sign}"]').check()


def best_answers(**other: int) -> dict[str, int]:
    return {c.code: c.best for c in COFFEE.criteria} | {
        code.replace("_", "."): points for code, points in other.items()
    }


def test_from_a_half_typed_name_to_the_printed_sheet(live_server, page: Page, size) -> None:
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/tu-cham/")
    page.get_by_label("Tên sản phẩm").press_sequentially("ca ph", delay=20)
    expect(page).to_have_url(re.compile(r"q=ca(%20|\+)ph$"))
    page.get_by_role("link", name=re.compile("cà phê, ca cao", re.I)).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("cà phê, ca cao")
    expect(page.locator("#ket-qua")).to_contain_text("Chưa trả lời câu nào")

    answers = best_answers(B_4_1=3)
    for code, points in answers.items():
        choose(page, code, str(points))
    expected = rank(COFFEE, [("chị", answers)])
    assert expected.stars == 4
    answer = page.locator("#ket-qua")
    expect(answer).to_contain_text(f"{int(expected.total)} trên 100 điểm")
    expect(answer).to_contain_text("5 sao theo điểm, nhưng bị giữ lại")
    expect(answer).to_contain_text("Chỉ cần nâng 1 tiêu chí, thêm 2 điểm.")
    expect(page).to_have_url(re.compile(r"\?d=[0-9a-z]+&v="))

    link = page.url
    page.goto(f"{live_server.url}/")
    page.goto(link)  # opened elsewhere, the draft is whole
    expect(page.locator('input[name="B.4.1"][value="3"]')).to_be_checked()
    expect(page.locator("#ket-qua")).to_contain_text("Tự chấm được")

    href = page.get_by_role("link", name="In phiếu (PDF)").get_attribute("href")
    sheet = page.request.get(f"{live_server.url}{href}")
    assert sheet.headers["content-type"] == "application/pdf"
    assert sheet.body().startswith(b"%PDF-")


def test_the_same_way_without_javascript(live_server, windows: Windows, size) -> None:
    with windows.page(scripts=False, **size) as page:
        score_without_javascript(page, live_server.url)


def score_without_javascript(page: Page, site: str) -> None:
    page.goto(f"{site}/tu-cham/")
    page.get_by_label("Tên sản phẩm").fill("ca phe")
    page.get_by_role("button", name="Tìm bộ").click()
    page.get_by_role("link", name=re.compile("cà phê, ca cao", re.I)).first.click()
    tick(page, "A.1.1", "3")
    tick(page, "B.5.1", "0")
    page.get_by_role("button", name="Tính sao").click()
    expect(page).to_have_url(re.compile(r"\?d=3.*#ket-qua$"))
    expect(page.locator("#ket-qua")).to_contain_text("3 trên 100 điểm")
    expect(page.locator('input[name="B.5.2"]').last).to_be_disabled()
    tick(page, "A.1.2", "2")
    page.get_by_role("button", name="Tính sao").click()
    expect(page.locator("#ket-qua")).to_contain_text("5 trên 100 điểm")


def test_a_missing_answer_is_one_jump_away(live_server, page: Page) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{live_server.url}/tu-cham/26-2026/13/")
    choose(page, "A.1.1", "3")
    jump = page.locator(".answer__jump")
    expect(jump).to_contain_text("A.1.2")
    jump.click()
    expect(page.locator('fieldset[id="A.1.2"]')).to_be_in_viewport()


def test_without_a_story_its_questions_close_and_open_again(live_server, page: Page) -> None:
    page.goto(f"{live_server.url}/tu-cham/26-2026/13/")
    choose(page, "B.5.1", "0")
    expect(page.locator('input[name="B.5.2"]').last).to_be_disabled()
    choose(page, "B.5.1", "5")
    expect(page.locator('input[name="B.5.2"]').last).to_be_enabled()


def test_the_whole_sheet_can_be_answered_with_the_keyboard(live_server, page: Page) -> None:
    page.goto(f"{live_server.url}/tu-cham/26-2026/13/")
    page.locator('input[name="A.1.1"]').first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#ket-qua")).to_contain_text("1 trên 100 điểm")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/tu-cham/",
        "/tu-cham/?q=mat+ong",
        "/tu-cham/?q=zzzz",
        "/tu-cham/26-2026/4/",
        "/tu-cham/26-2026/26/?d=3",
        "/tu-cham/781-2020/4/",
        "/tieu-chi/",
        "/tieu-chi/?q=mat+ong",
        "/tieu-chi/26-2026/",
        "/tieu-chi/26-2026/4/",
        "/tieu-chi/26-2026/26/",
        "/tieu-chi/26-2026/4/so-sanh/148-2023/",
        "/tieu-chi/26-2026/cach-doc/",
        "/tieu-chi/781-2020/3/",
        "/giao-dien/",
        "/api/v1/docs",
        "/khong-co-trang-nay/",
    ],
)
def test_axe_finds_nothing_serious(live_server, windows: Windows, address) -> None:
    with windows.page(**PHONE) as page:
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(f"{live_server.url}{address}")
        light = serious(page)
        page.emulate_media(color_scheme="dark")
        # What is dark differs in its colours alone.
        dark = serious(page, runOnly=["color-contrast"])
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert (light, dark, wide) == ([], [], False)


def serious(page: Page, **rules: object) -> list[tuple[str, list[str]]]:
    """What axe finds of weight."""
    # A list of all that is right would take as long again to make.
    found = Axe().run(page, options=rules | {"resultTypes": ["violations"]}).response["violations"]
    return [
        (v["id"], [n["target"] for n in v["nodes"]][:3])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


def test_the_link_of_the_draft_is_a_field_to_be_clicked_and_copied(
    live_server, page: Page, size
) -> None:
    """Clicking into it once took it for a button of the desk; a fault of a script fails here."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/tu-cham/26-2026/13/")
    choose(page, COFFEE.criteria[0].code, str(COFFEE.criteria[0].best))

    page.goto(page.url)
    field = page.get_by_label("Giữ lại bằng đường dẫn này")
    field.click()
    page.get_by_role("button", name="Chép đường dẫn").click()

    expect(page.get_by_role("button", name="Đã chép")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == field.input_value()
