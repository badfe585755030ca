"""How numbers are written for people: in the language of the page, cut and never rounded up."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import Any

from django.utils import numberformat
from django.utils.formats import get_format


def exact(value: Any) -> Decimal:
    """What a template gives as a number, exact."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def plain(value: Decimal) -> str:
    """The shortest way to write a number, for machines: 69.7, 70, 0."""
    return f"{value.normalize():f}"


def shown(value: Any) -> str:
    """A number for people: at most two decimals, cut and not rounded, in the page's language."""
    return _two_decimals(value, ROUND_DOWN)


def shown_up(value: Any) -> str:
    """What is still missing: rounded up, so that whoever adds as much has enough."""
    return _two_decimals(value, ROUND_UP)


def money(value: int | None) -> str:
    """Đồng, with its separators."""
    return "" if value is None else f"{shown(value)} ₫"


def _two_decimals(value: Any, rounding: str) -> str:
    cut = exact(value).quantize(Decimal("0.01"), rounding=rounding)
    # Django's Vietnamese formats have a separator for thousands and leave the grouping out.
    return numberformat.format(
        plain(cut),
        decimal_sep=get_format("DECIMAL_SEPARATOR"),
        thousand_sep=get_format("THOUSAND_SEPARATOR"),
        grouping=3,
        force_grouping=True,
    )
