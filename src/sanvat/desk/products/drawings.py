"""What is drawn of a product: a recognition's time, and its years side by side.

Positions are SVG attributes and colours come from classes, as in ui/drawings.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sanvat.certificates.clock import Clock

YEARS_WHEN_UNKNOWN = timedelta(days=3 * 365)  # only where a bar begins, never what is in force


def lifeline(clock: Clock) -> SafeString:
    """From issue to expiry: what has passed, the days for filing anew, and today."""
    if clock.expires_on is None or clock.opens_on is None or clock.closes_on is None:
        return SafeString("")
    begin = clock.issued_on or clock.expires_on - YEARS_WHEN_UNKNOWN
    span = (clock.expires_on - begin).days or 1

    def at(day: date) -> str:
        return _percent((day - begin).days / span)

    opens, closes, now = at(clock.opens_on), at(clock.closes_on), at(clock.today)
    return format_html(
        '<svg class="lifeline lifeline--{}" width="100%" height="16" aria-hidden="true">'
        '<rect class="lifeline__all" y="5" width="100%" height="6"/>'
        '<rect class="lifeline__gone" y="5" width="{now}%" height="6"/>'
        '<rect class="lifeline__window" x="{opens}%" y="2" width="{width}%" height="12"/>'
        '<line class="lifeline__now" x1="{now}%" x2="{now}%" y1="0" y2="16"/></svg>',
        clock.phase,
        now=now,
        opens=opens,
        width=_percent(float(closes) / 100 - float(opens) / 100),
    )


def columns(values: Sequence[tuple[str, float | None]], *, height: int = 96) -> SafeString:
    """A small column chart; the figures stand in the table beside it."""
    numbers = [value or 0 for _label, value in values]
    top = max(numbers, default=0) or 1
    width = 100 / max(len(values), 1)
    return format_html(
        '<svg class="columns" width="100%" height="{}" aria-hidden="true">{}'
        '<line class="columns__floor" x1="0" x2="100%" y1="{}" y2="{}"/></svg>',
        height + 22,
        format_html_join(
            "",
            '<rect class="columns__bar" x="{}%" y="{}" width="{}%" height="{}"/>'
            '<text class="columns__label" x="{}%" y="{}">{}</text>',
            (
                (
                    f"{index * width + width * 0.2:.2f}",
                    f"{height - number / top * height:.1f}",
                    f"{width * 0.6:.2f}",
                    f"{number / top * height:.1f}",
                    f"{index * width + width / 2:.2f}",
                    height + 17,
                    label,
                )
                for index, ((label, _value), number) in enumerate(zip(values, numbers, strict=True))
            ),
        ),
        height,
        height,
    )


def _percent(share: float) -> str:
    return f"{min(max(share, 0.0), 1.0) * 100:.2f}"
