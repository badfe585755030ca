"""Values over the years, and how far a collection has come, drawn.

Positions are SVG attributes and colours come from classes, as in ui/drawings.py. The same numbers
stand in a table beside each picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sanvat.text.numbers import number

Amount = int | Decimal
Point = tuple[str, Amount | None]

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, FOOT = 16, 16, 28, 28


def over_years(points: Sequence[Point], *, title: str) -> SafeString:
    """A line through the values, each with its number; where one is missing the line is broken."""
    given = [(place, value) for place, (_label, value) in enumerate(points) if value is not None]
    if not given:
        return SafeString()
    low, high = min(v for _n, v in given), max(v for _n, v in given)
    low = min(low, 0) if low < high / 2 or low < 0 else low

    def x(place: int) -> float:
        step = (WIDTH - LEFT - RIGHT) / max(len(points), 1)
        return LEFT + step * (place + 0.5)

    def y(value: Amount) -> float:
        share = float((value - low) / (high - low)) if high > low else 0.5
        return HEIGHT - FOOT - 12 - share * (HEIGHT - TOP - FOOT - 24)

    runs: list[list[tuple[int, Amount]]] = []
    for place, value in given:
        if runs and runs[-1][-1][0] == place - 1:
            runs[-1].append((place, value))
        else:
            runs.append([(place, value)])
    lines = format_html_join(
        "",
        '<polyline class="trend__line" points="{}"/>',
        ((" ".join(f"{x(n):.1f},{y(v):.1f}" for n, v in run),) for run in runs if len(run) > 1),
    )
    marks = format_html_join(
        "",
        '<circle class="trend__mark" cx="{0}" cy="{1}" r="4"/>'
        '<text class="trend__value" x="{0}" y="{2}" text-anchor="middle">{3}</text>',
        ((f"{x(n):.1f}", f"{y(v):.1f}", f"{y(v) - 10:.1f}", number(v)) for n, v in given),
    )
    labels = format_html_join(
        "",
        '<text class="trend__label" x="{}" y="{}" text-anchor="middle">{}</text>',
        ((f"{x(n):.1f}", HEIGHT - 8, label) for n, (label, _value) in enumerate(points)),
    )
    words = "; ".join(f"{points[n][0]}: {number(v)}" for n, v in given)
    return format_html(
        '<svg class="trend" viewBox="0 0 {w} {h}" role="img" aria-label="{title}. {words}">'
        '<line class="trend__ground" x1="0" x2="{w}" y1="{g}" y2="{g}"/>{lines}{marks}{labels}'
        "</svg>",
        w=WIDTH,
        h=HEIGHT,
        g=HEIGHT - FOOT,
        title=title,
        words=words,
        lines=lines,
        marks=marks,
        labels=labels,
    )


def progress_of_units(counts: Sequence[tuple[str, str, int]]) -> SafeString:
    """One bar cut into parts: of each the state, its label and how many units are in it."""
    total = sum(n for _state, _label, n in counts)
    if not total:
        return SafeString()
    at, parts = 0.0, []
    for state, _label, n in counts:
        width = n * 100 / total
        parts.append((state, f"{at:.3f}", f"{width:.3f}"))
        at += width
    words = "; ".join(f"{label}: {n}" for _state, label, n in counts if n)
    return format_html(
        '<svg class="units" width="100%" height="28" role="img" aria-label="{}">{}</svg>',
        _("Các đơn vị theo trạng thái. %(words)s") % {"words": words},
        format_html_join(
            "", '<rect class="units__part units__part--{}" x="{}%" width="{}%" height="28"/>', parts
        ),
    )
