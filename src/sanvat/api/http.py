"""HTTP around the operations: methods, other sites, bodies with their limit, ETags, caching."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from sanvat.api.errors import Problem, method_refused

View = Callable[..., HttpResponse]

LARGEST_BODY = 2 * 1024 * 1024  # bytes
MAX_AGE = 3600  # seconds; the rulebooks change only with a release


# Requests


def open_to_all(view: View) -> View:
    """For a view that pages of any site may call; it gets HEAD and OPTIONS besides.

    Sentences are in Vietnamese, or in the language of the address; a cookie changes nothing.
    """

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with override("en" if request.GET.get("language") == "en" else "vi"):
            response = _call(view, request, *args, **kwargs)
            response.setdefault("Content-Language", get_language())
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag"
        return response

    return opened


def _call(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    method = str(request.method)
    request.method = "GET" if method == "HEAD" else method
    response = view(request, *args, **kwargs)
    request.method = method
    if response.status_code == 405:
        response = _other_method(method, response["Allow"])
    if method == "HEAD":
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _other_method(method: str, allowed: str) -> HttpResponse:
    """The answer to OPTIONS, and to a method the address does not have."""
    allowed = "GET, HEAD, OPTIONS" if allowed == "GET" else f"{allowed}, OPTIONS"
    if method != "OPTIONS":
        return method_refused(method, allowed)
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = allowed
    response["Access-Control-Allow-Headers"] = "Content-Type"
    response["Access-Control-Max-Age"] = "86400"
    return response


def json_body(request: HttpRequest) -> bytes:
    """The bytes that were sent. Raises Problem if they are too many or not called JSON.

    A given length is believed only to refuse early; the bytes are counted as they are read.
    """
    length = str(request.META.get("CONTENT_LENGTH") or "")
    if length.isdecimal() and int(length[:20]) > LARGEST_BODY:
        raise _too_large()
    if request.content_type != "application/json":
        raise Problem(
            415,
            _(
                "Nội dung gửi lên phải là JSON và được gọi đúng tên: "
                "hãy đặt tiêu đề «Content-Type: application/json»."
            ),
            "content_type",
        )
    # Django reads as much as the given length says, and nothing of a body sent in chunks; a
    # server that marks the end of its input can be read without either.
    ended = request.META.get("wsgi.input_terminated")
    data: bytes = (request.META["wsgi.input"] if ended else request).read(LARGEST_BODY + 1)
    if len(data) > LARGEST_BODY:
        raise _too_large()
    return data


def _too_large() -> Problem:
    return Problem(
        413,
        _("Nội dung gửi lên dài quá 2 MB. Hãy chia các ca thành nhiều lần gửi."),
        "too_large",
    )


# Responses


@dataclass(frozen=True)
class Content:
    """A JSON body and its ETag, by which a reader asks whether it is still the same."""

    body: bytes
    etag: str


def as_content(values: Any) -> Content:
    body = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return Content(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def cached_response(request: HttpRequest, content: Content, language: str) -> HttpResponse:
    """The body, to be kept for `MAX_AGE`, or 304 to a reader who has it already."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    response: HttpResponse
    if "*" in known or content.etag in {mark.removeprefix("W/") for mark in known}:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(content.body, "application/json")
    response["ETag"] = content.etag
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["Content-Language"] = language
    return response


def private_response(values: Any) -> HttpResponse:
    """For this reader alone: nothing on the way should keep it."""
    response = HttpResponse(json.dumps(values, ensure_ascii=False), "application/json")
    response["Cache-Control"] = "no-store"
    return response
