"""Lists in pages: `{"items": …, "count": …, "next": …}`.

`count` is of all pages; `next` is the address of the next page, null on the last one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _
from ninja import Query

from sanvat.api.parameters import LARGEST_NUMBER, Whole

Limit = Annotated[Whole, Query(ge=1, le=100, description=_("Số dòng mỗi trang"))]
After = Annotated[
    Whole,
    Query(
        ge=0,
        le=LARGEST_NUMBER,
        description=_("Những dòng có mã lớn hơn mã này; địa chỉ «next» đã ghi sẵn"),
    ),
]


def page(items: Iterable[Any], *, count: int, next_page: str | None) -> dict[str, Any]:
    return {"items": list(items), "count": count, "next": next_page}


def page_by_key(
    rows: QuerySet[Any],
    row_as_dict: Callable[[Any], dict[str, Any]],
    *,
    path: str,
    filters: Mapping[str, Any],
    limit: int,
    after: int,
) -> dict[str, Any]:
    """The first `limit` rows whose key is above `after`, so that the last page costs no more.

    `path` and `filters` make the address of the next page; empty filters are left out of it.
    """
    found = list(rows.filter(pk__gt=after).order_by("pk")[: limit + 1])
    next_page = next_by_key(path, filters, [row.pk for row in found], limit=limit)
    is_all = not after and next_page is None
    items = [row_as_dict(row) for row in found[:limit]]
    return page(items, count=len(found) if is_all else rows.count(), next_page=next_page)


def next_by_key(
    path: str, filters: Mapping[str, Any], keys: Sequence[int], *, limit: int
) -> str | None:
    """The address of the page after the one of the first `limit` keys, where there are more."""
    if len(keys) <= limit:
        return None
    query = {name: value for name, value in filters.items() if value} | in_language()
    query |= {"limit": limit, "after": keys[limit - 1]}
    return f"{path}?{urlencode(query)}"


def in_language() -> dict[str, str]:
    """What the address of a next page needs to go on in the language of this one."""
    return {"language": "en"} if get_language() == "en" else {}


def next_by_offset(path: str, query: Mapping[str, Any], *, count: int) -> str | None:
    """The address of the page after the one that `query` asks for by "limit" and "offset"."""
    offset = query["offset"] + query["limit"]
    return f"{path}?{urlencode({**query, 'offset': offset})}" if offset < count else None
