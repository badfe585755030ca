"""Pages for people without an account: their invitation, and whether a paper is ours."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanvat.errors import Refusal
from sanvat.events import access, actions, links
from sanvat.events.models import AttendancePaper, Event, Guest
from sanvat.parties import limits
from sanvat.portal.calendar.forms import ReplyForm

LONGEST_CODE = 12


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """`/lich/thu-moi/…/`: what one is invited to, the code for the door, and the form to reply.

    Looking replies nothing.
    """
    guest = links.guest_of(token)
    if guest is None or not access.link_opens(guest):
        raise Http404
    event = guest.event
    may_reply = event.state == Event.State.INVITED and event.ends_on >= timezone.localdate()
    form = None
    if may_reply:
        initial = {
            "reply": guest.reply or None,
            "stand_in": guest.stand_in,
            "stand_in_title": guest.stand_in_title,
            "note": guest.reply_note,
        }
        form = ReplyForm(request.POST or None, initial=initial)
    here = reverse("portal:event_invitation", args=[token])
    if request.method == "POST":
        if form is None:
            return redirect(here)
        if form.is_valid() and _replied(request, guest, form):
            return redirect(f"{here}?da-ghi=1")
    context = {
        "guest": guest,
        "event": event,
        "form": form,
        "link": links.link_of(guest),
        "was_noted": request.GET.get("da-ghi") == "1",
    }
    response = render(request, "portal/calendar/invitation.html", context)
    if form is not None and form.errors:
        response.status_code = 422
    return response


def _replied(request: HttpRequest, guest: Guest, form: ReplyForm) -> bool:
    if not limits.from_an_address("event_reply", request.META.get("REMOTE_ADDR", "")):
        form.add_error(None, limits.said())
        return False
    try:
        actions.reply(guest, by=None, at=timezone.now(), **form.given)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    except ValidationError as error:
        for name, faults in error.message_dict.items():
            form.add_error(name if name in form.fields else None, faults)
        return False
    return True


@require_safe
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """`/lich/giay/`: the code of a certificate of attendance is typed here."""
    typed = request.GET.get("ma", "").strip().upper()[:LONGEST_CODE]
    if typed.isalnum() and typed.isascii():
        return redirect("portal:attendance_paper", typed)
    return render(
        request, "portal/calendar/check.html", {"paper": None, "asked": "", "refusal": ""}
    )


@require_safe
@never_cache
def checked(request: HttpRequest, number: str) -> HttpResponse:
    """Whether a certificate bears this code, and what stands on it: nothing else of the person."""
    context: dict[str, object] = {"paper": None, "asked": number, "refusal": ""}
    status = 200
    if not limits.from_an_address("attendance_paper", request.META.get("REMOTE_ADDR", "")):
        context["refusal"], status = limits.said(), 429
    else:
        papers = AttendancePaper.objects.select_related("guest__event__host")
        paper = papers.filter(check_code=number[:LONGEST_CODE].upper()).first()
        context["paper"] = paper
        status = 200 if paper else 404
    return render(request, "portal/calendar/check.html", context, status=status)
