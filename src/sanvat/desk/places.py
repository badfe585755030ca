"""Looking up a place while one types, for every form that asks for one."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sanvat.desk.forms.places import offer
from sanvat.desk.pages import desk_page, user_of
from sanvat.places.models import Level
from sanvat.places.questions import province_of


@desk_page()
def suggest_places(request: HttpRequest) -> HttpResponse:
    """The list under a field; `o` is the field's name."""
    name = request.GET.get("o", "")
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,40}", name):
        raise Http404
    text = request.GET.get(name, "").strip()
    own = province_of(acting.place) if (acting := user_of(request).acting) else None
    level = None if request.GET.get("cap") == "moi" else Level.COMMUNE
    found = offer(text, near=own, level=level) if len(text) > 1 else []
    context = {
        "name": name,
        "places": found,
        "asked": len(text) > 2,
        "chosen": str(found[0].pk) if len(found) == 1 else "",
    }
    return render(request, "desk/forms/place_options.html", context)
