import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from structlog.contextvars import bind_contextvars, clear_contextvars

from sanvat.site import health, masking

GetResponse = Callable[[HttpRequest], HttpResponse]

# What a proxy may name a request: nothing that could break a log line or a header.
SANE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")

log = structlog.get_logger("sanvat.access")


class RequestLog:
    """Gives every request an id, which all its log lines carry, and writes one line about it.

    The address of the reader and the query are left out: a search is the reader's own affair.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request_id = _request_id(request)
        request.request_id = request_id  # type: ignore[attr-defined]
        clear_contextvars()
        bind_contextvars(request_id=request_id)
        masking.remember(request)
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        log.info(
            "request",
            method=request.method,
            path=masking.path_without_secrets(request.path, request.resolver_match),
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000, 1),
        )
        return response


def _request_id(request: HttpRequest) -> str:
    given = request.headers.get("X-Request-ID", "")
    return given if SANE_ID.fullmatch(given) else uuid.uuid4().hex


def incident_number(request: HttpRequest) -> str:
    """The short form of the request id, which a person can read out on the telephone."""
    request_id: str = request.request_id  # type: ignore[attr-defined]
    return request_id[:8].upper()


class Health:
    """Answers those who watch, who ask by bare address: before hosts and TLS are looked at."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = health.PAGES.get(request.path)
        return answer(request) if answer else self.get_response(request)


class Language:
    """Vietnamese, unless the reader chose otherwise with the switch.

    Django's own middleware also follows the browser, and half the browsers of Vietnam say
    English because nobody ever set them.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.setdefault("Content-Language", language)
        if not _is_for_everyone(response):
            patch_vary_headers(response, ["Cookie"])
        return response


def language_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    known = chosen is not None and chosen in dict(settings.LANGUAGES)
    return chosen if known and chosen else settings.LANGUAGE_CODE


def _is_for_everyone(response: HttpResponse) -> bool:
    """Data say the same to everyone, in whatever language they read pages."""
    is_for_any_site = response.get("Access-Control-Allow-Origin") == "*"
    return is_for_any_site or response.get("Content-Type", "").startswith("application/json")
