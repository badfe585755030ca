"""The meetings of the parties, and their minutes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.agreements import access, actions
from sanvat.agreements.models import Agreement, Meeting
from sanvat.desk.agreements.later_forms import MeetingForm
from sanvat.desk.agreements.views import one_of
from sanvat.desk.pages import (
    Present,
    desk_page,
    forbid_unless,
    paginate,
    refusals_on,
    row_or_404,
    say_saved,
    unprocessable,
    user_of,
)
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.text.days import day
from sanvat.ui.tables import Column, link


@desk_page()
def index(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = one_of(request, pk)
    page = paginate(agreement.meetings.select_related("organisation"), request)
    return render(
        request,
        "desk/agreements/meetings.html",
        {
            "agreement": agreement,
            "page": page,
            "columns": [Column(_("Cuộc họp")), Column(_("Chủ trì")), Column(_("Bên ghi"))],
            "rows": [
                (
                    link(
                        f"{capfirst(each.get_kind_display())}, {day(each.held_on)}",
                        reverse("desk:agreement_meeting", args=[each.pk]),
                    ),
                    each.chair,
                    each.organisation.name,
                )
                for each in page
            ],
            "may_meet": access.may_work(user_of(request), agreement) and not agreement.is_drafted,
        },
    )


@desk_page("GET", "POST")
def new(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = one_of(request, pk)
    forbid_unless(access.may_work(user_of(request), agreement))
    items = list(agreement.items.all())
    form = MeetingForm.of(None, items, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            found = actions.record_meeting(
                agreement, by=user_of(request), at=timezone.now(), **form.given
            )
            messages.success(request, _("Đã ghi biên bản và báo cho các bên."))
            return redirect("desk:agreement_meeting", found.pk)
    return _form_page(request, agreement, form)


def _form_page(
    request: HttpRequest,
    agreement: Agreement,
    form: MeetingForm,
    meeting: Meeting | None = None,
) -> HttpResponse:
    response = render(
        request,
        "desk/agreements/meeting_form.html",
        {"agreement": agreement, "form": form, "meeting": meeting},
    )
    return unprocessable(response) if form.errors else response


@desk_page()
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    found = meeting_of(user_of(request), pk)
    return render(
        request,
        "desk/agreements/meeting.html",
        {
            "meeting": found,
            "agreement": found.agreement,
            "remarks": list(found.remarks.select_related("item")),
            "may_change": _may_change(user_of(request), found),
        },
    )


def meeting_of(user: User, pk: int) -> Meeting:
    seen = (
        Meeting.objects.filter(agreement__in=Agreement.objects.visible_to(user).values("pk"))
        .select_related("agreement__place", "agreement__instrument", "organisation", "by")
        .prefetch_related("agreement__parties__organisation", "remarks__item")
    )
    found: Meeting = row_or_404(seen, pk)
    return found


def _may_change(user: User, meeting: Meeting) -> bool:
    own = access.own_organisation(user)
    return own == meeting.organisation_id and access.may_work(user, meeting.agreement)


@desk_page("GET", "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    found = meeting_of(user, pk)
    forbid_unless(_may_change(user, found))
    items = list(found.agreement.items.all())

    def form_of(data: Any = None) -> MeetingForm:
        return MeetingForm.of(meeting_of(user, pk), items, data)

    form = form_of(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            form_of,
            here=reverse("desk:agreement_meeting_change", args=[pk]),
            entries=journal.of(found.agreement).filter(act="change_meeting"),
        )
        with refusals_on(form, present):
            changed = actions.change_meeting(
                found, by=user, at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:agreement_meeting", pk)
    return _form_page(request, found.agreement, form, found)
