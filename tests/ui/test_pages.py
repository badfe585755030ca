"""The frame of every page, the error pages, and the page of components."""

import re

import pytest
from axe_playwright_python.sync_playwright import DEFAULT_OPTIONS, Axe
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from sanvat.ui import navigation
from sanvat.ui.tables import Column, table

ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]
UNKNOWN = {"frame": "ui/unknown.html"}  # the head of a page that cannot know who reads it


@pytest.mark.parametrize("template", ERROR_PAGES)
def test_an_error_page_needs_nothing(template):
    """No request and no database (this test may not touch one)."""
    html = render_to_string(template, UNKNOWN)

    assert html.count("<h1>") == 1
    assert '<html lang="vi">' in html


def test_the_page_of_a_fault_shows_its_number():
    html = render_to_string("500.html", {"incident": "7F3A0C21"})

    assert '<dt>Số sự cố</dt><dd class="number">7F3A0C21</dd>' in html


def test_a_page_made_without_its_request_has_no_language_switch():
    assert '<form class="language"' not in render_to_string("500.html")


def test_the_language_switch_comes_back_to_this_page(client):
    html = client.get("/giao-dien/?a=1&b=2").content.decode()

    assert '<input type="hidden" name="next" value="/giao-dien/?a=1&amp;b=2">' in html
    assert re.findall(r'name="language" value="(\w+)"', html) == ["en"]


def test_a_page_gives_its_reader_no_cookie(client):
    assert client.get("/giao-dien/").cookies == {}


@pytest.mark.parametrize(
    ("path", "key"),
    [("/tieu-chi/26-2026/1/", "criteria"), ("/tu-cham/", "self_score"), ("/", ""), ("/x/", "")],
)
def test_the_address_tells_the_current_section(path, key):
    assert navigation.current_key(path) == key


def test_the_current_section_is_marked_once():
    html = render_to_string("404.html", UNKNOWN, RequestFactory().get("/tu-cham/"))

    marked = re.findall(r'<a href="([^"]+)" aria-current="page">', html)
    assert marked == ["/tu-cham/"]


def test_the_page_of_components_shows_the_code_that_it_ran(client):
    html = client.get("/giao-dien/").content.decode()

    assert html.count('class="example__code"') == html.count('class="example"')
    assert "{% stars 5 size=&quot;l&quot; %}" in html


def test_every_id_is_used_once(client):
    ids = re.findall(r'\sid="([^"]+)"', client.get("/giao-dien/").content.decode())

    assert sorted(ids) == sorted(set(ids))


def test_the_page_of_components_speaks_english():
    with translation.override("en"):
        html = render_to_string("404.html", UNKNOWN)

    assert '<html lang="en">' in html


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_use_every_component(live_server, page, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(f"{live_server.url}/giao-dien/")

    # What is dark differs in its colours alone.
    rules = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
    violations = Axe().run(page, options=DEFAULT_OPTIONS | rules).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_targets_are_large_enough_for_a_thumb(live_server, page):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{live_server.url}/giao-dien/")

    small = page.evaluate(
        """[...document.querySelectorAll("a, button, select, summary, textarea, .option")]
        .filter((e) => e.offsetParent && !e.closest("p, li li, .skip, th, .notice"))
        .filter((e) => e.getBoundingClientRect().height < 44)
        .map((e) => e.outerHTML.slice(0, 120))"""
    )

    assert small == []


@pytest.mark.browser
def test_text_grows_to_twice_its_size_without_a_sideways_scroll(live_server, page):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{live_server.url}/giao-dien/")

    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_the_theme_is_remembered(live_server, page):
    page.goto(f"{live_server.url}/giao-dien/")
    switch = page.get_by_role("button", name="Nền tối")
    switch.click()

    page.reload()

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert switch.get_attribute("aria-pressed") == "true"


@pytest.mark.browser
def test_a_dialog_opens_at_its_title_and_closes_to_its_button(live_server, page):
    page.goto(f"{live_server.url}/giao-dien/")
    opener = page.get_by_role("button", name="Rút hồ sơ…")

    opener.click()

    assert page.get_by_role("dialog", name="Rút hồ sơ?").is_visible()
    assert page.evaluate("document.activeElement.id") == "rut-ho-so-title"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent").strip() == "Rút hồ sơ…"


@pytest.mark.browser
def test_what_was_sent_by_script_and_refused_is_said_before_its_form(live_server, browser):
    page = browser.new_page()  # not the strict one: htmx calls a refusal an error
    said = {"error": "Hệ thống đang bận. Hãy thử lại sau ít phút.", "code": "busy"}
    page.goto(f"{live_server.url}/tu-cham/")
    page.route("**/tu-cham/?q=*", lambda route: route.fulfill(status=422, json=said))

    for typed in ("mật", "mật ong"):
        with page.expect_response("**/tu-cham/?q=*"):
            page.locator("#ten-san-pham").fill(typed)

    word = page.get_by_role("alert")
    assert word.all_inner_texts() == [said["error"]]
    page.unroute("**/tu-cham/?q=*")
    with page.expect_response("**/tu-cham/?q=*"):
        page.locator("#ten-san-pham").fill("cà phê")
    assert word.count() == 0
    page.close()


@pytest.mark.browser
def test_on_a_phone_the_numbers_of_a_framed_table_stand_on_the_page(live_server, page):
    """What is cut off at the right, nobody looks for under the name of its column."""
    rows = [["Đường sá, thủy lợi, điện nước", 16, 3]]
    made = table(rows, [Column("Lĩnh vực"), Column("Tiếp nhận", kind="number"), Column("Muộn")])
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{live_server.url}/giao-dien/")

    page.evaluate(
        "html => { document.querySelector('main').innerHTML ="
        " `<div class='table-frame'>${html}</div>` }",
        str(made),
    )

    for cell in page.locator(".table-frame td").all():
        right = cell.evaluate(
            "cell => { const range = document.createRange(); range.selectNodeContents(cell);"
            " return range.getBoundingClientRect().right }"
        )
        assert 0 < right <= 390


@pytest.mark.browser
def test_a_table_of_long_words_and_many_numbers_stays_within_its_page(live_server, page):
    page.set_viewport_size({"width": 760, "height": 900})
    page.goto(f"{live_server.url}/giao-dien/")
    numbers = "".join(f"<th class='number'>Sản phẩm đang được công nhận {n}</th>" for n in range(7))
    page.evaluate(
        "table => { document.querySelector('main').innerHTML = table }",
        f"<table class='table'><thead><tr><th>Nơi</th>{numbers}</tr></thead>"
        f"<tbody><tr><th scope='row'>{'dài' * 70}</th>{'<td class=number>1</td>' * 7}</tr>"
        "</tbody></table>",
    )

    assert page.evaluate("document.documentElement.scrollWidth") <= 760
