"""Public pages that change only with a release: a second visit costs almost nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

PACKAGE = Path(__file__).parents[1]
SOURCES = {".py", ".html", ".css", ".js", ".mo", ".toml", ".txt", ".tsv"}

View = Callable[..., HttpResponseBase]


def revisitable(view: View) -> View:
    """A page for everyone that rests on nothing but the release, the language and the day.

    It answers GET and HEAD, compresses, and says "not modified" to whoever has it already:
    the tag of a page is only given with the page, so whoever shows it has seen the page.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        tag = _tag(request)
        seen = get_conditional_response(request, etag=tag)
        response: HttpResponseBase = seen or view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response.headers["ETag"] = tag
            patch_cache_control(response, no_cache=True)
        return response

    return require_safe(gzip_page(answer))


def _tag(request: HttpRequest) -> str:
    named = "\n".join(
        (release(), get_language() or "", str(timezone.localdate()), request.build_absolute_uri())
    )
    return f'"{hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:24]}"'


@cache
def release() -> str:
    """A hash over all that the programme is made of: pages, rulebooks, translations."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in SOURCES and path.is_file():
            digest.update(path.relative_to(PACKAGE).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
