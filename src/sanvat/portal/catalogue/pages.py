"""What the pages of the catalogue have in common."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from sanvat.ui.same import same_for_all

LARGEST_ID = 2**63 - 1

View = Callable[..., HttpResponseBase]


def public_page(view: View) -> View:
    """For a page whose content its ETag tells: GET and HEAD, and 304 to a reader who
    has the same already. Browsers ask each time."""

    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_cache=True)
        same_for_all(request, response)
        return response

    return require_safe(conditional_page(answered))


def tabs() -> list[tuple[str, str]]:
    """The parts of the catalogue; the list and the map take the reader's choices with them."""
    return [
        (_("Danh sách"), reverse("portal:catalogue")),
        (_("Bản đồ"), reverse("portal:catalogue_map")),
        (_("Hội chợ"), reverse("portal:catalogue_fairs")),
        (_("In danh mục"), reverse("portal:catalogue_print")),
    ]


def page(request: HttpRequest, name: str, context: dict[str, object]) -> HttpResponse:
    return render(request, f"portal/catalogue/{name}.html", context)
