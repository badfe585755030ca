"""Windows of the browser, in contexts that are used again.

A new context costs as much work as several pages. One that is given back forgets all that was left
in it: pages, cookies, permissions, what pages keep, and files that came.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Page,
    Request,
)

LOCALE = "vi-VN"
OF_ONE_LEFT = re.compile("htmx:(afterRequest|sendError|sendAbort)\\b")


class Windows:
    """Lends contexts of one browser; each is lent to one at a time."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[bool, list[_Kept]] = {True: [], False: []}

    @contextmanager
    def context(self, *, scripts: bool = True) -> Iterator[BrowserContext]:
        """A context that speaks Vietnamese and knows nothing of an earlier test. Whoever takes it
        changes nothing that holds for the whole context but cookies and permissions."""
        free = self._free[scripts]
        kept = free.pop() if free else _Kept(self._browser, scripts)
        try:
            yield kept.context
        finally:
            kept.forget()
            free.append(kept)

    @contextmanager
    def page(self, *, scripts: bool = True, **size: int) -> Iterator[Page]:
        """The only page of a context, as wide and high as `size` says."""
        with self.context(scripts=scripts) as context:
            page = context.new_page()
            if size:
                page.set_viewport_size({"width": size["width"], "height": size["height"]})
            yield page


class Heard:
    """What a page complains of."""

    def __init__(self, page: Page) -> None:
        self._said: list[str] = []
        self._left = 0
        page.on("pageerror", lambda error: self._said.append(str(error)))
        page.on("console", self._line)
        page.on("requestfailed", self._failed)

    def _line(self, line: ConsoleMessage) -> None:
        # A form that is refused is answered with 422, which Chromium calls an error.
        if line.type == "error" and "status of 422" not in line.text:
            self._said.append(line.text)

    def _failed(self, request: Request) -> None:
        self._left += request.failure == "net::ERR_ABORTED"

    @property
    def faults(self) -> list[str]:
        """Script errors, and errors of the console. Of a request that was under way when its page
        went, or that a later one took the place of, htmx says two lines, which are no fault:
        nobody waits for its answer any more."""
        forgiven = 2 * self._left
        faults = []
        for said in self._said:
            if forgiven and OF_ONE_LEFT.match(said):
                forgiven -= 1
            else:
                faults.append(said)
        return faults


class _Kept:
    def __init__(self, browser: Browser, scripts: bool) -> None:
        self.context = browser.new_context(locale=LOCALE, java_script_enabled=scripts)
        # Without a page the window closes, and opening it is half of the work.
        self._stays = self.context.new_page()
        self._told: CDPSession = self.context.new_cdp_session(self._stays)
        self._visited: set[str] = set()
        self.context.on("request", lambda request: self._visit(request.url))

    def _visit(self, address: str) -> None:
        scheme, _, rest = address.partition("://")
        if scheme in ("http", "https"):
            self._visited.add(f"{scheme}://{rest.partition('/')[0]}")

    def forget(self) -> None:
        for page in self.context.pages:
            if page != self._stays:
                page.close()
        self.context.clear_cookies()
        self.context.clear_permissions()
        for origin in self._visited:
            self._told.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        self._told.send("Network.clearBrowserCache")
        self._visited.clear()
