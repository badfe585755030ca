"""How the tags read what they are given."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template


def as_rows(items: Iterable[Any], *keys: str) -> list[dict[str, Any]]:
    """Each item, be it a mapping, a tuple or one value, as a row with all of `keys`."""
    rows = []
    for item in items:
        if isinstance(item, Mapping):
            given = dict(item)
        elif isinstance(item, (tuple, list)):
            given = dict(zip(keys, item, strict=False))
        else:
            given = {keys[0]: item}
        rows.append(dict.fromkeys(keys, "") | given)
    return rows


def check(name: str, value: str, allowed: Iterable[str]) -> None:
    if value not in allowed:
        raise template.TemplateSyntaxError(
            f"{name}={value!r} is not one of {', '.join(allowed)}: see ui/README.md"
        )
