"""What one test leaves in a window, the next one does not find."""

import pytest

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
