"""Blocks of a page: panels, messages, dialogs."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanvat.ui.tags import register
from sanvat.ui.tags.arguments import check
from sanvat.ui.tags.marks import BUTTON_KINDS
from sanvat.ui.tags.marks import icon as _icon

NOTICE_KINDS = {
    "info": ("info", _("Thông tin")),
    "good": ("circle-check", _("Đã xong")),
    "warn": ("triangle-alert", _("Lưu ý")),
    "bad": ("octagon-x", _("Lỗi")),
}
PANEL_KINDS = ("plain", "raised", "lacquer")


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
    check("kind", kind, PANEL_KINDS)
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
    check("kind", kind, NOTICE_KINDS)
    icon_name, kind_word = NOTICE_KINDS[kind]
    return render_to_string(
        "ui/notice.html",
        {
            "content": content,
            "kind": kind,
            "title": title,
            "role": _role(kind) if live else "",
            "icon": icon_name,
            "word": word or kind_word,
        },
    )


def _role(kind: str) -> str:
    """An alert is read out at once; a status when the reader has come to a stop."""
    return "alert" if kind == "bad" else "status"


@register.simple_tag
def refusal(message: Any, title: str = "") -> str:
    """Why the act just tried was not done; nothing where nothing was refused."""
    if not message:
        return ""
    sentence = format_html("<p>{}</p>", message)
    return notice(sentence, kind="bad", title=title or gettext("Chưa làm được"), live=True)


@register.simple_block_tag
def nothing(content: str, title: str = "", icon: str = "inbox") -> str:
    """What an empty list says: that it is empty, and what can be done."""
    return render_to_string("ui/nothing.html", {"content": content, "title": title, "icon": icon})


@register.simple_block_tag
def dialog(
    content: str, id: str, title: str, button: str = "", kind: str = "secondary", icon: str = ""
) -> str:
    """A button that opens a dialog. Without JavaScript it unfolds in place."""
    check("kind", kind, BUTTON_KINDS)
    return format_html(
        '<details class="dialog" id="{id}" data-dialog data-close="{close}">'
        '<summary class="button button--{kind}">{icon}<span>{button}</span></summary>'
        '<div class="dialog__box"><h2 class="dialog__title" id="{id}-title">{title}</h2>'
        '<div class="dialog__body">{content}</div></div></details>',
        close=gettext("Đóng"),
        id=id,
        kind=kind,
        title=title,
        button=button or title,
        content=content,
        icon=_icon(icon) if icon else "",
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
