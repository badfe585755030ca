"""The year's six steps, drawn.

Positions are SVG attributes and colours come from classes, as in ui/drawings.py.
"""

from __future__ import annotations

from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sanvat.programme.cycle import Step


def year_bar(step: Step, *, year: int, today: date) -> SafeString:
    """One step's days on the line of its year, twelve months wide."""
    begin, end = date(year, 1, 1), date(year, 12, 31)
    span = (end - begin).days + 1
    first = (max(step.opens_on, begin) - begin).days / span
    last = ((min(step.closes_on, end) - begin).days + 1) / span
    return format_html(
        '<svg class="year-bar{open}" width="100%" height="24" aria-hidden="true">{months}'
        '<svg y="50%" overflow="visible"><rect class="year-bar__days" x="{x}%" y="-7"'
        ' width="{width}%" height="14"/></svg>{now}</svg>',
        open=" year-bar--open" if step.is_open_on(today) else "",
        months=_months(year),
        x=_percent(first),
        width=_percent(max(last - first, 0.004)),
        now=_today(today, begin, span) if today.year == year else "",
    )


def _months(year: int) -> SafeString:
    begin = date(year, 1, 1)
    span = (date(year, 12, 31) - begin).days + 1
    return format_html_join(
        "",
        '<line class="year-bar__month" x1="{0}%" x2="{0}%" y1="0" y2="100%"/>',
        ((_percent((date(year, month, 1) - begin).days / span),) for month in range(1, 13)),
    )


def _today(today: date, begin: date, span: int) -> SafeString:
    at = _percent((today - begin).days / span)
    return format_html('<line class="year-bar__now" x1="{0}%" x2="{0}%" y1="0" y2="100%"/>', at)


def _percent(share: float) -> str:
    return f"{min(max(share, 0.0), 1.0) * 100:.2f}"
