"""The pages of long lists, which cost what they show: late ones are read from the end, and of what
is found by words no more is counted than somebody goes through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.db.models.functions import Collate
from django.http import HttpRequest

from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.records.counts import counted

Row = TypeVar("Row")

PER_PAGE = 25
FAR = 500
"""So many rows are gone over sooner than a list is read from its end."""
MOST_COUNTED = 1_000
"""Of what is found by words no more is counted: whoever finds more adds a word."""
PAGES_AHEAD = 4
"""So many pages behind the one that is asked for can be chosen of what is not counted."""
LAST_NUMBER = 100_000


class Pages(Paginator[Row]):
    """The pages of a list whose order leaves nothing open."""

    at_least = False
    """Whether there are more than `count`, which nobody has counted."""

    def page(self, number: int | str) -> Page[Row]:
        number = self.validate_number(number)
        begin = (number - 1) * self.per_page
        rows = self._between(begin, min(begin + self.per_page, self.count))
        return Page(rows, number, self)

    def _between(self, begin: int, end: int) -> Any:
        rows: Any = self.object_list
        if isinstance(rows, Ready) and begin >= FAR:
            rows = rows.made()
        if begin < FAR or begin * 2 < self.count or self.at_least or not _turns(rows):
            return rows[begin:end]
        return list(rows.reverse()[self.count - end : self.count - begin])[::-1]


def _turns(rows: Any) -> bool:
    return isinstance(rows, QuerySet) and rows.ordered and not rows.query.is_sliced


class Ready:
    """A list of what somebody sees by a question that is made once (`parties.ready`), whose count
    is known; `made` is the query itself, by which late pages are read from the end."""

    def __init__(self, asked: ReadyFor[Any], user: User, *values: Any) -> None:
        self._asked, self._user, self._values = asked, user, values

    def __getitem__(self, part: slice) -> list[Any]:
        return self._between(part) if part.start < part.stop else []

    def _between(self, part: slice) -> list[Any]:
        return self._asked.rows(self._user, *self._values, part=part)

    def made(self) -> QuerySet[Any, Any]:
        return self._asked.made(self._user, *self._values)


class Parts:
    """A list whose `first` rows stand before all `others`, each part in an order of its own that
    an index has; to put both in one order would read all of them."""

    def __init__(self, first: QuerySet[Any, Any], others: QuerySet[Any, Any]) -> None:
        self._first, self._others = first, others
        self._known = 0, 0
        """How many of the first there are, and how far they were counted."""

    def count_up_to(self, most: int) -> int:
        first, others = counted(*(each.order_by()[:most] for each in (self._first, self._others)))
        self._known = first, most
        return min(first + others, most)

    def __getitem__(self, part: slice) -> list[Any]:
        begin, end = part.start, part.stop
        first, counted_to = self._known
        if first == counted_to < end:
            (first,) = counted(self._first.order_by()[:end])
        found = list(self._first[begin:end]) if begin < first else []
        if first < end:
            found += self._others[max(begin - first, 0) : end - first]
        return found


class Merged:
    """See `merged`."""

    def __init__(self, rows: QuerySet[Any, Any], parts: Sequence[Q], order: Sequence[str]) -> None:
        self._rows, self._parts, self._order = rows, parts, order

    def count_up_to(self, most: int) -> int:
        return int(self._together("pk")[:most].count())

    def __getitem__(self, part: slice) -> list[Any]:
        rows = self._together(*self._order).order_by(*self._order)[part]
        return [key for *_order, key in rows]

    def _together(self, *columns: str) -> QuerySet[Any, Any]:
        bare = self._rows.order_by()
        one, *others = [bare.filter(each).values_list(*columns) for each in self._parts]
        return one.union(*others, all=True)


def merged(rows: QuerySet[Any, Any], parts: Sequence[Q], *order: str) -> Listed:
    """The keys of those of the rows that one of `parts` has, in this order, the key last in it; no
    row is in two parts. Each part has an index in that order, along which PostgreSQL goes as far as
    the page; "or" between them would put all their rows in order."""
    if len(parts) == 1:
        return rows.filter(parts[0]).order_by(*order).values_list("pk", flat=True)
    return Merged(rows, parts, order)


Listed = QuerySet[Any, Any] | Ready | Parts | Merged


def found_by(rows: QuerySet[Any, Any], begins: str) -> Parts:
    """What words find: those whose `name_key` begins with `begins` first, in the order of that,
    since they are mostly what was meant; in the order of the list alone a page of them would go
    over all that stands before their letter. The others in the order of the list."""
    named = rows.alias(begin=Collate("name_key", "C"))
    starts = Q(begin__startswith=begins)
    return Parts(named.filter(starts).order_by("begin", "pk"), named.filter(~starts))


def _count_up_to(rows: QuerySet[Any, Any], most: int) -> int:
    return rows.order_by()[:most].count()


def page_of(
    rows: Listed,
    request: HttpRequest,
    *,
    count: int | None = None,
    most: int | None = None,
) -> Page[Any]:
    """See `desk.pages.paginate`."""
    paginator: Pages[Any] = Pages(rows, PER_PAGE)  # type: ignore[arg-type]  # what it asks of one
    asked = request.GET.get("page", "")
    if count is None and most is not None:
        number = min(int(asked), LAST_NUMBER) if asked.isdecimal() and asked.isascii() else 1
        most = max(most, (number + PAGES_AHEAD) * PER_PAGE)
        if isinstance(rows, Parts | Merged):
            found = rows.count_up_to(most + 1)
        else:
            found = _count_up_to(rows, most + 1)
        count, paginator.at_least = min(found, most), found > most
    if count is not None:
        paginator.count = count
    return paginator.get_page(asked)
