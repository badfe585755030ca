"""The language of the page, and what has a Vietnamese and an English wording beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language


def language() -> str:
    """Of the two languages the one in use, "vi" or "en"; Vietnamese where none is."""
    return "en" if (get_language() or "").startswith("en") else "vi"


def is_english() -> bool:
    return language() == "en"


def worded(facts: Mapping[str, Any], key: str) -> str:
    """A text of a rulebook in the language of the page: `facts["title"]` or `facts["title_en"]`."""
    return str(facts[f"{key}_en" if is_english() else key])
