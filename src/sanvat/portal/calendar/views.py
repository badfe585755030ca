"""`/lich/`: what takes place, month by month, and each event's own page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanvat.events import access, actions
from sanvat.events.keeping import days_kept
from sanvat.events.models import Event, Handout
from sanvat.events.published import of_month, of_province, published
from sanvat.places.maps import map_on
from sanvat.portal.calendar.forms import InterestForm
from sanvat.portal.catalogue.pages import public_page
from sanvat.portal.catalogue.where import LONGEST
from sanvat.portal.catalogue.where import where as where_meant
from sanvat.portal.public_forms import PublicForm, SentForm, few_in_a_minute
from sanvat.records import files
from sanvat.text.tidy import tidy

PER_PAGE = 25
LARGEST_ID = 2**63 - 1
MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """What comes, the nearest first; `?khi=qua` what was, `?thang=2026-11` one month, `?tinh=68`
    one province, `?noi=` any unit by its code or its name."""
    today = timezone.localdate()
    month = _month(request.GET.get("thang", ""))
    is_past = month is None and request.GET.get("khi") == "qua"
    provinces = map_on(None).provinces
    asked = request.GET.get("tinh", "")
    province = next((each for each in provinces if each.code == asked), None)
    meant = None if province else where_meant(tidy(request.GET.get("noi", "")[:LONGEST]))
    rows = published()
    if province is not None:
        rows = of_province(rows, province)
    elif meant is not None:
        rows = rows.filter(place__in=meant.inside)
    if month is not None:
        rows = of_month(rows, month).order_by("starts_on", "pk")
    elif is_past:
        rows = rows.past(today).order_by("-starts_on", "-pk")
    else:
        rows = rows.upcoming(today).order_by("starts_on", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    here = reverse("portal:calendar")
    where = f"&tinh={province.code}" if province else ""
    if meant is not None:
        where = f"&{urlencode({'noi': meant.text})}"
    shown = month or today.replace(day=1)
    context = {
        "page": page,
        "months": _by_month(page),
        "month": month,
        "before": f"{here}?thang={shown - timedelta(days=1):%Y-%m}{where}",
        "after": f"{here}?thang={shown + timedelta(days=32):%Y-%m}{where}",
        "provinces": provinces,
        "province": province,
        "meant": meant,
        "chosen_month": f"{month:%Y-%m}" if month else "",
        "when": "qua" if is_past else "",
        "tabs": [
            (_("Sắp tới"), f"{here}?{where.lstrip('&')}" if where else here),
            (_("Đã qua"), f"{here}?khi=qua{where}"),
            (_("Tháng này"), f"{here}?thang={today:%Y-%m}{where}"),
        ],
        "current": f"{here}?khi=qua{where}"
        if is_past
        else f"{here}?thang={month:%Y-%m}{where}"
        if month
        else f"{here}?{where.lstrip('&')}"
        if where
        else here,
        "feed": reverse("portal:calendar_feed_of_province", args=[province.code])
        if province
        else reverse("portal:calendar_feed"),
    }
    return render(request, "portal/calendar/index.html", context)


def _month(text: str) -> date | None:
    found = MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def _by_month(events: Iterable[Event]) -> list[tuple[date, list[Event]]]:
    return [
        (first, list(group))
        for first, group in groupby(events, key=lambda event: event.starts_on.replace(day=1))
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@few_in_a_minute("public_form")
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One event; where its host lets strangers say that they want to join, with that form."""
    found = get_object_or_404(published(), pk=min(pk, LARGEST_ID))
    is_open = access.takes_interest(found, timezone.localdate())
    form = None
    if is_open:
        form = InterestForm(request.POST or None)
        form.fields["place"].near = found.place  # type: ignore[attr-defined]
    if request.method == "POST" and form is None:
        return redirect("portal:calendar_event", found.pk)
    thanks = f"{reverse('portal:calendar_event', args=[found.pk])}?da-ghi=1"

    def note(_is_proven: bool) -> str:
        assert form is not None
        actions.note_interest(found, by=None, at=timezone.now(), **form.cleaned_data)
        return thanks

    about = f"event {found.pk}"
    came = SentForm(request, form or PublicForm(), about, limit="event_interest", otherwise=thanks)
    if to := came.taken(note):
        return redirect(to)
    context: dict[str, Any] = {
        "event": found,
        "form": form,
        "kept_days": days_kept(),
        "was_noted": request.GET.get("da-ghi") == "1",
        "handouts": [
            each
            for each in found.handouts.filter(is_public=True).select_related("file")
            if files.may_be_published(each.file)
        ],
        **came.context,
    }
    response = render(request, "portal/calendar/event.html", context)
    if request.method == "POST":  # what was taken has led elsewhere
        response.status_code = 422
    return response


@require_safe
@never_cache
def handout(request: HttpRequest, pk: int, handout: int) -> HttpResponseBase:
    """A paper that everybody may have."""
    event = get_object_or_404(published(), pk=min(pk, LARGEST_ID))
    rows = Handout.objects.filter(event=event, is_public=True).select_related("file")
    found = get_object_or_404(rows, pk=min(handout, LARGEST_ID))
    if not files.may_be_published(found.file):
        raise Http404
    download = files.download(found.file, name=found.name)
    response = FileResponse(download.file)
    for name, value in download.headers.items():
        response.headers[name] = value
    return response
