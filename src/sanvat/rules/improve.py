"""The least that must change for the next star: fewest criteria, then fewest points. Exact.

An improvement brings one criterion to a better option: every member then gives at least its
points, and who gave more keeps them. The unmet minima of the star must be raised; if points are
still missing, others join. The fewest criteria follow
from the largest possible gains; among all choices with so few, the smallest sum of gains that
still reaches the band is found by an exact search over reachable sums (a knapsack on bit sets),
so nothing smaller exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sanvat.rules.engine import Result, band_of, lacks, points_tell
from sanvat.rules.model import Criterion, Option


@dataclass(frozen=True)
class Improvement:
    """Bring ``criterion``, on which the members' mean is ``has``, to the option with ``to`` points.

    ``gain`` is what it adds to the total. ``because_minimum`` is true where a minimum asks for
    it, false where it brings points only.
    """

    criterion: Criterion
    has: Fraction
    to: int
    option: Option
    gain: Fraction
    because_minimum: bool


@dataclass(frozen=True)
class Path:
    """A least set of improvements that reaches ``stars``, in the order of the sheet."""

    stars: int
    improvements: tuple[Improvement, ...]

    @property
    def gain(self) -> Fraction:
        return sum((i.gain for i in self.improvements), Fraction(0))


@dataclass(frozen=True)
class _Move:
    """A criterion that may rise: gains (scaled by the number of sheets) → points."""

    criterion: Criterion
    gains: tuple[tuple[int, int], ...]
    forced: bool

    @property
    def best(self) -> int:
        return self.gains[-1][0]


def next_star(result: Result, *, stars: int | None = None) -> Path | None:
    """The least path from this result to the next star (or to ``stars``).

    None where no star is left to win, where the product is excluded, or where even the best
    answers do not reach it (a printed set that does not add up). Points are in whole options;
    the total after the path is at least the band's threshold, exactly.
    """
    if result.excluded or result.stars is None:
        return None
    target = stars if stars is not None else result.stars + 1
    if target > max(b.stars for b in result.book.bands) or target <= result.stars:
        return None
    return min(_candidates(result, target), key=_cost, default=None)


def _cost(path: Path) -> tuple[int, Fraction]:
    return len(path.improvements), path.gain


def _candidates(result: Result, target: int) -> Iterator[Path]:
    """One path for each way to treat what depends on something absent (a story)."""
    absent = _absent_subjects(result)
    for chosen in _subsets(sorted(absent)):
        moves = list(_moves(result, target, open_subjects=absent & set(chosen)))
        must = {result.criteria_set.by_subject(s) for s in chosen}
        moves = [_brings_it(m) if m.criterion in must else m for m in moves]
        path = _least(result, target, moves)
        if path is not None:
            yield path


def _brings_it(move: _Move) -> _Move:
    """The move up to options that say the product has the thing."""
    least = move.criterion.told_from or 0
    gains = tuple((gain, points) for gain, points in move.gains if points >= least)
    return _Move(move.criterion, gains, forced=True)


def _absent_subjects(result: Result) -> set[str]:
    """Subjects others depend on and that the product lacks, as far as anybody said.

    Where it is asked apart and nobody answered, 0 points count as lacking: no path is shown that
    might not be open.
    """
    absent = set()
    for _, on in result.criteria_set.dependants:
        unsaid = on.subject not in result.has and result.means[on.code] == 0
        if unsaid or (lacks(result, on) and not points_tell(result, on)):
            absent.add(on.subject)
    return absent


def _subsets(items: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for mask in range(1 << len(items)):
        yield tuple(item for i, item in enumerate(items) if mask >> i & 1)


def _moves(result: Result, target: int, *, open_subjects: set[str]) -> Iterator[_Move]:
    absent = _absent_subjects(result)
    needed = _needed_points(result, target)
    for place, criterion in enumerate(result.criteria_set.criteria):
        least = needed.get(criterion.code, 0)
        given = [s.points[place] for s in result.scores]
        blocked = (
            criterion.depends_on in absent
            and criterion.depends_on not in open_subjects
            and not any(given)
        )
        gains: tuple[tuple[int, int], ...] = ()
        if not blocked:
            rungs = sorted({o.points for o in _options(result, criterion)})
            risen = [(p, [max(p, g) for g in given]) for p in rungs]
            gains = tuple(
                (sum(points) - sum(given), p)
                for p, points in risen
                if sum(points) > sum(given) and _met(result, least, points)
            )
        if gains or least:
            yield _Move(criterion, gains, forced=bool(least))


def _met(result: Result, least: int, points: Sequence[int]) -> bool:
    """Whether these points of the members meet a minimum: by their mean, or by more than half."""
    if result.regulation.minima == "majority":
        return 2 * sum(p >= least for p in points) > len(points)
    return sum(points) >= least * len(points)


def _options(result: Result, criterion: Criterion) -> tuple[Option, ...]:
    """The options open to the product: those of the case most members answered."""
    if not criterion.cases:
        return criterion.options
    answered = [s.cases.get(criterion.code) for s in result.scores]
    named = [c for c in answered if c is not None]
    if not named:
        return criterion.all_options
    most = max(named, key=named.count)
    return next(
        (c.options for c in criterion.cases if most in (c.code, *c.aliases)), criterion.all_options
    )


def _needed_points(result: Result, target: int) -> dict[str, int]:
    """criterion → least points that the star's unmet minima ask for."""
    needed: dict[str, int] = {}
    for unmet in result.unmet:
        if unmet.stars <= target:
            needed[unmet.criterion] = max(unmet.needs, needed.get(unmet.criterion, 0))
    return needed


def _least(result: Result, target: int, moves: list[_Move]) -> Path | None:
    forced = [m for m in moves if m.forced]
    free = sorted((m for m in moves if not m.forced), key=lambda m: -m.best)
    if any(not m.gains for m in forced):
        return None
    missing = _missing(result, target)
    reach = sum(m.best for m in forced)
    extra = 0
    while reach < missing and extra < len(free):
        reach += free[extra].best
        extra += 1
    if reach < missing:
        return None
    chosen = _smallest_sum(forced, free, extra, missing)
    n = len(result.scores)
    order = {c.code: i for i, c in enumerate(result.criteria_set.criteria)}
    improvements = [
        Improvement(
            criterion=move.criterion,
            has=result.means[move.criterion.code],
            to=points,
            option=next(o for o in _options(result, move.criterion) if o.points == points),
            gain=Fraction(gain, n),
            because_minimum=move.forced,
        )
        for move, gain, points in chosen
    ]
    improvements.sort(key=lambda i: order[i.criterion.code])
    path = Path(target, tuple(improvements))
    assert band_of(result.book, result.total + path.gain, result.regulation) >= target
    return path


def _missing(result: Result, target: int) -> int:
    """Points still missing to the band, scaled by the number of sheets and rounded up."""
    n = len(result.scores)
    threshold = Fraction(result.book.threshold(target))
    if result.regulation.decimals is not None:
        threshold -= Fraction(1, 2 * 10**result.regulation.decimals)
    gap = (threshold - result.total) * n
    return max(0, -(-gap.numerator // gap.denominator))


def _smallest_sum(
    forced: list[_Move], free: list[_Move], extra: int, missing: int
) -> list[tuple[_Move, int, int]]:
    """Every forced move and ``extra`` free ones, with the least sum of at least ``missing``.

    ``reachable[i][k]`` is a bit set of the sums that the first i moves can make using k free
    ones; bit b means the sum b. Walking back from the least sum gives the choice.
    """
    moves = [*forced, *free]
    reachable: list[list[int]] = [[1] + [0] * extra]
    for move in moves:
        before = reachable[-1]
        if move.forced:
            after = [_shifted(row, move) for row in before]
        else:
            after = [
                row | (_shifted(before[k - 1], move) if k else 0) for k, row in enumerate(before)
            ]
        reachable.append(after)
    enough = reachable[-1][extra] >> missing
    total = missing + ((enough & -enough).bit_length() - 1)
    chosen: list[tuple[_Move, int, int]] = []
    k = extra
    for i in range(len(moves), 0, -1):
        move, before = moves[i - 1], reachable[i - 1]
        if not move.forced and before[k] >> total & 1:
            continue
        k -= not move.forced
        gain, points = next(
            (g, p) for g, p in move.gains if total >= g and before[k] >> (total - g) & 1
        )
        chosen.append((move, gain, points))
        total -= gain
    return chosen


def _shifted(row: int, move: _Move) -> int:
    result = 0
    for gain, _ in move.gains:
        result |= row << gain
    return result
