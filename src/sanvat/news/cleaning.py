"""Pasted text, cut to what a paragraph of an article may have."""

from __future__ import annotations

import re

import nh3

from sanvat.text.plain import plain

TAGS = {"p", "br", "b", "strong", "i", "em", "ol", "ul", "li", "a"}
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
_EMPTY = re.compile(r"<(p|b|i|li|a)(?: [^>]*)?>(?:\s|&nbsp;|<br ?/?>)*</\1>")
# What Word leaves between its conditional comments is none of the text.
_OF_WORD = re.compile(r"<!--.*?-->|<!\[(?:end)?if[^>]*>|</?[a-z]+:[^>]*>|<\?xml[^>]*>", re.I | re.S)
_BLOCKS = re.compile(r"</?(h[1-6]|div|section|article|blockquote|pre|td|th|tr|table)\b[^>]*>", re.I)


def clean_paragraph(html: str) -> str:
    """The paragraphs, lists, links, bold and italic of an HTML text; the rest of its marks go, and
    what they held stays, but scripts and styles. Text comes out as `text.plain` has it.

    Of headings, divisions and cells paragraphs are made, so that their words do not run together.
    """
    text = _OF_WORD.sub("", html)
    text = _BLOCKS.sub(lambda found: "</p>" if found[0][1] == "/" else "<p>", text)
    text = nh3.clean(
        text,
        tags=TAGS,
        clean_content_tags=CONTENT_GOES_TOO,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    for one, other in _AS.items():
        text = text.replace(f"<{one}>", f"<{other}>").replace(f"</{one}>", f"</{other}>")
    text = plain(text.replace("&nbsp;", " "), keeping="\n")
    before = None
    while before != text:
        before, text = text, _EMPTY.sub("", text)
    return text.strip()
