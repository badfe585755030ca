"""A small map of dots. Borders are not to be had, so the provinces' names stand where they lie."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import cos, radians, sqrt
from typing import NamedTuple

from django.utils import numberformat
from django.utils.formats import get_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanvat.places.maps import map_on
from sanvat.places.models import Place

Number = int | float | Decimal
Point = tuple[Place, Number]
Spot = tuple[float, float]  # latitude, longitude


class Unit(NamedTuple):
    """What a drawing hangs on of a place."""

    pk: int
    kind: str
    name: str
    full_name: str
    centre: Spot | None


Given = tuple[tuple[Unit, Number], ...]
Box = tuple[float, float, float, float]  # left, top, right, bottom
Side = tuple[float, float, str]  # where a name begins, ends or has its middle
Dot = tuple[Spot, Unit, Number, float]  # where, what, how much, its radius

WIDTH = 360
MARGIN = 14
SMALLEST, LARGEST = 2.5, 11.0
FONT = 12  # of the names, as large as small text on the page around
LETTER, LINE = 6.6, 13.0  # how wide a letter of a name is, and how high
MARK = 1.4
LEAST_SPAN = 1.2  # degrees; a single commune is still shown with what lies around it
NAMED_IN_WORDS = 3
ISLANDS = "dac_khu"
MOST_KEPT = 32
"""Maps that are kept finished: the same for whoever sees the same points, and made anew where
anything of them is different."""


@dataclass(frozen=True)
class _Frame:
    """The part of the earth that is drawn, and where on the sheet a point of it lies."""

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self) -> float:
        return (WIDTH - 2 * MARGIN) / ((self.east - self.west) * self._narrowing)

    @property
    def _narrowing(self) -> float:
        return cos(radians((self.south + self.north) / 2))

    @property
    def height(self) -> float:
        return (self.north - self.south) * self.scale + 2 * MARGIN

    def at(self, spot: Spot) -> tuple[float, float]:
        latitude, longitude = spot
        east = (longitude - self.west) * self._narrowing
        return MARGIN + east * self.scale, MARGIN + (self.north - latitude) * self.scale

    def holds(self, spot: Spot) -> bool:
        latitude, longitude = spot
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


# From Lũng Cú to Trường Sa, and from the west of Điện Biên to the east of the islands.
COUNTRY = _Frame(102.1, 7.8, 115.0, 23.5)


def context() -> Sequence[Place]:
    """What a map names for orientation: the provinces, Hoàng Sa and Trường Sa. One query."""
    return map_on(None).landmarks


def dot_map(
    points: Iterable[Point], *, title: str, around: Sequence[Place] = (), fit: bool = False
) -> SafeString:
    """A dot for every place, the larger the value the larger its area; SVG for the page.

    Names stand where there is room, those of the largest dots first. `around`: what is marked
    for orientation, usually `context()`. `fit` shows only the part of the country where the
    points lie. The page gives the same figures as a table.
    """
    given = tuple((_unit(place), value) for place, value in points)
    return _drawn(given, title, tuple(_unit(each) for each in around), fit, get_language())


def _unit(place: Place) -> Unit:
    return Unit(place.pk, place.kind, place.name, place.full_name, place.centre)


@lru_cache(maxsize=MOST_KEPT)
def _drawn(
    given: Given, title: str, around: tuple[Unit, ...], fit: bool, _language: str | None
) -> SafeString:
    spots = [p.centre for p, _value in given if p.centre]
    frame = _around(spots) if fit and spots else COUNTRY
    dots = _dots(given)
    shown = {place.pk for _spot, place, _value, _radius in dots}
    marks = [
        (p.centre, p) for p in around if p.centre and frame.holds(p.centre) and p.pk not in shown
    ]
    words = _in_words(given, len(given) - len(dots))
    own = hashlib.sha256(f"{title}{words}".encode()).hexdigest()[:8]
    return format_html(
        '<svg class="dot-map" viewBox="0 0 {width} {height}" role="img"'
        ' aria-labelledby="map-{own}-title map-{own}-desc">'
        '<title id="map-{own}-title">{title}</title><desc id="map-{own}-desc">{words}</desc>'
        '<g class="dot-map__marks" fill="currentColor" fill-opacity="0.6">{marks}</g>'
        '<g class="dot-map__dots" fill="var(--bar, #a3191c)" fill-opacity="0.7"'
        ' stroke="var(--sheet, #fff)" stroke-width="0.75">{dots}</g>'
        '<g class="dot-map__names" fill="currentColor" font-size="{font}"'
        ' stroke="var(--sheet, #fff)" stroke-width="3" stroke-linejoin="round"'
        ' paint-order="stroke" pointer-events="none">{names}</g></svg>',
        width=WIDTH,
        height=_short(frame.height),
        own=own,
        title=title,
        words=words,
        font=FONT,
        marks=format_html_join("", "{}", ((_drawn_mark(*mark, frame),) for mark in marks)),
        dots=format_html_join("", "{}", ((_drawn_dot(dot, frame),) for dot in dots)),
        names=format_html_join("", "{}", ((name,) for name in _names(dots, marks, frame))),
    )


def _around(spots: list[Spot]) -> _Frame:
    latitudes, longitudes = [spot[0] for spot in spots], [spot[1] for spot in spots]
    south, north = min(latitudes), max(latitudes)
    west, east = min(longitudes), max(longitudes)
    wide = max(LEAST_SPAN, (east - west) * 1.15, (north - south) * 0.6) / 2
    high = max(LEAST_SPAN, (north - south) * 1.15, (east - west) * 0.6) / 2
    x, y = (west + east) / 2, (south + north) / 2
    return _Frame(x - wide, y - high, x + wide, y + high)


def _dots(points: Given) -> list[Dot]:
    """The largest first, so that a small one lies on top of it."""
    top = max((float(value) for _place, value in points), default=0)

    def radius(value: Number) -> float:
        share = sqrt(max(float(value), 0) / top) if top > 0 else 0
        return SMALLEST + (LARGEST - SMALLEST) * share

    drawn = [(p.centre, p, value, radius(value)) for p, value in points if p.centre]
    return sorted(drawn, key=lambda dot: -dot[2])


def _drawn_dot(dot: Dot, frame: _Frame) -> SafeString:
    spot, place, value, radius = dot
    x, y = frame.at(spot)
    return format_html(
        '<circle cx="{}" cy="{}" r="{}"><title>{}</title></circle>',
        *(_short(number) for number in (x, y, radius)),
        _named(place, value),
    )


def _drawn_mark(spot: Spot, place: Unit, frame: _Frame) -> SafeString:
    x, y = frame.at(spot)
    return format_html(
        '<circle cx="{}" cy="{}" r="{}"><title>{}</title></circle>',
        *(_short(number) for number in (x, y, MARK)),
        place.full_name,
    )


def _names(dots: list[Dot], marks: list[tuple[Spot, Unit]], frame: _Frame) -> Iterator[SafeString]:
    """First the islands and the largest dots, over small dots if need be; then whoever has room."""
    islands = [(spot, place, MARK) for spot, place in marks if place.kind == ISLANDS]
    others = [(spot, place, MARK) for spot, place in marks if place.kind != ISLANDS]
    dotted = [(spot, place, radius) for spot, place, _value, radius in dots]
    named = [*islands, *dotted, *others]
    surely = len(islands) + min(len(dotted), NAMED_IN_WORDS)
    covered = [_box_of(*frame.at(spot), radius) for spot, _place, radius in dotted]
    written: list[Box] = []
    for number, (spot, place, radius) in enumerate(named):
        sides = _sides(*frame.at(spot), radius, len(place.name) * LETTER)
        side = _free(sides, [*written, *covered], frame)
        if side is None and number < surely:
            side = _free(sides, written, frame) or next(iter(sides))
        if side is not None:
            written.append(sides[side])
            yield format_html(
                '<text x="{}" y="{}" text-anchor="{}">{}</text>',
                _short(side[0]),
                _short(side[1]),
                side[2],
                place.name,
            )


def _sides(x: float, y: float, radius: float, width: float) -> dict[Side, Box]:
    """Where a name may stand, and what it covers there: right, left, above, below."""
    beside, above, below = y + FONT / 3, y - radius - 3, y + radius + FONT
    places = {
        (x + radius + 3, beside, "start"): x + radius + 3,
        (x - radius - 3, beside, "end"): x - radius - 3 - width,
        (x, above, "middle"): x - width / 2,
        (x, below, "middle"): x - width / 2,
    }
    return {
        side: (left, side[1] - LINE + 2, left + width, side[1] + 2) for side, left in places.items()
    }


def _box_of(x: float, y: float, radius: float) -> Box:
    return x - radius, y - radius, x + radius, y + radius


def _free(sides: dict[Side, Box], taken: list[Box], frame: _Frame) -> Side | None:
    """The first side where a name lies on the sheet and covers nothing that is taken."""
    return next(
        (
            side
            for side, box in sides.items()
            if _is_inside(box, frame) and not any(_meet(box, other) for other in taken)
        ),
        None,
    )


def _is_inside(box: Box, frame: _Frame) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= frame.height


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _in_words(points: Given, hidden: int) -> str:
    """What the map shows, for who does not see it."""
    if not points:
        return _("Chưa có địa bàn nào trên bản đồ.")
    count = len(points)
    words = ngettext("%(count)d địa bàn.", "%(count)d địa bàn.", count) % {"count": count}
    largest = sorted(points, key=lambda point: -point[1])[:NAMED_IN_WORDS]
    named = "; ".join(_named(place, value) for place, value in largest)
    words += " " + _("Lớn nhất: %(named)s.") % {"named": named}
    if hidden:
        words += " " + ngettext(
            "%(count)d địa bàn chưa có tọa độ nên không được vẽ.",
            "%(count)d địa bàn chưa có tọa độ nên không được vẽ.",
            hidden,
        ) % {"count": hidden}
    return words


def _named(place: Unit, value: Number) -> str:
    return f"{place.full_name}: {_written(value)}"


def _written(value: Number) -> str:
    return numberformat.format(
        value,
        decimal_sep=get_format("DECIMAL_SEPARATOR"),
        thousand_sep=get_format("THOUSAND_SEPARATOR"),
        grouping=3,
        force_grouping=True,
    )


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
