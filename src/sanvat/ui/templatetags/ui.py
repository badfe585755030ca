"""The components as template tags. The manual is ui/README.md; every state is at /giao-dien/."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import lucide
from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput, FileInput
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sanvat.text.numbers import exact, plain, shown, shown_up
from sanvat.ui import drawings, navigation

register = template.Library()

BANDS = tuple(Decimal(mark) for mark in (30, 50, 70, 90))
BUTTON_KINDS = ("primary", "secondary", "quiet", "danger", "quiet-danger")
NOTICE_KINDS = {
    "info": ("info", _("Thông tin")),
    "good": ("circle-check", _("Đã xong")),
    "warn": ("triangle-alert", _("Lưu ý")),
    "bad": ("octagon-x", _("Lỗi")),
}
PANEL_KINDS = ("plain", "raised", "lacquer")
SIZES = ("s", "m", "l")
TAG_KINDS = ("plain", "good", "warn", "bad", "gold")

# Small marks


@register.simple_tag
def icon(name: str, size: str = "m", label: str = "") -> SafeString:
    """A lucide icon. Without `label` it is hidden from screen readers."""
    _check("size", size, SIZES)
    if label:
        return format_html(
            '<svg class="icon icon--{}" role="img" aria-label="{}" {}',
            size,
            label,
            _icon_drawing(name),
        )
    return format_html(
        '<svg class="icon icon--{}" aria-hidden="true" {}', size, _icon_drawing(name)
    )


@cache
def _icon_drawing(name: str) -> SafeString:
    """What follows the class and the label: shared attributes and the drawing itself."""
    drawing = lucide._render_icon(name, None)
    body = drawing[drawing.index(">") + 1 :]
    body = " ".join(body.split()).replace("> <", "><").replace(" />", "/>")
    return mark_safe(
        'viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"'
        f' stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{body.strip()}'
    )


@register.simple_tag
def stars(count: int | None, of: int = 5, size: str = "m", label: str = "") -> SafeString:
    """Stars as everywhere: `count` gold, the rest outlined."""
    _check("size", size, SIZES)
    count = min(max(int(count or 0), 0), of)
    return drawings.stars(count, of=of, size=size, label=label or stars_text(count, of))


def stars_text(count: int, of: int = 5) -> str:
    if not count:
        return gettext("Chưa có sao")
    return ngettext("%(count)d trên %(of)d sao", "%(count)d trên %(of)d sao", count) % {
        "count": count,
        "of": of,
    }


@register.simple_tag
def tag(label: str, kind: str = "plain", icon: str = "") -> SafeString:
    """A small label: a state, a kind, a number."""
    _check("kind", kind, TAG_KINDS)
    return format_html(
        '<span class="tag tag--{}">{}{}</span>', kind, _icon(icon, "s") if icon else "", label
    )


@register.simple_tag
def button(
    label: str,
    href: str = "",
    kind: str = "primary",
    icon: str = "",
    icon_after: str = "",
    type: str = "submit",
    name: str = "",
    value: str = "",
    form: str = "",
    disabled: bool = False,
) -> SafeString:
    """A button, or with `href` a link that looks like one."""
    _check("kind", kind, BUTTON_KINDS)
    body = format_html(
        "{}<span>{}</span>{}",
        _icon(icon) if icon else "",
        label,
        _icon(icon_after) if icon_after else "",
    )
    if href:
        return format_html('<a class="button button--{}" href="{}">{}</a>', kind, href, body)
    attributes = format_html('type="{}"', type)
    for attribute, given in (("name", name), ("value", value), ("form", form)):
        if given:
            attributes = format_html('{} {}="{}"', attributes, attribute, given)
    if disabled:
        attributes = format_html("{} disabled", attributes)
    return format_html('<button class="button button--{}" {}>{}</button>', kind, attributes, body)


_icon = icon  # `tag` and `button` take an argument named icon


# Blocks of a page


@register.simple_block_tag
def panel(
    content: str,
    title: str = "",
    kind: str = "plain",
    level: int = 2,
    id: str = "",
    lead: str = "",
    action: str = "",
) -> str:
    """A section with its heading. `action` is a rendered button or link at its right."""
    _check("kind", kind, PANEL_KINDS)
    return render_to_string(
        "ui/panel.html",
        {
            "content": content,
            "title": title,
            "kind": kind,
            "level": level,
            "id": id,
            "lead": lead,
            "action": action,
        },
    )


@register.simple_block_tag
def notice(
    content: str, kind: str = "info", title: str = "", live: bool = False, word: str = ""
) -> str:
    """A message: what happened, why, what next. `live` reads it out when htmx brings it.

    First stands, for those who hear the page, the word of its kind or its own `word`.
    """
    _check("kind", kind, NOTICE_KINDS)
    icon_name, kind_word = NOTICE_KINDS[kind]
    return render_to_string(
        "ui/notice.html",
        {
            "content": content,
            "kind": kind,
            "title": title,
            "live": live,
            "icon": icon_name,
            "word": word or kind_word,
        },
    )


@register.simple_block_tag
def nothing(content: str, title: str = "", icon: str = "inbox") -> str:
    """What an empty list says: that it is empty, and what can be done."""
    return render_to_string("ui/nothing.html", {"content": content, "title": title, "icon": icon})


@register.simple_block_tag
def dialog(
    content: str, id: str, title: str, button: str = "", kind: str = "secondary", icon: str = ""
) -> str:
    """A button that opens a dialog. Without JavaScript it unfolds in place."""
    _check("kind", kind, BUTTON_KINDS)
    return render_to_string(
        "ui/dialog.html",
        {
            "content": content,
            "id": id,
            "title": title,
            "button": button or title,
            "kind": kind,
            "icon": icon,
        },
    )


@register.simple_block_tag
def figure(content: str, caption: str = "", source: str = "") -> str:
    """A chart, a picture or a wide table with its caption and its source."""
    return render_to_string(
        "ui/figure.html", {"content": content, "caption": caption, "source": source}
    )


@register.simple_block_tag
def toolbar(content: str, label: str = "") -> str:
    """Filters and buttons above a list, in one line that wraps."""
    return render_to_string("ui/toolbar.html", {"content": content, "label": label})


# Ways through


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(items: Iterable[Any]) -> dict[str, Any]:
    """`items`: (label, href) from the top; the last one is this page and needs no href."""
    return {"items": _rows(items, "label", "href")}


@register.inclusion_tag("ui/tabs.html")
def tabs(items: Iterable[Any], current: str = "", label: str = "") -> dict[str, Any]:
    """Links to sibling pages. `items`: (label, href[, count]); `current` is an href."""
    return {"items": _rows(items, "label", "href", "count"), "current": current, "label": label}


@register.inclusion_tag("ui/sidenav.html")
def sidenav(
    items: Iterable[Any], current: str = "", label: str = "", title: str = ""
) -> dict[str, Any]:
    """Links down the side of a page. `items`: (label, href[, note]); `current` is an href."""
    return {
        "items": _rows(items, "label", "href", "note"),
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
            for number, row in enumerate(_rows(items, "label", "note", "href"), start=1)
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


# Numbers


@register.inclusion_tag("ui/figures.html")
def figures(items: Iterable[Any]) -> dict[str, Any]:
    """Key figures. `items`: (value, label[, note]); a number is written as people write it."""
    rows = _rows(items, "value", "label", "note")
    for row in rows:
        if isinstance(row["value"], (int, Decimal)):
            row["value"] = shown(row["value"])
    return {"items": rows}


@register.inclusion_tag("ui/progress.html")
def progress(value: Any, of: Any = 100, label: str = "", unit: str = "") -> dict[str, Any]:
    """How much of a job is done."""
    return {
        "value": plain(exact(value)),
        "max": plain(exact(of)),
        "text": f"{shown(value)}/{shown(of)}",
        "label": label,
        "unit": unit,
    }


@register.inclusion_tag("ui/meter.html")
def meter(
    value: Any,
    of: Any = 100,
    label: str = "",
    bands: Iterable[Any] | None = None,
    minima: Iterable[Any] = (),
    unit: str = "",
) -> dict[str, Any]:
    """Points on their scale, with the bands of the stars and the minima to reach.

    Without `bands` a scale of 100 shows 30, 50, 70 and 90; another scale shows none.
    `minima`: number or (number, what for). Numbers are cut, never rounded up over a mark.
    """
    points, top = exact(value), exact(of)
    if bands is None:
        bands = BANDS if top == 100 else ()
    needs = [(exact(row["points"]), row["reason"]) for row in _rows(minima, "points", "reason")]
    return {
        "label": label,
        "unit": unit or gettext("điểm"),
        "now": plain(points),
        "max": plain(top),
        "value_text": shown(points),
        "max_text": shown(top),
        "minima": [
            {"text": shown(need), "reason": reason, "met": points >= need} for need, reason in needs
        ],
        "scale": drawings.scale(
            points,
            top=top,
            bands=[exact(band) for band in bands],
            minima=[need for need, _reason in needs],
        ),
    }


@register.inclusion_tag("ui/bars.html")
def bars(items: Iterable[Any], caption: str = "", of: Any = None, unit: str = "") -> dict[str, Any]:
    """A small bar chart that is a table. `items`: (label, value[, href])."""
    rows = _rows(items, "label", "value", "href")
    numbers = [exact(row["value"]) for row in rows]
    top = max(numbers, default=Decimal(0)) if of is None else exact(of)
    for row, number in zip(rows, numbers, strict=True):
        row["text"] = shown(number)
        row["width"] = drawings.percent(number, top) if top else "0"
    return {"items": rows, "caption": caption, "unit": unit}


register.filter("shown", shown)
register.filter("shown_up", shown_up)


# Forms


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, label: str = "", help: str = "") -> dict[str, Any]:
    """One field of a form: label, help, error and control, tied together for everyone."""
    return {
        "field": bound,
        "label": label or bound.label,
        "help": help or bound.help_text,
        "shape": _shape(bound),
        "options": _options(bound) if bound.use_fieldset else [],
        "control": "" if bound.use_fieldset else _control(bound, help),
        "optional": not bound.field.required and not isinstance(bound.field.widget, CheckboxInput),
    }


@register.inclusion_tag("ui/errors.html")
def errors(form: BaseForm, focus: bool = True) -> dict[str, Any]:
    """What is wrong with a form, at its top, each line a link to its field; read out first."""
    lines = [
        _error_line(form, name, message)
        for name, messages in form.errors.items()
        for message in messages
    ]
    return {"lines": lines, "places": len(form.errors), "focus": focus}


def _error_line(form: BaseForm, name: str, message: Any) -> dict[str, str]:
    if name not in form.fields:
        return {"label": "", "text": message, "href": ""}
    bound = form[name]
    # A group of choices has no single control: its fieldset carries the id.
    return {
        "label": str(bound.label).rstrip(".:?"),
        "text": message,
        "href": f"#{bound.id_for_label or bound.auto_id}",
    }


def _shape(bound: BoundField) -> str:
    widget = bound.field.widget
    if bound.use_fieldset:
        return "group"
    if isinstance(widget, CheckboxInput):
        return "check"
    return "file" if isinstance(widget, FileInput) else "control"


def _control(bound: BoundField, help: str) -> SafeString:
    """The input itself; Django ties help and errors to it by id, we add help given in the page."""
    if not help or bound.help_text:
        return bound.as_widget()
    described = f"{bound.aria_describedby} {bound.auto_id}_helptext".strip()
    return bound.as_widget(attrs={"aria-describedby": described})


def _options(bound: BoundField) -> list[Any]:
    return list(bound.subwidgets)


# The page around the content


@register.simple_block_tag(takes_context=True)
def main_navigation(context: Context, content: str) -> str:
    """The main links. Its content is the key of the current one; if empty, the address decides."""
    request = context.get("request")
    current = content.strip()
    if not current and request is not None:
        current = navigation.current_key(request.path)
    return render_to_string(
        "ui/navigation.html",
        {"links": navigation.MAIN, "current": current, "sign_in": navigation.SIGN_IN},
    )


@register.simple_block_tag
def page_header(content: str, title: str, lead: str = "") -> str:
    """The heading of a page: its h1, one sentence, and what must stand right under them."""
    return render_to_string(
        "ui/page_header.html", {"content": content, "title": title, "lead": lead}
    )


@register.inclusion_tag("ui/footer.html")
def page_footer() -> dict[str, Any]:
    return {"links": navigation.FOOTER}


@register.inclusion_tag("ui/language_switch.html", takes_context=True)
def language_switch(context: Context) -> dict[str, Any]:
    """One button for each other language; none on a page made without its request (the 500).

    The form carries no token, for it would cost every reader a cookie: `set_language` is exempt.
    """
    request = context.get("request")
    return {
        "action": reverse("set_language") if request is not None else "",
        "next": request.get_full_path() if request is not None else "",
        "languages": [
            get_language_info(code) for code, _name in settings.LANGUAGES if code != get_language()
        ],
    }


@register.inclusion_tag("ui/theme_switch.html")
def theme_switch() -> dict[str, Any]:
    """Light or dark, remembered in this browser. Shown only where JavaScript runs."""
    return {}


@register.inclusion_tag("ui/print_button.html")
def print_button(label: str = "") -> dict[str, Any]:
    """Opens the print window. Shown only where JavaScript runs."""
    return {"label": label or gettext("In trang này")}


@register.inclusion_tag("ui/skip.html")
def skip(target: str = "noi-dung", label: str = "") -> dict[str, Any]:
    """The first link of a page: straight to the content."""
    return {"target": target, "label": label or gettext("Đến nội dung chính")}


@register.simple_tag
def htmx() -> SafeString:
    """The htmx script, for pages that use it: in {% block scripts %}."""
    return format_html('<script src="{}" defer></script>', static("django_htmx/htmx-2.min.js"))


def _rows(items: Iterable[Any], *keys: str) -> list[dict[str, Any]]:
    """Each item, be it a mapping, a tuple or one value, as a row with all of `keys`."""
    rows = []
    for item in items:
        if isinstance(item, Mapping):
            given = dict(item)
        elif isinstance(item, (tuple, list)):
            given = dict(zip(keys, item, strict=False))
        else:
            given = {keys[0]: item}
        rows.append(dict.fromkeys(keys, "") | given)
    return rows


def _step_state(number: int, current: int) -> str:
    if number == current:
        return "current"
    return "done" if number < current else "ahead"


def _check(name: str, value: str, allowed: Iterable[str]) -> None:
    if value not in allowed:
        raise template.TemplateSyntaxError(
            f"{name}={value!r} is not one of {', '.join(allowed)}: see ui/README.md"
        )
