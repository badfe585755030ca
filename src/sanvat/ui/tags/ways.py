"""Ways through: links to other pages, pages of a list, search."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.shortcuts import resolve_url
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sanvat.ui.tags import register
from sanvat.ui.tags.arguments import as_rows
from sanvat.ui.tags.marks import icon


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(items: Iterable[Any]) -> dict[str, Any]:
    """`items`: (label, href) from the top; the last one is this page and needs no href."""
    return {"items": as_rows(items, "label", "href")}


@register.simple_tag
def back(label: str, to: str, *args: Any) -> SafeString:
    """The link back to where this page belongs. `to`: the name of a page with its `args`, or an
    address."""
    return format_html(
        '<nav class="back no-print"><a href="{}">{} {}</a></nav>',
        resolve_url(to, *args),
        icon("arrow-left", size="s"),
        label,
    )


@register.inclusion_tag("ui/tabs.html")
def tabs(items: Iterable[Any], current: str = "", label: str = "") -> dict[str, Any]:
    """Links to sibling pages. `items`: (label, href[, count]); `current` is an href."""
    return {"items": as_rows(items, "label", "href", "count"), "current": current, "label": label}


@register.inclusion_tag("ui/sidenav.html")
def sidenav(
    items: Iterable[Any], current: str = "", label: str = "", title: str = ""
) -> dict[str, Any]:
    """Links down the side of a page. `items`: (label, href[, note]); `current` is an href."""
    return {
        "items": as_rows(items, "label", "href", "note"),
        "current": current,
        "label": label or title,
        "title": title,
    }


@register.inclusion_tag("ui/steps.html")
def steps(items: Iterable[Any], current: int = 1, label: str = "") -> dict[str, Any]:
    """Steps of a procedure. `items`: label or (label, note[, href]); `current` counts from 1.

    Steps before `current` are done; one past the last means that all are.
    """
    return {
        "label": label,
        "items": [
            row | {"number": number, "state": _step_state(number, int(current))}
            for number, row in enumerate(as_rows(items, "label", "note", "href"), start=1)
        ],
    }


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any], param: str = "page") -> dict[str, Any]:
    """Links to the other pages of a list. Other words of the query stay."""
    query = context["request"].GET.copy() if context.get("request") else None

    def href(number: int) -> str:
        if query is None:
            return f"?{param}={number}"
        query[param] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "previous": href(page.previous_page_number()) if page.has_previous() else "",
        "next": href(page.next_page_number()) if page.has_next() else "",
        "numbers": [
            {"number": number, "href": href(number) if isinstance(number, int) else ""}
            for number in numbers
        ],
    }


@register.inclusion_tag("ui/search.html")
def search(
    action: str = "", value: str = "", name: str = "q", label: str = "", placeholder: str = ""
) -> dict[str, Any]:
    """A search box with its own form (GET)."""
    return {
        "action": action,
        "value": value,
        "name": name,
        "label": label or gettext("Tìm kiếm"),
        "placeholder": placeholder,
    }


def _step_state(number: int, current: int) -> str:
    if number == current:
        return "current"
    return "done" if number < current else "ahead"
