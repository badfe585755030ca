"""What the journal must not keep, by the one list in `secrets.py`.

The journal is never erased, so of a telephone or an address it keeps that it changed, and no more.
A model says in its `JOURNAL_HIDES` which of its fields are secrets, and of which kind where the
name does not tell; what its name gives away is hidden even where nobody thought of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Model

from sanvat.records import secrets
from sanvat.records.secrets import HIDDEN, Kind

__all__ = ["HIDDEN", "Hides", "discreet", "hides", "kind_in", "veiled"]

Hides = Mapping[str, Kind]


def hides(*names: str, **kinds: Kind) -> Hides:
    """The fields of a model that hold secrets: by a name that the list knows, or with the kind,
    `hides("phone", to=EMAIL)`. `PLAIN` says of a field that it is none though it is called so.
    Without any: `hides()`."""
    found = {}
    for name in names:
        kind = secrets.kind_of(name)
        if kind is None:
            raise ValueError(f"the list of secrets does not know {name}: say {name}=<its kind>")
        found[name] = kind
    return found | kinds


@lru_cache(maxsize=4096)
def kind_in(model: type[Model], field: str) -> Kind | None:
    """The kind of secret a field of a model holds, or one named so: "phone", "2025.output"."""
    declared: Hides = getattr(model, "JOURNAL_HIDES", {})
    last = field.rpartition(".")[2]
    kind = declared.get(field) or declared.get(last) or secrets.kind_of(last)
    return None if kind is secrets.PLAIN else kind


def discreet(model: type[Model], field: str, before: Any, after: Any) -> tuple[Any, Any]:
    """Before and after as the journal may keep them; what is empty stays so."""
    kind = kind_in(model, field)
    if kind is None or not any(
        kind.covers(value) for value in (before, after) if not secrets.is_empty(value)
    ):
        return before, after
    return _mark(before), _mark(after)


def veiled(value: Any, name: str = "") -> Any:
    """What the journal keeps as JSON, without the secrets that stand within it."""
    if value is None:
        return None
    if value.__class__ is str:
        found: str = secrets.veiled(value)
        # Most texts have nothing of it, and then it does not matter what they are called.
        if found == value or name.rpartition(".")[2] in secrets.NUMBERS_OF_THINGS:
            return value
        return found
    if value.__class__ is dict:
        return {
            key: HIDDEN if secrets.is_secret(key, one) else veiled(one, key)
            for key, one in value.items()
        }
    if value.__class__ is list:
        return [veiled(one, name) for one in value]
    return value


def _mark(value: Any) -> Any:
    return value if secrets.is_empty(value) else HIDDEN
