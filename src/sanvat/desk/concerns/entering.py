"""What staff enter: what came by telephone or on paper, and the list of a meeting in one go."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import ngettext

from sanvat.concerns import access, actions
from sanvat.concerns.models import Concern, Meeting
from sanvat.desk.concerns.entering_forms import EnterForm, MeetingForm, RaisedRows
from sanvat.desk.concerns.rows import (
    CONCERN_COLUMNS,
    MEETING_COLUMNS,
    concern_rows,
    meeting_rows,
)
from sanvat.desk.concerns.views import only_readers
from sanvat.desk.kept.forms import leaving_out
from sanvat.desk.pages import (
    desk_page,
    forbid_unless,
    paginate,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.desk.sending import done, not_done
from sanvat.errors import Refusal
from sanvat.parties.models import User

DONE = (Concern.State.ANSWERED, Concern.State.CLOSED)


def _of_the_sender(sent: QueryDict, name: str) -> bool:
    """What is sealed once it is entered: who sent it, and of a denunciation everything."""
    return sent.get("kind") == Concern.Kind.DENUNCIATION or name in WHO


WHO = ("name", "phone", "email", "address")


@leaving_out(_of_the_sender)
@desk_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Enter what came by telephone or on paper. The answer shows code and PIN, once, to be told to
    who called or brought it."""
    user = user_of(request)
    only_readers(user)
    form = EnterForm(request.POST or None, request.FILES or None, user=user)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            sent = actions.enter_concern(
                **form.facts(), key=_key(request), by=user, at=timezone.now()
            )
            here = _page_of(user, sent.concern)
            context = {"concern": sent.concern, "pin": sent.pin, "here": here}
            response = render(request, "desk/concerns/entered.html", context)
            add_never_cache_headers(response)  # the PIN stands on it
            return done(response, led_to=here)
    response = render(request, "desk/concerns/new.html", {"form": form})
    return unprocessable(response) if form.errors else response


def _page_of(user: User, concern: Concern) -> str:
    """The page of the matter; the list where it went to a body whose matters one does not see."""
    if Concern.objects.visible_to(user).filter(pk=concern.pk).exists():
        return reverse("desk:concern", args=[concern.pk])
    return reverse("desk:concerns")


def _key(request: HttpRequest) -> str:
    """What tells this sending from another: that of the form, else one of its own."""
    return f"desk-{request.POST.get('once', '')[:32] or secrets.token_hex(16)}"


@desk_page()
def meetings(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    only_readers(user)
    page = paginate(Meeting.objects.visible_to(user).select_related("organisation"), request)
    context = {
        "page": page,
        "rows": meeting_rows(page, _counted(page)),
        "columns": MEETING_COLUMNS,
    }
    return render(request, "desk/concerns/meetings.html", context)


def _counted(meetings: Iterable[Meeting]) -> dict[int, tuple[int, int]]:
    """By the key of a meeting: how much was raised there, and how much of it is answered."""
    rows = Concern.objects.filter(meeting__in=[each.pk for each in meetings]).order_by()
    counted = rows.values_list("meeting").annotate(
        raised=Count("pk"), answered=Count("pk", filter=Q(state__in=DONE))
    )
    return {pk: (raised, answered) for pk, raised, answered in counted}


@desk_page()
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting with what was raised there, in the order in which it was entered."""
    user = user_of(request)
    rows = Meeting.objects.visible_to(user).select_related("organisation", "place", "entered_by")
    found = row_or_404(rows, pk)
    raised = Concern.objects.visible_to(user).filter(meeting=found)
    page = paginate(
        raised.select_related("clock", "handler", "organisation").order_by("pk"), request
    )
    context = {
        "meeting": found,
        "page": page,
        "rows": concern_rows(page, timezone.localdate(), shows_body=True),
        "columns": CONCERN_COLUMNS,
        "answered": raised.filter(state__in=DONE).count(),
        "total": page.paginator.count,
    }
    return render(request, "desk/concerns/meeting.html", context)


def _of_who_spoke(sent: QueryDict, name: str) -> bool:
    """Names and telephones of the lines, also where they were pasted from a table."""
    if name == "pasted":
        return "\t" in sent.get(name, "")
    return name.startswith("rows-") and name.endswith(("-name", "-phone"))


@leaving_out(_of_who_spoke)
@desk_page("GET", "POST")
def new_meeting(request: HttpRequest) -> HttpResponse:
    """The whole list of a meeting: line by line, pasted, or both. What was pasted can be looked at
    as lines first (`split`), and more lines asked for (`more`): nothing is kept by that."""
    user = user_of(request)
    only_readers(user)
    forbid_unless(access.may_enter(user))
    if request.method != "POST":
        return _meeting_page(request, MeetingForm(user=user), RaisedRows.empty())
    form, rows = MeetingForm(request.POST, user=user), RaisedRows.sent(request.POST)
    if {"more", "split"} & set(request.POST):
        split = rows.spread(request.POST, is_split="split" in request.POST)
        pasted = "" if "split" in request.POST else request.POST.get("pasted", "")
        typed = MeetingForm.as_typed(request.POST, user=user, pasted=pasted)
        return not_done(_meeting_page(request, typed, split))
    if form.is_valid() and rows.is_valid():
        made = _record(request, form, rows, user)
        if made is not None:
            _tell_entered(request, made)
            return redirect("desk:concern_meeting", made.pk)
    return unprocessable(_meeting_page(request, form, rows))


def _record(
    request: HttpRequest, form: MeetingForm, rows: RaisedRows, user: User
) -> Meeting | None:
    """The meeting with its matters; None where it is refused, which then stands on the forms."""
    lines = rows.lines(form)
    try:
        return actions.record_meeting(
            name=form.given["name"],
            place=form.given["place"],
            held_on=form.given["held_on"],
            raised=[line for line, _row in lines],
            key=_key(request),
            by=user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        form.add_error(None, refusal.message)
    except ValidationError as error:
        for name, said in error.message_dict.items():
            number = name.removeprefix(ONE_LINE)
            if name.startswith(ONE_LINE) and number.isdecimal():
                rows.take_fault(form, lines, int(number), said)
            else:
                form.add_error(form.field_for(name), said)
    return None


ONE_LINE = "raised-"
"""What the act puts before the number of a line that is wrong."""


def _meeting_page(request: HttpRequest, form: MeetingForm, rows: RaisedRows) -> HttpResponse:
    return render(request, "desk/concerns/new_meeting.html", {"form": form, "rows": rows})


def _tell_entered(request: HttpRequest, meeting: Meeting) -> None:
    number = meeting.concerns.count()
    said = ngettext(
        "Đã nhập %(n)d ý kiến, mỗi ý kiến thành một việc có thời hạn.",
        "Đã nhập %(n)d ý kiến, mỗi ý kiến thành một việc có thời hạn.",
        number,
    )
    messages.success(request, said % {"n": number})
