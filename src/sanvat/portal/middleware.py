"""Counts the public pages that are read, as they are answered.

Here and not by a picture in the page: a page is asked for each time it is read, since all say
`no-cache`, also by a reader who has it and gets 304; and a reader without JavaScript or pictures
counts as any other. The answer is not touched, so its ETag stays what it was.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv6Address

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sanvat.visits.counting import COUNTER
from sanvat.visits.robots import is_robot

READ = (200, 304)
LONGEST_AGENT = 500
"""Signs of the name of a browser that are looked at."""


class Visited:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in READ and is_read(request, response):
            COUNTER.count(
                _who(request),
                site=getattr(request, "site_slug", ""),
                section=section_of(request),
                at=timezone.now(),
            )
        return response


def is_read(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a person reads a public page: not a programme, nor a browser that fetches ahead, a
    part of a page, a file, or a page that stands within another site's."""
    match = request.resolver_match
    if request.method != "GET" or match is None or match.namespace != "portal":
        return False
    headers = request.headers
    return (
        request.path.endswith("/")
        and (
            response.status_code == 304 or response.get("Content-Type", "").startswith("text/html")
        )
        and headers.get("Sec-Fetch-Dest", "document") == "document"
        and "HX-Request" not in headers
        and "prefetch" not in headers.get("Sec-Purpose", headers.get("Purpose", ""))
        and not is_robot(headers.get("User-Agent", "")[:LONGEST_AGENT])
    )


def section_of(request: HttpRequest) -> str:
    """The first part of the address, and of news their section: “tin/chuyen-san-pham”."""
    match = request.resolver_match
    assert match is not None
    part = match.route.partition("/")[0]
    section = match.kwargs.get("section", "")
    return f"{part}/{section}" if section else part


def _who(request: HttpRequest) -> str:
    """What tells readers of a day apart; of a home's IPv6 network the part that is its own."""
    address = request.META.get("REMOTE_ADDR", "")
    if ":" in address:
        address = _network(address)
    return f"{address}\n{request.headers.get('User-Agent', '')[:LONGEST_AGENT]}"


def _network(address: str) -> str:
    try:
        return str(int(IPv6Address(address)) >> 64)
    except ValueError:
        return address
