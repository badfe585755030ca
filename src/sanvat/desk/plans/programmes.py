"""A programme of several years: its name, its years and the papers that it rests on."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.desk.history.views import history_page
from sanvat.desk.pages import (
    Present,
    desk_page,
    refusals_on,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.desk.plans.forms import ProgrammeChangeForm, ProgrammeForm
from sanvat.parties.access import acts_as
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.plans import access, actions
from sanvat.plans.models import Programme
from sanvat.records import journal


@desk_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if user.acting is None or not acts_as(user, *PROGRAMME_KEEPERS):
        raise Http404
    form = ProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.create_programme(
                organisation=user.acting.organisation,
                place=user.acting.place,
                by=user,
                at=timezone.now(),
                **form.given,
            )
            messages.success(request, _("Đã lập chương trình. Giờ hãy lập kế hoạch năm."))
            return redirect("desk:plan_new")
    response = render(request, "desk/plans/programme.html", {"form": form})
    return unprocessable(response) if form.errors else response


def _one(request: HttpRequest, pk: int) -> Programme:
    found: Programme = row_or_404(Programme.objects.select_related("organisation", "place"), pk)
    if not access.may_keep_programme(user_of(request), found):
        raise Http404
    return found


@desk_page("GET", "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Its facts, the papers that stay, and one that is added."""
    found, user = _one(request, pk), user_of(request)
    is_sent = request.method == "POST"
    form = ProgrammeChangeForm.of(
        found, user, request.POST if is_sent else None, request.FILES if is_sent else None
    )
    if is_sent and form.is_valid():
        present = Present(
            lambda: ProgrammeChangeForm.of(_one(request, pk), user),
            here=reverse("desk:programme_change", args=[pk]),
            entries=journal.of(found).filter(act="change_programme"),
        )
        with refusals_on(form, present), transaction.atomic():
            now = timezone.now()
            given = form.given
            added = form.instrument(by=user, at=now)
            grounds = [*given.pop("grounds"), *([added] if added else [])]
            changed = actions.change_programme(
                found, grounds=grounds, by=user, at=now, seen=form.seen, **given
            )
            say_saved(request, changed)
            return redirect("desk:programme_change", pk)
    context = {"form": form, "programme": found}
    response = render(request, "desk/plans/programme_change.html", context)
    return unprocessable(response) if form.errors else response


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    return history_page(request, found, name=found.name)
