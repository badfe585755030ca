"""The calendar for programmes: everything, one province, one event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from sanvat.events.calendar import feed
from sanvat.events.models import Event, EventQuerySet
from sanvat.events.published import of_province, published
from sanvat.places.models import Place

MAX_AGE = 900
"""Seconds for which whoever asked need not ask again."""
BACK = timedelta(days=366)
"""What lies further back stands on the pages and no more in a feed."""
MOST_IN_A_FEED = 2_000
LARGEST_ID = 2**63 - 1


@require_safe
@conditional_page
def all_events(request: HttpRequest) -> HttpResponse:
    return _answer(_first(_recent(published())), name=_("Lịch OCOP"), file="ocop.ics")


@require_safe
@conditional_page
def of_a_province(request: HttpRequest, province: str) -> HttpResponse:
    """By its code of today."""
    place = Place.objects.today().provinces().filter(code=province.replace("\0", "")).first()
    if place is None:
        raise Http404
    name = _("Lịch OCOP, %(place)s") % {"place": place.full_name}
    rows = of_province(_recent(published()), place)
    return _answer(_first(rows), name=name, file=f"ocop-{place.code}.ics")


@require_safe
@conditional_page
def of_one(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(published(), pk=min(pk, LARGEST_ID))
    return _answer([event], name=event.title, file=f"ocop-{event.pk}.ics")


def _recent(rows: EventQuerySet) -> EventQuerySet:
    return rows.filter(ends_on__gte=timezone.localdate() - BACK)


def _first(rows: EventQuerySet) -> EventQuerySet:
    return rows.order_by("starts_on", "pk")[:MOST_IN_A_FEED]


def _answer(events: Iterable[Event], *, name: str, file: str) -> HttpResponse:
    response = HttpResponse(feed(events, name=name), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(False, file) or "inline"
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return response
