from __future__ import annotations

from urllib.parse import urlencode

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, npgettext

from sanvat.certificates.clock import Clock, Phase
from sanvat.certificates.counts import Overview
from sanvat.desk.products import drawings
from sanvat.products.models import Product
from sanvat.rules import library
from sanvat.rules.engine import in_language
from sanvat.rules.model import CriteriaSet
from sanvat.ui.templatetags.ui import key_figures, tag

register = template.Library()

PHASE_ICONS = {
    Phase.UNKNOWN: "circle-question-mark",
    Phase.CALM: "circle-check",
    Phase.OPEN: "clock",
    Phase.MISSED: "triangle-alert",
    Phase.LAPSED: "circle-x",
}

register.filter("lifeline", drawings.lifeline)


@register.simple_tag
def clock(clock: Clock) -> SafeString:
    """How a recognition stands today, as a tag."""
    return tag(clock.label, kind=clock.kind, icon=PHASE_ICONS[clock.phase])


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


@register.simple_tag
def overview_figures(overview: Overview) -> SafeString:
    """The four numbers that stand over every desk of a place."""
    return key_figures(
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
