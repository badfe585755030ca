"""How what people type is kept: one way of writing for every name and every text."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OPEN = re.compile(rf"(?<![qQ])([oO][aeAE]|[uU][yY])([{_TONES}])(?![^\W\d_])")
_APOSTROPHES = str.maketrans(dict.fromkeys("'`´‘ʼ′", "’"))


def tidy(text: str) -> str:
    """Composed letters, single spaces, nothing invisible: how any short text is kept."""
    if not text.isprintable():  # nearly every text is
        text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def tidy_lines(text: str) -> str:
    """The same for a text of several lines; paragraphs stay."""
    lines = [tidy(line) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_spelling(text: str) -> str:
    """How names are compared: Hòa rather than Hoà, M’Drắk with a true apostrophe."""
    text = " ".join(text.translate(_APOSTROPHES).split())
    decomposed = unicodedata.normalize("NFD", text)
    moved = _OPEN.sub(lambda found: found[1][0] + found[2] + found[1][1], decomposed)
    return unicodedata.normalize("NFC", moved)
