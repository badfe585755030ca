"""The events that anybody may read: those their hosts put into the public calendar."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from sanvat.events.models import Event, EventQuerySet
from sanvat.places.models import Place, today_of, within


def published() -> EventQuerySet:
    """With all that a list says of them, the called off ones too."""
    rows: EventQuerySet = Event.objects.published().select_related("host", "place")
    return rows


def of_province(rows: EventQuerySet, province: Place) -> EventQuerySet:
    """Those in a province of today, also in what has become of it since: three queries more."""
    gone = Place.objects.filter(valid__upper_inf=False, pk__in=rows.values("place"))
    now = today_of(gone.order_by())
    inside = [
        pk
        for pk, places in now.items()
        if places and all(each.lineage.startswith(province.lineage) for each in places)
    ]
    return rows.filter(within(province, "place") | Q(place__in=inside))


def of_month(rows: EventQuerySet, first: date) -> EventQuerySet:
    """Those that take place on a day of the month that begins so."""
    following = (first + timedelta(days=32)).replace(day=1)
    return rows.filter(starts_on__lt=following, ends_on__gte=first)
