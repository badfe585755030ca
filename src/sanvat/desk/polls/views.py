"""Polls: drafted, announced, closed or withdrawn; their results."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.desk.filters import Filters
from sanvat.desk.forms.base import DeskForm
from sanvat.desk.history.views import history_page
from sanvat.desk.pages import (
    Present,
    desk_page,
    paginate,
    refusals_on,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.desk.polls.forms import PollForm, WithdrawForm
from sanvat.desk.polls.rows import COLUMNS, phase_said, poll_rows
from sanvat.parties.access import acts_as
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.polls import actions
from sanvat.polls.models import Poll
from sanvat.polls.published import options_of, total, totals
from sanvat.records import journal

USUAL = timedelta(days=30)
"""How long a new poll is open unless its form says otherwise."""


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    _forbid_others(request)
    filters = Filters(request)
    query = request.GET.get("q", "").strip()[:200]
    state = filters.choice("tt", Poll.State.values)
    rows = Poll.objects.visible_to(user)
    if query:
        rows = rows.search(query)
    if state:
        rows = rows.filter(state=state)
    page = paginate(
        rows.select_related("organisation", "place__parent").order_by("-opens_on", "-pk"), request
    )
    states = [(each.value, capfirst(str(each.label))) for each in Poll.State]
    return render(
        request,
        "desk/polls/index.html",
        {
            "page": page,
            "columns": COLUMNS,
            "rows": poll_rows(page, totals(list(page)), timezone.localdate()),
            "query": query,
            "filters": [filters.row(_("Trạng thái"), "tt", states)],
            "filtered": bool(query or state),
            "kept": filters.kept("q"),
        },
    )


def _forbid_others(request: HttpRequest) -> None:
    if not acts_as(user_of(request), *PROGRAMME_KEEPERS):
        raise Http404


def _one(request: HttpRequest, pk: int) -> Poll:
    seen = Poll.objects.visible_to(user_of(request))
    return row_or_404(seen.select_related("organisation", "place__parent"), pk)


@desk_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    _forbid_others(request)
    user = user_of(request)
    form = PollForm.of(None, request.POST or None)
    today = timezone.localdate()
    form.initial.update(opens_on=today, closes_on=today + USUAL)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            assert user.acting is not None
            made = actions.draft_poll(
                organisation=user.acting.organisation,
                place=user.acting.place,
                by=user,
                at=timezone.now(),
                **form.given,
            )
            messages.success(request, _("Đã lưu bản nháp. Hãy đọc lại rồi công bố."))
            return redirect("desk:poll", made.pk)
    return _form_page(request, form, None)


def _form_page(request: HttpRequest, form: PollForm, found: Poll | None) -> HttpResponse:
    response = render(request, "desk/polls/form.html", {"form": form, "poll": found})
    return unprocessable(response) if form.errors else response


@desk_page()
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, where it stands, and what was answered so far."""
    found, today = _one(request, pk), timezone.localdate()
    options, phase = options_of(found), found.phase(today)
    is_public = found.announced_at is not None
    context = {
        "poll": found,
        "where": found.place.full_name if found.place else _("cả nước"),
        "phase": phase_said(found, today),
        "options": options,
        "bars": [(each.text, each.chosen) for each in options],
        "total": total(options),
        "address": reverse("portal:poll", args=[found.pk]) if is_public else "",
        "is_draft": phase == Poll.Phase.DRAFT,
        "may_change": phase in (Poll.Phase.DRAFT, Poll.Phase.WAITING, Poll.Phase.OPEN),
        "may_close": phase == Poll.Phase.OPEN,
    }
    return render(request, "desk/polls/poll.html", context)


@desk_page("GET", "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    form = PollForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: PollForm.of(_one(request, pk)),
            here=reverse("desk:poll_change", args=[pk]),
            entries=journal.of(found).filter(act="change_poll"),
        )
        with refusals_on(form, present):
            changed = actions.change_poll(
                found, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:poll", pk)
    return _form_page(request, form, found)


@desk_page("POST")
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, actions.announce_poll, _("Đã công bố. Đến ngày mở, ai cũng trả lời."))


@desk_page("POST")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    return _done(request, pk, actions.close_poll, _("Đã đóng. Kết quả hiện trên trang công khai."))


def _done(request: HttpRequest, pk: int, act: Callable[..., Any], said: str) -> HttpResponse:
    """Do what one button asks for, and say what came of it on the poll's page."""
    found, form = _one(request, pk), DeskForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            act(found, by=user_of(request), at=timezone.now())
            messages.success(request, said)
    for fault in form.non_field_errors():
        messages.error(request, str(fault))
    return redirect("desk:poll", pk)


@desk_page("GET", "POST")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.withdraw_poll(found, by=user_of(request), at=timezone.now(), **form.given)
            messages.success(request, _("Đã rút. Trang công khai ghi lý do."))
            return redirect("desk:poll", pk)
    response = render(request, "desk/polls/withdraw.html", {"form": form, "poll": found})
    return unprocessable(response) if form.errors else response


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    return history_page(request, found, name=found.question)
