from __future__ import annotations

from functools import cache

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanvat.desk.plans import drawings
from sanvat.plans.models import Plan
from sanvat.plans.progress import PACES, Pace, Progress
from sanvat.text.numbers import number
from sanvat.ui.tags.marks import tag

register = template.Library()

KINDS = {
    Pace.REACHED: ("good", "check"),
    Pace.WITHIN: ("good", "check"),
    Pace.ON_TRACK: ("good", "trending-up"),
    Pace.BEHIND: ("bad", "trending-down"),
    Pace.MISSED: ("bad", "x"),
    Pace.OVER: ("warn", "arrow-up"),
    Pace.OPEN: ("warn", "clock"),
    Pace.NOT_ISSUED: ("plain", "pencil"),
    Pace.UNKNOWN: ("plain", "circle-question-mark"),
}
STATES = {
    Plan.State.DRAFT: ("warn", "pencil"),
    Plan.State.ISSUED: ("good", "stamp"),
    Plan.State.REVISED: ("plain", "history"),
    Plan.State.REVIEWED: ("gold", "flag"),
    Plan.State.WITHDRAWN: ("plain", "x"),
}


@register.simple_tag
def pace_mark(pace: Pace) -> SafeString:
    """Drawn once for each language: a table of units has hundreds."""
    return _pace_mark(pace, get_language())


@cache
def _pace_mark(pace: Pace, _language: str | None) -> SafeString:
    kind, icon = KINDS[pace]
    return tag(capfirst(str(PACES[pace])), kind=kind, icon=icon)


@register.simple_tag
def plan_state(plan: Plan) -> SafeString:
    kind, icon = STATES[Plan.State(plan.state)]
    return tag(capfirst(plan.get_state_display()), kind=kind, icon=icon)


@register.simple_tag
def range_band(progress: Progress) -> SafeString:
    return drawings.range_band(progress)


@register.filter
def figure_in_words(progress: Progress) -> str:
    """The figure beside what is asked for: "12 trên mức 15–20 sản phẩm"."""
    asked, unit = progress.target.range, progress.target.unit
    if progress.figure is None:
        return _("Chưa có số; kế hoạch giao %(asked)s %(unit)s") % {"asked": asked, "unit": unit}
    return _("Đến nay %(figure)s; kế hoạch giao %(asked)s %(unit)s") % {
        "figure": number(progress.figure),
        "asked": asked,
        "unit": unit,
    }
