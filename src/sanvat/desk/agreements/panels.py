"""What the first pages show of agreements: what waits for one's own side."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from sanvat.agreements import access
from sanvat.agreements.models import Agreement, Item, Waiting
from sanvat.desk.agreements.rows import waiting_columns, waiting_rows
from sanvat.desk.panel import SHORT, FirstPage, Panel, Shown, Viewer
from sanvat.parties.models import User
from sanvat.parties.ready import DAY, ReadyFor
from sanvat.records.together import Asked, Asking


def waiting(viewer: Viewer) -> Shown:
    """What is late first, then what waits for a confirmation, then what is to do; nothing where
    one's body is a party to nothing that runs."""
    if access.own_organisation(viewer.user) is None:
        return None
    counts, there = _COUNTS.ask_tuples(viewer.user, viewer.today), _DRAFTED.ask_any(viewer.user)
    yield counts, there
    to_answer = _TO_ANSWER.ask_rows(viewer.user) if there.answer else Asked.known([])
    yield (to_answer,)
    [(late, to_confirm, to_do)] = counts.answer or [(0, 0, 0)]
    if not late + to_confirm + to_do and not to_answer.answer:
        return None
    items = (yield from _first_of(viewer)) if late + to_confirm + to_do else []
    return {
        "late": late,
        "to_confirm": to_confirm,
        "to_do": to_do,
        "to_answer": to_answer.answer,
        "agreement_items": waiting_rows(items, viewer.today),
        "agreement_columns": waiting_columns(),
    }


def _own(user: User) -> Any:
    own = access.own_organisation(user)
    assert own is not None
    return Waiting.objects.of(own)


def _drafted(user: User) -> QuerySet[Agreement]:
    own = access.own_organisation(user)
    drafted: QuerySet[Agreement] = Agreement.objects.filter(state="commenting", drafted_for=own)
    return drafted.order_by()


def _to_answer(user: User) -> QuerySet[Agreement]:
    """The drafts of one's own body in which others wait for an answer, with how many do."""
    own = access.own_organisation(user)
    open_ones = Q(versions__comments__outcome="") & ~Q(versions__comments__organisation=own)
    return (
        _drafted(user)
        .annotate(open_count=Count("versions__comments", filter=open_ones))
        .filter(open_count__gt=0)
        .only("title")
        .order_by("pk")[:SHORT]
    )


_COUNTS = ReadyFor(lambda user, day: _own(user).counts_in_a_row(day), DAY)
_DRAFTED = ReadyFor(lambda user: _drafted(user).only("pk"))
_TO_ANSWER = ReadyFor(_to_answer)


def _first(rows: Any) -> QuerySet[Waiting]:
    found: QuerySet[Waiting] = rows.order_by("deadline", "item_id")
    return found.select_related("item__agreement").only(*SHOWN)[:SHORT]


SHOWN = (
    *("item__number", "item__text", "item__due_on", "item__state"),
    *("item__agreement__title", "item__agreement__state", "item__agreement__ends_on"),
)
_LATE = ReadyFor(lambda user, day: _first(_own(user).late(day)), DAY)
_TO_CONFIRM = ReadyFor(lambda user: _first(_own(user).to_confirm()))
_TO_DO = ReadyFor(lambda user, day: _first(_own(user).to_do().filter(deadline__gte=day)), DAY)


def _first_of(viewer: Viewer) -> Asking[list[Item]]:
    """What is late, then what is to confirm, then what is to do; a later queue is asked only
    where the list is not full."""
    user, today = viewer.user, viewer.today
    late = _LATE.ask_rows(user, today)
    yield (late,)
    found = list(late.answer)
    if len(found) < SHORT:
        to_confirm, to_do = _TO_CONFIRM.ask_rows(user), _TO_DO.ask_rows(user, today)
        yield to_confirm, to_do
        found += [*to_confirm.answer, *to_do.answer]
    return [row.item for row in found[:SHORT]]


PANELS = (
    Panel(
        "desk/agreements/panels/waiting.html",
        waiting,
        (FirstPage.PROVINCE, FirstPage.COMMUNE, FirstPage.OTHERS),
        order=16,
    ),
)
