"""Text as people type it on a phone: without accents, case or punctuation."""

from __future__ import annotations

import unicodedata

_D = str.maketrans({"đ": "d", "Đ": "d"})


def fold(text: str) -> str:
    """'Cà phê Đắk Lắk' → 'ca phe dak lak'. Composed and decomposed text fold alike."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D))
    letters = (c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(letters).lower().split())
