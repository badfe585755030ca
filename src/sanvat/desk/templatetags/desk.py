"""What the desk's templates say besides the tags of ui."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, npgettext

from sanvat.certificates.clock import Clock, Phase
from sanvat.certificates.counts import Overview
from sanvat.desk import drawings
from sanvat.desk.frame import current_door, doors_for, frame
from sanvat.desk.notices import leads_to
from sanvat.products.models import Idea, Producer, Product
from sanvat.programme.cycle import Step
from sanvat.rules import library
from sanvat.rules.engine import in_language
from sanvat.rules.model import CriteriaSet
from sanvat.text import days
from sanvat.text.numbers import shown
from sanvat.ui.templatetags.ui import figures, tag

register = template.Library()

PHASE_ICONS = {
    Phase.UNKNOWN: "circle-question-mark",
    Phase.CALM: "circle-check",
    Phase.OPEN: "clock",
    Phase.MISSED: "triangle-alert",
    Phase.LAPSED: "circle-x",
}

register.filter("day", days.day)
register.filter("moment", days.moment)
register.filter("lifeline", drawings.lifeline)
register.filter("leads_to", leads_to)


@register.inclusion_tag("desk/frame/bar.html", takes_context=True)
def desk_bar(context: Context) -> dict[str, Any]:
    """Search, notices and for whom one acts, in the head of the page."""
    return frame(context["request"]) | {"csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("desk/frame/navigation.html", takes_context=True)
def desk_navigation(context: Context) -> dict[str, Any]:
    doors = doors_for(context["request"].user)
    return {"doors": doors, "current": current_door(doors, context["request"].path)}


@register.simple_tag
def clock(clock: Clock) -> SafeString:
    """How a recognition stands today, as a tag."""
    return tag(clock.label, kind=clock.kind, icon=PHASE_ICONS[clock.phase])


@register.simple_tag
def year_bar(step: Step, year: int, today: date) -> SafeString:
    return drawings.year_bar(step, year=year, today=today)


@register.filter
def ago(value: datetime) -> str:
    """How long ago, in days: what waits is counted in days."""
    return days.days_ago(timezone.localdate(value), timezone.localdate())


@register.filter
def left(value: int) -> str:
    return days.days_left(value)


@register.filter
def money(value: int | None) -> str:
    """Đồng, with its separators."""
    return "" if value is None else f"{shown(value)} ₫"


@register.filter
def set_title(product: Product) -> str:
    """The name of its criteria set, in the language of the page."""
    if product.set_number is None:
        return ""
    found = library.criteria_set(product.rulebook, product.set_number)
    return in_language(found.name, "en" if (get_language() or "").startswith("en") else "vi")


@register.filter
def self_score(product: Product) -> str:
    """Where one scores this product by oneself: the sheet of its set, with its name."""
    return f"/tu-cham/{product.rulebook}/{product.set_number}/?{urlencode({'sp': product.name})}"


IDEA_KINDS = {
    Idea.State.NOTED: ("warn", "clock"),
    Idea.State.ADVISED: ("plain", "message-square"),
    Idea.State.PLANNED: ("gold", "clipboard-list"),
    Idea.State.REGISTERED: ("good", "circle-check"),
    Idea.State.SET_ASIDE: ("plain", "archive"),
}


@register.simple_tag
def idea_state(idea: Idea) -> SafeString:
    kind, icon = IDEA_KINDS[Idea.State(idea.state)]
    return tag(capfirst(idea.get_state_display()), kind=kind, icon=icon)


@register.inclusion_tag("ui/figures.html")
def overview_figures(overview: Overview) -> dict[str, Any]:
    """The four numbers that stand over every desk of a place."""
    return figures(
        [
            (overview.in_force, gettext("sản phẩm còn hạng sao")),
            (overview.products, gettext("sản phẩm trong sổ")),
            (
                overview.producers,
                npgettext("con số", "chủ thể", "chủ thể", overview.producers),
            ),
            (overview.lapsing, gettext("sắp hết hạn")),
        ]
    )


@register.filter
def cs_name(found: CriteriaSet) -> str:
    return in_language(found.name, "en" if (get_language() or "").startswith("en") else "vi")


@register.filter
def legal_form(producer: Producer) -> str:
    """The legal form in the language of the page; the rulebook has both."""
    facts = library.rulebook(library.CURRENT).facts["legal_forms"]
    title = "title_en" if (get_language() or "").startswith("en") else "title"
    return next((str(f[title]) for f in facts if f["id"] == producer.legal_form), "")
