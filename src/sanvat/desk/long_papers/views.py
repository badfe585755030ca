"""A long paper: how far it is, and the file once it is made."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanvat.desk.pages import desk_page, row_or_404, user_of
from sanvat.desk.papers import paper_file
from sanvat.records import papers
from sanvat.records.jobs import Standing
from sanvat.records.models import OrderedPaper


def _one(request: HttpRequest, pk: int) -> OrderedPaper:
    """Of this person, in the role in which they asked for it."""
    user = user_of(request)
    own = OrderedPaper.objects.of(user.pk, user.acting.pk if user.acting else None)
    return row_or_404(own.defer("content", "description"), pk)


def _told(order: OrderedPaper) -> dict[str, Any]:
    standing = Standing.NOTHING
    if order.made_at is None and order.failed_at is None:
        standing = papers.standing(order)
    return {
        "order": order,
        "standing": standing.value,
        "is_waiting": standing is not Standing.NOTHING,
        "seconds": max(int((timezone.now() - order.ordered_at).total_seconds()), 0),
        "kept_until": order.ordered_at + papers.KEPT,
    }


@desk_page()
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "desk/long_papers/paper.html", _told(_one(request, pk)))


@desk_page()
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, for htmx; when it is done, the whole page is asked for again."""
    told = _told(_one(request, pk))
    if not told["is_waiting"]:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return render(request, "desk/long_papers/_progress.html", told)


@desk_page()
def file(request: HttpRequest, pk: int) -> HttpResponse:
    order = _one(request, pk)
    if order.content is None:
        raise Http404
    return paper_file(bytes(order.content), order.form, order.name)
