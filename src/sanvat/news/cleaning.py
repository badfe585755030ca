"""Pasted text, cut to what a paragraph of an article may have."""

from __future__ import annotations

import re

import nh3

from sanvat.text.plain import plain

LONGEST_HTML = 200_000
"""Signs of HTML that are cleaned; of what is longer the beginning."""

TAGS = {"p", "br", "b", "strong", "i", "em", "ol", "ul", "li", "a"}
BLOCKS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "article", "blockquote", "pre"),
    *("table", "tbody", "thead", "tr", "td", "th"),
}
CONTENT_GOES_TOO = {
    "script",
    "style",
    "title",
    "head",
    "xml",
    "template",
    "noscript",
    "svg",
    "math",
}
_ATTRIBUTES = {"a": {"href", "linktype", "id"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_AS = {"strong": "b", "em": "i"}
_EMPTY = re.compile(r"<(p|b|i|li|a)(?: [^<>]*)?>(?:\s|&nbsp;|<br>)*</\1>")
_PASSES = 4
"""Of emptying what is empty: so deep nothing in it stands in anything."""


def clean_paragraph(html: str) -> str:
    """The paragraphs, lists, links, bold and italic of an HTML text; the rest of its marks go, and
    what they held stays, but scripts and styles. Text comes out as `text.plain` has it.

    Of headings, divisions and cells paragraphs are made, so that their words do not run together.
    What Word leaves of its own between conditional comments is no text, and goes with them.
    """
    text = _cleaned(html[:LONGEST_HTML], TAGS | BLOCKS)
    for block in BLOCKS:
        text = text.replace(f"<{block}>", "<p>").replace(f"</{block}>", "</p>")
    text = _cleaned(text, TAGS)
    for one, other in _AS.items():
        text = text.replace(f"<{one}>", f"<{other}>").replace(f"</{one}>", f"</{other}>")
    text = plain(text.replace("&nbsp;", " "), keeping="\n")
    for _pass in range(_PASSES):
        text = _EMPTY.sub("", text)
    return text.strip()


def _cleaned(html: str, tags: set[str]) -> str:
    return nh3.clean(
        html,
        tags=tags,
        clean_content_tags=CONTENT_GOES_TOO,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
