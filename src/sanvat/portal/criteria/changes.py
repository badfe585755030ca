"""The same set in two rulebooks, laid out side by side with what changed marked in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from sanvat.portal.criteria.words import told
from sanvat.rules.compare import Comparison, Kind, Pair, compare_sets, notes
from sanvat.rules.model import CriteriaSet, Criterion, Option

KINDS: dict[Kind, tuple[str | Promise, str]] = {
    "points": (_("Đổi điểm"), "warn"),
    "minima": (_("Đổi mức tối thiểu"), "warn"),
    "wording": (_("Đổi lời"), "plain"),
    "options": (_("Đổi số mức"), "plain"),
    "notes": (_("Đổi ghi chú"), "plain"),
    "new": (_("Mới"), "good"),
    "gone": (_("Bỏ"), "bad"),
}
"""What changed → its name and the kind of its tag."""

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_ALIKE = 0.5
"""Two options are the same one, reworded, when at least so much of their words agree."""


@dataclass(frozen=True)
class Rung:
    """An option of one side. ``points_changed`` and ``mark_changed``: against its partner."""

    points: int
    text: SafeString
    stars: int | None
    points_changed: bool
    mark_changed: bool


@dataclass(frozen=True)
class Side:
    """A criterion as one rulebook has it."""

    criterion: Criterion
    title: SafeString
    rungs: tuple[Rung, ...]
    points_changed: bool
    notes: tuple[SafeString, ...] = ()
    """Remarks, exclusions and stops, shown where they changed."""


@dataclass(frozen=True)
class ChangedRow:
    old: Side | None
    new: Side | None
    kinds: tuple[Kind, ...]

    @property
    def tags(self) -> list[tuple[str | Promise, str]]:
        return [KINDS[kind] for kind in self.kinds]


class Changes:
    """An older set beside a newer one, in the language of the page."""

    def __init__(self, old: CriteriaSet, new: CriteriaSet) -> None:
        self.old, self.new = old, new
        self.comparison: Comparison = compare_sets(old, new)

    @cached_property
    def changed(self) -> list[ChangedRow]:
        return [_row(pair) for pair in self.comparison.pairs if pair.changes]

    @cached_property
    def unchanged(self) -> list[tuple[Criterion, Criterion]]:
        return [
            (pair.old, pair.new)
            for pair in self.comparison.pairs
            if pair.old and pair.new and not pair.changes
        ]

    @property
    def counts(self) -> list[tuple[int, str | Promise]]:
        return [(self.comparison.count(kind), name) for kind, (name, _tag) in KINDS.items()]

    @property
    def parts(self) -> list[tuple[str, str, int, int]]:
        """(code, title, points then, points now) of each part."""
        then = {part.code: part.max_points for part in self.old.parts}
        return [(p.code, p.title, then.get(p.code, 0), p.max_points) for p in self.new.parts]

    @property
    def parts_changed(self) -> bool:
        return any(then != now for _code, _title, then, now in self.parts)


def _row(pair: Pair) -> ChangedRow:
    old, new = pair.old, pair.new
    if old and new:
        titles = mark_differences(told(old.title), told(new.title))
        rungs = _rungs(old.all_options, new.all_options)
        points_changed = old.max_points != new.max_points
        said = _notes(old, new)
        return ChangedRow(
            Side(old, titles[0], rungs[0], points_changed, said[0]),
            Side(new, titles[1], rungs[1], points_changed, said[1]),
            pair.changes,
        )
    return ChangedRow(_alone(old) if old else None, _alone(new) if new else None, pair.changes)


def _notes(old: Criterion, new: Criterion) -> tuple[tuple[SafeString, ...], ...]:
    """The notes of both sides where they differ, with what changed marked."""
    before, after = notes(old), notes(new)
    if set(before) == set(after):
        return (), ()
    if len(before) == len(after):
        pairs = [mark_differences(told(a), told(b)) for a, b in zip(before, after, strict=True)]
        return tuple(a for a, _b in pairs), tuple(b for _a, b in pairs)
    return (
        tuple(escape(told(t)) if t in after else _wrapped("del", told(t)) for t in before),
        tuple(escape(told(t)) if t in before else _wrapped("ins", told(t)) for t in after),
    )


def _alone(criterion: Criterion) -> Side:
    rungs = tuple(
        _rung(option, None, escape(told(option.text))) for option in criterion.all_options
    )
    return Side(criterion, escape(told(criterion.title)), rungs, False)


def _rungs(
    old: Sequence[Option], new: Sequence[Option]
) -> tuple[tuple[Rung, ...], tuple[Rung, ...]]:
    partners = _partners(old, new)
    old_rungs: dict[int, Rung] = {}
    new_rungs = []
    for place, option in enumerate(new):
        if place not in partners:
            text = told(option.text)
            new_rungs.append(_rung(option, None, _wrapped("ins", text)))
            continue
        other = old[partners[place]]
        before, after = mark_differences(told(other.text), told(option.text))
        old_rungs[partners[place]] = _rung(other, option, before)
        new_rungs.append(_rung(option, other, after))
    return (
        tuple(
            old_rungs.get(i) or _rung(o, None, _wrapped("del", told(o.text)))
            for i, o in enumerate(old)
        ),
        tuple(new_rungs),
    )


def _rung(option: Option, other: Option | None, text: SafeString) -> Rung:
    return Rung(
        option.points,
        text,
        option.minimum_for,
        other is not None and other.points != option.points,
        other is not None and other.minimum_for != option.minimum_for,
    )


def _partners(old: Sequence[Option], new: Sequence[Option]) -> dict[int, int]:
    """place in the new ladder → place in the old one; both rise, so partners never cross."""
    if len(old) == len(new):
        return {place: place for place in range(len(new))}
    partners: dict[int, int] = {}
    least = 0
    for place, option in enumerate(new):
        likeness = [(_ratio(old[at].text, option.text), -at) for at in range(least, len(old))]
        best, at = max(likeness, default=(0.0, 0))
        if best >= _ALIKE:
            partners[place] = -at
            least = -at + 1
    return partners


def mark_differences(old: str, new: str) -> tuple[SafeString, SafeString]:
    """Two texts with what differs between them in <del> and <ins>, by words."""
    if old == new:
        return escape(old), escape(new)
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return _wrapped("del", old), _wrapped("ins", new)
    olds, news = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        was, now = "".join(before[a:b]), "".join(after[c:d])
        olds.append(escape(was) if kind == "equal" else _wrapped("del", was))
        news.append(escape(now) if kind == "equal" else _wrapped("ins", now))
    # Every piece is escaped.
    return mark_safe("".join(olds)), mark_safe("".join(news))  # nosec B308 B703  # see above


def _wrapped(element: str, text: str) -> SafeString:
    if not text.strip():
        return escape(text)
    return mark_safe(f"<{element}>{escape(text)}</{element}>")  # nosec B308 B703  # escaped


def _ratio(old: str, new: str) -> float:
    return SequenceMatcher(None, _TOKEN.findall(old), _TOKEN.findall(new), autojunk=False).ratio()
