"""Events: the list, one of them, and the steps of its life."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sanvat.agreements.models import Agreement
from sanvat.desk.events.forms import (
    AnswerForm,
    CancelForm,
    ConclusionForm,
    EventForm,
    InterestForm,
    ProgrammeForm,
    QuestionForm,
    ReplyForm,
    ReportForm,
    labelled,
)
from sanvat.desk.events.papers import PAPERS
from sanvat.desk.events.rows import EVENT_COLUMNS, event_rows, listed
from sanvat.desk.events.seen import event_of, event_to_change
from sanvat.desk.filters import Filters
from sanvat.desk.history.views import history_page
from sanvat.desk.pages import (
    KEY,
    KEYS,
    Present,
    desk_page,
    first_page,
    forbid_unless,
    paginate,
    refusals_on,
    say_saved,
    unprocessable,
    user_of,
    with_rows,
)
from sanvat.desk.paging import AND_ONE, MOST_COUNTED, first_rows, merged
from sanvat.errors import Refusal
from sanvat.events import access, actions
from sanvat.events.calendar import address_of
from sanvat.events.documents import news_draft
from sanvat.events.figures import came_by_role, figures_of
from sanvat.events.links import link_of
from sanvat.events.models import (
    AgendaItem,
    AttendancePaper,
    CoHost,
    Event,
    Handout,
    Interest,
    Question,
    Speaker,
    Topic,
    days_since,
    parts_seen,
)
from sanvat.parties.models import User
from sanvat.parties.ready import DAY, ReadyFor
from sanvat.places.questions import province_of
from sanvat.records import journal
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery, at_hand

State = Event.State
STAGES = (State.PLANNED, State.INVITED, State.HELD, State.REPORTED)


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """What comes, the nearest first; what was, the latest first."""
    user, today = user_of(request), timezone.localdate()
    filters = Filters(request)
    when = filters.choice("khi", ("qua", "tat-ca"))
    kind = filters.choice("loai", Event.Kind.values)
    query = request.GET.get("q", "").strip()
    page: Page[Event] | None = None
    if not (when or kind or query):
        page = first_page(
            request,
            lambda: _NEXT.rows(user, today),
            count=lambda: _TO_COME.count(user, today),
            most=MOST_COUNTED,
        )
    if page is None:
        rows = Event.objects.search(query)
        if kind:
            rows = rows.filter(kind=kind)
        if when == "qua":
            rows = rows.past(today)
        parts, order = parts_seen(user), ("-starts_on", "-pk")
        if when == "":
            parts, order = _parts_to_come(user, today), ("starts_on", "pk")
        keys: Page[int] = paginate(merged(rows, parts, *order), request, most=MOST_COUNTED)
        page = with_rows(keys, _WHOLE.rows(list(keys)) if keys else [])
    return render(
        request,
        "desk/events/index.html",
        {
            "page": page,
            "columns": EVENT_COLUMNS,
            "rows": event_rows(page),
            "query": query,
            "kept": filters.kept("q"),
            "filters": [
                filters.row(
                    _("Thời gian"),
                    "khi",
                    [("qua", _("Đã qua")), ("tat-ca", _("Tất cả"))],
                    every=_("Sắp tới"),
                ),
                filters.row(_("Loại"), "loai", labelled(Event.Kind.choices)),
            ],
            "may_plan": access.plans_events(user),
        },
    )


def _parts_to_come(user: User, today: date) -> list[Q]:
    return parts_seen(user, days_since(today))


def _next(user: User, today: date) -> QuerySet[Event]:
    rows, order = Event.objects.all(), ("starts_on", "pk")
    first = first_rows(rows, _parts_to_come(user, today), *order)
    return listed(rows.filter(first)).order_by(*order)[:AND_ONE]


def _to_come(user: User, today: date) -> QuerySet[Event]:
    rows = Event.objects.order_by().only("pk")
    one, *others = [rows.filter(each) for each in _parts_to_come(user, today)]
    return one.union(*others, all=True)[: MOST_COUNTED + 1]


_NEXT = ReadyFor(_next, DAY)
_WHOLE: ReadyQuery[Event] = ReadyQuery(
    lambda keys: listed(Event.objects.filter(among("pk", keys))).order_by(), KEYS
)
_TO_COME = ReadyFor(_to_come, DAY)


@desk_page("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    forbid_unless(access.plans_events(user))
    own = user.acting
    place = own.place if own else None
    initial = {"place": place, "host": own.organisation_id if own else None}
    sent = (request.POST or None, request.FILES or None)
    form = EventForm(*sent, user=user, initial=initial, version="")
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), transaction.atomic():
            paper = form.instrument(by=user, at=timezone.now())
            event = actions.plan_event(by=user, at=timezone.now(), instrument=paper, **form.facts)
            messages.success(request, _("Đã lập sự kiện. Giờ hãy ghi nội dung và mời."))
            return redirect("desk:event", event.pk)
    response = render(request, "desk/events/form.html", {"form": form, "event": None})
    return unprocessable(response) if form.errors else response


@desk_page()
@never_cache
def event(request: HttpRequest, pk: int) -> HttpResponse:
    return event_page(request, event_of(request, pk))


def event_page(request: HttpRequest, event: Event, **with_faults: forms.Form) -> HttpResponse:
    """The event with what this person may do about it now; a form with faults stands in place of
    its empty one."""
    user = user_of(request)
    guest = access.guest_of(user, event)
    may_change = access.may_change_event(user, event)
    at_door = may_change or access.may_stand_at_door(user, event)
    is_open = event.state not in (State.CANCELLED, State.REPORTED)
    may_speak = is_open and (guest is not None or at_door or access.may_ask(user, event))
    can: dict[str, Any] = {}
    if guest is not None and event.state == State.INVITED:
        can["reply"] = ReplyForm.of(guest)
    if may_speak:
        can["ask"] = QuestionForm(for_others=at_door)
    if may_speak or (event.state == State.REPORTED and at_door):
        can["interest"] = _interest_form(user, event, for_others=at_door)
    if may_change:
        after = Event.STEPS.after(event.state)
        if State.CANCELLED in after:
            can["cancel"] = CancelForm()
        if event.state == State.HELD:
            can |= {"conclude": ConclusionForm.of(event), "report": ReportForm()}
    figures = figures_of(event)
    [(signed_here, *parts)] = _ARE_THERE.tuples(event.pk)
    for (name, rows), are_there in zip(_PARTS.items(), parts, strict=True):
        at_hand(event, name, rows.rows(event.pk) if are_there else [])
    context = {
        "event": event,
        "guest": guest,
        "link": link_of(guest) if guest else "",
        "paper": AttendancePaper.objects.filter(guest=guest).first() if guest else None,
        "figures": figures,
        "figures_row": _figures_row(figures),
        "by_role": _by_role(event) if figures.came else [],
        "may_change": may_change,
        "at_door": at_door,
        "is_open": is_open,
        "door_is_open": at_door and is_open and event.starts_on <= timezone.localdate(),
        "steps": [capfirst(one.label) for one in STAGES],
        "current": _step(event),
        "next": _next_step(event, figures, may_change=may_change),
        "questions": _questions(event, may_answer=at_door and is_open, faulty=with_faults)
        if figures.questions
        else [],
        "interests": _interests(event, user) if figures.interests else [],
        "handouts": list(event.handouts.all()),
        "agreements": _SIGNED_AT.rows(user, event.pk) if signed_here else [],
        "papers": PAPERS if at_door else (),
        "public_address": address_of(event) if event.published_at else "",
        **dict.fromkeys(("reply", "ask", "interest", "cancel", "conclude", "report")),
        **can,
        **{name: form for name, form in with_faults.items() if name != "answer"},
    }
    response = render(request, "desk/events/event.html", context)
    return unprocessable(response) if with_faults else response


_PARTS: dict[str, ReadyQuery[Any]] = {
    "topics": ReadyQuery(lambda event: Topic.objects.filter(event=event), KEY),
    "agenda": ReadyQuery(lambda event: AgendaItem.objects.filter(event=event), KEY),
    "speakers": ReadyQuery(lambda event: Speaker.objects.filter(event=event), KEY),
    "handouts": ReadyQuery(
        lambda event: Handout.objects.filter(event=event).select_related("file"), KEY
    ),
    "co_hosts": ReadyQuery(
        lambda event: CoHost.objects.filter(event=event).select_related("organisation"), KEY
    ),
}
"""What an event may have of its own, and mostly has not."""


def _are_there(event: int) -> QuerySet[Any, Any]:
    """Whether an agreement was signed at it, and which of its parts it has."""
    of_it = [
        Exists(part.objects.order_by().filter(event=OuterRef("pk")))
        for part in (Topic, AgendaItem, Speaker, Handout, CoHost)
    ]
    signed = Exists(Agreement.objects.order_by().filter(signing_event=OuterRef("pk")))
    asked: Any = Event.objects.filter(pk=event).order_by()
    told: QuerySet[Any, Any] = asked.values_list(signed, *of_it)
    return told


_ARE_THERE: ReadyQuery[Any] = ReadyQuery(_are_there, KEY)
_SIGNED_AT = ReadyFor(
    lambda user, event: Agreement.objects.visible_to(user).filter(signing_event=event), KEY
)
_QUESTIONS = ReadyQuery(
    lambda event: Question.objects.filter(event=event).select_related("answered_by"), KEY
)
_INTERESTS = ReadyQuery(
    lambda event: Interest.objects.filter(event=event).select_related("place", "idea"), KEY
)
_THAT_OPEN: ReadyFor[Any] = ReadyFor(
    lambda user, event: (
        Interest.objects.visible_to(user).filter(event=event).order_by().values_list("pk")
    ),
    KEY,
)


def _by_role(event: Event) -> list[tuple[str, int]]:
    return [(capfirst(name) or _("Khách khác"), n) for name, n in came_by_role(event)]


def _interest_form(user: User, event: Event, *, for_others: bool, data: Any = None) -> InterestForm:
    own = user.acting.place if user.acting else None
    place = own if own is not None and own.level == "commune" else None
    form = InterestForm(data, for_others=for_others, initial={"place": place})
    form.fields["place"].near = province_of(own or event.place)  # type: ignore[attr-defined]
    return form


def interest_form(request: HttpRequest, event: Event) -> InterestForm:
    """As it was sent."""
    user = user_of(request)
    at_door = access.may_stand_at_door(user, event)
    return _interest_form(user, event, for_others=at_door, data=request.POST)


def _figures_row(figures: Any) -> list[tuple[Any, ...]]:
    return [
        (figures.invited, _("được mời"), _("%(n)s nhận lời") % {"n": figures.yes}),
        (figures.came, _("có mặt"), _("%(n)s không qua mời") % {"n": figures.walk_ins}),
        (figures.questions, _("câu hỏi"), _("%(n)s đã trả lời") % {"n": figures.answered}),
        (figures.interests, _("nguyện vọng"), _("%(n)s thành ý tưởng") % {"n": figures.ideas}),
    ]


def _step(event: Event) -> int:
    if event.state == State.REPORTED:
        return len(STAGES) + 1
    return STAGES.index(State(event.state)) + 1 if event.state in STAGES else 0


def _next_step(event: Event, figures: Any, *, may_change: bool) -> dict[str, str] | None:
    """The one next thing to do, said to who may do it."""
    if not may_change:
        return None
    at = {name: reverse(f"desk:event_{name}", args=[event.pk]) for name in ("guests", "door")}
    today = timezone.localdate()
    if event.is_to_come and event.starts_on <= today <= event.ends_on:
        return {"text": _("Hôm nay là ngày của sự kiện."), "to": at["door"], "do": _("Mở bàn đón")}
    if event.is_to_come and event.ends_on < today:
        return {
            "text": _("Sự kiện đã qua: ghi người có mặt, rồi ghi là đã tổ chức."),
            "to": at["door"],
            "do": _("Ghi người có mặt"),
        }
    if event.state == State.PLANNED:
        return {"text": _("Chưa mời ai."), "to": at["guests"], "do": _("Mời dự")}
    if event.state == State.INVITED and figures.silent:
        text = _("%(n)s khách chưa trả lời.") % {"n": figures.silent}
        return {"text": text, "to": at["guests"], "do": _("Xem và nhắc")}
    if event.state == State.HELD:
        return {
            "text": _("Đã tổ chức: ghi kết luận, cấp giấy chứng nhận, rồi báo cáo."),
            "to": "#ket-luan",
            "do": _("Ghi kết luận"),
        }
    return None


def _questions(event: Event, *, may_answer: bool, faulty: dict[str, Any]) -> list[Any]:
    asked: list[Any] = _QUESTIONS.rows(event.pk)
    wrong = faulty.get("answer")
    for one in asked:
        one.form = None
        if may_answer:
            one.form = AnswerForm.of(one)
            if wrong is not None and wrong.auto_id == one.form.auto_id:
                one.form = wrong
    return asked


def _interests(event: Event, user: User) -> list[Any]:
    """Those whose names this person may read, each with whether its page `opens` to them."""
    found: list[Any] = _INTERESTS.rows(event.pk)
    if not access.may_see_names(user, event):
        found = [one for one in found if one.noted_by_id == user.pk]
    opens = {pk for (pk,) in _THAT_OPEN.tuples(user, event.pk)}
    for one in found:
        one.opens = one.pk in opens
    return found


@desk_page("GET", "POST")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    event, user = event_to_change(request, pk), user_of(request)
    form = EventForm.of(event, user, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: EventForm.of(event_of(request, pk), user),
            here=reverse("desk:event_change", args=[pk]),
            entries=journal.of(event).filter(act="change_event"),
        )
        with refusals_on(form, present), transaction.atomic():
            changed = actions.change_event(
                event,
                by=user,
                at=timezone.now(),
                seen=form.seen,
                instrument=form.instrument(by=user, at=timezone.now()),
                **form.facts,
            )
            say_saved(request, changed)
            return redirect("desk:event", pk)
    response = render(request, "desk/events/form.html", {"form": form, "event": event})
    return unprocessable(response) if form.errors else response


@desk_page("GET", "POST")
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_to_change(request, pk)
    form = ProgrammeForm.of(event, request.POST or None)
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: ProgrammeForm.of(event_of(request, pk)),
            here=reverse("desk:event_programme", args=[pk]),
            entries=journal.of(event).filter(act="prepare_event"),
        )
        with refusals_on(form, present):
            changed = actions.prepare_event(
                event, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:event", pk)
    response = render(request, "desk/events/programme.html", {"form": form, "event": event})
    return unprocessable(response) if form.errors else response


@desk_page("POST")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    return _step_taken(request, pk, actions.publish_event, _("Đã đưa lên lịch công khai."))


@desk_page("POST")
def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    return _step_taken(request, pk, actions.unpublish_event, _("Đã bỏ khỏi lịch công khai."))


@desk_page("POST")
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    return _step_taken(request, pk, actions.hold_event, _("Đã ghi là đã tổ chức."))


def _step_taken(request: HttpRequest, pk: int, act: Any, said: str) -> HttpResponse:
    """A step that asks nothing more; what it refuses is said on the event's page."""
    event = event_to_change(request, pk)
    try:
        act(event, by=user_of(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
    return redirect("desk:event", pk)


@desk_page("POST")
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    event, form = event_to_change(request, pk), CancelForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.cancel_event(event, by=user_of(request), at=timezone.now(), **form.given)
            messages.success(request, _("Đã hủy, và đã báo cho người được mời."))
            return redirect("desk:event", pk)
    return event_page(request, event, cancel=form)


@desk_page("POST")
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_to_change(request, pk)
    form = ConclusionForm.of(event, request.POST)
    if form.is_valid():
        present = Present(
            lambda: ConclusionForm.of(event_of(request, pk)),
            here=reverse("desk:event", args=[pk]) + "#ket-luan",
            entries=journal.of(event).filter(act="conclude_event"),
        )
        with refusals_on(form, present):
            changed = actions.conclude_event(
                event, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:event", pk)
    return event_page(request, event, conclude=form)


@desk_page("POST")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    event, form = event_to_change(request, pk), ReportForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.report_event(event, by=user_of(request), at=timezone.now(), **form.given)
            messages.success(request, _("Đã báo cáo. Giấy tờ của sự kiện lấy ở cột bên."))
            return redirect("desk:event", pk)
    return event_page(request, event, report=form)


@desk_page()
def news(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of the news, to copy."""
    event = event_to_change(request, pk)
    title, lead, text = news_draft(event)
    context = {"event": event, "title": title, "opening": lead, "text": text}
    return render(request, "desk/events/news.html", context)


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_to_change(request, pk)
    return history_page(request, event, name=event.title)
