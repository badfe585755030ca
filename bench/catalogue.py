"""The public catalogue, which strangers ask for more than for anything else.

The country is the one of `sanvat seed --national`: first a twentieth of its products, then all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.installation import alone, programme
from bench.measurements import Measurement, Missing
from bench.pages import Page, reader, whole

FEW, ALL = 1_000, 20_000


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_at_every_size())


def _at_every_size() -> Iterator[Measurement | Missing]:
    from django.utils import timezone

    from sanvat.certificates.shelf import forget
    from sanvat.site import seed

    have = 0
    for size in (FEW, ALL):
        more = size - have
        seed.seed_national(
            at=timezone.now(), producers=more * 3 // 5, products=more, again=bool(have)
        )
        have = size
        forget()
        yield from whole("người ngoài", reader(), _pages(), size)


def _pages() -> list[Page]:
    from django.urls import reverse

    from sanvat.certificates.public import in_force_on
    from sanvat.portal.catalogue.cards import address_of

    product = _one_from_the_middle(in_force_on)
    every, on_map = reverse("portal:catalogue"), reverse("portal:catalogue_map")
    commune = product.current_place
    return [
        Page("danh mục, trang đầu", every, 0.08),
        Page("… trang cuối", f"{every}?cuoi=1", 0.08),
        Page("… giữa chừng, theo sao", f"{every}?xep=sao&sau={product.pk}", 0.08),
        Page("… mới nhất, trang cuối", f"{every}?xep=moi&cuoi=1", 0.08),
        Page("… một bộ tiêu chí, 4 sao", f"{every}?loai=bo-{product.set_number}&sao=4", 0.08),
        Page("… một tỉnh", f"{every}?tinh={commune.parent.code}", 0.08),
        Page("… một xã", f"{every}?noi={commune.code}", 0.08),
        Page("… một huyện cũ", f"{every}?noi=huy%E1%BB%87n+%C4%90%E1%BB%A9c+Tr%E1%BB%8Dng", 0.08),
        Page("… đã hết hạn", f"{every}?han=het", 0.08),
        Page("tìm «cà phê»", f"{every}?q=c%C3%A0+ph%C3%AA", 0.04),
        Page("tìm «ho»", f"{every}?q=ho", 0.04),
        Page("bản đồ cả nước", on_map, 0.08),
        Page("bản đồ một tỉnh", f"{on_map}?tinh={commune.parent.code}", 0.08),
        Page("một sản phẩm", address_of(product), 0.08),
        Page("khung để nhúng", reverse("portal:catalogue_frame"), 0.08),
        Page("API, trang đầu", reverse("api:list_catalogue"), 0.08),
    ]


def _one_from_the_middle(in_force_on: Any) -> Any:
    from django.utils import timezone

    rows = in_force_on(timezone.localdate()).select_related("current_place__parent")
    return rows.order_by("pk")[rows.count() // 2]
