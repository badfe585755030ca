"""Unicode's normal forms of any text, in about as much time as it has letters: the same forms as
those of `unicodedata`, which are quick where marks stand in their order. Here they come in it.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import Literal

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]

# Every mark is no word, to `re`, but for two of the half-width Japanese ones, which become marks.
_MANY = 32
_MANY_MARKS = re.compile(rf"(?:[^\w\x00-\x7f]|[\uff9e\uff9f]){{{_MANY}}}")


def normal(form: Form, text: str) -> str:
    """The same as `unicodedata.normalize`."""
    if len(text) >= _MANY and _MANY_MARKS.search(text):
        text = _with_marks_in_order(form, text)
    return unicodedata.normalize(form, text)


def nfc(text: str) -> str:
    """Composed letters."""
    return normal("NFC", text)


def nfd(text: str) -> str:
    """Letters and their marks apart."""
    return normal("NFD", text)


def _with_marks_in_order(form: Form, text: str) -> str:
    """Every letter taken apart, and what lies on it in the order that every form wants."""
    apart: Form = "NFKD" if form in ("NFKC", "NFKD") else "NFD"
    letters = "".join(unicodedata.normalize(apart, letter) for letter in text)
    return "".join(
        "".join(sorted(run, key=unicodedata.combining) if are_marks else run)
        for are_marks, run in groupby(letters, key=lambda c: unicodedata.combining(c) > 0)
    )
