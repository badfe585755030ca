"""How long every request takes, what it asks of the database, and what goes wrong in it."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sanvat.operation import counting, notes, queries
from sanvat.site import health, metrics

GetResponse = Callable[[HttpRequest], HttpResponse]

PACKAGE = Path(__file__).parents[1]
NOT_NOTED = {401, 422}  # a key that is wrong, a form that came back: said on the page itself


class Measured:
    """Counts and times every request, and answers /metrics to whom the operator named.

    What breaks is noted with the id of its request, so that the number on the page somebody was
    shown leads to it. Neither the address nor anything typed is noted, only which page it was.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        got_request_exception.connect(_remember_fault)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        with queries.tallied(lambda: page_of(request)) as tally:
            if request.path == metrics.PATH and metrics.is_for(request):
                response = metrics.page(request)
            else:
                response = self.get_response(request)
        status = response.status_code
        counting.request(tally, status=status, seconds=time.perf_counter() - started)
        if pool := getattr(connection, "pool", None):
            counting.pool(pool.get_stats())
        if status >= 400 and status not in NOT_NOTED:
            _note(request, status)
        return response


def page_of(request: HttpRequest) -> str:
    """The name of the page, never its address: there are only so many."""
    if request.path in OWN_NAMES:
        return OWN_NAMES[request.path]
    match = request.resolver_match
    if match is not None and match.route.startswith(EDITOR):
        return "editor"
    if match is not None:
        return match.view_name or "unnamed"
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"


EDITOR = "quan-tri/"
"""Under it Wagtail has hundreds of pages, which are counted as one."""
OWN_NAMES = {path: path.strip("/") for path in (*health.PAGES, metrics.PATH)}


def _note(request: HttpRequest, status: int) -> None:
    about: dict[str, Any] = {
        "at": timezone.now().isoformat(),
        "request_id": getattr(request, "request_id", ""),
        "status": status,
        "method": request.method if request.method in KNOWN_METHODS else "",
        "page": page_of(request),
    }
    if request.path in health.PAGES:
        return  # asked every few seconds; what is wrong shows on the pages that people ask for
    if status >= 500:
        notes.note(notes.Kind.FAULT, **about, **getattr(request, "fault", {}))
    else:
        notes.note(notes.Kind.REFUSAL, **about)


KNOWN_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def _remember_fault(request: HttpRequest | None = None, **_told: object) -> None:
    """What broke and where. Its words are left to the log: they may hold what somebody typed."""
    kind, _error, trace = sys.exc_info()
    if request is None or kind is None:
        return
    request.fault = {"error": kind.__name__, "where": _where(trace)}  # type: ignore[attr-defined]


def _where(trace: Any) -> str:
    """The last place in code of ours: `desk/letters/views.py:31`."""
    for frame in reversed(traceback.extract_tb(trace)):
        path = Path(frame.filename)
        if path.is_relative_to(PACKAGE):
            return f"{path.relative_to(PACKAGE)}:{frame.lineno}"
    return ""
