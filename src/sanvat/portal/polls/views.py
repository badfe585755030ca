"""`/tham-do/`: polls that are open, those that were, and the page of each."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from django.core.cache import cache
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanvat.errors import Refusal
from sanvat.parties import limits
from sanvat.polls.access import may_answer
from sanvat.polls.actions import choose
from sanvat.polls.models import Option, Poll
from sanvat.polls.published import (
    asked,
    closed_on,
    open_on,
    options_of,
    published,
    totals,
)
from sanvat.portal.catalogue.pages import LARGEST_ID, public_page
from sanvat.portal.catalogue.strangers import LONGEST, Sent, looked_at, token_for
from sanvat.portal.polls.answered import answered, remember
from sanvat.portal.polls.drawn import columns, phase_tag, results_of, rows
from sanvat.portal.polls.forms import AnswerForm

PER_PAGE = 25
MOST_OPEN = 50
LONGEST_TOKEN = 200
SHORTEST = 1
"""Seconds: an option may have been chosen on the page before."""


@public_page
def index(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    is_open = list(open_on(today).select_related("organisation")[:MOST_OPEN])
    closed = closed_on(today).select_related("organisation").order_by("-closes_on", "-pk")
    page = Paginator(closed, PER_PAGE).get_page(request.GET.get("page"))
    counts = totals([*is_open, *page])
    context = {
        "open_rows": rows(is_open, counts, today),
        "closed_rows": rows(list(page), counts, today),
        "columns": columns(),
        "page": page,
    }
    return render(request, "portal/polls/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """One poll: its form while it is open, its results as it says."""
    rows = published().select_related("organisation")
    found = get_object_or_404(rows, pk=min(pk, LARGEST_ID))
    today, options = timezone.localdate(), options_of(found)
    known = answered(request)
    is_open = may_answer(found, today)
    form = None
    if is_open and found.pk not in known:
        form = AnswerForm(options, request.POST or None, initial=_chosen(request, options))
    if request.method == "POST":
        if form is None:  # answered before, or closed meanwhile: the page says which
            return redirect(_here(found))
        if form.is_valid() and _counted(request, found, form):
            thanks = redirect(f"{_here(found)}?da-ghi=1")
            remember(thanks, known, found.pk)
            return thanks
    shows = found.shows_results(today)
    context = {
        "poll": found,
        "question": asked(found),
        "phase": phase_tag(found, today),
        "is_open": is_open,
        "is_waiting": found.phase(today) == Poll.Phase.WAITING,
        "form": form,
        "token": token_for(_about(found)),
        "was_answered": found.pk in known,
        "just_now": request.GET.get("da-ghi") == "1",
        "results": results_of(options) if shows else None,
        "results_from": found.closes_on + timedelta(days=1),
    }
    response = render(request, "portal/polls/poll.html", context)
    if form is not None and form.errors:
        response.status_code = 422
    return response


def _here(poll: Poll) -> str:
    return reverse("portal:poll", args=[poll.pk])


def _about(poll: Poll) -> str:
    return f"poll-{poll.pk}"


def _chosen(request: HttpRequest, options: Sequence[Option]) -> dict[str, int]:
    """The option that was ticked on another page, which leads here with `?chon=`."""
    text = request.GET.get("chon", "")
    known = [each.pk for each in options if str(each.pk) == text]
    return {"option": known[0]} if known else {}


def _counted(request: HttpRequest, poll: Poll, form: AnswerForm) -> bool:
    """Count the answer, once for each form that was opened; what is refused stands on it."""
    given = form.cleaned_data
    token = request.POST.get("giu", "")[:LONGEST_TOKEN]
    match looked_at(_about(poll), token=token, trap=given["website"], shortest=SHORTEST):
        case Sent.BY_A_PROGRAMME:
            return True  # which need not know
        case Sent.TOO_QUICKLY:
            form.add_error(None, _("Trang vừa mở đã gửi ngay. Hãy đọc lại câu hỏi rồi gửi."))
            return False
        case Sent.TOO_LATE:
            form.add_error(None, _("Trang mở đã quá lâu. Hãy đọc lại câu hỏi rồi gửi lần nữa."))
            return False
    try:
        _count_once(request, poll, given["option"], token)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


@transaction.atomic
def _count_once(request: HttpRequest, poll: Poll, option: int, token: str) -> None:
    """Count it and remember the form, both or neither: where we are killed in between, who sends
    the form again is not thanked for what was not counted."""
    key = f"polls.sent.{hashlib.sha256(token.encode()).hexdigest()}"
    if not cache.add(key, 1, LONGEST):
        return  # the same form twice, as by a double click
    if not limits.from_an_address("poll_answer", request.META.get("REMOTE_ADDR", "")):
        raise Refusal(limits.said(), code="asked-too-often")
    choose(poll, option, at=timezone.now())
