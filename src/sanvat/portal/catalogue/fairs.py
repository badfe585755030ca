"""Fairs of the public calendar, where products are shown and sold."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from sanvat.events.models import Event
from sanvat.events.published import published
from sanvat.portal.catalogue.pages import page, public_page, tabs

MOST_TO_COME = 50
MOST_PAST = 12


@public_page
def fairs(request: HttpRequest) -> HttpResponse:
    """Those to come, the nearest first, and the last ones; each leads to its page of `/lich/`."""
    today = timezone.localdate()
    rows = published().filter(kind=Event.Kind.FAIR)
    context: dict[str, object] = {
        "tabs": tabs(),
        "current": reverse("portal:catalogue_fairs"),
        "to_come": rows.upcoming(today).order_by("starts_on", "pk")[:MOST_TO_COME],
        "past": rows.past(today).order_by("-starts_on", "-pk")[:MOST_PAST],
    }
    return page(request, "fairs", context)
