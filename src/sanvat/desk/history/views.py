"""What became of a thing: the page of its journal, which every subject of the desk has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from operator import or_

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sanvat.desk.links import link_to
from sanvat.desk.pages import paginate
from sanvat.records import journal
from sanvat.records.history import tell
from sanvat.records.models import Entry


def history_page(
    request: HttpRequest,
    thing: models.Model,
    *,
    name: str,
    also: Iterable[models.QuerySet[Entry]] = (),
    without: Collection[str] = (),
    called: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The newest first; `also` are entries about other things that belong to its life, `without`
    acts of which the reader is not told. `called`: as `tell` takes it."""
    entries = reduce(or_, also, journal.of(thing).exclude(act__in=without))
    page = paginate(entries.order_by("-number", "-pk"), request)
    return render(
        request,
        "desk/history/history.html",
        {
            "name": name,
            "back": link_to(thing._meta.label_lower, thing.pk),
            "page": page,
            "entries": [tell(entry, thing, called) for entry in page],
        },
    )
