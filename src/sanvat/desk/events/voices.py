"""Questions, and the wishes of those who want to join."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sanvat.desk.events.forms import AnswerForm, IdeaNameForm, QuestionForm
from sanvat.desk.events.rows import INTEREST_COLUMNS, interest_rows
from sanvat.desk.events.seen import event_of
from sanvat.desk.events.views import event_page, interest_form
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
from sanvat.events import access, actions
from sanvat.events.models import Event, Interest
from sanvat.products.models import Idea


@desk_page("POST")
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    event, user = event_of(request, pk), user_of(request)
    forbid_unless(access.may_ask(user, event))
    form = QuestionForm(request.POST, for_others=access.may_stand_at_door(user, event))
    if form.is_valid():
        with refusals_on(form):
            actions.ask(event, by=user, at=timezone.now(), **form.given)
            messages.success(request, _("Đã ghi câu hỏi."))
            return redirect("desk:event", pk)
    return event_page(request, event, ask=form)


@desk_page("POST")
def answer(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    event = event_of(request, pk)
    forbid_unless(access.may_stand_at_door(user_of(request), event))
    found = row_or_404(event.questions.all(), question)
    form = AnswerForm.of(found, request.POST)
    if form.is_valid():
        present = Present(
            lambda: AnswerForm.of(row_or_404(event.questions.all(), question)),
            here=reverse("desk:event", args=[pk]) + f"#hoi-{question}",
        )
        with refusals_on(form, present):
            changed = actions.answer_question(
                found, by=user_of(request), at=timezone.now(), seen=form.seen, **form.given
            )
            say_saved(request, changed)
            return redirect("desk:event", pk)
    return event_page(request, event, answer=form)


@desk_page("POST")
def note_interest(request: HttpRequest, pk: int) -> HttpResponse:
    event, user = event_of(request, pk), user_of(request)
    forbid_unless(access.may_note_interest(user, event))
    form = interest_form(request, event)
    if form.is_valid():
        with refusals_on(form):
            actions.note_interest(event, by=user, at=timezone.now(), **form.given)
            messages.success(request, _("Đã ghi nguyện vọng. Cán bộ xã nơi ở sẽ liên hệ."))
            return redirect("desk:event", pk)
    return event_page(request, event, interest=form)


@desk_page()
def interests(request: HttpRequest) -> HttpResponse:
    """Those that wait for somebody to make an idea of them, the oldest first; or all."""
    filters = Filters(request)
    which = filters.choice("xem", ("tat-ca",))
    rows = Interest.objects.visible_to(user_of(request)).select_related("place", "event")
    rows = rows.order_by("-noted_at", "-pk") if which else rows.waiting().order_by("noted_at", "pk")
    page = paginate(rows, request)
    context = {
        "page": page,
        "columns": INTEREST_COLUMNS,
        "rows": interest_rows(page),
        "filters": [filters.row(_("Xem"), "xem", [("tat-ca", _("Tất cả"))], every=_("Đang chờ"))],
    }
    return render(request, "desk/events/interests.html", context)


@desk_page("GET", "POST")
@never_cache
def interest(request: HttpRequest, pk: int) -> HttpResponse:
    """One wish, and the way to make an idea of it."""
    user = user_of(request)
    seen = Interest.objects.visible_to(user).select_related("place", "event", "idea", "noted_by")
    found = row_or_404(seen, pk)
    is_waiting = found.idea is None and found.erased_at is None
    may_make = is_waiting and access.may_make_idea(user, found.place)
    form = IdeaNameForm(request.POST or None, initial={"name": found.wish})
    if request.method == "POST":
        forbid_unless(access.may_make_idea(user, found.place))
        if form.is_valid():
            with refusals_on(form):
                idea = actions.make_idea(found, by=user, at=timezone.now(), **form.given)
                messages.success(request, _("Đã ghi thành ý tưởng. Giờ hãy góp ý."))
                return redirect("desk:idea", idea.pk)
    sees_event = Event.objects.visible_to(user).filter(pk=found.event_id).exists()
    sees_idea = found.idea_id and Idea.objects.visible_to(user).filter(pk=found.idea_id).exists()
    context = {
        "interest": found,
        "form": form if may_make or form.errors else None,
        "sees_event": sees_event,
        "sees_idea": sees_idea,
    }
    response = render(request, "desk/events/interest.html", context)
    return unprocessable(response) if form.errors else response
