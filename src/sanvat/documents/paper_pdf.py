"""An official paper as a PDF: tagged for those who hear it, searchable, and made to be kept."""

from __future__ import annotations

import io
import re
from dataclasses import asdict
from typing import Any

import pikepdf

from sanvat.documents import typesetting
from sanvat.documents.paper import Paper
from sanvat.documents.printed import Code, Grid, Line, Part, Printed, is_large, printed
from sanvat.documents.qr import svg
from sanvat.documents.typesetting import LONGEST_WORD

FOR_EVERYBODY = "ua-1"
TO_BE_KEPT = "a-2a"
WIDTH, WIDTH_LYING = 160, 247  # mm between the margins
IN_HALF = 18  # letters of a word in one half of a page, in capitals
LETTERS_IN_A_MM = 2.0  # broad letters at one point; a word is broken before it leaves its cell


def pdf(paper: Paper) -> bytes:
    """The paper as PDF/UA-1, and where it has its day also as PDF/A-2a: an archive asks for one.

    The same paper gives the same bytes. Refuses (`paper-too-long`) what `printed` refuses.
    """
    found = printed(paper)
    standards = [FOR_EVERYBODY, *([TO_BE_KEPT] if found.day else [])]
    is_apart = is_large(paper)
    set_it = typesetting.pdf_apart if is_apart else typesetting.pdf
    made = set_it("paper.typ", content(found), name="paper", standards=standards)
    return _packed(made) if is_apart else made


def _packed(made: bytes) -> bytes:
    """The same objects, a sixth of the bytes: the tags of a large table pack well together."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as opened:
        opened.save(
            written,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return written.getvalue()


def content(paper: Printed) -> dict[str, Any]:
    """All that is printed, as JSON values."""
    day = paper.day
    told = {
        "language": paper.language,
        "title": paper.title,
        "author": paper.author,
        "keywords": paper.keywords,
        "day": [day.year, day.month, day.day] if day else None,
        "lies_down": paper.lies_down,
        "head": _broken(asdict(paper.head), IN_HALF),
        "signers": [_broken(asdict(signer), IN_HALF) for signer in paper.signers],
        "recipients": _broken(paper.recipients, IN_HALF),
        "parts": [_part(part, paper.lies_down) for part in paper.parts],
    }
    for name in ("kind", "summary", "addressees", "authority", "grounds"):
        told[name] = _broken(getattr(paper, name), LONGEST_WORD)
    if told["parts"]:
        told["parts"][-1]["last"] = True
    return told


def _part(part: Part, lies_down: bool) -> dict[str, Any]:
    match part:
        case Line():
            told = _broken(asdict(part), LONGEST_WORD)
            return {**told, "what": "line", "last": False}
        case Grid():
            return _grid(part, WIDTH_LYING if lies_down else WIDTH)
        case Code():
            return {**_broken(asdict(part), LONGEST_WORD), "what": "code", "svg": svg(part.text)}


def _broken(told: Any, longest: int) -> Any:
    """All texts of it with places to break in their long words."""
    match told:
        case str():
            return breaking(told, longest)
        case list():
            return [_broken(one, longest) for one in told]
        case dict():
            return {key: _broken(one, longest) for key, one in told.items()}
    return told


def _grid(part: Grid, width: int) -> dict[str, Any]:
    fit = [max(int(share * width * LETTERS_IN_A_MM * 3 / part.size), 2) for share in part.shares]
    longest = [min(letters, LONGEST_WORD) for letters in fit]

    def broken(row: list[str]) -> list[str]:
        return [breaking(text, most) for text, most in zip(row, longest, strict=True)]

    return {
        "what": "table",
        "titles": broken(part.titles),
        "shares": part.shares,
        "aligns": part.aligns,
        "rows": [broken(row) for row in part.rows],
        "total": broken(part.total) if part.total else None,
        "caption": part.caption,
        "size": part.size,
        "new_page": part.new_page,
    }


def breaking(text: str, longest: int) -> str:
    """The text with a place to break, which does not show, in each word of more letters."""
    if len(text) <= longest:
        return text
    return re.sub(rf"\S{{{longest}}}(?=\S)", "\\g<0>\u200b", text)
