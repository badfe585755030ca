"""The list of agreements, and the page of one with all its items."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from sanvat.agreements import access
from sanvat.agreements.models import (
    Agreement,
    Amendment,
    Comment,
    Party,
    Signature,
    Version,
    Waiting,
)
from sanvat.agreements.standing import Place, Standing, items_of, stand_today
from sanvat.desk.agreements.rows import (
    agreement_columns,
    agreement_rows,
    item_columns,
    item_rows,
    listed,
)
from sanvat.desk.history.views import history_page
from sanvat.desk.pages import (
    KEY,
    desk_page,
    first_page,
    forbid_unless,
    paginate,
    seen_or_404,
    user_of,
    with_rows,
)
from sanvat.desk.paging import AND_ONE
from sanvat.events.models import Event
from sanvat.parties.models import User
from sanvat.parties.ready import DAY, ReadyFor
from sanvat.records.among import among
from sanvat.records.beside import count_of
from sanvat.records.ready_queries import ReadyQuery, at_hand

State = Agreement.State


@desk_page()
def index(request: HttpRequest) -> HttpResponse:
    """Those in which one's own side must do something first."""
    user, today = user_of(request), timezone.localdate()
    counts = dict(_BY_STATE.tuples(user))
    state = request.GET.get("tt", "")
    state = state if state in State.values else ""
    here = reverse("desk:agreements")
    total = counts.get(state, 0) if state else sum(counts.values())
    keys = None
    if not state:
        keys = first_page(
            request, lambda: [pk for (pk,) in _FIRST.tuples(user, today)], count=total
        )
    if keys is None:
        rows = _in_order(user, today).filter(state=state) if state else _in_order(user, today)
        keys = paginate(rows, request, count=total)
    shown = list(keys)
    page = with_rows(keys, _WHOLE.rows(shown, today) if shown else [])
    waits = _WAITS.tuples(user, shown, today) if shown else []
    return render(
        request,
        "desk/agreements/index.html",
        {
            "page": page,
            "columns": agreement_columns(),
            "rows": agreement_rows(page, {key: _said(*counts) for key, *counts in waits}),
            "tabs": [
                (_("Tất cả"), here, sum(counts.values())),
                *(
                    (capfirst(one.label), f"{here}?tt={one.value}", counts.get(one.value, 0))
                    for one in State
                    if counts.get(one.value) or one.value == state
                ),
            ],
            "current": f"{here}?tt={state}" if state else here,
            "may_draft": access.may_begin_draft(user),
        },
    )


def _by_state(user: User) -> QuerySet[Any, Any]:
    seen = Agreement.objects.visible_to(user).order_by().values_list("state")
    counts: QuerySet[Any, Any] = seen.annotate(n=Count("pk"))
    return counts


def _in_order(user: User, today: date) -> QuerySet[Any, Any]:
    """The keys of those that the person sees."""
    urgent = _waiting(user).urgent(today).order_by().values("agreement")
    seen = Agreement.objects.visible_to(user).urgent_first(urgent)
    keys: QuerySet[Any, Any] = seen.values_list("pk", flat=True)
    return keys


def _waiting(user: User) -> Any:
    """What waits for the body for which somebody carries the programme."""
    own = access.own_organisation(user)
    return Waiting.objects.none() if own is None else Waiting.objects.of(own)


def _waits(user: User, keys: list[int], today: date) -> QuerySet[Any, Any]:
    """What that body has to do in these agreements: of each the counts that `_said` takes."""
    here: QuerySet[Any, Any] = _waiting(user).filter(among("agreement", keys))
    return here.counts_by_agreement(today)  # type: ignore[attr-defined,no-any-return]


_BY_STATE: ReadyFor[Any] = ReadyFor(_by_state)
_FIRST: ReadyFor[Any] = ReadyFor(lambda user, day: _in_order(user, day)[:AND_ONE], DAY)
_WAITS: ReadyFor[Any] = ReadyFor(_waits, [-7_000_010], DAY)
_WHOLE = ReadyQuery(listed, [-7_000_010], DAY)


def _said(late: int, to_confirm: int, to_do: int) -> list[str]:
    """What one's own side has to do, in words."""
    said = []
    if n := late:
        said.append(ngettext("%(n)d quá hạn", "%(n)d quá hạn", n) % {"n": n})
    if n := to_confirm:
        said.append(ngettext("%(n)d chờ xác nhận", "%(n)d chờ xác nhận", n) % {"n": n})
    if n := to_do:
        said.append(ngettext("%(n)d đang làm", "%(n)d đang làm", n) % {"n": n})
    return said


@desk_page()
@never_cache
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, one_of(request, pk))


def one_of(request: HttpRequest, pk: int) -> Agreement:
    """The agreement, for who sees it, with its parties."""
    found = seen_or_404(_SEEN, request, pk)
    at_hand(found, "parties", _PARTIES.rows(pk))
    return found


def _seen(user: User, pk: int) -> QuerySet[Agreement]:
    """With what its page tells beside its items."""
    seen: QuerySet[Agreement] = Agreement.objects.visible_to(user).filter(pk=pk).order_by()
    of_it = Version.objects.filter(agreement=OuterRef("pk"))
    comments = Comment.objects.filter(version__agreement=OuterRef("pk"), outcome="")
    return seen.select_related(
        *("place", "drafted_for", "instrument", "signing_event"),
        *("regulation", "continues", "continued_by", "review"),
    ).annotate(
        open_comments=count_of(comments, "version__agreement"),
        signed_version=Subquery(
            of_it.exclude(kind=Version.Kind.DRAFT).order_by("-number").values("pk")[:1]
        ),
    )


_SEEN = ReadyFor(_seen, KEY)
_PARTIES = ReadyQuery(
    lambda pk: Party.objects.filter(agreement=pk).select_related("organisation"), KEY
)
_SIGNATURES = ReadyQuery(lambda version: Signature.objects.filter(version=version), KEY)
_AMENDMENTS = ReadyQuery(lambda pk: Amendment.objects.filter(agreement=pk), KEY)
_UNDER_IT = ReadyFor(
    lambda user, pk: Agreement.objects.visible_to(user).filter(regulation=pk)[:20], KEY
)


def show(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """The agreement with its items, who must move next, and what can be done now."""
    user = user_of(request)
    own = access.own_organisation(user)
    today = timezone.localdate()
    places = stand_today(agreement, items_of(agreement), today)
    is_running = agreement.state == State.RUNNING
    may_work = access.may_work(user, agreement)
    parties = {party.pk: party for party in agreement.parties.all()}
    signed = agreement.signed_version  # type: ignore[attr-defined]
    told = 3 if agreement.is_drafted else None  # before it is signed nothing has been done
    return render(
        request,
        "desk/agreements/agreement.html",
        {
            "agreement": agreement,
            "parties": parties.values(),
            "places": places,
            "figures": _figures(places),
            "confirmed": sum(place.standing == Standing.CONFIRMED for place in places),
            "columns": item_columns()[:told],
            "rows": [row[:told] for row in item_rows(places, own, urgent_first=is_running)],
            "mine": [place for place in places if place.waits_for(own)],
            "may_work": may_work,
            "can": _can(agreement, user, may_work=may_work),
            "open_comments": agreement.open_comments,  # type: ignore[attr-defined]
            "is_signed": signed is not None,
            "signatures": _SIGNATURES.rows(signed, known={Signature.party.field: parties})
            if signed
            else [],
            "signed_at": _signed_at(agreement, user),
            "amendments": _AMENDMENTS.rows(agreement.pk) if signed else [],
            "continued_by": getattr(agreement, "continued_by", None),
            "programmes": _UNDER_IT.rows(user, agreement.pk),
            "steps": _steps(),
            "step": _step(agreement),
        },
    )


def _figures(places: list[Place]) -> list[tuple[Standing, int]]:
    """How many stand where, leaving out where none does."""
    found = [
        (standing, sum(place.standing == standing for place in places)) for standing in Standing
    ]
    return [(standing, n) for standing, n in found if n]


def _can(agreement: Agreement, user: User, *, may_work: bool) -> set[str]:
    """What this person can do with it now, by the names that the page asks for."""
    if not may_work:
        return set()
    match agreement.state:
        case State.DRAFT:
            return {"write", "send"}
        case State.COMMENTING:
            return {"write", "send", "comment", "sign"}
        case State.SIGNED:
            return {"amend", "publish", "meet"}
        case State.RUNNING:
            return {
                "amend",
                "publish",
                "meet",
                "reviewed" if hasattr(agreement, "review") else "review",
            }
        case State.REVIEWED | State.CLOSED:
            more = set() if hasattr(agreement, "continued_by") else {"next"}
            close = {"close"} if agreement.state == State.REVIEWED else set()
            return {"publish", "meet", *more, *close}
    return {"publish", "meet"}


def _signed_at(agreement: Agreement, user: User) -> dict[str, str] | None:
    """The event at which it was signed, and its page where this person sees it."""
    event = agreement.signing_event
    if event is None:
        return None
    sees = Event.objects.visible_to(user).filter(pk=event.pk).exists()
    return {"label": event.title, "href": reverse("desk:event", args=[event.pk]) if sees else ""}


STAGES = (State.DRAFT, State.COMMENTING, State.SIGNED, State.RUNNING, State.REVIEWED, State.CLOSED)


def _steps() -> list[str]:
    return [str(capfirst(one.label)) for one in STAGES]


def _step(agreement: Agreement) -> int:
    """Which step of the way it is at, counted from 1; past the last when it is over."""
    if agreement.state in (State.CLOSED, State.RENEWED):
        return len(STAGES) + 1
    return STAGES.index(State(agreement.state)) + 1


@desk_page()
def history(request: HttpRequest, pk: int) -> HttpResponse:
    found = one_of(request, pk)
    forbid_unless(access.may_work(user_of(request), found))
    return history_page(request, found, name=found.title)
