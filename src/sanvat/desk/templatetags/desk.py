"""What the desk's templates say besides the tags of ui."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sanvat.desk.links import leads_to
from sanvat.desk.navigation import bar, current_of, navigation_of, parts_of
from sanvat.text import days, numbers
from sanvat.ui.unchanging import unchanging

register = template.Library()

_CURRENT = SafeString(' aria-current="true"')
_LABEL = '<span class="sieve__label" aria-hidden="true">{}</span>'

register.filter("day", days.day)
register.filter("moment", days.moment)
register.filter("ago", days.ago)
register.filter("left", days.days_left)
register.filter("money", numbers.money)
register.filter("leads_to", leads_to)


@register.inclusion_tag("desk/frame/bar.html", takes_context=True)
def desk_bar(context: Context) -> dict[str, Any]:
    """Search, notices and for whom one acts, in the head of the page."""
    return bar(context["request"]) | {"csrf_token": context.get("csrf_token", "")}


@register.simple_tag(takes_context=True)
def desk_navigation(context: Context) -> SafeString:
    user = context["request"].user
    current = current_of(navigation_of(user), context["request"].path)
    return _navigation(current, *parts_of(user))


_navigation = unchanging(
    "desk/frame/navigation.html",
    lambda current, *parts: {
        "parts": [(part, part.holds(current)) for part in parts],
        "current": current,
    },
)


@register.inclusion_tag("desk/papers.html")
def papers(to: str, *args: Any, label: str = "", tables: object = False) -> dict[str, Any]:
    """The ways to take a paper along, as PDF and as Word; and as Excel where it has `tables`. `to`:
    the name of its address, which takes `args` and then the form: "pdf", "docx" or "xlsx"."""
    forms = ("pdf", "docx", "xlsx") if tables else ("pdf", "docx")
    return {
        "label": label or _("Tải văn bản"),
        **{form: reverse(to, args=[*args, form]) for form in forms},
    }


@register.simple_tag
def filter_row(row: dict[str, Any], *, named: bool = True) -> SafeString:
    """A line of links of `Filters.row`, with its label before it unless it is not `named`."""
    links = (
        (link["href"], _CURRENT if link["current"] else "", link["label"]) for link in row["links"]
    )
    return format_html(
        '<nav class="sieve__row" aria-label="{}">{}<ul>{}</ul></nav>',
        row["label"],
        format_html(_LABEL, row["label"]) if named else "",
        format_html_join("", '<li><a href="{}"{}>{}</a></li>', links),
    )
