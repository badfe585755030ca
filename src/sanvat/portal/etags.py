"""Public pages that change only with a release: a reader who has one is not sent it again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sanvat.ui.same import Until, same_for_all

PACKAGE = Path(__file__).parents[1]
SOURCES = {".py", ".html", ".css", ".js", ".mo", ".toml", ".txt", ".tsv"}

View = Callable[..., HttpResponseBase]


def with_etag(view: View) -> View:
    """For a page that depends on nothing but its address, the release, the language and the day.

    Takes GET and HEAD, and returns 304 to a reader who sends the page's ETag back.
    A reader knows an ETag only from the page itself, so it tells nobody more than they have seen.
    """
    return with_etag_of(lambda *_asked, **_named: "", until="release")(view)


def with_etag_of(state: Callable[..., str], *, until: Until = "change") -> Callable[[View], View]:
    """The same for a page that also depends on what `state` says, which takes what the view does
    and is asked before it: the page may say more, and never less, than that state."""

    def decorate(view: View) -> View:
        @wraps(view)
        def conditional(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            tag = _etag(request, state(request, *args, **kwargs))
            not_modified = get_conditional_response(request, etag=tag)
            response: HttpResponseBase = not_modified or view(request, *args, **kwargs)
            if response.status_code in (200, 304):
                response.headers["ETag"] = tag
                patch_cache_control(response, no_cache=True)
                same_for_all(request, response, until=until)
            return response

        return require_safe(conditional)

    return decorate


def _etag(request: HttpRequest, state: str) -> str:
    """The ETag in its quotes. The address is in it whole: host, path and query."""
    parts = "\n".join(
        (
            *(release(), get_language() or "", str(timezone.localdate())),
            *(request.build_absolute_uri(), state),
        )
    )
    return f'"{hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:24]}"'


@cache
def release() -> str:
    """A hash over all that the programme is made of: pages, rulebooks, translations."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in SOURCES and path.is_file():
            digest.update(path.relative_to(PACKAGE).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
