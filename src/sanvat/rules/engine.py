"""From answers to stars, exactly and with reasons (Decision 26/2026, Articles 3 and 4, Annex II).

One sheet is a member's answers: criterion code → points of the chosen option, 0 for "none met".
The total of a product is the mean of its sheets' totals. Its star is the band of that total,
lowered to the highest star whose minima are all met. Nothing is rounded before a test unless
the council's own regulation says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from sanvat.rules import library
from sanvat.rules.model import CriteriaSet, Criterion, Rulebook
from sanvat.rules.problems import CaseRefused
from sanvat.rules.sheets import Score, checked_sheets, closed_criteria

Minima = Literal["mean", "majority"]


@dataclass(frozen=True)
class Regulation:
    """What the decision leaves to the council's own regulation, with safe defaults.

    ``minima``: a minimum is met by the members' mean points ("mean"), or when more than half of
    the members gave at least that much ("majority"). ``decimals``: round the total half up to so
    many decimals before the band test; None, the default, never rounds.
    """

    minima: Minima = "mean"
    decimals: int | None = None


DEFAULT_REGULATION = Regulation()


@dataclass(frozen=True)
class Exclusion:
    """Why a product is out: a person's recorded reason, and the note it rests on if any."""

    reason: str
    criterion: str = ""
    by: str = ""


@dataclass(frozen=True)
class UnmetMinimum:
    """A minimum that is not met: at least ``needs`` points on ``criterion`` for ``stars``.

    ``given`` is what each member gave, in the order of the sheets.
    """

    criterion: str
    stars: int
    needs: int
    given: tuple[int, ...]

    @property
    def has(self) -> Fraction:
        """The members' mean points."""
        return Fraction(sum(self.given), len(self.given))

    @property
    def members_meeting(self) -> int:
        return sum(points >= self.needs for points in self.given)

    def as_dict(self) -> dict[str, Any]:
        return {
            "criterion": self.criterion,
            "stars": self.stars,
            "needs": self.needs,
            "has": decimal(self.has),
        }


@dataclass(frozen=True)
class NextStar:
    """What separates the product from the star above: points, and minima still unmet."""

    stars: int
    points_missing: Fraction
    minima_missing: tuple[UnmetMinimum, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "stars": self.stars,
            "points_missing": decimal(self.points_missing),
            "minima_missing": [m.as_dict() for m in self.minima_missing],
        }


@dataclass(frozen=True, eq=False)
class Result:
    """A ranking with everything it rests on, so that it can be recomputed and explained.

    ``sums`` are the members' points added up, in the order of the criteria. ``has``: subject →
    whether the product has it, for what the set asks apart and somebody answered. Who asks for
    the star alone, of a country's products, does not wait for the reasons: those are made when
    they are looked at.
    """

    book: Rulebook
    criteria_set: CriteriaSet
    scores: tuple[Score, ...]
    regulation: Regulation
    sums: Sequence[int]
    total: Fraction
    band: int
    stars: int | None
    excluded: Exclusion | None
    has: Mapping[str, bool] = field(default_factory=dict)

    @cached_property
    def unmet(self) -> tuple[UnmetMinimum, ...]:
        """Every minimum that is not met, in the order of the sheet."""
        return unmet_minima(self.criteria_set, self.scores, self.sums, self.regulation)

    @property
    def held_back_by(self) -> tuple[UnmetMinimum, ...]:
        """The minima that keep the star below the band of the total."""
        reached = star(self.band, self.unmet)
        return tuple(u for u in self.unmet if reached < u.stars <= self.band)

    @cached_property
    def means(self) -> Mapping[str, Fraction]:
        """criterion code → the members' mean points."""
        n = len(self.scores)
        return {
            c.code: Fraction(s, n)
            for c, s in zip(self.criteria_set.criteria, self.sums, strict=True)
        }

    @cached_property
    def parts(self) -> Mapping[str, Fraction]:
        """part code → the members' mean points."""
        n = len(self.scores)
        return {
            code: Fraction(sum(self.sums[start:end]), n)
            for code, start, end in self.criteria_set.part_places
        }

    @property
    def next_star(self) -> NextStar | None:
        """What separates the product from the star above; None at the top or when excluded."""
        if self.stars is None or self.stars >= self.book.bands[0].stars:
            return None
        target = self.stars + 1
        reached = band_of(self.book, self.total, self.regulation) >= target
        return NextStar(
            stars=target,
            points_missing=Fraction(0) if reached else self.book.threshold(target) - self.total,
            minima_missing=tuple(u for u in self.unmet if u.stars <= target),
        )

    def as_dict(self) -> dict[str, Any]:
        """The result as the command line and the API print it."""
        return {
            "rulebook": self.book.id,
            "set": self.criteria_set.number,
            "total": decimal(self.total),
            "parts": {code: decimal(points) for code, points in self.parts.items()},
            "band": self.band,
            "stars": self.stars,
            "held_back_by": [m.as_dict() for m in self.held_back_by],
            "next_star": self.next_star.as_dict() if self.next_star else None,
            "excluded": (
                {"criterion": self.excluded.criterion, "reason": self.excluded.reason}
                if self.excluded
                else None
            ),
        }


def decimal(value: Fraction | int, places: int = 4) -> str:
    """A number for reading, to so many decimals: "69.7143". Never used in a test."""
    return f"{_rounded(Fraction(value), places):.{places}f}"


def _rounded(value: Fraction, places: int) -> Decimal:
    # Scaled to a whole number first, so that no binary or decimal cut happens on the way.
    scaled = value * 10**places
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    whole += 2 * rest >= scaled.denominator
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)


def rank_case(
    case: Mapping[str, Any],
    *,
    minima: Minima | None = None,
    partial: bool = False,
    book: Rulebook | None = None,
) -> Result:
    """Ranks one case as it comes from a file or the API.

    In: ``{"rulebook", "set", "sheets": [{"by", "answers": {code: points}}]}`` and, optionally,
    ``"excluded": {"criterion", "reason"}``, ``"regulation": {"minima", "decimals"}`` and
    ``"has": {subject: true or false}`` for what the set asks apart (has the product a story?).
    ``minima`` stands in for the one of the case's own regulation, and ``book`` for the shipped
    rulebook (another choice of readings).
    Raises CaseRefused on anything unclear: unknown rulebook, set or code, a value that is no
    option, a criterion without an answer (unless ``partial``, which counts it 0).
    """
    used, criteria_set, sheets = _opened(case, book)
    regulation = _regulation(case.get("regulation"))
    return rank(
        criteria_set,
        sheets,
        book=used,
        regulation=replace(regulation, minima=minima) if minima else regulation,
        partial=partial,
        excluded=_exclusion(case.get("excluded")),
        has=answers_apart(criteria_set, case.get("has")),
    )


def checked_case(
    case: Mapping[str, Any], *, book: Rulebook | None = None
) -> tuple[CriteriaSet, tuple[Score, ...], Exclusion | None]:
    """A case checked as ``rank_case`` checks it, and not ranked."""
    _, criteria_set, sheets = _opened(case, book)
    has = answers_apart(criteria_set, case.get("has"))
    scores = checked_sheets(criteria_set, sheets, closed=closed_criteria(criteria_set, has))
    return criteria_set, scores, _exclusion(case.get("excluded"))


def _opened(
    case: Mapping[str, Any], book: Rulebook | None
) -> tuple[Rulebook, CriteriaSet, list[tuple[str, object]]]:
    """The rulebook, the set and the pairs of (member, answers) that a case speaks of."""
    if not isinstance(case, Mapping):
        raise CaseRefused.because("not_a_case")
    used = book or library.rulebook(str(_required(case, "rulebook")))
    number = _required(case, "set")
    if isinstance(number, bool) or not isinstance(number, int):
        raise CaseRefused.because("set", number=number)
    sheets = _required(case, "sheets")
    if not isinstance(sheets, list) or not (
        set(map(type, sheets)) == {dict} or all(isinstance(s, Mapping) for s in sheets)
    ):
        raise CaseRefused.because("sheets")
    return (
        used,
        library.set_of(used, number),
        [(_name(sheet, i), sheet.get("answers")) for i, sheet in enumerate(sheets, start=1)],
    )


def _required(case: Mapping[str, Any], key: str) -> Any:
    if key not in case:
        raise CaseRefused.because(f"missing_{key}")
    return case[key]


def _name(sheet: Mapping[str, Any], place: int) -> str:
    return str(sheet.get("by") or f"phiếu {place}")


def _regulation(value: object) -> Regulation:
    if value is None:
        return DEFAULT_REGULATION
    if not isinstance(value, Mapping) or not set(value) <= {"minima", "decimals"}:
        raise CaseRefused.because("regulation")
    minima, decimals = value.get("minima", "mean"), value.get("decimals")
    if minima not in ("mean", "majority"):
        raise CaseRefused.because("regulation:minima")
    if decimals is not None and (
        isinstance(decimals, bool) or not isinstance(decimals, int) or not 0 <= decimals <= 4
    ):
        raise CaseRefused.because("regulation:decimals")
    return Regulation(minima, decimals)


def _exclusion(value: object) -> Exclusion | None:
    if value is None:
        return None
    if not isinstance(value, Mapping) or not str(value.get("reason") or "").strip():
        raise CaseRefused.because("exclusion_reason")
    return Exclusion(
        reason=str(value["reason"]).strip(),
        criterion=str(value.get("criterion") or ""),
        by=str(value.get("by") or ""),
    )


def answers_apart(criteria_set: CriteriaSet, value: object) -> dict[str, bool]:
    """What a case says the product has, by subject; {} where it says nothing.

    Raises CaseRefused on a subject that the set does not ask apart, and on anything but true or
    false.
    """
    if value is None:
        return {}
    asked = criteria_set.asked
    if isinstance(value, Mapping) and not value:
        return {}
    if not asked:
        raise CaseRefused.because("has:nothing_asked", number=criteria_set.number)
    if (
        not isinstance(value, Mapping)
        or not set(value) <= set(asked)
        or not all(isinstance(told, bool) for told in value.values())
    ):
        raise CaseRefused.because("has", subjects=", ".join(asked))
    return dict(value)


def rank(
    criteria_set: CriteriaSet,
    sheets: Iterable[tuple[str, object]],
    *,
    book: Rulebook | None = None,
    regulation: Regulation = DEFAULT_REGULATION,
    partial: bool = False,
    excluded: Exclusion | None = None,
    has: Mapping[str, bool] | None = None,
) -> Result:
    """Ranks one product from its sheets: pairs of (member, answers). ``has``: see `Result`.

    Raises CaseRefused where a sheet is not complete and clear, where two sheets bear one name,
    and where there is no sheet at all.
    """
    told = dict(has or {})
    closed = closed_criteria(criteria_set, told)
    scores = checked_sheets(criteria_set, sheets, partial=partial, closed=closed)
    used = book or library.rulebook(criteria_set.rulebook)
    return _result(used, criteria_set, scores, regulation, excluded, told)


def _result(
    book: Rulebook,
    criteria_set: CriteriaSet,
    scores: tuple[Score, ...],
    regulation: Regulation,
    excluded: Exclusion | None,
    has: Mapping[str, bool],
) -> Result:
    n = len(scores)
    sums = (
        scores[0].points
        if n == 1
        else list(map(sum, zip(*[points for _by, points, _cases in scores], strict=True)))
    )
    total = Fraction(sum(sums), n)
    band = band_of(book, total, regulation)
    blocked = _lowest_unmet(criteria_set, scores, sums, regulation)
    return Result(
        book=book,
        criteria_set=criteria_set,
        scores=scores,
        regulation=regulation,
        sums=sums,
        total=total,
        band=band,
        stars=None if excluded else min(band, blocked - 1),
        excluded=excluded,
        has=has,
    )


def band_of(book: Rulebook, total: Fraction, regulation: Regulation = DEFAULT_REGULATION) -> int:
    """The star of the band in which this total lies (Article 3): half-open, 89.97 is not 90."""
    if regulation.decimals is not None:
        total = Fraction(_rounded(total, regulation.decimals))
    points, n = total.numerator, total.denominator
    for band in book.bands:
        if points >= band.from_points * n:
            return band.stars
    raise AssertionError("the lowest band begins at no points")


def unmet_minima(
    criteria_set: CriteriaSet,
    scores: Sequence[Score],
    sums: Sequence[int],
    regulation: Regulation = DEFAULT_REGULATION,
) -> tuple[UnmetMinimum, ...]:
    """Every minimum of 3, 4 and 5 stars that is not met, in the order of the sheet."""
    n = len(scores)
    by_majority = regulation.minima == "majority"
    unmet = []
    for place, code, stars, needs in criteria_set.minimum_places:
        if not by_majority and sums[place] >= needs * n:
            continue
        given = tuple(s.points[place] for s in scores)
        if by_majority and 2 * sum(p >= needs for p in given) > n:
            continue
        unmet.append(UnmetMinimum(code, stars, needs, given))
    return tuple(unmet)


def star(band: int, unmet: Iterable[UnmetMinimum]) -> int:
    """The band, lowered to the highest star whose minima are all met.

    Minima are cumulative (five stars also need those of four and three), and exist for 3, 4
    and 5 only: a total in a higher band that misses one of the 3-star minima is 2 stars.
    """
    return min(band, min((u.stars for u in unmet), default=_NONE_UNMET) - 1)


_NONE_UNMET = 6
"""The star whose minima would be the first unmet ones, where those of all stars are met."""


def _lowest_unmet(
    criteria_set: CriteriaSet,
    scores: Sequence[Score],
    sums: Sequence[int],
    regulation: Regulation,
) -> int:
    """The lowest star of which a minimum is not met."""
    if regulation.minima == "majority":
        unmet = [u.stars for u in unmet_minima(criteria_set, scores, sums, regulation)]
    else:
        n = len(scores)
        unmet = [
            stars
            for place, _code, stars, needs in criteria_set.minimum_places
            if sums[place] < needs * n
        ]
    return min(unmet, default=_NONE_UNMET)


def in_language(text: str, language: str) -> str:
    """A text of the criteria in that language; Vietnamese where there is no other."""
    return text if language == "vi" else library.english().get(text, text)


def lacks(result: Result, on: Criterion) -> bool:
    """Whether the product has nothing of what ``on`` is about.

    Where that is asked apart, the answer decides; elsewhere 0 points do.
    """
    if on.asked:
        return result.has.get(on.subject) is False
    return result.means[on.code] == 0


def points_tell(result: Result, on: Criterion) -> bool:
    """Whether a member chose an option of ``on`` that itself says the product has the thing."""
    return on.told_from is not None and most_points(result, on) >= on.told_from


def most_points(result: Result, criterion: Criterion) -> int:
    """The most that any member gave."""
    place = result.criteria_set.criteria.index(criterion)
    return max(score.points[place] for score in result.scores)


def idle_answers(result: Result) -> list[tuple[Criterion, Criterion]]:
    """Criteria with points although the product lacks what they depend on (a story's structure,
    no story).

    The points count as given; whoever reads the sheet should see it.
    """
    return [
        (criterion, on)
        for criterion, on in result.criteria_set.dependants
        if result.means[criterion.code] > 0 and lacks(result, on)
    ]
