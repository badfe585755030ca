"""The readings of slips in one language, and the places of a set that each of them touches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanvat.rules import library
from sanvat.rules.model import CriteriaSet, Reading
from sanvat.text.fold import fold

CONFIDENCES = {
    "certain": (_("Chắc chắn"), "good", _("đã dùng")),
    "probable": (_("Nhiều khả năng"), "gold", _("đã dùng, cần xem lại")),
    "open": (_("Để ngỏ"), "plain", _("giữ như bản in")),
}
"""confidence → its name, the kind of its tag, what is done with it."""

KINDS = {
    "points": _("Điểm"),
    "minimum": _("Mức tối thiểu"),
    "note": _("Ghi chú"),
    "structure": _("Cấu trúc"),
    "text": _("Câu chữ"),
    "options": _("Các mức"),
    "name": _("Tên gọi"),
    "heading": _("Tiêu đề"),
    "article": _("Điều khoản"),
}

_OF_SETS = re.compile(r"\s*bộ ([\d, –]+):")
_CODE = re.compile(r"\b[ABC](?:\.\d+)+")
_PART = re.compile(r"\bphần ([ABC])\b")
_HINT = re.compile(r"\(([^)\d]+)\)")


@dataclass(frozen=True)
class TranslatedReading:
    """A reading in the language of the page."""

    id: str
    sets: tuple[int, ...]
    where: str
    printed: str
    reading: str
    why: str
    confidence: str
    changes_results: bool
    kind: str | Promise

    @property
    def name(self) -> str | Promise:
        return CONFIDENCES[self.confidence][0]

    @property
    def tag(self) -> str:
        return CONFIDENCES[self.confidence][1]

    @property
    def done(self) -> str | Promise:
        return CONFIDENCES[self.confidence][2]


@cache
def readings(rulebook_id: str, language: str) -> tuple[TranslatedReading, ...]:
    return tuple(_translate(r, language) for r in library.rulebook(rulebook_id).readings)


def _translate(reading: Reading, language: str) -> TranslatedReading:
    def text(key: str) -> str:
        own: str = getattr(reading, key)
        return reading.english.get(key, own) if language == "en" else own

    return TranslatedReading(
        id=reading.id,
        sets=reading.sets,
        where=text("where"),
        printed=text("printed"),
        reading=text("reading"),
        why=text("why"),
        confidence=reading.confidence,
        changes_results=reading.changes_results,
        kind=KINDS.get(reading.kind, ""),
    )


def codes_touched(reading: Reading, cs: CriteriaSet) -> tuple[str, ...]:
    """The codes of a set (criterion, heading, section, part) that a reading is about."""
    changed = [_known(change.code, cs) for change in reading.changes if change.set == cs.number]
    named = changed or [_known(code, cs) for code in _codes_named(reading.where, cs)]
    codes = tuple(dict.fromkeys(code for code in named if code))
    # "A.1.5 hoặc A.1.4 (liên kết)": the word in brackets tells which of the two it is here.
    hints = [fold(hint) for hint in _HINT.findall(reading.where)]
    hinted = tuple(c for c in codes if any(hint in fold(_title(c, cs)) for hint in hints))
    return hinted or codes


def _codes_named(where: str, cs: CriteriaSet) -> Iterator[str]:
    for piece in where.split(";"):
        of_sets = _OF_SETS.match(piece)
        if not of_sets or str(cs.number) in re.findall(r"\d+", of_sets[1]):
            yield from _CODE.findall(piece)
            yield from _PART.findall(piece)


def _known(code: str, cs: CriteriaSet) -> str:
    """The code under which the page has an anchor; "" where it has none."""
    if code in cs.answer_codes:
        return cs.answer_codes[code][0].code
    return code if code in _headings(cs) else ""


def _title(code: str, cs: CriteriaSet) -> str:
    return cs.by_code[code].title if code in cs.by_code else ""


def _headings(cs: CriteriaSet) -> set[str]:
    sections = [section for part in cs.parts for section in part.sections]
    return {
        *(part.code for part in cs.parts),
        *(section.code for section in sections),
        *(heading.code for section in sections for heading in section.headings),
    }
