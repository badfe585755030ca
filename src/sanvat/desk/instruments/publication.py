"""A paper on the portal: who put it there and when; putting it there, and taking it down."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.desk.instruments.forms import PublishForm, WithdrawForm
from sanvat.desk.instruments.views import one
from sanvat.desk.pages import desk_page, refusals_on, unprocessable, user_of
from sanvat.instruments import access, actions
from sanvat.instruments.models import Instrument
from sanvat.instruments.published import address_of


@desk_page("GET", "POST")
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    found = _to_publish(request, pk)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.publish(found, **form.given, by=user_of(request), at=timezone.now())
            messages.success(request, _("Đã đăng văn bản lên cổng."))
            return redirect("desk:instrument", pk)
    return _page(request, found, form, WithdrawForm())


@desk_page("POST")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = _to_publish(request, pk)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.withdraw(found, **form.given, by=user_of(request), at=timezone.now())
            messages.success(request, _("Đã gỡ văn bản khỏi cổng."))
            return redirect("desk:instrument", pk)
    return _page(request, found, PublishForm(), form)


def _to_publish(request: HttpRequest, pk: int) -> Instrument:
    found = one(request, pk)
    if not access.may_publish(user_of(request), found):
        raise Http404
    return found


def _page(
    request: HttpRequest, found: Instrument, publish: PublishForm, withdrawal: WithdrawForm
) -> HttpResponse:
    rows = found.publications.select_related("published_by", "published_for", "withdrawn_by")
    context = {
        "instrument": found,
        "form": withdrawal if found.published_at else publish,
        "publications": rows,
        "public_address": address_of(found),
    }
    refused = publish.errors if publish.is_bound else withdrawal.is_bound and withdrawal.errors
    if refused:
        context["form"] = publish if publish.is_bound else withdrawal
    response = render(request, "desk/instruments/publication.html", context)
    return unprocessable(response) if refused else response
