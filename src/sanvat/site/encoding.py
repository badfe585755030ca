"""Everything that comes is read as UTF-8, whatever a request calls it.

Django looks up the name that a Content-Type gives and reads address and form by it, also where the
name is none of a text ("hex", "zlib") or none at all; then no page could answer, not even the one
that says what is wrong. A browser sends back what it was sent, and that is UTF-8.
"""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def in_utf8(application: Application) -> Application:
    """The same application, which no longer hears what a request says of its encoding."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return application(without_charset(environ), start_response)

    return answer


def without_charset(environ: dict[str, Any]) -> dict[str, Any]:
    """The environment of a request, its Content-Type without any `charset`."""
    kind, *parameters = environ.get("CONTENT_TYPE", "").split(";")
    if not parameters:
        return environ
    kept = [each for each in parameters if not each.strip().lower().startswith("charset")]
    return {**environ, "CONTENT_TYPE": ";".join([kind, *kept])}
