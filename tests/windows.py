"""Windows of the browser, in contexts that are used again.

A new context costs as much work as several pages. One that is given back forgets all that was left
in it: pages, cookies, permissions, what pages keep, and files that came.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

LOCALE = "vi-VN"


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
