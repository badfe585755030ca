"""How groups and sets are called on these pages."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanvat.products.models import Product
from sanvat.rules import library
from sanvat.rules.engine import in_language
from sanvat.text.numbers import number

STARS = (5, 4, 3, 2, 1)


def group_names() -> dict[str, str]:
    """The groups of products by their codes, in the language of the page."""
    title = "title_en" if _is_english() else "title"
    groups = library.rulebook(library.CURRENT).facts["groups"]
    return {group["code"]: group[title] for group in groups}


def set_names() -> dict[int, str]:
    """The criteria sets of the rulebook in force by their numbers."""
    sets = library.rulebook(library.CURRENT).sets
    return {number: _called(found.name) for number, found in sets.items()}


def set_name(product: Product) -> str:
    if product.set_number is None:
        return ""
    return _called(library.criteria_set(product.rulebook, product.set_number).name)


def stars_said(stars: int) -> str:
    return _("%(n)s sao") % {"n": stars}


def products_said(count: int) -> str:
    return ngettext("%(n)s sản phẩm", "%(n)s sản phẩm", count) % {"n": number(count)}


def _called(name: object) -> str:
    return in_language(name, "en" if _is_english() else "vi")  # type: ignore[arg-type]


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
