"""Answers that no cache keeps and no other page hears of: those whose address lets somebody in,
and those of the way in, where passwords and codes stand."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from sanvat.records import secrets
from sanvat.site.middleware import GetResponse

WAY_IN = ("account_", "mfa_", "socialaccount_", "usersessions_")

# The origin alone, to whatever page is opened from there: a form still shows where it came from,
# which the check of forms asks for, and the address stays where it is.
ORIGIN_ALONE = "strict-origin"


class Discreet:
    """For an address with a secret in its path or its query: no cache keeps the answer, and no
    referrer tells the address. Of the way in no cache keeps anything."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if lets_in := _lets_in(request):
            response["Referrer-Policy"] = ORIGIN_ALONE
        if lets_in or _is_way_in(request):
            add_never_cache_headers(response)
        return response


def _is_way_in(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name.startswith(WAY_IN)


def _lets_in(request: HttpRequest) -> bool:
    match = request.resolver_match
    parts = match.kwargs if match else ()
    return any(secrets.kind_of(name) in secrets.IN_PATHS for name in parts) or any(
        secrets.kind_of(name) in secrets.LETS_IN for name in request.GET
    )
