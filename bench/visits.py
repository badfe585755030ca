"""Counting visits: what it adds to a page, beside the cheapest page there is, and one writing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.installation import alone, programme
from bench.measurements import Measurement, Missing, best
from bench.pages import reader

READERS = 2_000
SECTIONS = 200
AGENT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"
PAGE = "/luot-truy-cap/"


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return [*_a_page(), *_a_writing()]


def _a_page() -> Iterator[Measurement]:
    """The middleware around an answer that is there already: what a page takes longer."""
    client = reader()
    page = best(lambda: client.get(PAGE), repeat=5, number=10)
    request, response = _asked(), _answer()
    counted = best(lambda: _visited(response)(request), repeat=5, number=2_000)
    yield Measurement("đếm một trang", counted, 0.001, page, f"trang {PAGE}")
    robot = _asked("Mozilla/5.0 (compatible; Googlebot/2.1)")
    passed = best(lambda: _visited(response)(robot), repeat=5, number=2_000)
    yield Measurement("nhận ra một chương trình", passed, 0.001, counted, "đếm một trang")


def _visited(response: Any) -> Any:
    from sanvat.portal.middleware import Visited

    return Visited(lambda _request: response)


def _asked(agent: str = AGENT) -> Any:
    from django.test import RequestFactory
    from django.urls import resolve

    request = RequestFactory().get("/san-pham/", headers={"user-agent": agent})
    request.resolver_match = resolve(request.path)
    return request


def _answer() -> Any:
    from django.http import HttpResponse

    return HttpResponse("<!doctype html>")


def _a_writing() -> Iterator[Measurement]:
    """What a worker writes every few seconds, aside; the floor is one row of it."""
    one = best(lambda: _written(1), repeat=5)
    yield Measurement(
        f"ghi {SECTIONS} mục một lần",
        best(lambda: _written(SECTIONS), repeat=5),
        0.1,
        one,
        "một mục",
    )


def _written(sections: int) -> int:
    from django.utils import timezone

    from sanvat.visits.counting import Counter
    from sanvat.visits.readers import Readers

    counter, now = Counter(Readers(1 << 12)), timezone.now()
    for number in range(sections):
        counter.count(f"reader {number % READERS}", site="", section=f"tin/{number}", at=now)
    return counter.write()
