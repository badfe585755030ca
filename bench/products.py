"""The lists and pages of producers and products, which have to be quick for a whole country.

The country is filled by its register, as `bench/register.py` brings it in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.installation import alone, centre_officer, key_of, officer_of, programme
from bench.measurements import Measurement, Missing
from bench.pages import Asked, Page, queries, reader, whole
from bench.register import FEW, ROWS, bring_in, lines


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_at_every_size())


def _at_every_size() -> Iterator[Measurement | Missing]:
    rows = lines(ROWS)
    centre = centre_officer()
    for size in (FEW, ROWS):
        bring_in(rows[:size], by=centre)
        yield from _queries(centre, size)
        yield from _pages(centre, size)


def _queries(by: Any, size: int) -> Iterator[Measurement | Missing]:
    from django.urls import reverse

    products, producers = reverse("desk:products"), reverse("desk:producers")
    search, product = reverse("desk:search"), reverse("desk:product", args=[_product(size).pk])
    asked = [
        Asked("sản phẩm, trang đầu", products, 0.08),
        Asked("sản phẩm, trang giữa", f"{products}?page={size // 50}", 0.08),
        Asked("đếm sản phẩm", products, 0.08, part="SELECT COUNT("),
        Asked("chủ thể, trang đầu", producers, 0.08),
        Asked("chủ thể, trang giữa", f"{producers}?page={size // 100}", 0.08),
        Asked("tìm «ca phe minh»", f"{search}?q=c%C3%A0+ph%C3%AA+minh", 0.04),
        Asked("một sản phẩm", product, 0.08),
    ]
    yield from queries(reader(by), asked, size)


def _pages(by: Any, size: int) -> Iterator[Measurement | Missing]:
    """For somebody who sees the country; with all rows also for a province and a commune, and
    what a programme is answered."""
    from django.urls import reverse

    product = _product(size)
    products, search = reverse("desk:products"), reverse("desk:search")
    pages = [
        Page("trang đầu", reverse("desk:home"), 0.08),
        Page("các sản phẩm", products, 0.08),
        Page("các sản phẩm, trang cuối", f"{products}?page={size // 25}", 0.08),
        Page("các sản phẩm sắp hết hạn", f"{products}?han=sap-het", 0.08),
        Page("các chủ thể", reverse("desk:producers"), 0.08),
        Page("một sản phẩm", reverse("desk:product", args=[product.pk]), 0.08),
        Page("tìm «cà phê minh»", f"{search}?q=c%C3%A0+ph%C3%AA+minh", 0.04),
        Page("tìm «gạo»", f"{search}?q=g%E1%BA%A1o", 0.04),
        Page("tìm «ho»", f"{search}?q=ho", 0.04),
    ]
    yield from whole("trung ương", reader(by), pages, size)
    if size == ROWS:
        commune = product.current_place
        few = [page for page in pages if "trang cuối" not in page.what]
        for who, place in (("tỉnh", commune.parent), ("xã", commune)):
            yield from whole(who, reader(officer_of(place)), few, size)
    programme = reader(Authorization=f"Bearer {key_of(by, 'products:read')}")
    listed = [Page("danh sách sản phẩm", reverse("api:list_products"), 0.08)]
    yield from whole("API", programme, listed, size)


def _product(size: int) -> Any:
    """One from the middle."""
    from sanvat.products.models import Product

    return Product.objects.order_by("id")[size // 2]
