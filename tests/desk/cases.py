"""Cases of one test that need fixtures of their own: functions `<name>_case(fixture, …)`."""

from collections.abc import Callable
from typing import Any


def made(make: Callable[..., Any], request: Any) -> Any:
    """The case, with the fixtures that its function asks for by the names of its arguments."""
    code = make.__code__
    return make(*map(request.getfixturevalue, code.co_varnames[: code.co_argcount]))


def named(make: Callable[..., Any]) -> str:
    return make.__name__.removesuffix("_case")
