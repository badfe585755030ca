"""The first visit to a public page on a slow phone: what is sent, and when the largest thing of
the page is seen.

The phone is Chromium with a processor four times as slow, at 1.6 Mbit a second and 150 ms to the
server and back, as Lighthouse takes for a phone on a slow 4G network. The floor is the same
phone's first visit to `/healthz` of the same server, a line of text.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.measurements import Measurement, Missing, percentile
from bench.web import EMPTY, ServerFailed, serving

VISITS = 5
MOST_BYTES, SLOWEST = 150_000, 1.5
PHONE = {"width": 390, "height": 844}
ROUND_TRIP_MS, BYTES_A_SECOND, SLOWER = 150, 1_638_400 / 8, 4
LARGEST = """() => new Promise((told) => {
  new PerformanceObserver((list) => told(list.getEntries().at(-1).startTime)).observe(
    {type: "largest-contentful-paint", buffered: true});
  setTimeout(() => told(performance.now()), 3000);
})"""
"""Milliseconds until the largest thing was painted."""


class Visit(NamedTuple):
    seconds: float
    sent: int
    """Bytes over the wire, heads and all, compressed as they came."""


def measurements() -> Iterator[Measurement | Missing]:
    browser = next(filter(shutil.which, ("chromium", "chromium-browser", "google-chrome")), None)
    if browser is None:
        yield Missing("lần xem đầu trên điện thoại", "máy này không có Chromium")
        return
    with tempfile.TemporaryDirectory(prefix="sanvat-bench-") as folder:
        try:
            with serving(Path(folder) / "var", SANVAT_DEMO="1") as (port, _started):
                yield from _visits(browser, f"http://localhost:{port}")
        except ServerFailed as failed:
            yield Missing("sanvat serve", f"không mở được: {failed}")


def _visits(program: str, site: str) -> Iterator[Measurement | Missing]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which(program), args=["--no-sandbox", "--disable-gpu"]
        )
        floor = _visit(browser, site + EMPTY)
        for name, path in _pages(browser, site):
            visit = _visit(browser, site + path)
            yield Measurement(
                f"{name}: phần lớn nhất hiện ra",
                visit.seconds,
                SLOWEST,
                floor.seconds,
                f"{EMPTY} trên cùng máy ấy",
            )
            yield Measurement(f"{name}: tải về", visit.sent, MOST_BYTES, bytes=True)
        browser.close()


def _pages(browser: Any, site: str) -> Iterator[tuple[str, str]]:
    """The home page, and one of each kind that it leads to."""
    yield "trang đầu", "/"
    page = browser.new_page()
    for name, listed in (("một tin", "/tin/"), ("một sản phẩm", "/san-pham/")):
        page.goto(site + listed)
        yield f"danh sách của {name}", listed
        inside = page.eval_on_selector_all(
            "main a[href]", "links => links.map(link => link.getAttribute('href'))"
        )
        one = next((path for path in inside if _is_one_of(path, listed)), None)
        if one:
            yield name, one
    page.close()


def _is_one_of(path: str, listed: str) -> bool:
    return path.startswith(listed) and path.rstrip("/").rpartition("/")[2][:1].isdecimal()


def _visit(browser: Any, address: str) -> Visit:
    """The second slowest of some first visits, each with nothing kept from before."""
    visits = [_once(browser, address) for _ in range(VISITS)]
    seconds = percentile([visit.seconds for visit in visits], 0.75)
    return Visit(seconds, max(visit.sent for visit in visits))


def _once(browser: Any, address: str) -> Visit:
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, locale="vi-VN")
    page = context.new_page()
    wire = context.new_cdp_session(page)
    sent: list[float] = []
    wire.on("Network.loadingFinished", lambda told: sent.append(told["encodedDataLength"]))
    wire.send("Network.enable")
    wire.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": ROUND_TRIP_MS,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND / 2,
        },
    )
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="networkidle")
    largest = page.evaluate(LARGEST)
    context.close()
    return Visit(largest / 1000, round(sum(sent)))
