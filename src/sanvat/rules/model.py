"""What a rulebook is made of. Plain values: nothing here reads a file, a clock or a database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from sanvat.rules.problems import Sentence

STARS_WITH_MINIMA = (3, 4, 5)
"""Only these stars carry minima; one and two stars come from the band alone."""

StopKind = Literal["exclude", "stop", "stop_if_zero"]


@dataclass(frozen=True)
class Option:
    """One rung of a criterion. ``minimum_for`` is the star whose minimum this rung is."""

    points: int
    text: str
    minimum_for: int | None = None


@dataclass(frozen=True)
class Stop:
    """A note that takes the product out (``exclude``) or ends the evaluation.

    It never acts by itself: a person records that it applies, and why.
    """

    kind: StopKind
    text: str


@dataclass(frozen=True, eq=False)
class Case:
    """One of several ways to answer a criterion ("Trường hợp 1 / 2"); exactly one is answered."""

    code: str
    title: str
    options: tuple[Option, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Criterion:
    """One question of a sheet: a title and options that rise in points.

    ``subject`` says what it asks about, across sets and rulebooks; ``block`` names its text in
    the rulebook's files. ``depends_on`` names a subject without which it says nothing (the
    structure of a story needs a story); ``conditional`` is true where the decision itself
    prints that condition.

    ``asked`` is set where the points do not say whether the product has the subject at all (0 for
    "no story" and for "a story, not yet written down"): a question of its own, answered yes or
    no. From ``told_from`` points on the options themselves say yes.
    """

    code: str
    title: str
    subject: str
    block: str
    max_points: int
    options: tuple[Option, ...] = ()
    cases: tuple[Case, ...] = ()
    bare_answer: bool = False
    description: str = ""
    requirement: str = ""
    note: str = ""
    stops: tuple[Stop, ...] = ()
    depends_on: str | None = None
    conditional: bool = False
    asked: str = ""
    told_from: int | None = None
    full_marks_if_not_required: bool = False
    minima: Mapping[int, int] = field(default_factory=dict)
    """star → points printed as its minimum on this very criterion."""

    @property
    def all_options(self) -> tuple[Option, ...]:
        """Its options, or those of all its cases one after the other."""
        return self.options or tuple(o for case in self.cases for o in case.options)

    @cached_property
    def allowed(self) -> frozenset[int]:
        """The points an answer may have. "None met" (0) is always among them."""
        return frozenset({0, *(o.points for o in self.all_options)})

    @cached_property
    def required(self) -> Mapping[int, int]:
        """star → least points for it; a star without a mark of its own keeps the lower one's."""
        least, result = 0, {}
        for stars in STARS_WITH_MINIMA:
            least = self.minima.get(stars, least)
            result[stars] = least
        return result

    @property
    def best(self) -> int:
        return max((o.points for o in self.all_options), default=0)

    @property
    def is_section(self) -> bool:
        """True where the section itself is the criterion (most of part C)."""
        return self.code.count(".") == 1

    def option_for(self, points: int, case: str | None = None) -> Option | None:
        """The option these points name; None for "none met"."""
        options = self.options
        for one in self.cases:
            if case is None or case in (one.code, *one.aliases):
                options = (*options, *one.options)
        return next((o for o in options if o.points == points), None)


@dataclass(frozen=True)
class Heading:
    """A printed heading above criteria of a third level (tea, coffee). It is not scored."""

    code: str
    title: str
    max_points: int


@dataclass(frozen=True, eq=False)
class Section:
    code: str
    number: int
    title: str
    max_points: int
    criteria: tuple[Criterion, ...]
    headings: tuple[Heading, ...] = ()
    note: str = ""
    stops: tuple[Stop, ...] = ()

    def heading_for(self, criterion: Criterion) -> Heading | None:
        return next((h for h in self.headings if criterion.code.startswith(h.code + ".")), None)


@dataclass(frozen=True, eq=False)
class Part:
    code: str
    title: str
    max_points: int
    sections: tuple[Section, ...]

    @property
    def criteria(self) -> Iterator[Criterion]:
        for section in self.sections:
            yield from section.criteria


class PlainAnswers(NamedTuple):
    """``points_of``: from a sheet (criterion code → points) to its points in the order of the
    criteria. ``allowed``: the points each may have, in that order."""

    points_of: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    allowed: tuple[frozenset[int], ...]


@dataclass(frozen=True, eq=False)
class CriteriaSet:
    """One criteria set (bộ tiêu chí): the sheet on which a kind of product is scored."""

    rulebook: str
    number: int
    slug: str
    name: str
    group: str
    subgroup: str
    ministries: tuple[str, ...]
    samples: int
    knock_outs: tuple[str, ...]
    parts: tuple[Part, ...]

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(c for part in self.parts for c in part.criteria)

    @cached_property
    def by_code(self) -> Mapping[str, Criterion]:
        return {c.code: c for c in self.criteria}

    @cached_property
    def answer_codes(self) -> Mapping[str, tuple[Criterion, Case | None]]:
        """Every code an answer may carry: the criterion's own, or one of its cases'."""
        codes: dict[str, tuple[Criterion, Case | None]] = {}
        for criterion in self.criteria:
            if not criterion.cases or criterion.bare_answer:
                codes[criterion.code] = (criterion, None)
            for case in criterion.cases:
                for code in (case.code, *case.aliases):
                    codes[code] = (criterion, case)
        return codes

    @cached_property
    def answer_places(self) -> Mapping[str, tuple[int, frozenset[int], str]]:
        """Answer code → its place among the criteria, the points it may have, and the code of the
        criterion where it names one of its cases."""
        places = {c.code: i for i, c in enumerate(self.criteria)}
        return {
            code: (
                places[criterion.code],
                frozenset({0, *(o.points for o in case.options)}) if case else criterion.allowed,
                criterion.code if case and code != criterion.code else "",
            )
            for code, (criterion, case) in self.answer_codes.items()
        }

    @cached_property
    def plain_answers(self) -> PlainAnswers | None:
        """How a sheet is read that answers every criterion by its own code; None where a case has
        to be named, and where there are not several to read at once."""
        codes = [c.code for c in self.criteria]
        if len(codes) < 2 or any(c.cases and not c.bare_answer for c in self.criteria):
            return None
        return PlainAnswers(itemgetter(*codes), tuple(c.allowed for c in self.criteria))

    @cached_property
    def minimum_places(self) -> tuple[tuple[int, str, int, int], ...]:
        """(place of the criterion, its code, star, points) of every minimum."""
        return tuple(
            (place, c.code, stars, points)
            for place, c in enumerate(self.criteria)
            for stars, points in c.minima.items()
        )

    @cached_property
    def part_places(self) -> tuple[tuple[str, int, int], ...]:
        """(part code, place of its first criterion, place after its last)."""
        places, start = [], 0
        for part in self.parts:
            end = start + sum(1 for _ in part.criteria)
            places.append((part.code, start, end))
            start = end
        return tuple(places)

    @cached_property
    def dependants(self) -> tuple[tuple[Criterion, Criterion], ...]:
        """(criterion, the one it depends on), in the order of the sheet."""
        found = ((c, self.by_subject(c.depends_on)) for c in self.criteria if c.depends_on)
        return tuple((c, on) for c, on in found if on is not None)

    @cached_property
    def asked(self) -> Mapping[str, Criterion]:
        """subject → its criterion, for every subject that is asked about with yes or no."""
        return {c.subject: c for c in self.criteria if c.asked}

    def by_subject(self, subject: str) -> Criterion | None:
        return next((c for c in self.criteria if c.subject == subject), None)

    @property
    def max_points(self) -> int:
        return sum(part.max_points for part in self.parts)

    @cached_property
    def achievable(self) -> int:
        """The sum of the best options; under 100 where the printed set does not add up."""
        return sum(c.best for c in self.criteria)

    @cached_property
    def minima(self) -> Mapping[int, tuple[tuple[Criterion, int], ...]]:
        """star → the minima printed for it, in the order of the sheet."""
        return {
            stars: tuple((c, c.minima[stars]) for c in self.criteria if stars in c.minima)
            for stars in STARS_WITH_MINIMA
        }

    @cached_property
    def checksum(self) -> str:
        """SHA-256 over everything that decides a result or is printed on the sheet."""
        return hashlib.sha256(
            json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True).encode()
        ).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        """The set as JSON values, complete: what the API and ``rules show --json`` print."""
        return {
            "rulebook": self.rulebook,
            "set": self.number,
            "slug": self.slug,
            "name": self.name,
            "group": self.group,
            "subgroup": self.subgroup,
            "ministries": list(self.ministries),
            "samples": self.samples,
            "knock_outs": list(self.knock_outs),
            "max_points": self.max_points,
            "achievable": self.achievable,
            "parts": [
                {
                    "code": part.code,
                    "title": part.title,
                    "max_points": part.max_points,
                    "sections": [_section_as_dict(s) for s in part.sections],
                }
                for part in self.parts
            ],
        }


def _section_as_dict(section: Section) -> dict[str, Any]:
    return {
        "code": section.code,
        "number": section.number,
        "title": section.title,
        "max_points": section.max_points,
        "note": section.note,
        "stops": [{"kind": s.kind, "text": s.text} for s in section.stops],
        "headings": [
            {"code": h.code, "title": h.title, "max_points": h.max_points} for h in section.headings
        ],
        "criteria": [_criterion_as_dict(c) for c in section.criteria],
    }


def _criterion_as_dict(criterion: Criterion) -> dict[str, Any]:
    return {
        "code": criterion.code,
        "title": criterion.title,
        "subject": criterion.subject,
        "max_points": criterion.max_points,
        "description": criterion.description,
        "requirement": criterion.requirement,
        "note": criterion.note,
        "stops": [{"kind": s.kind, "text": s.text} for s in criterion.stops],
        "depends_on": criterion.depends_on,
        "conditional": criterion.conditional,
        "asked": criterion.asked,
        "told_from": criterion.told_from,
        "full_marks_if_not_required": criterion.full_marks_if_not_required,
        "minima": {str(stars): points for stars, points in sorted(criterion.minima.items())},
        "options": [_option_as_dict(o) for o in criterion.options],
        "cases": [
            {"code": c.code, "title": c.title, "options": [_option_as_dict(o) for o in c.options]}
            for c in criterion.cases
        ],
    }


def _option_as_dict(option: Option) -> dict[str, Any]:
    return {"points": option.points, "text": option.text, "minimum_for": option.minimum_for}


@dataclass(frozen=True)
class Band:
    """From these points (included) up to the next band (excluded): half-open, never rounded."""

    stars: int
    from_points: int
    title: str = ""
    source: str = ""


@dataclass(frozen=True)
class Change:
    """What one reading changes in one set. ``option`` counts from 1; None: the criterion."""

    set: int
    code: str
    field: str
    printed: Any
    reading: Any
    option: int | None = None


@dataclass(frozen=True, eq=False)
class Reading:
    """How a slip of the printed decision is read, how sure we are, and what was printed."""

    id: str
    sets: tuple[int, ...]
    where: str
    kind: str
    confidence: Literal["certain", "probable", "open"]
    printed: str
    reading: str
    why: str
    changes: tuple[Change, ...] = ()
    english: Mapping[str, str] = field(default_factory=dict)

    @property
    def changes_results(self) -> bool:
        return bool(self.changes)


@dataclass(frozen=True, eq=False)
class Rulebook:
    """One decision as data. ``facts`` is the whole ``rulebook.toml``: clocks, levels, dossiers…"""

    id: str
    decision: str
    title: str
    issued: date
    in_force: date
    ended: date | None
    bands: tuple[Band, ...]
    sets: Mapping[int, CriteriaSet]
    readings: tuple[Reading, ...]
    facts: Mapping[str, Any]
    missing_sets: Mapping[int, Sentence] = field(default_factory=dict)
    readings_off: frozenset[str] = frozenset()

    def is_in_force(self, on: date) -> bool:
        return self.in_force <= on and (self.ended is None or on < self.ended)

    def readings_of(self, number: int) -> tuple[Reading, ...]:
        return tuple(r for r in self.readings if number in r.sets)

    @property
    def open_readings(self) -> tuple[Reading, ...]:
        return tuple(r for r in self.readings if r.confidence == "open")

    def threshold(self, stars: int) -> int:
        """The least total of a star, in points."""
        return next(b.from_points for b in self.bands if b.stars == stars)
