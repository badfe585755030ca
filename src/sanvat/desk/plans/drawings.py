"""A target's range with its figure, drawn.

Positions are SVG attributes and colours come from classes, as in ui/drawings.py; the same stands
beside it in words.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from sanvat.plans.progress import LAGGING, Progress
from sanvat.plans.ranges import Range
from sanvat.ui.drawings import percent


def range_band(progress: Progress) -> SafeString:
    """What is asked for as a band, what there is as a bar, and the part of the least that the days
    so far would bring as a line."""
    asked: Range = progress.target.range
    figure = progress.figure or Decimal(0)
    top = max(asked.low * Decimal("1.25"), asked.most or Decimal(0), figure) or Decimal(1)
    top *= Decimal("1.05")
    end = top if asked.most is None else asked.most
    width = Decimal(percent(end, top)) - Decimal(percent(asked.low, top))
    return format_html(
        '<svg class="range-band{lag}" width="100%" height="20" aria-hidden="true">'
        '<rect class="range-band__all" y="6" width="100%" height="8"/>'
        '<rect class="range-band__asked" x="{low}%" y="2" width="{width}%" height="16"/>'
        '<rect class="range-band__have" y="6" width="{have}%" height="8"/>'
        '<line class="range-band__least" x1="{low}%" x2="{low}%" y1="0" y2="20"/></svg>',
        lag=" range-band--lagging" if progress.pace in LAGGING else "",
        low=percent(asked.low, top),
        width=max(width, Decimal("0.6")),
        have=percent(figure, top),
    )
