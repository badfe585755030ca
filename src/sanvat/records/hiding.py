"""What the journal must not keep, as each model says it in its `JOURNAL_HIDES`.

The journal is never erased, so of a telephone or an address it keeps that it changed, and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model

HIDDEN = "•"
"""Stands in the journal for a value that is not kept."""

Hides = Mapping[str, Callable[[Any], bool]]


def hides(*always: str, **where: Callable[[Any], bool]) -> Hides:
    """The fields whose values are never kept, and those of which only some are not:
    `hides("phone", tax_code=is_personal)`. Without any: `hides()`."""
    return dict.fromkeys(always, _any) | where


def _any(value: Any) -> bool:
    return True


def discreet(model: type[Model], field: str, before: Any, after: Any) -> tuple[Any, Any]:
    """Before and after as the journal may keep them; what is empty stays so."""
    rules: Hides = getattr(model, "JOURNAL_HIDES", {})
    is_hidden = rules.get(field)
    if is_hidden is None or not any(
        is_hidden(value) for value in (before, after) if not _is_empty(value)
    ):
        return before, after
    return _mark(before), _mark(after)


def _mark(value: Any) -> Any:
    return value if _is_empty(value) else HIDDEN


def _is_empty(value: Any) -> bool:
    return value is None or value == ""
