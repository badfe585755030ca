"""The blocks of an article as its template draws them."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from sanvat.news.blocks import FigureKind
from sanvat.news.cleaning import clean_paragraph
from sanvat.news.figures import counted
from sanvat.portal.news.pictures import shown
from sanvat.text.fold import fold

_ENDS = re.compile(r"</(?:p|li)>")


def blocks(content: Any, today: date) -> list[dict[str, Any]]:
    """Each with its `kind` and what that needs; one that holds nothing to show is left out."""
    drawn = (_DRAW[block.block_type](block.value, today) for block in content)
    return [each for each in drawn if each]


def _paragraph(value: Any, today: date) -> dict[str, Any]:
    return {"kind": "paragraph", "html": html_of(value.source)}


def html_of(source: str) -> SafeString:
    """What an editor wrote, cut again to what a paragraph may have: it is older than this page."""
    written: SafeString = mark_safe(expand_db_html(clean_paragraph(source)))  # nosec B703 B308  # cleaned just now
    return written


def _heading(value: Any, today: date) -> dict[str, Any]:
    return {"kind": "heading", "text": value, "id": "-".join(fold(value).split())[:60]}


def _picture(value: Any, today: date) -> dict[str, Any]:
    picture = shown(value["picture"])
    return {"kind": "picture", "picture": picture, "caption": value["caption"]} if picture else {}


def _list(value: Any, today: date) -> dict[str, Any]:
    return {"kind": "list", "items": [str(each) for each in value]}


def _quote(value: Any, today: date) -> dict[str, Any]:
    return {"kind": "quote", "text": value["text"], "who": value["who"]}


def _table(value: Any, today: date) -> dict[str, Any]:
    if not value or not value.columns:
        return {}
    return {
        "kind": "table",
        "caption": value.caption,
        "heads": [column["heading"] for column in value.columns],
        "rows": [[str(cell.value) for cell in row] for row in value.rows],
    }


def _files(value: Any, today: date) -> dict[str, Any]:
    papers = [each for each in value["files"] if each is not None]
    return {"kind": "files", "files": papers} if papers else {}


def _figure(value: Any, today: date) -> dict[str, Any]:
    if kind := value["counted"]:
        label = str(dict(FigureKind.CHOICES).get(kind, ""))
        return {
            "kind": "figure",
            "value": counted(kind, today),
            "label": value["label"] or label,
            "source": _("Đếm từ sổ công nhận, ngày xem trang."),
        }
    return {
        "kind": "figure",
        "value": value["value"],
        "label": value["label"],
        "source": value["source"],
    }


def _video(value: Any, today: date) -> dict[str, Any]:
    return {
        "kind": "video",
        "link": value["link"],
        "title": value["title"],
        "host": urlsplit(value["link"]).hostname or "",
    }


_DRAW = {
    "paragraph": _paragraph,
    "heading": _heading,
    "picture": _picture,
    "list": _list,
    "quote": _quote,
    "table": _table,
    "files": _files,
    "figure": _figure,
    "video": _video,
}


def sentences(content: Any, today: date) -> list[str]:
    """The words of an article in their order, without pictures, files, tables: to be read out."""
    said: list[str] = []
    for block in blocks(content, today):
        match block["kind"]:
            case "paragraph":
                said += [text for part in _ENDS.split(block["html"]) if (text := _text(part))]
            case "heading":
                said.append(f"{block['text']}.")
            case "list":
                said += [f"{each.rstrip('.;,')}." for each in block["items"]]
            case "quote":
                said.append(f"{block['who']}: “{block['text']}”" if block["who"] else block["text"])
            case "figure":
                said.append(f"{block['label']}: {block['value']}.")
    return said


def _text(html: str) -> str:
    return " ".join(unescape(strip_tags(html.replace("<br/>", " "))).split())
