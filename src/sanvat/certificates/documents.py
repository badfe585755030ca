"""What is printed for everybody: the catalogue of products in force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanvat.documents.paper import Letterhead, Paper, Paragraph, Table, TableColumn
from sanvat.products.models import Product
from sanvat.products.public import name_of
from sanvat.text.days import day as said
from sanvat.text.numbers import number


def catalogue(products: Iterable[Product], *, of: str, place: str, day: date) -> Paper:
    """The products in the order given, each with its producer and place, which are read with it.
    `of`: what the reader chose, in words; `place` and `day`: of the letterhead."""
    rows = [
        (
            str(n),
            product.name,
            "★" * (product.stars or 0),
            name_of(product.producer),
            product.current_place.full_name,
            said(product.expires_on) or _("chưa ghi"),
        )
        for n, product in enumerate(products, start=1)
    ]
    return Paper(
        letterhead=Letterhead(_("Chương trình Mỗi xã một sản phẩm"), place=place, day=day),
        kind=_("DANH MỤC SẢN PHẨM OCOP"),
        summary=of,
        blocks=[
            Paragraph(
                _("%(count)s sản phẩm đang được công nhận vào ngày %(day)s.")
                % {"count": number(len(rows)), "day": said(day)}
            ),
            Table(
                [
                    TableColumn(_("STT"), 1, "centre"),
                    TableColumn(_("Sản phẩm"), 5),
                    TableColumn(_("Sao"), 2),
                    TableColumn(_("Chủ thể"), 5),
                    TableColumn(_("Địa bàn"), 5),
                    TableColumn(_("Hết hạn"), 2),
                ],
                rows,
            ),
        ],
        lies_down=True,
        language="en" if (get_language() or "").startswith("en") else "vi",
    )
