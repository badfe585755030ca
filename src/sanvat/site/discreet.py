"""Answers that no cache keeps and no other page hears of: those whose address lets somebody in."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from sanvat.records import secrets
from sanvat.site.middleware import GetResponse

# The origin alone, to whatever page is opened from there: a form still shows where it came from,
# which the check of forms asks for, and the address stays where it is.
ORIGIN_ALONE = "strict-origin"


class Discreet:
    """For an address with a secret in its path or its query: no cache keeps the answer, and no
    referrer tells the address."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _lets_in(request):
            response["Referrer-Policy"] = ORIGIN_ALONE
            add_never_cache_headers(response)
        return response


def _lets_in(request: HttpRequest) -> bool:
    match = request.resolver_match
    parts = match.kwargs if match else ()
    return any(secrets.kind_of(name) in secrets.IN_PATHS for name in parts) or any(
        secrets.kind_of(name) in secrets.LETS_IN for name in request.GET
    )
