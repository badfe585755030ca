"""The five founding stories of the demonstration, on one page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sanvat.desk.pages import desk_page, user_of
from sanvat.desk.stories.told import stories_for
from sanvat.parties import demonstration


@desk_page()
def stories(request: HttpRequest) -> HttpResponse:
    """404 where there is no demonstration."""
    if not demonstration.is_open():
        raise Http404
    return render(request, "desk/stories/stories.html", {"stories": stories_for(user_of(request))})
