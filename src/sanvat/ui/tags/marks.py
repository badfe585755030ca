"""Small marks: icons, stars, labels, buttons."""

import io
from functools import cache
from importlib.resources import files
from zipfile import ZipFile

import lucide
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from sanvat.ui import drawings
from sanvat.ui.tags import register
from sanvat.ui.tags.arguments import check

BUTTON_KINDS = ("primary", "secondary", "quiet", "danger", "quiet-danger")
SIZES = ("s", "m", "l")
TAG_KINDS = ("plain", "good", "warn", "bad", "gold")


@register.simple_tag
def icon(name: str, size: str = "m", label: str = "") -> SafeString:
    """A lucide icon. Without `label` it is hidden from screen readers."""
    check("size", size, SIZES)
    if label:
        return format_html(
            '<svg class="icon icon--{}" role="img" aria-label="{}" {}',
            size,
            label,
            _icon_drawing(name),
        )
    return _hidden_icon(name, size)


@cache
def _hidden_icon(name: str, size: str) -> SafeString:
    return format_html(
        '<svg class="icon icon--{}" aria-hidden="true" {}', size, _icon_drawing(name)
    )


@cache
def _icon_drawing(name: str) -> SafeString:
    """What follows the class and the label: shared attributes and the drawing itself."""
    try:
        drawing = _icons().read(f"{name}.svg").decode()
    except KeyError:
        raise lucide.IconDoesNotExist(f"The icon {name!r} does not exist.") from None
    body = drawing[drawing.index(">") + 1 :]
    body = " ".join(body.split()).replace("> <", "><").replace(" />", "/>")
    return mark_safe(  # nosec B308 B703  # a drawing of the library
        'viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"'
        f' stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{body.strip()}'
    )


@cache
def _icons() -> ZipFile:
    """The drawings of the library. It would open and list them all anew for each icon, which takes
    longer than a page. In memory, since processes that were forked would read one file by turns."""
    return ZipFile(io.BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))


@register.simple_tag
def stars(count: int | None, of: int = 5, size: str = "m", label: str = "") -> SafeString:
    """Stars as everywhere: `count` gold, the rest outlined. The page holds the `star_shapes`, as
    every page does that is made of `ui/base.html`."""
    check("size", size, SIZES)
    count = min(max(int(count or 0), 0), of)
    return drawings.stars(count, of=of, size=size, label=label or stars_text(count, of))


@register.simple_tag
def star_shapes() -> SafeString:
    """What rows of stars refer to: once a page, before all of them."""
    return drawings.shapes()


def stars_text(count: int, of: int = 5) -> str:
    if not count:
        return gettext("Chưa có sao")
    return ngettext("%(count)d trên %(of)d sao", "%(count)d trên %(of)d sao", count) % {
        "count": count,
        "of": of,
    }


@register.simple_tag
def tag(label: str | Promise, kind: str = "plain", icon: str = "") -> SafeString:
    """A small label: a state, a kind, a number."""
    check("kind", kind, TAG_KINDS)
    return format_html(
        '<span class="tag tag--{}">{}{}</span>', kind, _icon(icon, "s") if icon else "", label
    )


@register.simple_tag
def button(
    label: str | Promise,
    href: str = "",
    kind: str = "primary",
    icon: str = "",
    icon_after: str = "",
    type: str = "submit",
    name: str = "",
    value: str = "",
    form: str = "",
    disabled: bool = False,
    when: bool = True,
) -> SafeString:
    """A button, or with `href` a link that looks like one. Not `when`, nothing."""
    check("kind", kind, BUTTON_KINDS)
    if not when:
        return SafeString("")
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
