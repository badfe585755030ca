"""Several counts of unlike rows, asked for in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet, SmallIntegerField, Value


def counted(*rows: QuerySet[Any, Any]) -> list[int]:
    """How many rows each of these finds, no more than its own limit says."""
    counts, given = [], []
    for each in rows:
        try:
            sql, params = each.query.sql_with_params()
        except EmptyResultSet:
            counts.append("0")
            continue
        counts.append(f"(SELECT COUNT(*) FROM ({sql}) AS found)")  # nosec B608  # Django's SQL
        given += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", given)
        return list(cursor.fetchone())


def counts_of(*rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """How many rows each of these finds, as pairs of its number among them and the count; of what
    finds none there is no pair. To be read by `in_order`."""
    one, *others = [
        each.order_by()
        .annotate(which=Value(n, output_field=SmallIntegerField()))
        .values("which")
        .annotate(found=Count("pk"))
        .values_list("which", "found")
        for n, each in enumerate(rows)
    ]
    return one.union(*others, all=True)


def in_order(pairs: Iterable[tuple[int, int]], many: int) -> list[int]:
    """The counts of so `many`, in their order."""
    found = dict(pairs)
    return [found.get(n, 0) for n in range(many)]
