"""The sheets of a product, checked: every answer names a criterion and one of its options.

One sheet is a member's answers: criterion code → points of the chosen option, 0 for "none met".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

from sanvat.rules.model import CriteriaSet
from sanvat.rules.problems import CaseRefused

_CODES_NAMED = 6
"""Of the criteria without an answer, so many are named and the others counted."""

_NO_CASES: Mapping[str, str] = MappingProxyType({})


class Score(NamedTuple):
    """One sheet, checked. ``points`` stand in the order of the set's criteria; ``cases`` tells
    criterion code → code of the case answered."""

    by: str
    points: tuple[int, ...]
    cases: Mapping[str, str] = _NO_CASES

    @property
    def total(self) -> int:
        return sum(self.points)


def checked_sheets(
    criteria_set: CriteriaSet,
    sheets: Iterable[tuple[str, object]],
    *,
    partial: bool = False,
    closed: Collection[str] = (),
) -> tuple[Score, ...]:
    """Checks all sheets of a product: pairs of (member, answers); `partial` and `closed` as for
    `score`. Raises CaseRefused as that does, where there is no sheet, and where two bear one name.
    """
    names, given = tuple(zip(*sheets, strict=True)) or ((), ())
    if plain := _plain_sheets(criteria_set, given):
        scores = tuple(map(Score, names, plain))
    else:
        scores = tuple(
            score(criteria_set, answers, by=by, partial=partial, closed=closed)
            for by, answers in zip(names, given, strict=True)
        )
    if not scores:
        raise CaseRefused.because("no_sheets")
    if len(set(names)) < len(names):
        twice = next(n for n in names if names.count(n) > 1)
        raise CaseRefused.because("two_sheets", place=(twice, ""), by=twice)
    return scores


def score(
    criteria_set: CriteriaSet,
    answers: object,
    *,
    by: str = "",
    partial: bool = False,
    closed: Collection[str] = (),
) -> Score:
    """Checks one sheet and lays its points in the order of the criteria.

    In: code → points (whole numbers). Raises CaseRefused for an unknown code, points that name
    no option, two cases of one criterion, or a criterion without an answer; with ``partial`` the
    last counts 0, as it does for the criteria in ``closed``.
    """
    if not isinstance(answers, Mapping):
        raise CaseRefused.of_sheet(by, "answers")
    if plain := _plain_sheets(criteria_set, [answers]):
        return Score(by, plain[0])
    places = criteria_set.answer_places
    points: list[int | None] = [None] * len(criteria_set.criteria)
    cases: dict[str, str] = {}
    for code, value in answers.items():
        try:
            place, allowed, of_cases = places[code]
        except (KeyError, TypeError):
            raise _unknown_code(criteria_set, by, code) from None
        if value.__class__ is not int or value not in allowed:
            value = _whole(criteria_set, by, code, value, allowed)
        if points[place] is not None:
            raise CaseRefused.of_sheet(by, "two_answers", code)
        points[place] = value
        if of_cases:
            cases[of_cases] = code
    if None in points:
        codes = [c.code for c, p in zip(criteria_set.criteria, points, strict=True) if p is None]
        missing = [code for code in codes if code not in closed]
        if missing and not partial:
            raise _missing(by, missing)
        return Score(by, tuple(p or 0 for p in points), cases)
    return Score(by, tuple(points), cases)  # type: ignore[arg-type]  # no None is left


def _plain_sheets(
    criteria_set: CriteriaSet, sheets: Sequence[object]
) -> list[tuple[int, ...]] | None:
    """The points of sheets that answer every criterion by its own code, and nothing else.

    Nearly all sheets are such, and those of a council are checked here together, criterion by
    criterion, at the speed of the interpreter's own loops; None sends them on, to be checked
    answer by answer.
    """
    plain = criteria_set.plain_answers
    if plain is None or set(map(type, sheets)) != {dict}:
        return None
    answers: Sequence[Mapping[str, Any]] = sheets  # type: ignore[assignment]  # as just seen
    if set(map(len, answers)) != {len(plain.allowed)}:
        return None
    try:
        points = list(map(plain.points_of, answers))
        by_criterion = zip(*points, strict=True)
        # A truth or a fraction equals a whole number, and is none.
        if set(map(type, chain.from_iterable(points))) == {int} and all(
            map(frozenset.issuperset, plain.allowed, by_criterion)
        ):
            return points
    except (KeyError, TypeError):  # no such code; what cannot be looked for among points
        pass
    return None


def _unknown_code(criteria_set: CriteriaSet, by: str, code: object) -> CaseRefused:
    criterion = criteria_set.by_code.get(str(code))
    if criterion is None:
        number, id = criteria_set.number, criteria_set.rulebook
        return CaseRefused.of_sheet(by, "unknown_code", str(code), number=number, id=id)
    cases = [case.code for case in criterion.cases]
    return CaseRefused.of_sheet(
        by,
        "unknown_code:cases",
        str(code),
        either_vi=" hoặc ".join(cases),
        either_en=" or ".join(cases),
    )


def _whole(
    criteria_set: CriteriaSet, by: str, code: str, value: object, allowed: frozenset[int]
) -> int:
    if isinstance(value, float) and value.is_integer() and int(value) in allowed:
        return int(value)
    choices = ", ".join(str(p) for p in sorted(allowed))
    raise CaseRefused.of_sheet(by, "no_option", code, points=value, choices=choices)


def _missing(by: str, missing: Sequence[str]) -> CaseRefused:
    more = len(missing) - _CODES_NAMED
    return CaseRefused.of_sheet(
        by,
        "missing_criterion:many" if more > 0 else "missing_criterion",
        missing[0],
        count=len(missing),
        codes=", ".join(missing[:_CODES_NAMED]),
        more=more,
    )


def closed_criteria(criteria_set: CriteriaSet, has: Mapping[str, bool]) -> frozenset[str]:
    """The codes that need no answer, since the product is said not to have what they are about."""
    if not has:
        return frozenset()
    return frozenset(
        c.code for c, on in criteria_set.dependants if on.asked and has.get(on.subject) is False
    )
