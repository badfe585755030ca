"""Requests for support: the list, and the page of one with what can be done about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sanvat.desk.history.views import history_page
from sanvat.desk.pages import (
    desk_page,
    first_page,
    forbid_unless,
    keys_first,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.desk.paging import AND_ONE
from sanvat.desk.papers import paper_response
from sanvat.desk.support.forms import DecideForm, EffectForm, PayForm, RefuseForm
from sanvat.desk.support.rows import level_of, listed, request_columns, request_rows
from sanvat.errors import Refusal
from sanvat.instruments import actions as instruments
from sanvat.instruments.models import Instrument
from sanvat.parties.access import acts_as
from sanvat.parties.models import Role, User
from sanvat.parties.ready import ReadyFor
from sanvat.support import access, actions, documents
from sanvat.support.check import findings
from sanvat.support.models import Decision, Request

State = Request.State
NEWEST = ("-asked_on", "-pk")


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """Those that wait longest first; what is settled, the newest first."""
    user = user_of(request)
    counts = dict(_BY_STATE.tuples(user))
    state = request.GET.get("tt", "")
    state = state if state in State.values else ""
    here = reverse("desk:supports")
    total = counts.get(state, 0) if state else sum(counts.values())
    page = None if state else first_page(request, lambda: _FIRST.rows(user), count=total)
    if page is None:
        seen = Request.objects.visible_to(user)
        rows = seen.filter(state=state) if state else seen
        order = ("asked_on", "pk") if state == State.ASKED else NEWEST
        page = keys_first(rows.order_by(*order), request, listed(Request.objects), count=total)
    own = acts_as(user, Role.PRODUCER)
    return render(
        request,
        "desk/support/index.html",
        {
            "page": page,
            "columns": request_columns(with_producer=not own),
            "rows": request_rows(page, with_producer=not own),
            "tabs": [
                (_("Tất cả"), here, sum(counts.values())),
                *(
                    (capfirst(one.label), f"{here}?tt={one.value}", counts.get(one.value, 0))
                    for one in State
                ),
            ],
            "current": f"{here}?tt={state}" if state else here,
        },
    )


def _by_state(user: User) -> QuerySet[Any, Any]:
    seen = Request.objects.visible_to(user).order_by().values_list("state")
    counts: QuerySet[Any, Any] = seen.annotate(n=Count("pk"))
    return counts


def _first(user: User) -> QuerySet[Request]:
    """The keys first: joined before the page is cut, all that one sees would be read."""
    keys = Request.objects.visible_to(user).order_by(*NEWEST).values("pk")[:AND_ONE]
    return listed(Request.objects.filter(pk__in=keys)).order_by(*NEWEST)


_BY_STATE: ReadyFor[Any] = ReadyFor(_by_state)
_FIRST = ReadyFor(_first)


def _one(request: HttpRequest, pk: int) -> Request:
    seen = Request.objects.visible_to(user_of(request)).select_related(
        "scheme__place",
        "producer__organisation",
        "producer__current_place",
        "product",
        "place",
        "entered_by",
        "decision__budget",
        "decision__instrument",
        "decision__terms__instrument",
    )
    return row_or_404(seen, pk)


@desk_page()
@never_cache
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _one(request, pk))


def _page(request: HttpRequest, found: Request, **with_faults: BaseForm) -> HttpResponse:
    user = user_of(request)
    decision: Decision | None = getattr(found, "decision", None)
    may_decide = access.may_decide(user, found)
    today = timezone.localdate()
    can: dict[str, Any] = dict.fromkeys(("decide", "refuse", "pay", "effect"))
    if found.state == State.ASKED and may_decide:
        can["decide"] = DecideForm(
            scheme=found.scheme, initial={"amount": found.asked, "decided_on": today}
        )
        can["refuse"] = RefuseForm()
    if found.state == State.DECIDED and may_decide and decision is not None:
        can["pay"] = PayForm(initial={"amount": int(decision.left), "paid_on": today})
    if found.state == State.PAID and access.may_record_effect(user, found):
        can["effect"] = EffectForm(initial={"seen_on": today})
    sees_check = not acts_as(user, Role.PRODUCER)
    against = findings(found, today) if found.state == State.ASKED and sees_check else []
    response = render(
        request,
        "desk/support/request.html",
        {
            "support": found,
            "scheme": found.scheme,
            "terms": found.terms,
            "level": level_of(found.terms),
            "decision": decision,
            "payments": list(decision.payments.all()) if decision else [],
            "effect_seen": getattr(found, "effect", None),
            "against": against,
            "sees_check": sees_check and found.state == State.ASKED,
            "may_withdraw": found.state == State.ASKED and access.may_withdraw(user, found),
            "steps": [capfirst(one.label) for one in STAGES],
            "step": STAGES.index(State(found.state)) + 1 if found.state in STAGES else 0,
            **can,
            **with_faults,
        },
    )
    return unprocessable(response) if with_faults else response


STAGES = (State.ASKED, State.DECIDED, State.PAID, State.DONE)


@desk_page("POST")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = _one(request, pk), user_of(request)
    forbid_unless(access.may_decide(user, found))
    form = DecideForm(request.POST, scheme=found.scheme)
    if form.is_valid():
        given = form.given
        with refusals_on(form), transaction.atomic():
            paper = instruments.known_or_recorded(
                kind=Instrument.Kind.DECISION,
                number=given.pop("number"),
                issuer=given.pop("issuer"),
                issued_on=given["decided_on"],
                by=user,
                at=timezone.now(),
            )
            actions.decide(found, instrument=paper, by=user, at=timezone.now(), **given)
            messages.success(request, _("Đã ghi quyết định hỗ trợ."))
            return redirect("desk:support", pk)
    return _page(request, found, decide=form)


@desk_page("POST")
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = _one(request, pk), user_of(request)
    forbid_unless(access.may_decide(user, found))
    form = RefuseForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.refuse(found, by=user, at=timezone.now(), **form.given)
            messages.success(request, _("Đã từ chối, kèm lý do."))
            return redirect("desk:support", pk)
    return _page(request, found, refuse=form)


@desk_page("POST")
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = _one(request, pk), user_of(request)
    forbid_unless(access.may_decide(user, found))
    form = PayForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.pay(found, by=user, at=timezone.now(), **form.given)
            messages.success(request, _("Đã ghi lần chi."))
            return redirect("desk:support", pk)
    return _page(request, found, pay=form)


@desk_page("POST")
def effect(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = _one(request, pk), user_of(request)
    forbid_unless(access.may_record_effect(user, found))
    form = EffectForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.record_effect(found, by=user, at=timezone.now(), **form.given)
            messages.success(request, _("Đã ghi hiệu quả."))
            return redirect("desk:support", pk)
    return _page(request, found, effect=form)


@desk_page("POST")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = _one(request, pk), user_of(request)
    forbid_unless(access.may_withdraw(user, found))
    try:
        actions.withdraw(found, by=user, at=timezone.now())
        messages.success(request, _("Đã rút đề nghị."))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect("desk:support", pk)


@desk_page("GET", "POST")
def paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The decision as a paper."""
    found = _one(request, pk)
    decision: Decision | None = getattr(found, "decision", None)
    if decision is None:
        raise Http404
    made = documents.decision_paper(found, decision)
    return paper_response(request, made, form, f"quyet-dinh-{found.pk}")


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    found = _one(request, pk)
    forbid_unless(
        access.may_decide(user_of(request), found)
        or access.may_ask(user_of(request), found.producer)
    )
    return history_page(request, found, name=found.thing)
