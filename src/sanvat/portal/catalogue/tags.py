from __future__ import annotations

from functools import lru_cache

import segno
from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sanvat.products.models import ProductPicture
from sanvat.text.days import day

register = template.Library()
MOST_CODES = 1_000
"""Codes that a worker remembers, of some two thousand signs each."""

register.filter("day", day)


@register.simple_tag
def qr(address: str, label: str) -> SafeString:
    """The address as a code to photograph; `label` is heard instead."""
    return format_html(
        '<img class="wares__code" src="{}" alt="{}">', _code(address, scale=4, border=2), label
    )


@lru_cache(maxsize=MOST_CODES)
def _code(address: str, *, scale: int, border: int) -> str:
    code = segno.make(address, error="m", micro=False)
    return code.svg_data_uri(scale=scale, border=border, light="#fff")


@register.simple_tag
def picture(picture: ProductPicture, size: str, side: int, first: bool = False) -> SafeString:
    """A picture of a product at a size of its address, whose longer side is `side`."""
    stored = picture.file
    width, height = stored.width or side, stored.height or side
    factor = min(1, side / max(width, height))
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" {}="{}">',
        reverse("portal:catalogue_picture", args=[picture.pk, size]),
        picture.description,
        round(width * factor),
        round(height * factor),
        *(("fetchpriority", "high") if first else ("loading", "lazy")),
    )
