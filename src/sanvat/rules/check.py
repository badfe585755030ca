"""Does every rulebook add up? What `rules check` prints and `make check` relies on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sanvat.rules import library
from sanvat.rules.model import CriteriaSet, Criterion, Rulebook
from sanvat.rules.problems import Sentence

SHEET_POINTS = 100


@dataclass(frozen=True)
class Finding:
    """Something that does not add up. ``known`` names the reading that already says so."""

    rulebook: str
    set: int
    place: str
    what: Sentence
    known: str | None = None

    def __str__(self) -> str:
        return self.in_language("vi")

    def in_language(self, language: str) -> str:
        told = _KNOWN if self.known else _FOUND
        return told.in_language(language).format(
            rulebook=self.rulebook,
            set=self.set,
            place=self.place,
            what=self.what.in_language(language),
            known=self.known,
        )


def check(book: Rulebook) -> list[Finding]:
    """Everything in a rulebook that does not add up: sums of options, criteria, sections, parts
    and sheets; ladders that do not rise; minima out of order; texts without English; what
    depends on a subject the set does not have. Slips that the decision itself has, and that a
    reading records, come with that reading's id."""
    return [finding for cs in book.sets.values() for finding in _check_set(book, cs)]


def _check_set(book: Rulebook, cs: CriteriaSet) -> Iterator[Finding]:
    def found(place: str, what: str, **named: object) -> Finding:
        return Finding(
            book.id, cs.number, place, _WHAT[what].about(**named), _known(book, cs, place)
        )

    expected = book.facts.get("parts", {})
    for part in cs.parts:
        if part.max_points != expected.get(part.code, part.max_points):
            yield found(part.code, "part", has=part.max_points, needs=expected[part.code])
        inside = sum(s.max_points for s in part.sections)
        if inside != part.max_points:
            yield found(part.code, "sections", has=inside, needs=part.max_points)
        for section in part.sections:
            inside = sum(c.max_points for c in section.criteria)
            if inside != section.max_points:
                yield found(section.code, "criteria", has=inside, needs=section.max_points)
            for heading in section.headings:
                inside = sum(
                    c.max_points for c in section.criteria if section.heading_for(c) is heading
                )
                if inside != heading.max_points:
                    yield found(heading.code, "heading", has=inside, needs=heading.max_points)
    if cs.max_points != SHEET_POINTS:
        yield found("", "set", has=cs.max_points, needs=SHEET_POINTS)
    for criterion in cs.criteria:
        for what, named in _check_criterion(cs, criterion):
            yield found(criterion.code, what, **named)


def _check_criterion(
    cs: CriteriaSet, criterion: Criterion
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """(which of the sentences, what it names)"""
    if not criterion.all_options:
        yield "no_options", {}
        return
    if criterion.best != criterion.max_points:
        yield "best", {"has": criterion.best, "needs": criterion.max_points}
    for ladder in [c.options for c in criterion.cases] or [criterion.options]:
        points = [o.points for o in ladder]
        if points != sorted(set(points)):
            yield "ladder", {"points": points}
    needs = [points for _, points in sorted(criterion.minima.items())]
    if needs != sorted(needs):
        yield "minima", {"points": needs}
    if criterion.depends_on and cs.by_subject(criterion.depends_on) is None:
        yield "depends_on", {"subject": criterion.depends_on}
    english = library.english()
    for text in _texts(criterion):
        if text and text not in english:
            yield "english", {"text": text[:60]}


def _texts(criterion: Criterion) -> Iterator[str]:
    yield from (criterion.title, criterion.description, criterion.requirement, criterion.note)
    yield criterion.asked
    yield from (stop.text for stop in criterion.stops)
    yield from (case.title for case in criterion.cases)
    yield from (option.text for option in criterion.all_options)


def _known(book: Rulebook, cs: CriteriaSet, place: str) -> str | None:
    """The reading that records this slip in the points of the printed decision."""
    for reading in book.readings_of(cs.number):
        if reading.kind in ("points", "heading") and any(
            code == place or code.startswith(f"{place}.") or place.startswith(f"{code}.")
            for code in re.findall(r"\b[A-Z](?:\.\d+)*\b", reading.where)
        ):
            return reading.id
    return None


_FOUND = Sentence(
    "{rulebook} bộ {set} {place}: {what}",
    "{rulebook} set {set} {place}: {what}",
)
_KNOWN = Sentence(
    "{rulebook} bộ {set} {place}: {what} (đã ghi trong cách đọc {known})",
    "{rulebook} set {set} {place}: {what} (recorded in reading {known})",
)
_WHAT = {
    "part": Sentence(
        "phần ghi {has} điểm, quyết định {needs}",
        "the part says {has} points, the decision {needs}",
    ),
    "sections": Sentence(
        "các mục cộng được {has}, phần ghi {needs}",
        "the sections add up to {has}, the part says {needs}",
    ),
    "criteria": Sentence(
        "các tiêu chí cộng được {has}, mục ghi {needs}",
        "the criteria add up to {has}, the section says {needs}",
    ),
    "heading": Sentence("cộng được {has}, ghi {needs}", "adds up to {has}, says {needs}"),
    "set": Sentence(
        "cả bộ {has} điểm, phải là {needs}", "the whole set has {has} points, it must have {needs}"
    ),
    "no_options": Sentence("không có mức điểm nào", "has no option"),
    "best": Sentence(
        "mức cao nhất {has}, tiêu chí ghi {needs}",
        "the highest option is {has}, the criterion says {needs}",
    ),
    "ladder": Sentence("điểm không tăng dần: {points}", "the points do not rise: {points}"),
    "minima": Sentence(
        "mức tối thiểu không tăng theo sao: {points}",
        "the minima do not rise with the stars: {points}",
    ),
    "depends_on": Sentence(
        "phụ thuộc «{subject}» nhưng bộ không có",
        "depends on “{subject}”, which the set does not have",
    ),
    "english": Sentence("thiếu tiếng Anh: «{text}»", "has no English: “{text}”"),
}
