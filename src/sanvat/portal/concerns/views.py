"""`/phan-anh/`: what each kind of matter means, said before anything is sent; a place to tap or
to be near."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sanvat.concerns.public import path_of, published, subject_name
from sanvat.places.cells import link_map
from sanvat.places.models import Place
from sanvat.portal.catalogue.pages import public_page
from sanvat.portal.concerns.limits import kinds_with_limits
from sanvat.portal.concerns.spots import nearest
from sanvat.portal.concerns.words import BY_SLUG, kept

LATEST = 5


@public_page
def door(request: HttpRequest) -> HttpResponse:
    latest = [
        (each, path_of(each), subject_name(each.concern.subject)) for each in published()[:LATEST]
    ]
    context = {
        "kinds": kinds_with_limits(timezone.localdate()),
        "latest": latest,
        **kept(),
        "reopen_days": settings.CONCERNS["reopen_days"],
    }
    return render(request, "portal/concerns/door.html", context)


@public_page
def tap(request: HttpRequest, kind: str) -> HttpResponse:
    """`/phan-anh/ban-do/…`: the provinces, then with `?tinh=` its communes; each leads on to the
    form, with the place filled in."""
    told = BY_SLUG.get(kind)
    if told is None:
        raise Http404
    here, form = (
        reverse("portal:concern_map", args=[kind]),
        reverse("portal:concern_new", args=[kind]),
    )
    provinces = Place.objects.today().provinces()
    asked = request.GET.get("tinh", "")
    province = provinces.filter(code=asked[:5].replace("\0", "")).first() if asked else None
    if province is None:
        places = [(each, f"{here}?{urlencode({'tinh': each.code})}") for each in provinces]
        lead = _("Hãy chọn tỉnh, thành phố.")
    else:
        communes = Place.objects.today().communes().below(province)
        places = [(each, f"{form}?{urlencode({'noi': each.code})}") for each in communes]
        lead = _("%(province)s: hãy chọn xã, phường.") % {"province": province.title}
    context = {
        "told": told,
        "province": province,
        "places": places,
        "map": link_map(places),
        "lead": lead,
        "here": here,
    }
    return render(request, "portal/concerns/map.html", context)


@require_safe
@never_cache
def near(request: HttpRequest) -> HttpResponse:
    """`/phan-anh/gan-day/`: the communes nearest to where a phone says it is. It is kept nowhere,
    and no line of log has it."""
    found = nearest(request.GET.get("vi-do", ""), request.GET.get("kinh-do", ""))
    return JsonResponse({"places": [each.full_name for each in found]})
