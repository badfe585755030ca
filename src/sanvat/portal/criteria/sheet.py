"""A criteria set laid out for its page: the rows of the sheet, and what each star asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from sanvat.portal.criteria import drawings
from sanvat.portal.criteria.readings import TranslatedReading, codes_touched, readings
from sanvat.rules import finder, library
from sanvat.rules.model import (
    STARS_WITH_MINIMA,
    CriteriaSet,
    Criterion,
    Heading,
    Option,
    Part,
    Rulebook,
    Section,
)
from sanvat.rules.proofs import proof_for


@dataclass(frozen=True)
class Ladder:
    """Options one of which is answered. ``none_met``: 0 is allowed though it is not printed."""

    title: str
    options: tuple[Option, ...]
    none_met: bool


@dataclass(frozen=True)
class Evidence:
    """What proves a criterion, in the language of the page. ``papers``: (title, expires)."""

    help: str
    papers: tuple[tuple[str, bool], ...]
    rungs: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A criterion with all that stands at it. ``heading`` is set where a third level begins."""

    criterion: Criterion
    heading: Heading | None
    ladders: tuple[Ladder, ...]
    bar: SafeString
    depends_on: Criterion | None
    readings: tuple[TranslatedReading, ...]
    proof: Evidence | None

    @property
    def asked(self) -> list[tuple[int, int]]:
        """(star, least points) for each star that has a minimum here."""
        return sorted(self.criterion.minima.items())


@dataclass(frozen=True)
class SectionRows:
    section: Section
    rows: tuple[Row, ...]
    readings: tuple[TranslatedReading, ...]

    @property
    def is_criterion(self) -> bool:
        """True where the section itself is its one criterion, so that it needs no heading."""
        return self.rows[0].criterion.code == self.section.code


@dataclass(frozen=True)
class PartRows:
    part: Part
    sections: tuple[SectionRows, ...]
    readings: tuple[TranslatedReading, ...]


@dataclass(frozen=True)
class Asked:
    """A minimum: so many points on a criterion, asked for from that star on."""

    criterion: Criterion
    points: int
    stars: int

    @property
    def texts(self) -> list[str]:
        """What the option says; one text for each case that has it."""
        return [o.text for o in self.criterion.all_options if o.points == self.points]


@dataclass(frozen=True)
class Way:
    """What one star asks: a total, and minima that force so many points of it."""

    stars: int
    threshold: int
    asked: tuple[Asked, ...]
    bar: SafeString

    @property
    def forced(self) -> int:
        return sum(one.points for one in self.asked)

    @property
    def free(self) -> int:
        return max(self.threshold - self.forced, 0)


class Sheet:
    """A set, its rulebook and a language: everything its page shows."""

    def __init__(self, book: Rulebook, cs: CriteriaSet, language: str) -> None:
        self.book, self.set, self.language = book, cs, language
        translated = zip(book.readings, readings(book.id, language), strict=True)
        self.readings = [
            (shown, codes_touched(reading, cs))
            for reading, shown in translated
            if cs.number in reading.sets
        ]

    @cached_property
    def parts(self) -> tuple[PartRows, ...]:
        at = self._readings_at
        scale = max(c.max_points for c in self.set.criteria)
        return tuple(
            PartRows(
                part,
                tuple(
                    SectionRows(
                        section,
                        self._rows(section, scale),
                        () if section.code in self.set.by_code else at.get(section.code, ()),
                    )
                    for section in part.sections
                ),
                at.get(part.code, ()),
            )
            for part in self.set.parts
        )

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """What each star asks, from three stars to five."""
        return tuple(
            Way(
                stars,
                self.book.threshold(stars),
                asked := asked_for(self.set, stars),
                drawings.way_bar(self.book.threshold(stars), _by_star(asked)),
            )
            for stars in STARS_WITH_MINIMA
        )

    @property
    def minima(self) -> int:
        return sum(len(minima) for minima in self.set.minima.values())

    @property
    def has_headings(self) -> bool:
        return any(section.headings for part in self.set.parts for section in part.sections)

    @cached_property
    def _readings_at(self) -> Mapping[str, tuple[TranslatedReading, ...]]:
        found: dict[str, tuple[TranslatedReading, ...]] = {}
        for reading, codes in self.readings:
            for code in codes:
                found[code] = (*found.get(code, ()), reading)
        return found

    def _rows(self, section: Section, scale: int) -> tuple[Row, ...]:
        rows, under = [], None
        for criterion in section.criteria:
            heading = section.heading_for(criterion)
            rows.append(
                Row(
                    criterion,
                    heading if heading is not under else None,
                    _ladders(criterion),
                    drawings.ladder_bar(criterion, scale),
                    self.set.by_subject(criterion.depends_on) if criterion.depends_on else None,
                    self._readings_at.get(criterion.code, ()),
                    self._evidence(criterion),
                )
            )
            under = heading
        return tuple(rows)

    def _evidence(self, criterion: Criterion) -> Evidence | None:
        proof = proof_for(self.set, criterion)
        if proof is None:
            return None
        english = self.language == "en"
        return Evidence(
            proof.help_en if english else proof.help,
            tuple((p.title_en if english else p.title, p.expires) for p in proof.papers),
            tuple(rung.text_en if english else rung.text for rung in proof.rungs),
        )


def _ladders(criterion: Criterion) -> tuple[Ladder, ...]:
    none_met = all(option.points for option in criterion.all_options)
    if not criterion.cases:
        return (Ladder("", criterion.options, none_met),)
    return tuple(Ladder(case.title, case.options, none_met) for case in criterion.cases)


def asked_for(cs: CriteriaSet, stars: int) -> tuple[Asked, ...]:
    """The minima of a star, those of the lower stars included, in the order of the sheet."""
    asked = []
    for criterion in cs.criteria:
        points = criterion.required[stars]
        if points:
            first = next(s for s in STARS_WITH_MINIMA if criterion.required[s] == points)
            asked.append(Asked(criterion, points, first))
    return tuple(asked)


def _by_star(asked: tuple[Asked, ...]) -> list[tuple[int, int]]:
    """(star, points its minima add to those of the stars below) among what is asked."""
    added = dict.fromkeys(STARS_WITH_MINIMA, 0)
    for one in asked:
        below = 0
        for stars in STARS_WITH_MINIMA:
            needed = min(one.criterion.required[stars], one.points)
            added[stars] += needed - below
            below = needed
    return sorted(added.items())


def counterparts(cs: CriteriaSet) -> list[tuple[Rulebook, tuple[CriteriaSet, ...]]]:
    """The other rulebooks, each with its set or sets for the same kind of product."""
    return [
        (book, finder.same_set(cs, book.id))
        for book in library.rulebooks()
        if book.id != cs.rulebook
    ]
