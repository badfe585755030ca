"""Who is invited, what they replied, and inviting more."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from sanvat.desk.events.forms import InviteForm, ReplyForm
from sanvat.desk.events.rows import GUEST_COLUMNS, guest_rows
from sanvat.desk.events.seen import event_of, event_to_change
from sanvat.desk.events.views import event_page
from sanvat.desk.filters import Filters
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
from sanvat.errors import Refusal
from sanvat.events import access, actions
from sanvat.events.figures import here
from sanvat.events.links import link_of
from sanvat.events.models import AttendancePaper, Event, Guest

REPLIES = {"chua": "", "du": "yes", "co-the": "maybe", "khong": "no"}


@desk_page("GET", "POST")
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """The list, and the form to invite more."""
    event, user = event_of(request, pk), user_of(request)
    forbid_unless(access.may_stand_at_door(user, event))
    may_invite = access.may_change_event(user, event)
    own = user.acting.place if user.acting else None
    form = InviteForm(request.POST or None, initial={"place": (own or event.place).full_name})
    if request.method == "POST":
        forbid_unless(may_invite)
        if form.is_valid():
            with refusals_on(form):
                guests = actions.invite(event, form.calls, by=user, at=timezone.now())
                said = ngettext("Đã mời thêm %(n)d.", "Đã mời thêm %(n)d.", len(guests))
                messages.success(request, said % {"n": len(guests)})
                return redirect("desk:event_guests", pk)
    filters = Filters(request)
    answer = filters.choice("tl", REPLIES)
    query = request.GET.get("q", "").strip()
    rows = event.guests.search(query).select_related("place", "rule__place", "rule__organisation")
    if answer:
        rows = rows.filter(reply=REPLIES[answer], is_walk_in=False)
    page = paginate(rows.order_by("number"), request)
    counts = event.guests.filter(is_walk_in=False).counted_by_reply()
    labels = {reply: capfirst(str(label)) for reply, label in Guest.Reply.choices}
    context = {
        "event": event,
        "form": form
        if may_invite and Event.State.INVITED in Event.STEPS.after(event.state)
        else None,
        "page": page,
        "columns": GUEST_COLUMNS,
        "rows": guest_rows(page, here(event)),
        "query": query,
        "kept": filters.kept("q"),
        "filters": [filters.row(_("Trả lời"), "tl", [(k, labels[v]) for k, v in REPLIES.items()])],
        "replies": [
            (labels[reply], counts.get(reply, 0), f"?tl={key}") for key, reply in REPLIES.items()
        ],
        "rules": event.rules.annotate(n=Count("guests")).select_related("place", "organisation"),
        "may_remind": may_invite and event.state == Event.State.INVITED and counts.get("", 0),
    }
    response = render(request, "desk/events/guests.html", context)
    return unprocessable(response) if form.errors else response


@desk_page("POST")
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_to_change(request, pk)
    try:
        n = actions.remind(event, by=user_of(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        if n:
            messages.success(request, _("Đã nhắc %(n)s khách.") % {"n": n})
        else:
            messages.info(request, _("Không còn ai để nhắc: mọi người đã trả lời hoặc vừa nhắc."))
    return redirect("desk:event_guests", pk)


@desk_page("POST")
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Of the person themselves, or for the body they act for."""
    event = event_of(request, pk)
    guest = access.guest_of(user_of(request), event)
    if guest is None:
        raise Http404
    form = ReplyForm.of(guest, request.POST)
    if form.is_valid():
        present = Present(
            lambda: ReplyForm.of(row_or_404(event.guests.all(), guest.pk)),
            here=reverse("desk:event", args=[pk]) + "#tra-loi",
        )
        with refusals_on(form, present):
            changed = actions.reply(
                guest, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:event", pk)
    return event_page(request, event, reply=form)


@desk_page("GET", "POST")
@never_cache
def guest(request: HttpRequest, pk: int, guest: int) -> HttpResponse:
    """One guest: their link and code, and the reply they gave by telephone."""
    event, user = event_of(request, pk), user_of(request)
    forbid_unless(access.may_stand_at_door(user, event))
    found = row_or_404(event.guests.select_related("place", "rule__place", "organisation"), guest)
    found.event = event
    form = ReplyForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        page = reverse("desk:event_guest", args=[pk, guest])
        present = Present(lambda: ReplyForm.of(row_or_404(event.guests.all(), guest)), here=page)
        with refusals_on(form, present):
            changed = actions.reply(found, by=user, at=timezone.now(), seen=form.seen, **form.given)
            say_saved(request, changed)
            return redirect(page)
    context = {
        "event": event,
        "guest": found,
        "form": form if event.state == Event.State.INVITED else None,
        "link": link_of(found),
        "paper": AttendancePaper.objects.filter(guest=found).first(),
        "may_reach": access.may_reach(user, event),
        "came": found.attendances.filter(withdrawn_at=None).select_related("noted_by").first(),
    }
    response = render(request, "desk/events/guest.html", context)
    return unprocessable(response) if form.errors else response
