"""What we draw ourselves, as SVG: the stars and the points scale.

No style attribute anywhere: positions are SVG attributes, colours come from classes,
so the pages keep a Content-Security-Policy without 'unsafe-inline'.
"""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from functools import cache
from itertools import pairwise
from math import cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from sanvat.text.numbers import plain

STEP = 24  # one star's box, in SVG units
OUTER, INNER = 10.9, 4.75
CENTRE_Y = 12.6  # a star looks centred a little below the middle of its box


def stars(count: int, *, of: int, size: str, label: str) -> SafeString:
    """A row of `of` stars, the first `count` in gold leaf, the others in outline; on a page that
    holds the `shapes`."""
    return format_html(
        '<svg class="stars stars--{}" role="img" aria-label="{}" viewBox="0 0 {} {}"'
        ' width="{}" height="{}">{}</svg>',
        size,
        label,
        of * STEP,
        STEP,
        of * STEP,
        STEP,
        _star_uses(count, of, PLAIN if size == "s" else GOLD),
    )


GOLD, PLAIN, OFF = "sao-vang", "sao-tron", "sao-trong"
"""What the shapes of a page are called: a star with shaded arms, one too small for them, and one
that was not reached."""


@cache
def shapes() -> SafeString:
    """The stars of a page, drawn once, for all of its rows of stars to refer to."""
    drawn = {
        GOLD: star(),
        PLAIN: f'<path class="star" d="{_body(0)}"/>',
        OFF: _star_paths(0, 1),
    }
    symbols = "".join(f'<symbol id="{name}">{paths}</symbol>' for name, paths in drawn.items())
    return mark_safe(  # nosec B308 B703  # numbers of ours
        f'<svg class="sprite" width="0" height="0" aria-hidden="true">{symbols}</svg>'
    )


@cache
def _star_uses(count: int, of: int, reached: str) -> SafeString:
    return format_html_join(
        "",
        '<use href="#{}" x="{}"/>',
        ((reached if index < count else OFF, index * STEP) for index in range(of)),
    )


def star() -> SafeString:
    """The paths of one star in gold, to be put into a drawing."""
    return _star_paths(1, 1)


def scale(
    value: Decimal, *, top: Decimal, bands: Sequence[Decimal], minima: Sequence[Decimal]
) -> SafeString:
    """A points bar. Under it the bands with their stars, over it a notch for each minimum."""
    return format_html(
        '<svg class="scale{}" width="100%" aria-hidden="true">'
        '<rect class="scale__track" y="0.7em" width="100%" height="1em"/>'
        '<rect class="scale__fill" y="0.7em" width="{}%" height="1em"/>'
        "{}{}{}</svg>",
        "" if bands else " scale--plain",
        percent(value, top),
        _ticks(bands, top),
        _band_names(value, bands, top),
        _notches(minima, top),
    )


def percent(value: Decimal, top: Decimal) -> str:
    """Where `value` lies on the scale: never beyond its ends, never rounded up over a mark."""
    share = min(max(value / top, Decimal(0)), Decimal(1)) * 100
    return plain(share.quantize(Decimal("0.01"), rounding=ROUND_DOWN))


def _ticks(bands: Sequence[Decimal], top: Decimal) -> SafeString:
    return format_html_join(
        "",
        '<line class="scale__cut" x1="{0}%" x2="{0}%" y1="0.7em" y2="1.7em"/>'
        '<line class="scale__tick" x1="{0}%" x2="{0}%" y1="1.7em" y2="3.2em"/>'
        '<text class="scale__at" x="{0}%" y="4.3em">{1}</text>',
        ((percent(band, top), plain(band)) for band in bands),
    )


def _band_names(value: Decimal, bands: Sequence[Decimal], top: Decimal) -> SafeString:
    edges = [Decimal(0), *bands, top] if bands else []
    return format_html_join(
        "",
        '<svg class="scale__band{}" x="{}%" y="2.05em" width="1em" height="1em" overflow="visible">'
        '<text x="-0.15em" y="0.95em">{}</text>'
        '<svg y="0.05em" width="1em" height="1em" viewBox="0 0 24 24">{}</svg></svg>',
        (
            (
                " scale__band--here" if low <= value and (value < high or high == top) else "",
                percent((low + high) / 2, top),
                count,
                _star_paths(1, 1),
            )
            for count, (low, high) in enumerate(pairwise(edges), start=1)
        ),
    )


def _notches(minima: Sequence[Decimal], top: Decimal) -> SafeString:
    return format_html_join(
        "",
        '<svg class="scale__minimum" x="{}%" width="0.8em" height="0.55em" viewBox="0 0 10 7"'
        ' overflow="visible"><path d="M-5 0h10l-5 7z"/></svg>',
        ((percent(minimum, top),) for minimum in minima),
    )


@cache
def _star_paths(count: int, of: int) -> SafeString:
    paths = []
    if count:
        body = "".join(_body(index) for index in range(count))
        facets = "".join(_facets(index) for index in range(count))
        paths.append(f'<path class="star" d="{body}"/><path class="star__facet" d="{facets}"/>')
    if count < of:
        rest = "".join(_body(index) for index in range(count, of))
        paths.append(f'<path class="star star--off" d="{rest}"/>')
    return mark_safe("".join(paths))  # nosec B308 B703  # numbers of ours


def _body(index: int) -> str:
    points = [_point(index, corner, OUTER if corner % 2 == 0 else INNER) for corner in range(10)]
    return "M" + "L".join(points) + "z"


def _facets(index: int) -> str:
    """The shaded half of each arm: from the middle to the tip to the next hollow."""
    middle = f"{index * STEP + STEP / 2:g} {CENTRE_Y:g}"
    return "".join(
        f"M{middle}L{_point(index, tip, OUTER)}L{_point(index, tip + 1, INNER)}z"
        for tip in range(0, 10, 2)
    )


def _point(index: int, corner: int, radius: float) -> str:
    angle = pi * corner / 5
    x = index * STEP + STEP / 2 + radius * sin(angle)
    y = CENTRE_Y - radius * cos(angle)
    return f"{round(x, 1):g} {round(y, 1):g}"
