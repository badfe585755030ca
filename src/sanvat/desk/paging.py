"""The pages of long lists, which cost what they show: late ones are read from the end, and of what
is found by words no more is counted than somebody goes through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.db.models.functions import Collate
from django.http import HttpRequest

from sanvat.records.among import among_rows
from sanvat.records.counts import counted

Row = TypeVar("Row")

PER_PAGE = 25
AND_ONE = PER_PAGE + 1
"""So many rows tell whether a list ends on its first page."""
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
        if begin < FAR or begin * 2 < self.count or self.at_least or not _turns(rows):
            return rows[begin:end]
        return list(rows.reverse()[self.count - end : self.count - begin])[::-1]


def _turns(rows: Any) -> bool:
    return isinstance(rows, QuerySet) and rows.ordered and not rows.query.is_sliced


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

    def _together(self, *order: str) -> QuerySet[Any, Any]:
        bare, columns = self._rows.order_by(), [each.lstrip("-") for each in order]
        one, *others = [bare.filter(each).values_list(*columns) for each in self._parts]
        return one.union(*others, all=True)


def merged(rows: QuerySet[Any, Any], parts: Sequence[Q], *order: str) -> Listed:
    """The keys of those of the rows that one of `parts` has, in this order, the key last in it; no
    row is in two parts. Each part has an index in that order, along which PostgreSQL goes as far as
    the page; "or" between them would put all their rows in order."""
    if len(parts) == 1:
        return rows.filter(parts[0]).order_by(*order).values_list("pk", flat=True)
    return Merged(rows, parts, order)


Listed = QuerySet[Any, Any] | Sequence[Any] | Parts | Merged


def found_by(rows: QuerySet[Any, Any], begins: str) -> Parts:
    """What words find: those whose `name_key` begins with `begins` first, in the order of that,
    since they are mostly what was meant; in the order of the list alone a page of them would go
    over all that stands before their letter. The others in the order of the list."""
    named = rows.alias(begin=Collate("name_key", "C"))
    starts = Q(begin__startswith=begins)
    return Parts(named.filter(starts).order_by("begin", "pk"), named.filter(~starts))


def _count_up_to(rows: QuerySet[Any, Any], most: int) -> int:
    return rows.order_by()[:most].count()


def _ends_perhaps(rows: Listed, count: int | Callable[[], int] | None, most: int | None) -> bool:
    """Whether the first page is read before the list is counted. Not of what words find, of which
    the database finds the few sooner when it is told how few they are."""
    return most is None and not isinstance(count, int) and isinstance(rows, QuerySet)


def _number(asked: str) -> int:
    """Of the page that is asked for, up to the last that is looked at; 1 of what is no number."""
    if not (asked.isdecimal() and asked.isascii()):
        return 1
    return min(int(asked), LAST_NUMBER) if len(asked) <= len(str(LAST_NUMBER)) else LAST_NUMBER


def is_first(request: HttpRequest) -> bool:
    """Whether the first page of a list is asked for."""
    return request.GET.get("page", "") in ("", "1")


def first_of(
    found: Sequence[Row], count: int | Callable[[], int], most: int | None = None
) -> Page[Row]:
    """See `desk.pages.first_page`."""
    paginator: Pages[Row] = Pages((), PER_PAGE)
    if len(found) <= PER_PAGE:
        count = len(found)
    elif callable(count):
        count = count()
    paginator.at_least = most is not None and count > most
    paginator.count = most if most is not None and count > most else count
    return Page(found[:PER_PAGE], 1, paginator)


def first_rows(rows: QuerySet[Any, Any], parts: Sequence[Q], *order: str) -> Q:
    """A condition for a question that is made once: of rows as `merged` takes them those among
    which the first page is, so many of each part, read along its index."""
    if len(parts) == 1:
        return parts[0]
    return Q(among_rows("pk", *(rows.filter(each).order_by(*order)[:AND_ONE] for each in parts)))


def page_of(
    rows: Listed,
    request: HttpRequest,
    *,
    count: int | Callable[[], int] | None = None,
    most: int | None = None,
) -> Page[Any]:
    """See `desk.pages.paginate`. What ends on its first page is not counted besides."""
    paginator: Pages[Any] = Pages(rows, PER_PAGE)  # type: ignore[arg-type]  # what it asks of one
    asked = request.GET.get("page", "")
    first: list[Any] | None = None
    if _ends_perhaps(rows, count, most) and is_first(request):
        first = list(rows[:AND_ONE])
        if len(first) <= PER_PAGE:
            count = len(first)
    if callable(count):
        count = count()
    if count is None and most is not None:
        most = max(most, (_number(asked) + PAGES_AHEAD) * PER_PAGE)
        if isinstance(rows, Parts | Merged):
            found = rows.count_up_to(most + 1)
        else:
            found = _count_up_to(rows, most + 1) if isinstance(rows, QuerySet) else len(rows)
        count, paginator.at_least = min(found, most), found > most
    if count is not None:
        paginator.count = count
    if first is not None:
        return Page(first[:PER_PAGE], 1, paginator)
    return paginator.get_page(asked)
