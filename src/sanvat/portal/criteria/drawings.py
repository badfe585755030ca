"""What the criteria pages draw, as SVG: ladders of points, the way to each star, the bands.

No style attribute anywhere: positions are SVG attributes in percent, so that a drawing fits
any width; colours come from classes in ``portal/css/criteria/``. A drawing never stands alone:
the same numbers are written beside it, so it is hidden from screen readers.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from sanvat.rules.model import STARS_WITH_MINIMA, Criterion
from sanvat.ui import drawings

BAR = mark_safe('y="1" height="22"')  # nosec B308  # our own words
"""Where every bar stands in its drawing of 24 pixels."""


@cache
def sprite() -> SafeString:
    """The stars of a page, drawn once: each mark of the page only refers to them."""
    rows = "".join(
        f'<symbol id="sao-{count}" viewBox="0 0 {count * drawings.STEP} {drawings.STEP}">'
        + "".join(
            f'<use href="#sao" x="{place * drawings.STEP}"'
            f' width="{drawings.STEP}" height="{drawings.STEP}"/>'
            for place in range(count)
        )
        + "</symbol>"
        for count in range(1, 6)
    )
    return mark_safe(  # nosec B308 B703  # numbers of ours
        '<svg class="sprite" width="0" height="0" aria-hidden="true">'
        '<pattern id="chung" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<path class="hatch" d="M-2 2l4-4M0 8l8-8M6 10l4-4"/></pattern>'
        f'<symbol id="sao" viewBox="0 0 24 24">{drawings.star()}</symbol>{rows}</svg>'
    )


@cache
def star_row(count: int) -> SafeString:
    """So many gold stars, for a page that holds the sprite. Whoever uses it writes the number."""
    return format_html(
        '<svg class="stars stars--s" viewBox="0 0 {} {}" aria-hidden="true">'
        '<use href="#sao-{}"/></svg>',
        count * drawings.STEP,
        drawings.STEP,
        count,
    )


def ladder_bar(criterion: Criterion, scale: int) -> SafeString:
    """A criterion as a bar of its points: a zone up to each star's minimum, a tick at each rung.

    ``scale`` is the length of the longest bar of the drawing, in points.
    """
    zones, start = [], 0
    for stars in STARS_WITH_MINIMA:
        end = criterion.required[stars]
        if end > start:
            zones.append((stars, start, end))
            start = end
    rungs = sorted({o.points for o in criterion.all_options} - {0, criterion.max_points})
    return format_html(
        '<svg class="rungs" aria-hidden="true"><rect class="rungs__track" width="{}%" {}/>{}{}{}'
        "</svg>",
        _share(criterion.max_points, scale),
        BAR,
        _zones(zones, scale),
        format_html_join(
            "",
            '<line class="rungs__tick" x1="{0}%" x2="{0}%" y1="1" y2="23"/>',
            ((_share(points, scale),) for points in rungs),
        ),
        format_html_join(
            "",
            '<svg x="{0}%" y="4" width="1" height="16" overflow="visible">'
            '<g class="rungs__flag rungs__flag--{1}" transform="translate(-27 0)">'
            '<text x="9" y="13">{1}</text><use href="#sao" x="10" width="15" height="15"/></g>'
            "</svg>",
            ((_share(end, scale), stars) for stars, _start, end in zones),
        ),
    )


def way_bar(threshold: int, forced: Iterable[tuple[int, int]]) -> SafeString:
    """The way to a star on a scale of 100: the points its minima force, then those left free.

    ``forced``: (star, points that its own minima add), from the lowest star.
    """
    zones, start = [], 0
    for stars, points in forced:
        if points:
            zones.append((stars, start, start + points))
            start += points
    return format_html(
        '<svg class="way" aria-hidden="true"><rect class="rungs__track" width="100%" {0}/>{1}'
        '<rect class="way__free" fill="url(#chung)" x="{2}%" width="{3}%" {0}/>'
        '<line class="way__goal" x1="{4}%" x2="{4}%" y1="-3" y2="27"/></svg>',
        BAR,
        _zones(zones, 100),
        _share(start, 100),
        _share(max(threshold - start, 0), 100),
        _share(threshold, 100),
    )


def bands(from_points: Iterable[tuple[int, int]]) -> SafeString:
    """The scale of 100 points cut into its bands. ``from_points``: (star, points), any order."""
    starts = sorted(from_points, key=lambda band: band[1])
    ends = [points for _stars, points in starts[1:]] + [100]
    return format_html(
        '<svg class="bands" aria-hidden="true">{}{}</svg>',
        format_html_join(
            "",
            '<rect class="bands__band bands__band--{0}" x="{1}%" width="{2}%" height="36"/>'
            '<svg x="{3}%" y="8" width="1" height="20" overflow="visible"><g'
            ' transform="translate(-15 0)"><text class="bands__star bands__star--{0}" x="10"'
            ' y="15">{0}</text><use class="bands__mark--{0}" href="#sao" x="12" width="18"'
            ' height="18"/></g></svg>',
            (
                (stars, _share(start, 100), _share(end - start, 100), _share(start + end, 200))
                for (stars, start), end in zip(starts, ends, strict=True)
            ),
        ),
        format_html_join(
            "",
            '<text class="bands__at" x="{}%" y="54">{}</text>',
            ((_share(start, 100), start) for _stars, start in starts if start),
        ),
    )


def _zones(zones: Iterable[tuple[int, int, int]], scale: int) -> SafeString:
    """(star, from, to) as coloured stretches of a bar."""
    return format_html_join(
        "",
        '<rect class="rungs__zone rungs__zone--{}" x="{}%" width="{}%" {}/>',
        ((stars, _share(low, scale), _share(high - low, scale), BAR) for stars, low, high in zones),
    )


def _share(points: int, of: int) -> str:
    return f"{points * 100 / of:.2f}".rstrip("0").rstrip(".")
