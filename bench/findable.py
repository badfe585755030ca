"""The public search over a country: twenty thousand products, as many articles and events."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from urllib.parse import quote_plus

from bench.events import _events
from bench.installation import alone, officer_of, programme
from bench.measurements import Measurement, Missing, best
from bench.pages import Page, reader, whole

EVENTS = 20_000
BUDGET = 0.04
SUGGESTED = 0.03
"""Less than somebody takes from one letter to the next."""
TYPED = ("ca", "ca ph", "mật o", "tap hu", "xa lac d", "duc tr", "26/2026", "san", "xyzzy")


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_seeded())


def _seeded() -> Iterator[Measurement | Missing]:
    from django.db import connection
    from django.utils import timezone

    from sanvat.findable import building
    from sanvat.findable.models import IndexEntry
    from sanvat.places.models import Place
    from sanvat.site.seed import seed_national

    seed_national(at=timezone.now())
    province = Place.objects.today().provinces().first()
    _events(EVENTS, officer_of(province), province)
    started = perf_counter()
    building.rebuild()
    took = perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    size = IndexEntry.objects.count()
    floor = best(lambda: list(IndexEntry.objects.values_list("folded_text")), repeat=2)
    yield Measurement(f"lập lại {size:,} mục", took, 60, floor, "đọc các mục một lần")
    yield Measurement(
        "theo nhật ký, không có gì mới",
        best(building.follow, repeat=5),
        0.1,
        best(lambda: IndexEntry.objects.exists(), repeat=5),
        "một câu hỏi rỗng",
    )
    yield from whole("người ngoài", reader(), list(_pages()), size)


def _pages() -> Iterator[Page]:
    from django.urls import reverse

    here = reverse("portal:search")
    for words in (
        *("cà phê", "dac san", "mat ong rung", "tập huấn", "so 700", "xã", "tinh lam dong"),
        *("huyện Đức Trọng", "26/2026/QĐ-TTg", "Bà Rịa - Vũng Tàu", "san pham", "che"),
        *("ca fe", "cafe rangg", "xyzzy", "tra cha xen"),
    ):
        yield Page(f"tìm «{words}»", f"{here}?q={quote_plus(words)}", BUDGET)
    coffee = f"{here}?q=ca+phe"
    yield Page("… một loại", f"{coffee}&loai=san-pham", BUDGET)
    yield Page("… trang 40", f"{coffee}&trang=40", BUDGET)
    yield Page("… ở một tỉnh", f"{coffee}&noi=68", BUDGET)
    yield Page("… ở một huyện cũ", f"{coffee}&noi={quote_plus('huyện Đức Trọng')}", 0.08)
    yield Page("… trong một năm", f"{coffee}&tu=2025-01-01&den=2025-12-31", BUDGET)
    yield Page("mới nhất của một loại", f"{here}?loai=su-kien", BUDGET)
    for words in (
        "ca",
        "ca ph",
        "mật o",
        "tap hu",
        "xa lac d",
        "duc tr",
        "26/2026",
        "san",
        "xyzzy",
    ):
        address = f"{reverse('portal:search_suggestions')}?q={quote_plus(words)}"
        yield Page(f"gợi ý «{words}»", address, SUGGESTED)
    yield Page("API", f"{reverse('api:search')}?q=ca+phe", BUDGET)
