"""How many requests there were and how long they took, drawn.

Positions are SVG attributes and colours come from classes, as in ui/drawings.py. The same numbers
stand in a table below.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sanvat.desk.operation.amounts import moments
from sanvat.operation.pace import BOUNDS, Span
from sanvat.text.numbers import number

HEIGHT = 96
ROOM = 18
"""Above the bars for the number on top, and below them for the hours."""
LAST_HOUR = 88
"""In hundredths of the width: an hour further right would stand out of the picture."""
MARKS = (0.1, 1.0)
"""Seconds at which a line is drawn across."""


def requests(spans: Sequence[Span], *, minutes: int) -> SafeString:
    """A bar for each span: its requests a minute. Where some ended in a fault, its foot is red."""
    most = max((span.requests for span in spans), default=0)
    words = _("Số yêu cầu mỗi phút; nhiều nhất %(most)s") % {"most": number(-(-most // minutes))}
    bars = []
    for place, span in enumerate(spans):
        bars.append((place, "pace__bar", span.requests / most if most else 0))
        if span.faults:
            bars.append((place, "pace__bar pace__bar--bad", max(span.faults / most, 0.06)))
    return _picture(spans, bars, words=words, top=number(-(-most // minutes)) if most else "")


def times(spans: Sequence[Span]) -> SafeString:
    """For each span the time within which half of its requests were answered, and behind it that
    of 95 in 100, on a scale where each step is about double."""
    bars = []
    for place, span in enumerate(spans):
        for share, name in ((0.95, "pace__bar pace__bar--pale"), (0.5, "pace__bar")):
            within = span.within(share)
            if within is not None:
                bars.append((place, name, _height(within)))
    slowest = max((span.within(0.95) or 0 for span in spans), default=0)
    words = _("Thời gian trả lời; chậm nhất %(slowest)s") % {"slowest": moments(slowest)}
    marks = format_html_join(
        "",
        '<line class="pace__mark" x1="0" x2="100%" y1="{0}" y2="{0}"/>'
        '<text class="pace__text" x="0" y="{1}">{2}</text>',
        ((_y(_height(mark)), _y(_height(mark)) - 3, moments(mark)) for mark in MARKS),
    )
    return _picture(spans, bars, words=words, marks=marks)


def _picture(
    spans: Sequence[Span],
    bars: Sequence[tuple[int, str, float]],
    *,
    words: str,
    top: str = "",
    marks: SafeString | str = "",
) -> SafeString:
    width = 100 / max(len(spans), 1)
    return format_html(
        '<svg class="pace" width="100%" height="{height}" role="img" aria-label="{words}">'
        '{bars}{marks}<line class="pace__ground" x1="0" x2="100%" y1="{ground}" y2="{ground}"/>'
        '<text class="pace__text" x="0" y="11">{top}</text>{hours}</svg>',
        height=HEIGHT + 2 * ROOM,
        words=words,
        bars=format_html_join(
            "",
            '<rect class="{}" x="{}%" width="{}%" y="{}" height="{}"/>',
            (
                (
                    name,
                    _percent(place * width + width * 0.1),
                    _percent(width * 0.8),
                    _y(share),
                    f"{share * HEIGHT:.1f}",
                )
                for place, name, share in bars
                if share
            ),
        ),
        marks=marks,
        ground=ROOM + HEIGHT,
        top=top,
        hours=_hours(spans, width),
    )


def _hours(spans: Sequence[Span], width: float) -> SafeString:
    local = [(place, timezone.localtime(span.start)) for place, span in enumerate(spans)]
    return format_html_join(
        "",
        '<text class="pace__text" x="{}%" y="{}">{}</text>',
        (
            (_percent(place * width), HEIGHT + ROOM + 14, f"{at:%H:%M}")
            for place, at in local
            if at.minute == 0 and at.hour % 2 == 0 and place * width < LAST_HOUR
        ),
    )


def _height(seconds: float) -> float:
    place = next((n for n, bound in enumerate(BOUNDS) if seconds <= bound), len(BOUNDS))
    return (place + 1) / (len(BOUNDS) + 1)


def _y(share: float) -> float:
    return round(ROOM + HEIGHT * (1 - share), 1)


def _percent(share: float) -> str:
    return f"{share:.2f}"
