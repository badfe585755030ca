"""Typesetting: from a template in `typst/` and its data to a PDF.

What people wrote reaches the template as JSON and is only ever shown, never read as markup.
The same input gives the same bytes: there is no clock in here, and no font but our own.
"""

from __future__ import annotations

import json
import threading
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).resolve().parent / "typst"
LONGEST_WORD = 24
"""A word of more letters may break anywhere, or it would run out of its column."""

_of_this_thread = threading.local()


def pdf(template: str, data: Mapping[str, Any], *, name: str) -> bytes:
    """Set one document. `data` reaches the template as its input `name`, in JSON.

    A compiler serves one thread: it cannot be used by two at a time. The typesetter is large and
    loaded with the first document, so that whoever prints can import this like anything else.
    """
    import typst

    compilers = _of_this_thread.__dict__.setdefault("compilers", {})
    if template not in compilers:
        compilers[template] = typst.Compiler(
            TEMPLATES / template, root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True
        )
    made: bytes = compilers[template].compile(
        format="pdf", sys_inputs={name: json.dumps(data, ensure_ascii=False)}
    )
    return made


def one_line(value: object, limit: int) -> str:
    """What a person wrote, as one line of at most so many letters.

    Control and formatting characters are dropped (they could turn the line around or break it),
    and a very long word may break anywhere.
    """
    text = "" if value is None else str(value)[: limit * 4]
    text = "".join(" " if c.isspace() else c for c in text)
    text = "".join(c for c in text if not unicodedata.category(c).startswith("C"))
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return " ".join(
        "\u200b".join(word[i : i + LONGEST_WORD] for i in range(0, len(word), LONGEST_WORD))
        for word in cut(text, limit).split(" ")
    )


def cut(text: str, limit: int) -> str:
    """The text, or its first letters with an ellipsis: at most `limit` of them."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


@cache
def _fonts() -> typst.Fonts:
    import fontpkg_be_vietnam_pro
    import typst

    fonts = fontpkg_be_vietnam_pro.ROOT / "files"
    return typst.Fonts(include_system_fonts=False, font_paths=[fonts])
