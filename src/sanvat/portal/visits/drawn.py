"""Figures of visits as pages show them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanvat.visits.figures import Figures


def figures_row(known: Figures) -> list[tuple[int, str]]:
    """The figures with their words, as the old portals had them."""
    return [
        (known.now, _("đang đọc")),
        (known.today, _("hôm nay")),
        (known.yesterday, _("hôm qua")),
        (known.week, _("tuần này")),
        (known.month, _("tháng này")),
        (known.in_all, _("tất cả")),
    ]
