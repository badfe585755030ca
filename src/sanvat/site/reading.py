"""Pages of strangers are read from the replica, where there is one and it is not far behind.

Who is signed in, holds a key or has just sent something reads from the primary; so does everybody
under the addresses of the desk. What a replica could not answer, or has not got yet, is asked of
the primary before anybody is told: no page fails over a replica.
"""

from __future__ import annotations

import structlog
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from sanvat.operation import counting, replication
from sanvat.records import replica
from sanvat.site.middleware import GetResponse

READ = ("GET", "HEAD")
CHANGES_NOTHING = (*READ, "OPTIONS")
PRIMARY_ALONE = ("/ban-lam-viec/", "/quan-tri/", "/tai-khoan/")
"""Addresses of people who sign in, or are about to."""
WROTE = "sanvat_wrote"
"""The cookie of a browser that has just sent something."""
LOOKS = 3
"""Seconds that the state of a replica may be old by, on top of its lag."""
READ_ONLY = "25006"
"""SQLSTATE of what is written where nothing can be."""

log = structlog.get_logger("sanvat.replica")


class Reading:
    def __init__(self, get_response: GetResponse) -> None:
        if not replica.is_named():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_of_stranger(request):
            response = self.get_response(request)
            if request.method not in CHANGES_NOTHING:
                _note_writing(response)
            return response
        if not replication.watch().is_fit():
            counting.read_from("primary")
            return self.get_response(request)
        with replica.reading() as asked:
            response = self.get_response(request)
        if asked.failed is None and response.status_code != 404:
            counting.read_from("replica")
            return response
        return self._again(request, asked.failed)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Nothing is said of a fault that is only the replica's."""
        if replica.is_reading() and replica.failed() is not None:
            return HttpResponse(status=503)  # which nobody gets: it is asked again
        return None

    def _again(self, request: HttpRequest, fault: Exception | None) -> HttpResponse:
        """The same of the primary."""
        counting.read_from("again")
        wrote = False
        if fault is not None:
            state = getattr(fault, "sqlstate", None)
            wrote = state == READ_ONLY
            if not state or state[:2] in ("08", "57"):
                replication.watch().distrust()
            log.warning("a page is read again from the primary", sqlstate=state)
        response = self.get_response(request)
        if wrote:
            _note_writing(response)
        return response


def is_of_stranger(request: HttpRequest) -> bool:
    """Whether a request only reads, and whoever sends it is nobody we know."""
    return (
        request.method in READ
        and not request.COOKIES.keys() & {settings.SESSION_COOKIE_NAME, WROTE}
        and "HTTP_AUTHORIZATION" not in request.META
        and not request.path_info.startswith(PRIMARY_ALONE)
    )


def _note_writing(response: HttpResponse) -> None:
    """Have this browser read from the primary until every replica that is read has what it sent."""
    response.set_cookie(
        WROTE,
        "1",
        max_age=settings.REPLICA["lag"] + LOOKS,
        secure=settings.PRODUCTION,
        httponly=True,
        samesite="Lax",
    )
