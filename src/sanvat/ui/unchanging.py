"""Parts of a page that are the same on every page, drawn once for each language."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

KEPT = 512
"""Drawings of each kind; the one asked for longest ago goes first."""


def unchanging(template: str, told: Callable[..., dict[str, Any]]) -> Callable[..., SafeString]:
    """The template as it is drawn with what `told` makes of some values, drawn anew only for other
    values or in another language. Nothing else may change it: neither the reader nor the time."""

    @lru_cache(maxsize=KEPT)
    def drawn(_language: str | None, *values: Any) -> SafeString:
        return render_to_string(template, told(*values))

    return lambda *values: drawn(get_language(), *values)
