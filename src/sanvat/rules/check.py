"""Does every rulebook add up? What `rules check` prints and `make check` relies on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sanvat.rules import library
from sanvat.rules.model import CriteriaSet, Criterion, Rulebook

SHEET_POINTS = 100


@dataclass(frozen=True)
class Finding:
    """Something that does not add up. ``known`` names the reading that already says so."""

    rulebook: str
    set: int
    place: str
    what: str
    known: str | None = None

    def __str__(self) -> str:
        known = f" (đã ghi trong cách đọc {self.known})" if self.known else ""
        return f"{self.rulebook} bộ {self.set} {self.place}: {self.what}{known}"


def check(book: Rulebook) -> list[Finding]:
    """Everything in a rulebook that does not add up: sums of options, criteria, sections, parts
    and sheets; ladders that do not rise; minima out of order; texts without English; what
    depends on a subject the set does not have. Slips that the decision itself has, and that a
    reading records, come with that reading's id."""
    return [finding for cs in book.sets.values() for finding in _check_set(book, cs)]


def _check_set(book: Rulebook, cs: CriteriaSet) -> Iterator[Finding]:
    def found(place: str, what: str) -> Finding:
        return Finding(book.id, cs.number, place, what, _known(book, cs, place))

    expected = book.facts.get("parts", {})
    for part in cs.parts:
        if part.max_points != expected.get(part.code, part.max_points):
            yield found(
                part.code, f"phần ghi {part.max_points} điểm, quyết định {expected[part.code]}"
            )
        inside = sum(s.max_points for s in part.sections)
        if inside != part.max_points:
            yield found(part.code, f"các mục cộng được {inside}, phần ghi {part.max_points}")
        for section in part.sections:
            inside = sum(c.max_points for c in section.criteria)
            if inside != section.max_points:
                yield found(
                    section.code, f"các tiêu chí cộng được {inside}, mục ghi {section.max_points}"
                )
            for heading in section.headings:
                inside = sum(
                    c.max_points for c in section.criteria if section.heading_for(c) is heading
                )
                if inside != heading.max_points:
                    yield found(heading.code, f"cộng được {inside}, ghi {heading.max_points}")
    if cs.max_points != SHEET_POINTS:
        yield found("", f"cả bộ {cs.max_points} điểm, phải là {SHEET_POINTS}")
    for criterion in cs.criteria:
        for what in _check_criterion(cs, criterion):
            yield found(criterion.code, what)


def _check_criterion(cs: CriteriaSet, criterion: Criterion) -> Iterator[str]:
    if not criterion.all_options:
        yield "không có mức điểm nào"
        return
    if criterion.best != criterion.max_points:
        yield f"mức cao nhất {criterion.best}, tiêu chí ghi {criterion.max_points}"
    for ladder in [c.options for c in criterion.cases] or [criterion.options]:
        points = [o.points for o in ladder]
        if points != sorted(set(points)):
            yield f"điểm không tăng dần: {points}"
    needs = [points for _, points in sorted(criterion.minima.items())]
    if needs != sorted(needs):
        yield f"mức tối thiểu không tăng theo sao: {needs}"
    if criterion.depends_on and cs.by_subject(criterion.depends_on) is None:
        yield f"phụ thuộc «{criterion.depends_on}» nhưng bộ không có"
    english = library.english()
    for text in (criterion.title, *(o.text for o in criterion.all_options)):
        if text not in english:
            yield f"thiếu tiếng Anh: «{text[:60]}»"


def _known(book: Rulebook, cs: CriteriaSet, place: str) -> str | None:
    """The reading that records this slip in the points of the printed decision."""
    for reading in book.readings_of(cs.number):
        if reading.kind in ("points", "heading") and any(
            code == place or code.startswith(f"{place}.") or place.startswith(f"{code}.")
            for code in re.findall(r"\b[A-Z](?:\.\d+)*\b", reading.where)
        ):
            return reading.id
    return None
