"""One product, for strangers: what it is, its star and where that comes from, who makes it, where
to buy it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from sanvat.certificates import public
from sanvat.certificates.clock import Clock, clock_of
from sanvat.certificates.models import Recognition
from sanvat.inquiries.access import may_be_asked
from sanvat.portal.catalogue.cards import Card, address_of, cards, old_place_of, slug_of
from sanvat.portal.catalogue.pages import LARGEST_ID, page, public_page
from sanvat.portal.catalogue.structured import structured
from sanvat.portal.catalogue.words import group_names, set_name
from sanvat.products.models import Product, ProductPicture, SalesPlace
from sanvat.products.public import contact_of, for_cards, name_of, pictures_of
from sanvat.records import files
from sanvat.records.small import small
from sanvat.text.days import day

OTHERS = 6
"""Other products of the producer, and of the commune, that the page names."""
SIZES = {"nho": 320, "vua": 960}
"""The longer side in pixels: for a list, for a page."""
SHARED_SIDE = 1200
"""… and for where a link is shared."""
LONGEST_SUMMARY = 160
"""Letters that are shown of a story where a link to the page is shared."""
PICTURE_KEPT = 24 * 3600
"""Seconds for which a reader need not ask for a picture again."""


@require_safe
def short(request: HttpRequest, pk: int) -> HttpResponse:
    """The address on labels: it stays when the product is called otherwise."""
    return redirect(address_of(recognised_product(pk)), permanent=True)


@public_page
def product(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    found = recognised_product(pk)
    if name != slug_of(found):
        return redirect(address_of(found), permanent=True)
    today = timezone.localdate()
    told = [Told(each, clock_of(each, today)) for each in public.recognitions_by(found, today)]
    if not told:
        raise Http404
    pictures = pictures_of(list(found.pictures.all()))
    contact = contact_of(found.producer)
    address = f"{settings.SITE_ADDRESS}{address_of(found)}"
    latest = told[0]
    of_producer, of_commune = _others(found, today)
    context: dict[str, object] = {
        "product": found,
        "slug": name,
        "follow_topic": f"san-pham:{found.pk}",
        "follow_feed": reverse("portal:follow_feed_of_product", args=[found.pk]),
        "summary": Truncator(found.story).chars(LONGEST_SUMMARY)
        or f"{found.name}, {found.current_place.full_name}",
        "latest": latest.recognition,
        "clock": latest.clock,
        "holds": latest.clock.is_in_force is not False,
        "earlier": told[1:],
        "pictures": pictures,
        "cover": pictures[0] if pictures else None,
        "producer": name_of(found.producer),
        "contact": contact,
        "old_place": old_place_of(found),
        "group": group_names().get(found.group, ""),
        "set_name": set_name(found),
        "places": _by_kind(found),
        "may_ask": may_be_asked(found),
        "of_producer": of_producer,
        "of_commune": of_commune,
        "address": address,
        "short": f"{settings.SITE_ADDRESS}{reverse('portal:catalogue_short', args=[found.pk])}",
        "share": _shared(pictures[0]) if pictures else "",
        "structured": structured(
            found,
            latest.recognition,
            holds=latest.clock.is_in_force is not False,
            address=address,
            producer=name_of(found.producer),
            pictures=[_shared(each) for each in pictures],
        ),
    }
    return page(request, "product", context)


@dataclass(frozen=True)
class Told:
    recognition: Recognition
    clock: Clock

    @property
    def line(self) -> str:
        """From when to when, and by which decision, as far as the register tells."""
        kept = self.recognition
        begin = day(kept.issued_on) or str(kept.year or "")
        days = " – ".join(filter(None, (begin, day(kept.expires_on))))
        return ", ".join(filter(None, (days, kept.decision)))


def recognised_product(pk: int) -> Product:
    """One that was recognised by today; any other is not there."""
    rows = public.ever_by(timezone.localdate()).select_related(
        *("producer__organisation", "producer__place", "current_place")
    )
    return get_object_or_404(
        rows.prefetch_related("variants", "pictures__file", "sales_places__place"),
        pk=min(pk, LARGEST_ID),
    )


def _by_kind(product: Product) -> list[tuple[str, list[SalesPlace]]]:
    """Where it is sold, those of one kind together in the order of the kinds."""
    places = list(product.sales_places.all())
    return [
        (str(kind.label), of_kind)
        for kind in SalesPlace.Kind
        if (of_kind := [each for each in places if each.kind == kind])
    ]


def _others(product: Product, today: date) -> tuple[list[Card], list[Card]]:
    """Of its producer, and of others of its commune: their keys first, then all at once."""
    rows = public.in_force_on(today).exclude(pk=product.pk).order_by("sort_key", "pk")
    place = product.current_place_id
    keys = [
        list(each.values_list("pk", flat=True)[:OTHERS])
        for each in (
            rows.filter(producer=product.producer_id),
            rows.filter(current_place=place).exclude(producer=product.producer_id),
        )
    ]
    found = list(for_cards(Product.objects.filter(pk__in=[*keys[0], *keys[1]])))
    shown = dict(zip((each.pk for each in found), cards(found, today), strict=True))
    of_producer, of_commune = ([shown[key] for key in some if key in shown] for some in keys)
    return of_producer, of_commune


# Pictures


def _shared(picture: ProductPicture) -> str:
    path = reverse("portal:catalogue_picture_to_share", args=[picture.pk])
    return f"{settings.SITE_ADDRESS}{path}"


@require_safe
def picture(request: HttpRequest, pk: int, size: str) -> HttpResponseBase:
    """A picture of a product that strangers may see, as WebP; 404 for any other."""
    if size not in SIZES:
        raise Http404
    return _picture(request, pk, SIZES[size], as_jpeg=False)


@require_safe
def picture_to_share(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same for where a link is shared: as JPEG, which every programme shows."""
    return _picture(request, pk, SHARED_SIDE, as_jpeg=True)


def _picture(request: HttpRequest, pk: int, side: int, *, as_jpeg: bool) -> HttpResponseBase:
    seen = public.ever_by(timezone.localdate()).order_by().values("pk")
    rows = ProductPicture.objects.filter(product__in=seen).select_related("file")
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    if not files.may_be_published(found.file):
        raise Http404
    kind = files.JPEG if as_jpeg else files.WEBP
    tag = f'"{found.file.sha256[:32]}-{side}"'
    response = get_conditional_response(request, etag=tag)
    if response is None:
        content = small(found.file, side, as_jpeg=as_jpeg)
        response = HttpResponse(content, content_type=kind)
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"public, max-age={PICTURE_KEPT}"
    return response
