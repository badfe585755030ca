"""Rows with one of many keys, where IN would send a parameter for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, Func, QuerySet, Value


class _AnyOf(Func):
    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


class _Keys(ArrayField):  # type: ignore[type-arg]  # no such thing when it runs
    """Numbers as they are: to prepare each of thousands costs more than the query."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return value


def among(path: str, keys: Iterable[int]) -> Func:
    """A condition for `filter`: the number at the path is one of these keys, sent as one array."""
    return _AnyOf(F(path), Value(list(keys), output_field=_Keys(BigIntegerField())))


def among_rows(path: str, *rows: QuerySet[Any, Any], key: str = "pk") -> Func:
    """The same of rows that are looked up first, of several kinds perhaps: of each its `key`. Where
    it stands beside another condition with "or", both are looked up by an index; IN would have
    every row of the table gone through. Rows that are cut keep their order."""
    one, *others = [
        (each if each.query.is_sliced else each.order_by()).values(key) for each in rows
    ]
    return _AnyOf(F(path), ArraySubquery(one.union(*others, all=True) if others else one))
