"""`/tham-do/`: polls that are open, those that were, and the page of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.core.cache import cache
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

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
from sanvat.portal.captcha import TOKEN
from sanvat.portal.catalogue.pages import LARGEST_ID, public_page
from sanvat.portal.polls.answered import answered, remember
from sanvat.portal.polls.drawn import columns, phase_tag, results_of, rows
from sanvat.portal.polls.forms import AnswerForm
from sanvat.portal.public_forms import PublicForm, SentForm, few_in_a_minute
from sanvat.portal.strangers import LONGEST

PER_PAGE = 25
MOST_OPEN = 50


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
@few_in_a_minute("public_form")
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
    thanked = f"{_here(found)}?da-ghi=1"

    @transaction.atomic
    def count(_is_proven: bool) -> str:
        """Count it and remember the form, both or neither: where we are killed in between, who
        sends the form again is not thanked for what was not counted."""
        assert form is not None
        if not all(cache.add(key, 1, LONGEST) for key in _keys(request, found)):
            return _here(found)  # the page says that nothing more is counted
        choose(found, form.cleaned_data["option"], at=timezone.now())
        return thanked

    came = SentForm(
        request, form or PublicForm(), _about(found), limit="poll_answer", otherwise=thanked
    )
    if request.method == "POST":
        if form is None:  # answered before, or closed meanwhile: the page says which
            return redirect(_here(found))
        if to := came.taken(count):
            thanks = redirect(to)
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
        "was_answered": found.pk in known,
        "just_now": request.GET.get("da-ghi") == "1",
        "results": results_of(options) if shows else None,
        "results_from": found.closes_on + timedelta(days=1),
        **came.context,
    }
    response = render(request, "portal/polls/poll.html", context)
    if request.method == "POST":  # what was taken has led elsewhere
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


def _keys(request: HttpRequest, poll: Poll) -> list[str]:
    """What counts once, whatever is chosen: a form that was opened, and the browser in which it
    was. All tabs of a browser have one cookie against forged forms, also those whose answers are
    sent before any of them has come back; who sends none has but the form."""
    browser = request.META.get("CSRF_COOKIE", "")
    said = [f"form {request.POST.get(TOKEN, '')}"] + [f"browser {browser}"] * bool(browser)
    return [_key(poll, each) for each in said]


def _key(poll: Poll, what: str) -> str:
    said = f"{_about(poll)} {what}".encode("utf-8", "replace")
    keyed = salted_hmac("sanvat.portal.polls", said, algorithm="sha256")
    return f"polls.sent.{keyed.hexdigest()}"
