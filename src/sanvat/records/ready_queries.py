"""Questions that every click asks, put into SQL once.

Django makes a query into SQL each time it is asked, which takes several times as long as the
database does for the answer. Here only what is asked for changes from time to time.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable
from psycopg.types.numeric import Int2, Int4, Int8

Row = TypeVar("Row", bound=Model)


class ReadyQuery(Generic[Row]):
    """A query of models whose SQL differs by values alone.

    `make` builds it from as many values as there are stand-ins. These are of the same types as the
    values to come, and found nowhere else in the query.
    """

    def __init__(self, make: Callable[..., QuerySet[Row]], *stand_ins: Any) -> None:
        self._make = make
        self._stand_ins = stand_ins
        self._sql = ""
        self._is_empty = False
        """Whether Django knows without asking that no row answers."""

    def rows(
        self,
        *values: Any,
        known: Mapping[Any, Mapping[Any, Model]] | None = None,
        part: slice | None = None,
    ) -> list[Row]:
        """The rows for these values, read now. `known`: for a foreign key the models that are at
        hand already, by their keys. `part`: from which row to which, where the query has no such
        limits itself."""
        params = self._params_of(values)
        if self._is_empty:
            return []
        compiler = copy.copy(self._compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        sql = self._sql + _limits(part)
        compiler.as_sql = lambda: (sql, params)
        query = SimpleNamespace(get_compiler=lambda using: compiler)
        asked = SimpleNamespace(
            db=DEFAULT_DB_ALIAS,
            query=query,
            model=self._model,
            _known_related_objects=known or {},
        )
        return list(ModelIterable(asked))  # type: ignore[arg-type]  # all that it asks of one

    def tuples(self, *values: Any, part: slice | None = None) -> list[tuple[Any, ...]]:
        """What the database answers for these values, as it stands there: of a query that asks for
        columns (`values_list`) whose values need no field to be read."""
        params = self._params_of(values)
        if self._is_empty:
            return []
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(self._sql + _limits(part), params)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def count(self, *values: Any) -> int:
        """How many rows there are for these values, none of them read."""
        params = self._params_of(values)
        if self._is_empty:
            return 0
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            counting = f"SELECT COUNT(*) FROM ({self._sql}) AS found"  # nosec B608  # Django's SQL
            cursor.execute(counting, params)
            return int(cursor.fetchone()[0])

    def made(self, *values: Any) -> QuerySet[Row]:
        """The query itself for these values, for who asks it otherwise."""
        return self._make(*values)

    def _params_of(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        if not self._sql and not self._is_empty:
            self._put_into_sql()
        return tuple(
            _given(values[at], kept, begins=begins) if at >= 0 else kept
            for at, begins, kept in self._params
        )

    def _put_into_sql(self) -> None:
        made = self._make(*self._stand_ins)
        compiler: Any = made.query.get_compiler(using=DEFAULT_DB_ALIAS)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            if self._is_answered_for_smaller():
                raise ValueError("no row can answer: a stand-in is none of its field") from None
            self._params: list[tuple[int, bool, Any]] = []
            self._is_empty = True
            return
        self._params = [(*self._place_of(param), param) for param in params]
        self._check_places()
        self._compiler, self._model = compiler, made.model
        self._sql = sql

    def _is_answered_for_smaller(self) -> bool:
        """Whether numbers that every column takes would make it a query that rows may answer."""
        made = self._make(*(1 if type(each) is int else each for each in self._stand_ins))
        try:
            made.query.get_compiler(using=DEFAULT_DB_ALIAS).as_sql()
        except EmptyResultSet:
            return False
        return True

    def _check_places(self) -> None:
        """ValueError where a value that is to be given stands nowhere in the query."""
        if set(range(len(self._stand_ins))) - {at for at, *_ in self._params}:
            raise ValueError("a value is asked for that does not stand in the query as it is given")

    def _place_of(self, param: Any) -> tuple[int, bool]:
        """Which of the values it stands for, and whether for all that begins so; -1: for none."""
        for at, each in enumerate(self._stand_ins):
            is_alike = type(param) is type(each) or (type(each) is int and _is_sized(param))
            if is_alike and param == each:
                return at, False
            if isinstance(each, str) and isinstance(param, str) and param == f"{each}%":
                return at, True
        return -1, False


def _limits(part: slice | None) -> str:
    if part is None:
        return ""
    begin, end = int(part.start or 0), int(part.stop)
    return f" LIMIT {end - begin}" + (f" OFFSET {begin}" if begin else "")


def _is_sized(param: Any) -> bool:
    """Whether it is a whole number for a column of one size, as psycopg tells them apart."""
    return isinstance(param, Int2 | Int4 | Int8)


def _given(value: Any, kept: Any, *, begins: bool) -> Any:
    """The value as it stands in the query, in the place of what stood in for it."""
    if begins:
        return f"{connections[DEFAULT_DB_ALIAS].ops.prep_for_like_query(value)}%"
    return type(kept)(value) if _is_sized(kept) and value is not None else value
