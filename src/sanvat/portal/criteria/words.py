"""How the criteria pages say a text, a day of a year and an article in the language of the page."""

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sanvat.rules import library
from sanvat.text.language import is_english

ARTICLE_WORDS = {
    "phụ lục": "Annex",
    "quyết định": "Decision",
    "điều": "Article",
    "khoản": "clause",
    "điểm": "point",
    "mục": "section",
    "chú thích": "note",
    "phần": "part",
    "bộ": "set",
    "mẫu số": "form",
    "đến": "to",
    "và": "and",
}
_ARTICLE_WORD = re.compile(rf"\b({'|'.join(ARTICLE_WORDS)})\b", re.IGNORECASE)


def told(text: str) -> str:
    """A text of the criteria in the language of the page."""
    return library.english().get(text, text) if is_english() else text


def day_of_year(value: str) -> str:
    """A day without its year, as the rulebooks write it: "04-30" → 30/4."""
    month, of_month = (int(part) for part in value.split("-"))
    return date_format(date(2024, month, of_month), _("j/n"))


def cited(source: str) -> str:
    """Where a fact stands. More than article, clause and point has its own ``source_en``."""
    if not is_english():
        return source
    return _ARTICLE_WORD.sub(lambda word: ARTICLE_WORDS[word[0].lower()], source)
