"""The door: who comes is noted here, also without a network.

Without JavaScript every tap is a form. With it the page keeps what is tapped or scanned, also when
there is no network, and sends it as soon as there is one; `worker.js` keeps the page itself.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sanvat.desk.events.forms import WalkInForm
from sanvat.desk.events.seen import event_of
from sanvat.desk.events.tags import AtTheDoor
from sanvat.desk.pages import (
    desk_page,
    forbid_unless,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.errors import Refusal
from sanvat.events import access, actions, links
from sanvat.events.actions import Outcome, Scan
from sanvat.events.figures import here
from sanvat.events.models import Attendance, Event

WORKER = Path(__file__).with_name("worker.js")
SAID = {
    Outcome.CAME: "came",
    Outcome.AGAIN: "again",
    Outcome.UNKNOWN: "unknown",
}


def _door_of(request: HttpRequest, pk: int) -> Event:
    event = event_of(request, pk)
    forbid_unless(access.may_stand_at_door(user_of(request), event))
    return event


@desk_page()
@never_cache
def door(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _door_of(request, pk), WalkInForm())


def _page(request: HttpRequest, event: Event, form: WalkInForm) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    inside = here(event)
    guests = event.guests.search(query).only(
        "event", "number", "name", "title", "stand_in", "stand_in_title", "searchable", "is_walk_in"
    )
    is_open = event.state not in (Event.State.CANCELLED, Event.State.REPORTED)
    response = render(
        request,
        "desk/events/door.html",
        {
            "event": event,
            "query": query,
            "guests": [
                AtTheDoor(
                    guest.number,
                    guest.who_comes,
                    guest.comes_as,
                    guest.searchable,
                    links.mark_of(guest),
                    guest.pk in inside,
                )
                for guest in guests.order_by("number")
            ],
            "came": len(inside),
            "form": form,
            "is_open": is_open and event.starts_on <= timezone.localdate(),
            "is_too_early": is_open and event.starts_on > timezone.localdate(),
        },
    )
    return unprocessable(response) if form.errors else response


@desk_page()
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the door's page on the telephone."""
    response = HttpResponse(
        WORKER.read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8"
    )
    response["Cache-Control"] = "private, no-cache"
    return response


@desk_page("POST")
def arrivals(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap (`guest`), or what a telephone kept (`scans`, as JSON), which is answered in JSON."""
    event = _door_of(request, pk)
    if "scans" in request.POST:
        return _sent_by_telephone(request, event)
    at = timezone.now()
    how = Attendance.How.LIST if event.ends_on >= timezone.localdate() else Attendance.How.SHEET
    scan = Scan(request.POST.get("guest", "")[:200], uuid4(), at, how)
    page = reverse("desk:event_door", args=[pk])
    try:
        [(_scan, outcome, guest)] = actions.record_arrivals(
            event, [scan], by=user_of(request), at=at
        )
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect(page)
    if guest is None:
        messages.error(request, _("Không có khách nào mang số hoặc mã này. Hãy tìm theo tên."))
        return redirect(page)
    said = {
        Outcome.CAME: _("Đã ghi có mặt: %(name)s."),
        Outcome.AGAIN: _("%(name)s đã được ghi có mặt từ trước."),
    }[outcome]
    messages.success(request, said % {"name": guest.who_comes})
    return redirect(f"{page}#khach-{guest.number}")


def _sent_by_telephone(request: HttpRequest, event: Event) -> JsonResponse:
    by, now = user_of(request), timezone.now()
    try:
        kept = [(_scan(one), _walk_in(one)) for one in json.loads(request.POST["scans"])]
    except (ValueError, TypeError, KeyError, AttributeError):
        said = _("Không đọc được điều máy này gửi. Hãy mở lại trang bàn đón.")
        return JsonResponse({"refused": said}, status=422)
    done: list[dict[str, Any]] = []
    try:
        answers = actions.record_arrivals(
            event, [scan for scan, given in kept if not given["name"]], by=by, at=now
        )
        done += [
            {"key": str(scan.key), "is": SAID[outcome], "number": guest.number if guest else None}
            for scan, outcome, guest in answers
        ]
        for scan, given in kept:
            if given["name"]:
                done.append(_let_in(event, scan, given, by=by, at=now))
    except Refusal as refusal:
        return JsonResponse({"refused": refusal.message}, status=422)
    return JsonResponse({"done": done})


def _let_in(event: Event, scan: Scan, given: dict[str, str], **how: Any) -> dict[str, Any]:
    """What is wrong with one of them is said, and keeps no other waiting."""
    key = str(scan.key)
    try:
        guest = actions.walk_in(
            event, given["name"], key=scan.key, title=given["title"], phone=given["phone"], **how
        )
    except ValidationError as error:
        said = {"name": given["name"], "why": " ".join(error.messages)}
        return {"key": key, "is": "wrong", "said": _("Chưa ghi %(name)s: %(why)s") % said}
    return {"key": key, "is": "came", "number": guest.number}


def _scan(one: Any) -> Scan:
    """A note as the page keeps it: its key, the guest, how and when."""
    return Scan(
        guest=str(one.get("guest", ""))[:200],
        key=UUID(str(one["key"])),
        at=_aware(parse_datetime(str(one.get("at", "")))),
        how=str(one.get("how", "")),
    )


def _walk_in(one: Any) -> dict[str, str]:
    """Who came without being invited; without a name, nobody."""
    return {name: str(one.get(name, ""))[:200] for name in ("name", "title", "phone")}


def _aware(at: datetime | None) -> datetime | None:
    if at is None or timezone.is_aware(at):
        return at
    return timezone.make_aware(at)


@desk_page("POST")
def walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    event = _door_of(request, pk)
    form = WalkInForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            guest = actions.walk_in(event, by=user_of(request), at=timezone.now(), **form.given)
            messages.success(request, _("Đã ghi có mặt: %(name)s.") % {"name": guest.name})
            return redirect("desk:event_door", pk)
    return _page(request, event, form)


@desk_page("POST")
def withdraw(request: HttpRequest, pk: int, guest: int) -> HttpResponse:
    event = _door_of(request, pk)
    found = row_or_404(event.guests.all(), guest)
    try:
        actions.withdraw_arrival(found, by=user_of(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã bỏ lượt có mặt của %(name)s.") % {"name": found.name})
    return redirect("desk:event_guest", pk, guest)


@desk_page()
@never_cache
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """The code that is shown in the room; of today alone."""
    event = _door_of(request, pk)
    today = timezone.localdate()
    context = {
        "event": event,
        "today": today,
        "address": links.room_link(event, today),
        "is_day": event.starts_on <= today <= event.ends_on,
    }
    return render(request, "desk/events/room.html", context)


@desk_page("GET", "POST")
@never_cache
def present(request: HttpRequest, token: str) -> HttpResponse:
    """Who photographed the code of the room says with one tap that they are there."""
    event = links.event_of_room(token, timezone.localdate())
    if event is None:
        raise Http404
    refusal = ""
    guest = None
    if request.method == "POST":
        try:
            guest = actions.come_in(event, by=user_of(request), at=timezone.now())
        except Refusal as refused:
            refusal = refused.message
        else:
            messages.success(request, _("Đã ghi bạn có mặt, số %(n)s.") % {"n": guest.number})
            return redirect("desk:event", event.pk)
    context = {"event": event, "refusal": refusal}
    response = render(request, "desk/events/present.html", context)
    return unprocessable(response) if refusal else response
