"""Pages and data are sent compressed to whoever takes it; the one place where that is done.

An answer that holds a secret beside words that somebody else can choose tells by its length how
much of the secret they have guessed (BREACH). So every answer made for one person is longer by a
chance number of bytes, as Django does it after "Heal the Breach", and the token of a form is masked
anew each time. A page that is the same for everybody holds no secret.
"""

from __future__ import annotations

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from sanvat.ui.same import same_until

WORTH_IT = (
    "text/",
    *("application/json", "application/ld+json", "application/geo+json", "application/javascript"),
    *("application/xml", "application/rss+xml", "application/atom+xml", "application/xhtml+xml"),
    *("application/opensearchdescription+xml", "application/problem+json", "image/svg+xml"),
)
"""How the types begin that get much shorter; pictures and papers are compressed as they are."""
SHORTEST = 200
"""Bytes from which it is worth it."""
QUALITY = 5
"""Of brotli: shorter than gzip in about the same time."""


class Compressed(GZipMiddleware):
    """Compresses what is held whole; what is read from a file while it is sent is left alone, since
    its length is told beforehand and parts of it may be asked for."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        worth_it = response.get("Content-Type", "").startswith(WORTH_IT)
        if response.streaming or not worth_it or response.has_header("Content-Range"):
            return response
        assert isinstance(response, HttpResponse)
        if same_until(response) and encoding_for(request) == "br":
            return _in_brotli(response)
        if "gzip" not in _taken(request):
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        return answer


def encoding_for(request: HttpRequest) -> str:
    """`br`, `gzip` or "": how a page that is the same for everybody is sent to this reader."""
    taken = _taken(request)
    return "br" if "br" in taken else "gzip" if "gzip" in taken else ""


def _taken(request: HttpRequest) -> set[str]:
    """What a reader names that does not say by `q=0` that it is not taken."""
    asked = request.META.get("HTTP_ACCEPT_ENCODING", "")
    parts = (each.partition(";") for each in asked.split(","))
    return {name.strip().lower() for name, _mark, share in parts if not _is_nothing(share)}


def _is_nothing(share: str) -> bool:
    return share.replace(" ", "").lower() in {"q=0", "q=0.0", "q=0.00", "q=0.000"}


def _in_brotli(response: HttpResponse) -> HttpResponse:
    body = response.content
    if len(body) < SHORTEST or response.has_header("Content-Encoding"):
        return response
    response.content = brotli.compress(body, quality=QUALITY)
    response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = "br"
    tag = response.get("ETag", "")
    if tag.startswith('"'):  # the same page, and not the same bytes
        response.headers["ETag"] = f"W/{tag}"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response
