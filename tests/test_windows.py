"""What one test leaves in a window, the next one does not find."""

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Route

from tests.windows import Heard

pytestmark = pytest.mark.browser
LEAVE = """async () => {
    localStorage.left = sessionStorage.left = document.cookie = "left=1";
    await caches.open("left");
    await new Promise((done) => { indexedDB.open("left").onsuccess = done; });
}"""
FIND = """async () => [
    localStorage.left ?? null, sessionStorage.left ?? null, document.cookie,
    ...await caches.keys(), ...(await indexedDB.databases()).map((each) => each.name),
]"""


def test_a_window_given_back_forgets(live_server, windows):
    address = f"{live_server.url}/static/ui/sanvat.css"
    with windows.page(width=390, height=800) as page:
        first = page.context
        page.goto(address)
        page.evaluate(LEAVE)
        assert page.evaluate(FIND) == ["left=1", "left=1", "left=1", "left", "left"]

    with windows.page() as page:
        assert page.context == first
        page.goto(address)
        assert page.evaluate(FIND) == [None, None, ""]
        assert page.viewport_size["width"] == 1280
        assert len(first.pages) == 2


SITE = "http://sanvat.example"
ASKING = """<!doctype html><link rel="icon" href="data:,"><script src="/htmx.js"></script><body>
<b id="b" hx-get="/answer" hx-trigger="load">…</b>"""


def test_a_request_left_under_way_is_no_fault_and_one_that_fails_is(windows):
    script = finders.find("django_htmx/htmx-2.min.js")
    waiting: list[Route] = []

    def serve(route: Route) -> None:
        if route.request.url.endswith("/htmx.js"):
            route.fulfill(path=script)
        elif route.request.url.endswith("/answer"):
            waiting.append(route)
        else:
            route.fulfill(body=ASKING, content_type="text/html; charset=utf-8")

    with windows.page() as page:
        page.route(f"{SITE}/**", serve)

        def ask() -> None:
            with page.expect_request("**/answer"):
                page.goto(f"{SITE}/")
            page.evaluate("0")  # until what the request is served by has heard of it

        heard = Heard(page)
        ask()
        with page.expect_event("requestfailed"):
            waiting[-1].abort("connectionrefused")
        page.evaluate("0")
        assert sorted(heard.faults) == [
            "Failed to load resource: net::ERR_CONNECTION_REFUSED",
            "htmx:afterRequest, [object HTMLElement]",
            "htmx:sendError, [object HTMLElement]",
        ]

        heard = Heard(page)
        for take_away in ("htmx.trigger('#b', 'htmx:abort')", "location.assign('/next')"):
            ask()
            with page.expect_event("requestfailed"):
                page.evaluate(take_away)
        page.wait_for_load_state()
        assert heard.faults == []
