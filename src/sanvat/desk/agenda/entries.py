"""Single entries of a week that is published: added, changed, called off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.agenda import actions
from sanvat.agenda.models import WorkEntry, WorkWeek
from sanvat.desk.agenda.forms import AddForm, CallOffForm, ChangeForm
from sanvat.desk.agenda.seen import entry_to_keep, week_to_keep
from sanvat.desk.pages import Present, desk_page, refusals_on, say_saved, unprocessable, user_of
from sanvat.records import journal


@desk_page("GET", "POST")
def new(request: HttpRequest, monday: str) -> HttpResponse:
    found = week_to_keep(request, monday)
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.add_entry(found, form.entry, by=user_of(request), at=timezone.now())
            messages.success(request, _("Đã thêm việc vào lịch, có ghi là bổ sung."))
            return redirect(_page_of(found))
    response = render(request, "desk/agenda/new.html", {"form": form, "week": found})
    return unprocessable(response) if form.errors else response


@desk_page("GET", "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a draft the page of its whole week; what was changed or called off is only read."""
    found = entry_to_keep(request, pk)
    week = found.week
    if not week.is_published:
        return redirect("desk:agenda_week", f"{week.monday:%Y-%m-%d}")
    stands = found.state == WorkEntry.State.STANDING
    form = ChangeForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: ChangeForm.of(entry_to_keep(request, pk)),
            here=reverse("desk:agenda_entry", args=[pk]),
            entries=journal.of(found).filter(act="change_entry"),
        )
        with refusals_on(form, present):
            made = actions.change_entry(
                found,
                form.entry,
                reason=form.cleaned_data["reason"],
                seen=form.seen,
                by=user_of(request),
                at=timezone.now(),
            )
            say_saved(request, made is not None)
            return redirect(_page_of(week))
    context = {"form": form if stands or form.is_bound else None, "entry": found, "week": week}
    response = render(request, "desk/agenda/entry.html", {**context, "stands": stands})
    return unprocessable(response) if form.errors else response


@desk_page("GET", "POST")
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    found = entry_to_keep(request, pk)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.call_off_entry(
                found, form.cleaned_data["reason"], by=user_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã ghi hoãn; dòng cũ vẫn còn trên lịch, có gạch ngang."))
            return redirect(_page_of(found.week))
    context = {"form": form, "entry": found, "week": found.week}
    response = render(request, "desk/agenda/call_off.html", context)
    return unprocessable(response) if form.errors else response


def _page_of(week: WorkWeek) -> str:
    return f"{reverse('desk:agenda')}?tuan={week.monday:%Y-%m-%d}"
