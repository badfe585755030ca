"""HTTP around the operations: methods, other sites, how often, bodies with their limit, ETags."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone
from django.utils.http import http_date, parse_etags, parse_http_date_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from sanvat.api import counting, versions
from sanvat.api.counting import Budget
from sanvat.api.errors import Problem, method_refused
from sanvat.api.examples import Beside
from sanvat.api.keys import key_of

View = Callable[..., HttpResponse]

LARGEST_BODY = 2 * 1024 * 1024  # bytes
KEPT = 60
"""Seconds for which nobody need ask again: what is published may be withdrawn at any time."""
KEPT_OF_A_RELEASE = 3600
"""… for what changes with a release alone."""
FORM_WITH_FILES = "multipart/form-data"
UNREADABLE_FORMS = (
    MultiPartParserError,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
"""What Django raises of a form that cannot be read, or has too much."""
MAY_BE_SENT = "Content-Type, If-None-Match"
MAY_BE_READ = (
    "ETag, Last-Modified, RateLimit, RateLimit-Policy, Retry-After, Deprecation, Sunset, Link"
)


# Requests


def answering(view: View, *, name: str = "", for_everybody: bool = True) -> View:
    """All that every address of the API does the same way, around what it answers itself.

    It gets HEAD and OPTIONS besides; sentences are in Vietnamese, or in the language of the
    address, and a cookie changes nothing; what is asked too often, cannot be read, or has been
    given up is refused before the view is asked. Pages of other sites may call what is
    `for_everybody`, always without cookies; what wants a key is for programmes alone.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with override("en" if request.GET.get("language") == "en" else "vi"):
            response = _call(_guarded(view, name), request, *args, **kwargs)
            response.setdefault("Content-Language", get_language())
        if for_everybody:
            response["Access-Control-Allow-Origin"] = "*"
            if request.method == "OPTIONS" and response.status_code == 204:
                response["Access-Control-Allow-Methods"] = response["Allow"]
                response["Access-Control-Allow-Headers"] = MAY_BE_SENT
                response["Access-Control-Max-Age"] = "86400"
            else:
                response["Access-Control-Expose-Headers"] = MAY_BE_READ
        return response

    return answer


def _guarded(view: View, name: str) -> View:
    """The view behind the refusals that are the same everywhere."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return view(request, *args, **kwargs)
        going = versions.GIVEN_UP.get(name)
        budget = _budget(request)
        try:
            if budget is not None and budget.is_used_up:
                raise budget.refusal()
            if going is not None and going.is_over(timezone.now()):
                raise going.refusal()
            _refuse_odd(request.META.get("QUERY_STRING", ""))
            response = view(request, *args, **kwargs)
        except Problem as problem:
            response = problem.as_response()
        for told in (budget, going):
            if told is not None:
                for header, value in told.headers().items():
                    response[header] = value
        return response

    return guarded


def _budget(request: HttpRequest) -> Budget | None:
    """Of the key that comes with the request, where it is a good one, else of its address."""
    key = key_of(request)
    if key is not None:
        return counting.of_key(key.pk)
    return counting.of_address(request.META.get("REMOTE_ADDR", ""))


def _refuse_odd(query: str) -> None:
    """Refuses a query that is no UTF-8 or holds the character 0, which no text has."""
    if query.isascii() and "%" not in query and "\0" not in query:
        return
    try:
        said = unquote_to_bytes(query.encode("latin-1")).decode()
    except UnicodeError:
        said = "\0"
    if "\0" in said:
        raise Problem(
            422,
            _(
                "Tham số của địa chỉ có byte không phải chữ. Hãy ghi bằng UTF-8 và mã hóa "
                "phần trăm (percent-encoding)."
            ),
            "encoding",
        )


def _call(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    method = str(request.method)
    request.method = "GET" if method == "HEAD" else method
    response = view(request, *args, **kwargs)
    request.method = method
    if response.status_code == 405:
        response = _other_method(method, response)
    if method == "HEAD":
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _other_method(method: str, refused: HttpResponse) -> HttpResponse:
    """The answer to OPTIONS, and to a method the address does not have."""
    methods = sorted({each.strip() for each in refused["Allow"].split(",")})
    allowed = ", ".join([*methods, "OPTIONS"]).replace("GET", "GET, HEAD")
    if method != "OPTIONS":
        response = method_refused(method, allowed)
    else:
        response = HttpResponse(status=204)
        response["Allow"] = allowed
    for header in ("RateLimit", "RateLimit-Policy"):
        if header in refused:
            response[header] = refused[header]
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


def json_and_files(request: HttpRequest, beside: Beside) -> tuple[bytes, list[UploadedFile[Any]]]:
    """The bytes of the JSON, and the files that came beside it: the JSON is the whole body, or the
    one part of a form that is called so. Raises Problem for other parts, and where the form cannot
    be read or has too many of them."""
    if request.content_type != FORM_WITH_FILES:
        return json_body(request), []
    try:
        texts, brought = request.POST, request.FILES
    except UNREADABLE_FORMS:
        raise Problem(
            422,
            _("Biểu mẫu gửi lên không đọc được, hoặc có quá nhiều phần. Hãy gửi lại cho đúng."),
            "form",
        ) from None
    is_as_told = set(texts) == {beside.body} and set(brought) <= {beside.files}
    if not is_as_told or len(texts.getlist(beside.body)) != 1:
        raise Problem(
            422,
            _("Biểu mẫu cần đúng một phần «%(field)s» là JSON, và các tệp mang tên «%(files)s».")
            % {"field": beside.body, "files": beside.files},
            "form",
        )
    return texts[beside.body].encode(), brought.getlist(beside.files)


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


def cached_response(
    request: HttpRequest,
    content: Content,
    language: str,
    *,
    kept: int = KEPT,
    changed_at: datetime | None = None,
) -> HttpResponse:
    """The body, to be kept for so many seconds, or 304 to a reader who has it already.

    `changed_at`: when anything of the answer last changed, where that is known for certain.
    """
    response = _unless_known(request, content, changed_at)
    response["Cache-Control"] = f"public, max-age={kept}"
    response["Content-Language"] = language
    if changed_at is not None:
        response["Last-Modified"] = http_date(changed_at.timestamp())
    return response


def released_response(request: HttpRequest, content: Content, language: str) -> HttpResponse:
    """The same for what changes with a release alone."""
    return cached_response(request, content, language, kept=KEPT_OF_A_RELEASE)


def keyed_response(request: HttpRequest, values: Any) -> HttpResponse:
    """For the bearer of this key alone: nothing on the way should keep it. Who has kept it for
    themselves is told that it is still the same."""
    response = _unless_known(request, as_content(values), None)
    response["Cache-Control"] = "no-store"
    return response


def _unless_known(
    request: HttpRequest, content: Content, changed_at: datetime | None
) -> HttpResponse:
    is_known = _is_known(request, content.etag, changed_at)
    response: HttpResponse = (
        HttpResponseNotModified() if is_known else HttpResponse(content.body, "application/json")
    )
    response["ETag"] = content.etag
    return response


def _is_known(request: HttpRequest, etag: str, changed_at: datetime | None) -> bool:
    """An ETag says more than a time, so a time is asked only where none was sent (RFC 9110)."""
    if marks := request.headers.get("If-None-Match"):
        known = parse_etags(marks)
        return "*" in known or etag in {mark.removeprefix("W/") for mark in known}
    if changed_at is None:
        return False
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and int(changed_at.timestamp()) <= since


def private_response(values: Any) -> HttpResponse:
    """What was computed for this reader: nothing on the way should keep it."""
    response = HttpResponse(json.dumps(values, ensure_ascii=False), "application/json")
    response["Cache-Control"] = "no-store"
    return response
