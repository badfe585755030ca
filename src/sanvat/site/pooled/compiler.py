"""Queries become SQL as Django makes them, only that columns are written with fewer detours: most
of what is compiled for a page are columns, and mostly all those of a model."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.backends.postgresql import compiler
from django.db.models import Field
from django.db.models.expressions import Col, Expression
from django.db.models.sql.compiler import SQLAggregateCompiler as DjangoAggregateCompiler

SQLDeleteCompiler = compiler.SQLDeleteCompiler
SQLInsertCompiler = compiler.SQLInsertCompiler
SQLUpdateCompiler = compiler.SQLUpdateCompiler

MODELS_KEPT = 2_000
"""Of how many models, under whatever names they have in queries, the columns are remembered."""


class _QuickColumns:
    quote_cache: dict[str, str]

    def compile(self, node: Any) -> tuple[str, Any]:
        if type(node) is not Col:
            return super().compile(node)  # type: ignore[misc,no-any-return]
        column = self._quoted(node.target.column or "")
        return (f"{self._quoted(node.alias)}.{column}" if node.alias else column), []

    def _quoted(self, name: str) -> str:
        if name in self.quote_cache:
            return self.quote_cache[name]
        return self.quote_name_unless_alias(name)  # type: ignore[attr-defined,no-any-return]


class SQLCompiler(_QuickColumns, compiler.SQLCompiler):
    def get_default_columns(
        self,
        select_mask: Any,
        start_alias: str | None = None,
        opts: Any = None,
        from_parent: Any = None,
    ) -> list[Expression]:
        asked = opts or self.query.get_meta()
        if not select_mask and not from_parent and asked is not None:
            known = _own_columns(asked, start_alias or self.query.get_initial_alias())
            if known is not None:
                return known
        return super().get_default_columns(select_mask, start_alias, opts, from_parent)

    def get_select(self, with_col_aliases: bool = False) -> Any:
        columns = [] if with_col_aliases else self._all_columns()
        if not columns:
            return super().get_select(with_col_aliases)
        select: list[tuple[Expression, str | None]] = [(column, None) for column in columns]
        kind: dict[str, Any] = {
            "model": self.query.model,
            "select_fields": list(range(len(columns))),
        }
        if self.query.select_related:
            kind["related_klass_infos"] = self.get_related_selections(select, {})
            if _has_a_child(kind):
                # What was joined for it is found again.
                return super().get_select(with_col_aliases)
        return (
            [(column, self._selected(column), None) for column, _alias in select],
            kind,
            {},
        )

    def _all_columns(self) -> list[Expression]:
        """All columns of the model, where the query asks for them and for nothing else of it."""
        query = self.query
        is_plain = (
            query.default_cols
            and query.selected is None
            and not query.extra_select
            and not query.annotation_select
            and not query.deferred_loading[0]
        )
        meta = query.get_meta() if is_plain else None
        return (_own_columns(meta, query.get_initial_alias()) or []) if meta else []

    def _selected(self, column: Any) -> Any:
        if type(column) is not Col:
            return column.select_format(self, *self.compile(column))
        known, table, name = self.quote_cache, column.alias, column.target.column
        if table in known and name in known:
            return f"{known[table]}.{known[name]}", []
        return self.compile(column)

    def get_converters(self, expressions: Iterable[Any]) -> dict[int, Any]:
        asked = list(expressions)
        if any(type(each) is not Col for each in asked):
            return super().get_converters(asked)
        found = {}
        for place, column in enumerate(asked):
            field, target = column.output_field, column.target
            converters = field.get_db_converters(self.connection)
            if target is not field and target != field:
                converters = converters + target.get_db_converters(self.connection)
            if converters:
                found[place] = (converters, column)
        return found


class SQLAggregateCompiler(_QuickColumns, DjangoAggregateCompiler):
    pass


@lru_cache(maxsize=MODELS_KEPT)
def _own_columns(opts: Any, alias: str) -> list[Expression] | None:
    """The columns of a model that stands in a query under this name; None of one that shares a
    table with another model, or whose fields are read in some way of their own."""
    fields = opts.concrete_fields
    if any(field.model is not opts.model for field in fields):
        return None
    columns = [field.get_col(alias) for field in fields]
    plain = all(
        type(each) is Col and type(each.output_field).select_format is Field.select_format
        for each in columns
    )
    return columns if plain else None


def _has_a_child(kind: dict[str, Any]) -> bool:
    """Whether a model is read together with one that is a kind of it."""
    return any(each["from_parent"] or _has_a_child(each) for each in kind["related_klass_infos"])
