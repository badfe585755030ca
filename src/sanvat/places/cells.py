"""A map of areas without borders: around each centre the land that is nearer to it than to any
other, coloured in five steps.

Where an operator has loaded borders (`Boundary`), those are drawn instead.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from html import escape
from math import cos, hypot, pi, radians, sin, sqrt
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanvat.places.boundaries import rings_of
from sanvat.places.models import Place
from sanvat.text.numbers import number

Amount = int | float | Decimal
Spot = tuple[float, float]  # east, north; both in degrees of latitude
Ring = list[Spot]

WIDTH = 480
MARGIN = 8
STEPS = 5
CORNERS = 20  # of the circle beyond which a cell does not reach
REACH = 1.7  # how far that is, in distances to the nearest centres
NEAREST = 3
NAMED_IN_WORDS = 3
KEPT_OUTLINES = 64
"""Maps whose outlines a process keeps, those shown last: one for every province and the country."""


def cell_map(values: Iterable[tuple[Place, Amount | None]], *, title: str) -> SafeString:
    """The map with its legend; None is a unit without a value, drawn without a colour. Nothing
    where no unit with a value has a centre. The page gives the same values as a table."""
    given = [(place, value) for place, value in values if place.centre]
    known = [(place, value) for place, value in given if value is not None]
    if not known:
        return SafeString()
    outlines = _outlines([place for place, _value in given])
    steps = limits([value for _place, value in known])
    drawn = "".join(
        f'<path class="cells__one cells__one--{step}" d="{path}">'
        f"<title>{escape(place.title)}: {escape(said)}</title></path>"
        for (place, value), path in zip(given, outlines.paths, strict=True)
        for step, said in [_coloured(value, steps)]
    )
    words = _in_words(known)
    own = hashlib.sha256(f"{title}{words}".encode()).hexdigest()[:8]
    return format_html(
        '<svg class="cells{borders}" viewBox="0 0 {w} {h}" role="img"'
        ' aria-labelledby="cells-{own}-title cells-{own}-desc">'
        '<title id="cells-{own}-title">{title}</title><desc id="cells-{own}-desc">{words}</desc>'
        "{drawn}</svg>{legend}",
        w=WIDTH,
        h=outlines.height,
        own=own,
        borders=" cells--borders" if outlines.are_borders else "",
        title=title,
        words=words,
        drawn=mark_safe(drawn),  # nosec B308 B703  # of numbers, and of words that are escaped
        legend=_legend(steps),
    )


def _coloured(
    value: Amount | None, steps: Sequence[tuple[Amount, Amount]]
) -> tuple[int | str, str]:
    """The step of a value and how it is said."""
    if value is None:
        return "none", _("chưa có số liệu")
    return _step(value, steps), number(value)


def link_map(links: Iterable[tuple[Place, str]]) -> SafeString:
    """The same shapes without values, each a link to tap. The page gives the same links as a list,
    so that who hears the page or goes by keyboard is not sent through them twice. Nothing where
    fewer than two have a centre."""
    given = [(place, href) for place, href in links if place.centre]
    if len(given) < 2:
        return SafeString()
    outlines = _outlines([place for place, _href in given])
    drawn = format_html_join(
        "",
        '<a href="{}" tabindex="-1"><path class="cells__one cells__one--link" d="{}">'
        "<title>{}</title></path></a>",
        (
            (href, path, place.title)
            for (place, href), path in zip(given, outlines.paths, strict=True)
        ),
    )
    return format_html(
        '<svg class="cells{borders}" viewBox="0 0 {w} {h}" aria-hidden="true">{drawn}</svg>',
        w=WIDTH,
        h=outlines.height,
        borders=" cells--borders" if outlines.are_borders else "",
        drawn=drawn,
    )


# The five steps


def limits(values: Sequence[Amount]) -> list[tuple[Amount, Amount]]:
    """The least and the largest value of each step, the lowest step first: as many values in each
    as can be without two equal ones standing apart. Fewer steps where there are fewer values."""
    ordered = sorted(values)
    cuts: list[list[Amount]] = []
    wanted = len(ordered) / STEPS
    for place, value in enumerate(ordered):
        if cuts and (value == cuts[-1][-1] or place < wanted * len(cuts)):
            cuts[-1].append(value)
        else:
            cuts.append([value])
    return [(cut[0], cut[-1]) for cut in cuts]


def _step(value: Amount, steps: Sequence[tuple[Amount, Amount]]) -> int:
    """1 to 5; fewer steps take the darker ones, so that the largest is always the darkest."""
    at = next(n for n, (_low, high) in enumerate(steps) if value <= high)
    return STEPS - len(steps) + at + 1


def _legend(steps: Sequence[tuple[Amount, Amount]]) -> SafeString:
    rows = (
        (
            STEPS - len(steps) + n,
            number(low) if low == high else f"{number(low)} – {number(high)}",
        )
        for n, (low, high) in enumerate(steps, start=1)
    )
    return format_html(
        '<ul class="cells__legend">{}</ul>',
        format_html_join(
            "",
            '<li><svg width="16" height="16" aria-hidden="true"><rect width="16" height="16"'
            ' class="cells__one cells__one--{}"/></svg> {}</li>',
            rows,
        ),
    )


def _in_words(given: Sequence[tuple[Place, Amount]]) -> str:
    count = len(given)
    text = ngettext("%(count)d địa bàn.", "%(count)d địa bàn.", count) % {"count": count}
    largest = sorted(given, key=lambda item: -item[1])[:NAMED_IN_WORDS]
    named = "; ".join(f"{place.title}: {number(value)}" for place, value in largest)
    return f"{text} {_('Lớn nhất: %(named)s.') % {'named': named}}"


# The shapes


class _Outlines(NamedTuple):
    """The path of each place as SVG draws it, and how high all of them are."""

    paths: Sequence[str]
    height: int
    are_borders: bool


def _outlines(places: Sequence[Place]) -> _Outlines:
    """One query. What is drawn without borders is worked out once and kept: the same maps are shown
    again and again, with other values."""
    borders = rings_of(places)
    centres = tuple((place.longitude or 0.0, place.latitude or 0.0) for place in places)
    if not borders:
        return _outlines_without_borders(centres)
    narrowing = _narrowing(centres)
    made = cells([(x * narrowing, y) for x, y in centres])
    shapes = [
        [[(x * narrowing, y) for x, y in ring] for ring in borders[place.pk]]
        if place.pk in borders
        else [made[n]]
        for n, place in enumerate(places)
    ]
    return _drawn(shapes, are_borders=len(borders) == len(places))


@lru_cache(maxsize=KEPT_OUTLINES)
def _outlines_without_borders(centres: tuple[Spot, ...]) -> _Outlines:
    narrowing = _narrowing(centres)
    shapes = [[ring] for ring in cells([(x * narrowing, y) for x, y in centres])]
    return _drawn(shapes, are_borders=False)


def _narrowing(centres: Sequence[Spot]) -> float:
    """How much shorter a degree to the east is than one to the north, there."""
    return cos(radians(sum(y for _x, y in centres) / len(centres)))


def _drawn(shapes: Sequence[Sequence[Ring]], *, are_borders: bool) -> _Outlines:
    frame = _Frame([spot for rings in shapes for ring in rings for spot in ring])
    return _Outlines([frame.path(rings) for rings in shapes], round(frame.height), are_borders)


def cells(spots: Sequence[Spot]) -> list[Ring]:
    """For each spot the corners of what is nearer to it than to any other, and no further away
    than its neighbours let expect."""
    around = _Around(spots)
    near = [around.mean_to_nearest(n) for n in range(len(spots))]
    typical = sorted(near)[len(spots) // 2]
    return [_cell(around, n, near[n], typical) for n in range(len(spots))]


class _Around:
    """Spots in the order of their first coordinate, so that a spot's neighbours are found without
    asking all others."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        self.spots = spots
        self._order = sorted(range(len(spots)), key=lambda n: spots[n])
        self._across = [spots[n][0] for n in self._order]
        self._extent = max(
            (max(values) - min(values) for values in zip(*spots, strict=True)), default=0
        )

    def within(self, n: int, far: float) -> list[tuple[float, float, float]]:
        """The others no further away, the nearest first: distance, and where."""
        x, y = self.spots[n]
        first, end = bisect_left(self._across, x - far), bisect_right(self._across, x + far)
        others = (self.spots[m] for m in self._order[first:end] if m != n)
        distances = ((hypot(a - x, b - y), a, b) for a, b in others)
        return sorted(each for each in distances if each[0] <= far)

    def mean_to_nearest(self, n: int) -> float:
        """The mean distance to the nearest few."""
        wanted = min(NEAREST, len(self.spots) - 1)
        far = self._extent * 2 / sqrt(len(self.spots)) + 1e-9
        while len(found := self.within(n, far)) < wanted:
            far *= 2
        nearest = [distance for distance, _a, _b in found[:wanted]]
        return sum(nearest) / wanted if wanted else 0.1


def _cell(around: _Around, n: int, near: float, typical: float) -> Ring:
    x, y = around.spots[n]
    reach = max(min(near, 2 * typical), 0.5 * typical, 1e-6) * REACH / 2 + 1e-9
    reach = max(reach, typical * REACH / 2)
    ring = [
        (x + reach * cos(2 * pi * k / CORNERS), y + reach * sin(2 * pi * k / CORNERS))
        for k in range(CORNERS)
    ]
    for distance, a, b in around.within(n, 2 * reach):
        if distance:
            ring = _nearer(ring, (x, y), (a, b))
    return ring


def _nearer(ring: Ring, own: Spot, other: Spot) -> Ring:
    """The part of a convex ring that is nearer to one spot than to the other."""
    across, along = other[0] - own[0], other[1] - own[1]
    middle = ((own[0] + other[0]) / 2, (own[1] + other[1]) / 2)

    def beyond(spot: Spot) -> float:
        return (spot[0] - middle[0]) * across + (spot[1] - middle[1]) * along

    kept: Ring = []
    for place, spot in enumerate(ring):
        before = ring[place - 1]
        one, two = beyond(before), beyond(spot)
        if (one > 0) != (two > 0):
            share = one / (one - two)
            kept.append(
                (
                    before[0] + share * (spot[0] - before[0]),
                    before[1] + share * (spot[1] - before[1]),
                )
            )
        if two <= 0:
            kept.append(spot)
    return kept


class _Frame:
    def __init__(self, spots: Sequence[Spot]) -> None:
        self._west, self._north = min(x for x, _y in spots), max(y for _x, y in spots)
        wide = max(max(x for x, _y in spots) - self._west, 1e-6)
        high = max(self._north - min(y for _x, y in spots), 1e-6)
        self._scale = min((WIDTH - 2 * MARGIN) / wide, 1.6 * WIDTH / high)
        self._left = (WIDTH - wide * self._scale) / 2
        self.height = high * self._scale + 2 * MARGIN

    def path(self, rings: Iterable[Ring]) -> str:
        return "".join(
            "M" + "L".join(f"{self._x(x):.1f} {self._y(y):.1f}" for x, y in ring) + "z"
            for ring in rings
            if ring
        )

    def _x(self, x: float) -> float:
        return self._left + (x - self._west) * self._scale

    def _y(self, y: float) -> float:
        return MARGIN + (self._north - y) * self._scale
