"""Counts beside the rows of a list."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


def count_of(rows: QuerySet[Any, Any], by: str) -> Coalesce:
    """An annotation: how many of `rows` belong to the row it stands beside, 0 where none does.
    `rows` are narrowed to that by an OuterRef; `by` is the field that it is compared with.

    It is counted for the rows that a page shows, where a join would be counted for the whole list
    before the page is cut out of it."""
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0))
