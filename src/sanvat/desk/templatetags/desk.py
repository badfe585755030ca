"""What the desk's templates say besides the tags of ui."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from sanvat.desk.links import leads_to
from sanvat.desk.navigation import bar, current_of, navigation_of
from sanvat.text import days
from sanvat.text.numbers import shown

register = template.Library()

register.filter("day", days.day)
register.filter("moment", days.moment)
register.filter("leads_to", leads_to)


@register.inclusion_tag("desk/frame/bar.html", takes_context=True)
def desk_bar(context: Context) -> dict[str, Any]:
    """Search, notices and for whom one acts, in the head of the page."""
    return bar(context["request"]) | {"csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("desk/frame/navigation.html", takes_context=True)
def desk_navigation(context: Context) -> dict[str, Any]:
    subjects = navigation_of(context["request"].user)
    return {"subjects": subjects, "current": current_of(subjects, context["request"].path)}


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
