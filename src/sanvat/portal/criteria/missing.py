"""A rulebook or a set that is not there: a page that says why, and where to go on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from sanvat.portal.criteria import facts
from sanvat.portal.criteria.breadcrumbs import breadcrumbs
from sanvat.rules import library
from sanvat.rules.problems import UnknownRulebook, UnknownSet
from sanvat.text.language import language as page_language

View = Callable[..., HttpResponseBase]


def explain_missing(view: View) -> View:
    """For a view of a ``rulebook`` and perhaps a ``number``: 404 with the reason if missing."""

    @wraps(view)
    def explained(request: HttpRequest, *args: object, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (UnknownRulebook, UnknownSet):
            return _missing(request, kwargs.get("rulebook", ""), kwargs.get("number"))

    return explained


def _missing(request: HttpRequest, rulebook_id: str, number: int | None) -> HttpResponse:
    book = library.rulebook(rulebook_id) if rulebook_id in library.IDS else None
    gap: dict[str, Any] = {}
    if book is not None:
        gaps = facts.in_language(book.id, page_language()).get("gaps", ())
        gap = next((g for g in gaps if g.get("set") == number), {})
    crumbs = breadcrumbs(book)
    if book and number is not None:
        crumbs.append((_("Bộ %(number)s") % {"number": number}, ""))
    context = {
        "book": book,
        "number": number,
        "gap": gap,
        "books": library.rulebooks(),
        "crumbs": crumbs,
    }
    return render(request, "portal/criteria/missing.html", context, status=404)
