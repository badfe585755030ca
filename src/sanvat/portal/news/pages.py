"""What the pages of the news have in common: whose site it is, and that they are sent once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from sanvat.news import published
from sanvat.news.models import UnitHome
from sanvat.news.moving import address_now
from sanvat.ui.same import same_for_all

View = Callable[..., HttpResponseBase]
LONGEST_SLUG = 255


def news_page(view: View) -> View:
    """A page that is the same for everybody, whoever is signed in. Who has it is not sent it again:
    its ETag is the hash of what it says. Who asks for a page of the news where it stood before is
    sent on."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            address = _address_now(request, **kwargs)
            if address is None:
                raise
            response = HttpResponsePermanentRedirect(address)
        patch_cache_control(response, no_cache=True)
        same_for_all(request, response)
        return response

    return require_safe(conditional_page(answer))


def _address_now(
    request: HttpRequest, unit: str = "", section: str = "", slug: str = "", **_more: Any
) -> str | None:
    match = request.resolver_match
    if match is None or not match.route.startswith(("tin/<", "don-vi/<")):
        return None
    home = unit or site_asked(request).slug
    address = address_now(*(plain_part(part) for part in (home, section, slug)))
    if address is None:
        return None
    parts = (f"/don-vi/{unit}" if unit else "/tin", section, slug)
    asked = "".join(f"{part}/" for part in parts if part)
    query = request.META.get("QUERY_STRING", "")
    return address + request.path.removeprefix(asked) + (f"?{query}" if query else "")


def site_asked(request: HttpRequest, unit: str = "") -> UnitHome:
    """The site whose pages are asked for: by its part of the address, by its own host, else the
    main one. It is noted for who counts visits."""
    found = _site(request, unit)
    if not found.is_main:
        request.site_slug = found.slug  # type: ignore[attr-defined]
    return found


def _site(request: HttpRequest, unit: str) -> UnitHome:
    if unit:
        found = published.home(plain_part(unit))
        if found is None or found.is_main:
            raise Http404
        return found
    host = request.get_host().partition(":")[0]
    if host != main_host() and host not in ("localhost", "127.0.0.1", "[::1]", "testserver"):
        own = published.home_at(host)
        if own is not None:
            return own
    main = published.home()
    if main is None:
        raise Http404
    return main


def main_host() -> str:
    return urlsplit(settings.SITE_ADDRESS).hostname or ""


def plain_part(text: str) -> str:
    """A part of an address as a query may hold it."""
    return text.replace("\0", "")[:LONGEST_SLUG]
