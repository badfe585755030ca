"""Products on other sites: a page without scripts that any site may frame, and its code."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.clickjacking import xframe_options_exempt

from sanvat.certificates import public
from sanvat.places.maps import map_on
from sanvat.portal.catalogue.cards import cards
from sanvat.portal.catalogue.choices import ORDERS, Choices
from sanvat.portal.catalogue.pages import page, public_page
from sanvat.portal.catalogue.views import choosing
from sanvat.products.public import for_cards

SHOWN = (3, 6, 12)
"""How many products the framed page may show."""
HEIGHT_OF_ONE, HEIGHT_AROUND = 116, 96
"""In pixels, of one product in the frame, and of its head and foot."""


@public_page
def snippet(request: HttpRequest) -> HttpResponse:
    """A small form: what the frame shows; and the code that puts it into another page."""
    provinces = map_on(None).provinces
    chosen, shown = Choices.of(request.GET, provinces), _shown(request)
    framed = chosen.address(reverse("portal:catalogue_frame"), so=shown if shown != SHOWN[1] else 0)
    height = shown * HEIGHT_OF_ONE + HEIGHT_AROUND
    source = escape(f"{settings.SITE_ADDRESS}{framed}")
    code = (
        f'<iframe src="{source}" title="OCOP" width="100%" height="{height}" loading="lazy">'
        "</iframe>"
    )
    here = reverse("portal:catalogue_embed")
    context = choosing(chosen, provinces, here, timezone.localdate()) | {
        "code": code,
        "height": height,
        "framed": framed,
        "numbers": [(n, n == shown) for n in SHOWN],
    }
    return page(request, "embed", context)


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"], "script-src": ["'none'"], "form-action": ["'none'"]})
@public_page
def frame(request: HttpRequest) -> HttpResponse:
    """The first products of a choice, to be framed by any site; links open a page of their own."""
    today = timezone.localdate()
    chosen = Choices.of(request.GET, map_on(None).provinces)
    rows = for_cards(chosen.rows(today))
    found = public.stretch(rows, public.ORDERS[ORDERS[chosen.order]], _shown(request))
    context: dict[str, object] = {
        "cards": cards(found.products, today),
        "more": chosen.address(reverse("portal:catalogue")),
        "said": [words for _name, words in chosen.said()],
    }
    return page(request, "frame", context)


def _shown(request: HttpRequest) -> int:
    asked = request.GET.get("so", "")
    return int(asked) if asked in map(str, SHOWN) else SHOWN[1]
