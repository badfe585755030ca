"""What every request to the API passes through: who may ask, how, how much, and what is sent."""

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

from sanvat.api.problems import Problem, method_refused

View = Callable[..., HttpResponse]

LARGEST_BODY = 2 * 1024 * 1024
KEPT_FOR = 3600  # seconds; the rulebooks change only with a release


# Coming in


def open_to_all(view: View) -> View:
    """Public data: a page of any site may read it, and a HEAD or OPTIONS is answered too.

    It speaks Vietnamese, or the language of the address; a cookie changes nothing.
    """

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with override("en" if request.GET.get("language") == "en" else "vi"):
            response = _answer(view, request, *args, **kwargs)
            response.setdefault("Content-Language", get_language())
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag"
        return response

    return entered


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    asked = str(request.method)
    request.method = "GET" if asked == "HEAD" else asked
    response = view(request, *args, **kwargs)
    request.method = asked
    if response.status_code == 405:
        response = _other_method(asked, response["Allow"])
    if asked == "HEAD":
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _other_method(asked: str, allowed: str) -> HttpResponse:
    allowed = "GET, HEAD, OPTIONS" if allowed == "GET" else f"{allowed}, OPTIONS"
    if asked != "OPTIONS":
        return method_refused(asked, allowed)
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = allowed
    response["Access-Control-Allow-Headers"] = "Content-Type"
    response["Access-Control-Max-Age"] = "86400"
    return response


def json_body(request: HttpRequest) -> bytes:
    """What was sent, unread so far. Raises Problem where it is too long or no JSON by its name.

    A length that is given is believed only to refuse early; what is read is counted.
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


# Going out


@dataclass(frozen=True)
class Prepared:
    """A body and the mark by which a reader asks whether it is still the same."""

    body: bytes
    etag: str


def prepared(values: Any) -> Prepared:
    body = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return Prepared(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def sent(request: HttpRequest, content: Prepared, language: str) -> HttpResponse:
    """The body, or 304 to a reader who has it already."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    response: HttpResponse
    if "*" in known or content.etag in {mark.removeprefix("W/") for mark in known}:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(content.body, "application/json")
    response["ETag"] = content.etag
    response["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    response["Content-Language"] = language
    return response


def answered(values: Any) -> HttpResponse:
    """An answer to what was sent: nobody else's, so nothing on the way should keep it."""
    response = HttpResponse(json.dumps(values, ensure_ascii=False), "application/json")
    response["Cache-Control"] = "no-store"
    return response
