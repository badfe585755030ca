"""A text is signed, changed by an annex, and shown to everybody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.agreements import access, actions
from sanvat.agreements.events import signing_events
from sanvat.agreements.models import Agreement, Signature
from sanvat.desk.agreements.forms import ANNEX_LINES, MOST_ANNEX_LINES, AmendForm, SignForm
from sanvat.desk.agreements.views import one_of
from sanvat.desk.keys import key_in
from sanvat.desk.pages import (
    desk_page,
    forbid_unless,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.desk.papers import file_response
from sanvat.errors import Refusal
from sanvat.events.models import Event
from sanvat.parties.models import User
from sanvat.records import files
from sanvat.records.models import StoredFile


@desk_page("GET", "POST")
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signed for each party, where and when, with the scan."""
    agreement, user = _to_work(request, pk), user_of(request)
    parties = list(agreement.parties.all())
    is_sent = request.method == "POST"
    held = signing_events(agreement).filter(pk__in=Event.objects.visible_to(user).values("pk"))
    sent = (request.POST, request.FILES) if is_sent else ()
    form = SignForm(*sent, parties=parties, events=held, reader=user)
    if is_sent and form.is_valid():
        with refusals_on(form), transaction.atomic():
            actions.sign(
                agreement,
                form.signers(),
                signed_on=form.given["signed_on"],
                signed_at=form.given["signed_at"],
                file=_scan(form.given["file"], user),
                instrument=form.instrument(by=user, at=timezone.now()),
                event=form.given["event"],
                by=user,
                at=timezone.now(),
            )
            messages.success(request, _("Đã ghi việc ký. Từ nay chỉ sửa bằng phụ lục."))
            return redirect("desk:agreement", pk)
    response = render(request, "desk/agreements/sign.html", {"agreement": agreement, "form": form})
    return unprocessable(response) if form.errors else response


def _to_work(request: HttpRequest, pk: int) -> Agreement:
    agreement = one_of(request, pk)
    forbid_unless(access.may_work(user_of(request), agreement))
    return agreement


def _scan(upload: Any, user: User) -> StoredFile | None:
    if not upload:
        return None
    return files.take(upload, allowed=files.PAPERS, by=user, at=timezone.now())


@desk_page("GET", "POST")
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """A signed annex: it changes items, or adds some. `?dong=`: how many lines the form has."""
    agreement, user = _to_work(request, pk), user_of(request)
    parties = list(agreement.parties.all())
    is_sent = request.method == "POST"
    more = key_in(request.GET.get("dong", "")) or 0
    lines = min(max(more, ANNEX_LINES), MOST_ANNEX_LINES)
    sent = (request.POST, request.FILES) if is_sent else ()
    form = AmendForm(*sent, parties=parties, agreement=agreement, lines=lines)
    if is_sent and form.is_valid():
        with refusals_on(form), transaction.atomic():
            actions.amend(
                agreement,
                form.given["reason"],
                form.changes(),
                form.signers(),
                signed_on=form.given["signed_on"],
                signed_at=form.given["signed_at"],
                file=_scan(form.given["file"], user),
                by=user,
                at=timezone.now(),
            )
            messages.success(request, _("Đã ghi phụ lục."))
            return redirect("desk:agreement", pk)
    more_lines = MOST_ANNEX_LINES if lines < MOST_ANNEX_LINES else 0
    context = {"agreement": agreement, "form": form, "more_lines": more_lines}
    response = render(request, "desk/agreements/amend.html", context)
    return unprocessable(response) if form.errors else response


@desk_page("POST")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """ "cong-khai=1" shows it to everybody, anything else no longer."""
    agreement = _to_work(request, pk)
    wanted = request.POST.get("cong-khai") == "1"
    try:
        actions.publish(agreement, wanted, by=user_of(request), at=timezone.now())
        messages.success(request, _("Đã công khai.") if wanted else _("Không công khai nữa."))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect("desk:agreement", pk)


@desk_page()
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan of what was signed, by the key of a signature that came with it."""
    seen = Signature.objects.filter(
        version__agreement__in=Agreement.objects.visible_to(user_of(request)).values("pk"),
        file__isnull=False,
    )
    found = row_or_404(seen.select_related("file"), pk)
    assert found.file is not None
    return file_response(found.file, found.file_name)
