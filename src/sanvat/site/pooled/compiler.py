"""Queries become SQL as Django makes them, only that a column is written with fewer detours: most
of what is compiled for a page are columns."""

from typing import Any

from django.db.backends.postgresql import compiler
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLAggregateCompiler as DjangoAggregateCompiler

SQLDeleteCompiler = compiler.SQLDeleteCompiler
SQLInsertCompiler = compiler.SQLInsertCompiler
SQLUpdateCompiler = compiler.SQLUpdateCompiler


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
    pass


class SQLAggregateCompiler(_QuickColumns, DjangoAggregateCompiler):
    pass
