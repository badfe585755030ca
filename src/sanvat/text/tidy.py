"""How what people type is kept: one way of writing for every name and every text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sanvat.text.normal import nfc, nfd
from sanvat.text.plain import UNFAMILIAR, looks, plain

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OPEN = re.compile(rf"(?<![qQ])([oO][aeAE]|[uU][yY])([{_TONES}])(?![^\W\d_])")
_MAY_BE_OPEN = re.compile("[oO][ÀẢÃÁẠẬẶÈẺẼÉẸỆàảãáạậặèẻẽéẹệ]|[uU][ỲỶỸÝỴỳỷỹýỵ]")
"""In composed letters, what `_OPEN` is looked for in; nearly every name has nothing of it."""
_APOSTROPHES = str.maketrans(dict.fromkeys("'`´‘ʼ′", "’"))
_ANY_APOSTROPHE = re.compile("['`´‘ʼ′]")


def tidy(text: str) -> str:
    """Composed letters, single spaces, nothing that does not show: how any short text is kept."""
    return " ".join(plain(text).split())


def tidy_lines(text: str, *, keeping: str = "") -> str:
    """The same for a text of several lines; paragraphs stay, and so do characters `keeping`."""
    lines = [" ".join(plain(line, keeping=keeping).split()) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


_UNFAMILIAR_IN_LINES = re.compile(UNFAMILIAR.replace("[^", "[^\n", 1))


def is_familiar(text: str) -> bool:
    """True where every character of a text of several lines is one that nobody needs to look at
    closer: composed letters of Latin, digits, usual punctuation."""
    return not _UNFAMILIAR_IN_LINES.search(text)


def are_tidy(texts: Iterable[str]) -> bool:
    """True where `tidy`, `tidy_lines` and `plain_lines` leave every one of these as it is; False
    where a closer look is needed, as for any text of several lines."""
    texts = list(texts)
    # Each between two ends of lines, so that a blank at its end shows.
    together = "\n".join(("", *texts, ""))
    if together.count("\n") > len(texts) + 1:
        return False
    if any(blank in together for blank in ("  ", "\n ", " \n")):
        return False
    return not _UNFAMILIAR_IN_LINES.search(together)


def plain_lines(text: str) -> str:
    """The same for a text whose blanks its writer set: none of those inside a line is left out."""
    return "\n".join(plain(line).rstrip() for line in text.splitlines()).strip()


def one_spelling(text: str) -> str:
    """How names are compared: Hòa rather than Hoà, M’Drắk with a true apostrophe."""
    if _ANY_APOSTROPHE.search(text):
        text = text.translate(_APOSTROPHES)
    text = nfc(" ".join(text.split()))
    if not _MAY_BE_OPEN.search(text):
        return text
    decomposed = nfd(text)
    moved = _OPEN.sub(lambda found: found[1][0] + found[2] + found[1][1], decomposed)
    return nfc(moved)


def same_name(text: str) -> str:
    """Two bodies or people of one place with the same of this bear one name: capitals, the place
    of a tone, what does not show and letters of another alphabet tell nobody apart."""
    return one_spelling(looks(" ".join(plain(text).split()))).casefold()
