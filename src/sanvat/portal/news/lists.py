"""Lists of articles in pages, the newest first: the last page costs no more than the first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest

from sanvat.news import published
from sanvat.news.models import Article, ArticleQuerySet
from sanvat.portal.news.words import Told, told

PER_PAGE = 20
AFTER = "sau"
_MARK = re.compile(r"([0-9]{1,17})-([0-9]{1,9})")
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Listed:
    """One page of a list: what it says, and the address of the next, "" on the last."""

    rows: list[Told]
    next: str
    is_first: bool


def listed(request: HttpRequest, rows: ArticleQuerySet) -> Listed:
    """The page that `?sau=` asks for; what makes no sense is the first."""
    mark = _MARK.fullmatch(request.GET.get(AFTER, ""))
    if mark:
        rows = published.before(rows, _moment(int(mark[1])), int(mark[2]))
    found = list(rows[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    more = f"{request.path}?{AFTER}={_marked(shown[-1])}" if len(found) > PER_PAGE else ""
    return Listed([told(each) for each in shown], more, mark is None)


def _marked(article: Article) -> str:
    assert article.shown_at is not None
    micros = (article.shown_at - _ZERO) // timedelta(microseconds=1)
    return f"{micros}-{article.pk}"


def _moment(micros: int) -> datetime:
    try:
        return _ZERO + timedelta(microseconds=micros)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)
