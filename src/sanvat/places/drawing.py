"""A small map of dots. Borders are not to be had, so the provinces' names stand where they lie."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, radians, sqrt

from django.utils import numberformat
from django.utils.formats import get_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanvat.places.models import Place

Number = int | float | Decimal
Point = tuple[Place, Number]
Spot = tuple[float, float]  # latitude, longitude
Box = tuple[float, float, float, float]  # left, top, right, bottom

WIDTH = 360
MARGIN = 14
SMALLEST, LARGEST = 2.5, 11.0
LETTER, LINE = 3.9, 8.0  # how wide a letter of a label is, and how high
LEAST_SPAN = 1.2  # degrees; a single commune is still shown with what lies around it
NAMED_IN_WORDS = 3


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


def context() -> list[Place]:
    """What a map names for orientation: the provinces, Hoàng Sa and Trường Sa. One query."""
    islands = Place.objects.today().filter(kind="dac_khu", name__in=["Hoàng Sa", "Trường Sa"])
    return list(Place.objects.today().provinces() | islands)


def dot_map(
    points: Iterable[Point], *, title: str, around: Sequence[Place] = (), fit: bool = False
) -> SafeString:
    """A dot for every place, the larger the value the larger its area; SVG for the page.

    `around`: what is named faintly, usually `context()`. `fit` shows only the part of the
    country where the points lie. The page gives the same figures as a table.
    """
    given = list(points)
    drawn = [(p.centre, p, value) for p, value in given if p.centre]
    frame = _around([spot for spot, _place, _value in drawn]) if fit and drawn else COUNTRY
    named = [(p.centre, p.name) for p in around if p.centre and frame.holds(p.centre)]
    words = _in_words(given, len(given) - len(drawn))
    own = hashlib.sha256(f"{title}{words}".encode()).hexdigest()[:8]
    return format_html(
        '<svg class="dot-map" viewBox="0 0 {width} {height}" role="img"'
        ' aria-labelledby="map-{own}-title map-{own}-desc">'
        '<title id="map-{own}-title">{title}</title><desc id="map-{own}-desc">{words}</desc>'
        '<g class="dot-map__dots" fill="var(--red-fill, #b3211f)" fill-opacity="0.55"'
        ' stroke="var(--sheet, #fff)" stroke-width="0.75">{dots}</g>'
        '<g class="dot-map__names" fill="currentColor" fill-opacity="0.75" font-size="7"'
        ' stroke="var(--sheet, #fff)" stroke-width="1.5" stroke-opacity="0.6"'
        ' paint-order="stroke" pointer-events="none">{labels}</g></svg>',
        width=WIDTH,
        height=_short(frame.height),
        own=own,
        title=title,
        words=words,
        labels=format_html_join("", "{}", ((label,) for label in _labels(named, frame))),
        dots=format_html_join("", "{}", ((dot,) for dot in _dots(drawn, frame))),
    )


def _around(spots: list[Spot]) -> _Frame:
    latitudes, longitudes = [spot[0] for spot in spots], [spot[1] for spot in spots]
    south, north = min(latitudes), max(latitudes)
    west, east = min(longitudes), max(longitudes)
    wide = max(LEAST_SPAN, (east - west) * 1.15, (north - south) * 0.6) / 2
    high = max(LEAST_SPAN, (north - south) * 1.15, (east - west) * 0.6) / 2
    x, y = (west + east) / 2, (south + north) / 2
    return _Frame(x - wide, y - high, x + wide, y + high)


def _labels(named: list[tuple[Spot, str]], frame: _Frame) -> Iterator[SafeString]:
    """Each name beside its mark, on the first side where it covers no other name."""
    taken: list[Box] = []
    for spot, name in named:
        x, y = frame.at(spot)
        width = len(name) * LETTER
        sides = {
            (x + 3, y + 2.5, "start"): x + 3,
            (x - 3, y + 2.5, "end"): x - 3 - width,
            (x, y - 3.5, "middle"): x - width / 2,
            (x, y + 8.5, "middle"): x - width / 2,
        }
        boxes = {
            side: (left, side[1] - LINE, left + width, side[1]) for side, left in sides.items()
        }
        free = (side for side, box in boxes.items() if _is_free(box, taken))
        side = next(free, next(iter(boxes)))
        taken.append(boxes[side])
        yield format_html(
            '<circle cx="{}" cy="{}" r="1.2"/><text x="{}" y="{}" text-anchor="{}">{}</text>',
            *(_short(number) for number in (x, y, *side[:2])),
            side[2],
            name,
        )


def _is_free(box: Box, taken: list[Box]) -> bool:
    return box[0] >= 0 and box[2] <= WIDTH and not any(_meet(box, other) for other in taken)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _dots(points: list[tuple[Spot, Place, Number]], frame: _Frame) -> Iterator[SafeString]:
    """The largest first, so that a small one lies on top of it."""
    top = max((float(value) for _spot, _place, value in points), default=0)
    for spot, place, value in sorted(points, key=lambda point: -point[2]):
        x, y = frame.at(spot)
        share = sqrt(max(float(value), 0) / top) if top > 0 else 0
        yield format_html(
            '<circle cx="{}" cy="{}" r="{}"><title>{}</title></circle>',
            _short(x),
            _short(y),
            _short(SMALLEST + (LARGEST - SMALLEST) * share),
            _named(place, value),
        )


def _in_words(points: list[Point], hidden: int) -> str:
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


def _named(place: Place, value: Number) -> str:
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
