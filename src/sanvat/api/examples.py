"""Examples of the documentation: true answers, with long lists cut.

Each subject has its own `EXAMPLES`; those of the rulebooks and of ranking are asked of the rules.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import BaseModel

from sanvat.rules.answers import Language

EXAMPLE_SET = 13
"""The set of most examples, in every rulebook: coffee and cocoa."""

Examples = dict[str, Callable[[Language], Any]]
"""Operation → its answer in a language, as JSON has it."""


class Beside(NamedTuple):
    """The parts of a form that may be sent instead of the JSON alone: what the part with the JSON
    is called, what each file is, and how many of these."""

    body: str
    files: str
    most: int


class Body(NamedTuple):
    """What an operation takes: its shape, an example, how many at most in a list of them, and the
    files that may come beside it."""

    shape: type[BaseModel]
    example: Callable[[], dict[str, Any]]
    most: int = 1
    files: Beside | None = None


def shorten(value: Any) -> Any:
    """The same with the first element of each list alone, and the first two facts of a rulebook."""
    if isinstance(value, dict):
        # The procedure is long; its first two facts show what it looks like.
        return {
            key: shorten(dict(list(inner.items())[:2]) if key == "facts" else inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [shorten(inner) for inner in value[:1]]
    return value
