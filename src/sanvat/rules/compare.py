"""Two rulebooks side by side: what changed in a set, and which answers carry over.

Criteria meet by *subject* (what they ask about). An answer carries over only where the chosen
option says the same in both, word for word in our own text, which was written so that equal
meaning has equal words. Everything else must be answered anew: points alone prove nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sanvat.rules.model import CriteriaSet, Criterion, Option
from sanvat.rules.sheets import score

Kind = Literal["same", "points", "minima", "wording", "options", "notes", "new", "gone"]


@dataclass(frozen=True)
class Pair:
    """One subject in two sets. ``changes`` is empty where both say exactly the same."""

    old: Criterion | None
    new: Criterion | None
    changes: tuple[Kind, ...]

    @property
    def subject(self) -> str:
        found = self.new or self.old
        assert found is not None
        return found.subject


@dataclass(frozen=True)
class Comparison:
    """A set of one rulebook beside a set of another, in the order of the new sheet."""

    old: CriteriaSet
    new: CriteriaSet
    pairs: tuple[Pair, ...]

    def count(self, kind: Kind) -> int:
        return sum(kind in pair.changes for pair in self.pairs)

    @property
    def unchanged(self) -> int:
        return sum(not pair.changes for pair in self.pairs)


@dataclass(frozen=True)
class CarriedOver:
    """Answers under the new set, and what must be answered anew with the reason why."""

    answers: Mapping[str, int]
    anew: tuple[tuple[Criterion, Kind], ...]
    dropped: tuple[Criterion, ...]


def compare_sets(old: CriteriaSet, new: CriteriaSet) -> Comparison:
    """What changed from one set to the other, criterion by criterion."""
    partners = _partners(old, new)
    pairs = [Pair(partners.get(c.code), c, _changes(partners.get(c.code), c)) for c in new.criteria]
    matched = {p.code for p in partners.values()}
    gone = [Pair(c, None, ("gone",)) for c in old.criteria if c.code not in matched]
    return Comparison(old, new, (*pairs, *gone))


def _partners(old: CriteriaSet, new: CriteriaSet) -> dict[str, Criterion]:
    """new code → the old criterion on the same subject; the n-th with the n-th where several."""
    by_subject: dict[str, list[Criterion]] = {}
    for criterion in old.criteria:
        by_subject.setdefault(criterion.subject, []).append(criterion)
    partners = {}
    for criterion in new.criteria:
        if waiting := by_subject.get(criterion.subject):
            partners[criterion.code] = waiting.pop(0)
    return partners


def _changes(old: Criterion | None, new: Criterion) -> tuple[Kind, ...]:
    if old is None:
        return ("new",)
    changes: list[Kind] = []
    old_texts, new_texts = _texts(old), _texts(new)
    if old_texts != new_texts:
        changes.append("options" if len(old_texts) != len(new_texts) else "wording")
    if old.max_points != new.max_points or (
        old_texts == new_texts
        and [o.points for o in old.all_options] != [o.points for o in new.all_options]
    ):
        changes.append("points")
    if _marked_texts(old) != _marked_texts(new):
        changes.append("minima")
    if set(notes(old)) != set(notes(new)):
        changes.append("notes")
    return tuple(changes)


def notes(criterion: Criterion) -> tuple[str, ...]:
    """What is said beside the options: remarks, requirements, exclusions and stops."""
    told = (criterion.description, criterion.requirement, criterion.note)
    return (*filter(None, told), *(stop.text for stop in criterion.stops))


def _texts(criterion: Criterion) -> list[str]:
    return [o.text for o in criterion.all_options]


def _marked_texts(criterion: Criterion) -> list[tuple[int, str]]:
    return [(o.minimum_for, o.text) for o in criterion.all_options if o.minimum_for]


def carry_over(old: CriteriaSet, new: CriteriaSet, answers: Mapping[str, int]) -> CarriedOver:
    """A product's answers under ``old`` brought to ``new`` as far as they say the same.

    In: one complete or partial sheet under ``old``. Out: answers under ``new`` for options with
    the same words; the criteria left open, each with what stands in the way ("new" where the
    old set has nothing on the subject); and the old criteria that have no successor.
    Raises CaseRefused where the old answers are no answers of the old set.
    """
    given = score(old, answers, partial=True)
    points = {c.code: p for c, p in zip(old.criteria, given.points, strict=True)}
    answered = {old.answer_codes[code][0].code for code in answers}
    partners = _partners(old, new)
    carried: dict[str, int] = {}
    anew: list[tuple[Criterion, Kind]] = []
    for criterion in new.criteria:
        partner = partners.get(criterion.code)
        if partner is None or partner.code not in answered:
            anew.append((criterion, "new"))
            continue
        case, given_points = given.cases.get(partner.code), points[partner.code]
        found = None
        if case or _names_one_option(partner, given_points):
            found = _same_option(partner, partner.option_for(given_points, case), criterion)
        if found is None:
            kinds = _changes(partner, criterion)
            anew.append((criterion, kinds[0] if kinds else "wording"))
        else:
            carried[found[0]] = found[1]
    matched = {p.code for p in partners.values()}
    return CarriedOver(
        answers=carried,
        anew=tuple(anew),
        dropped=tuple(c for c in old.criteria if c.code not in matched),
    )


def _names_one_option(criterion: Criterion, points: int) -> bool:
    """False where two cases share a printed list and these points stand in both."""
    return sum(o.points == points for o in criterion.all_options) <= 1


def _same_option(old: Criterion, chosen: Option | None, new: Criterion) -> tuple[str, int] | None:
    """(answer code, points) of the same option in the new criterion."""
    if chosen is None:
        # "None met" says the same only where the whole ladder does and 0 names no option of it.
        same = _texts(old) == _texts(new) and not new.cases and new.option_for(0) is None
        return (new.code, 0) if same else None
    for option in new.options:
        if option.text == chosen.text:
            return new.code, option.points
    for case in new.cases:
        for option in case.options:
            if option.text == chosen.text:
                return case.code, option.points
    return None
