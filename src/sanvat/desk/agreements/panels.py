"""What the first pages show of agreements: what waits for one's own side."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from sanvat.agreements import access
from sanvat.agreements.models import Agreement, Item, Waiting
from sanvat.desk.agreements.rows import waiting_columns, waiting_rows
from sanvat.desk.panel import SHORT, FirstPage, Panel, Viewer
from sanvat.parties.models import User
from sanvat.parties.ready import DAY, ReadyFor


def waiting(viewer: Viewer) -> dict[str, Any] | None:
    """What is late first, then what waits for a confirmation, then what is to do; nothing where
    one's body is a party to nothing that runs."""
    if access.own_organisation(viewer.user) is None:
        return None
    [(late, to_confirm, to_do)] = _COUNTS.tuples(viewer.user, viewer.today) or [(0, 0, 0)]
    to_answer = _TO_ANSWER.rows(viewer.user)
    if not late + to_confirm + to_do and not to_answer:
        return None
    return {
        "late": late,
        "to_confirm": to_confirm,
        "to_do": to_do,
        "to_answer": to_answer,
        "agreement_items": waiting_rows(_first_of(viewer), viewer.today),
        "agreement_columns": waiting_columns(),
    }


def _own(user: User) -> Any:
    own = access.own_organisation(user)
    assert own is not None
    return Waiting.objects.of(own)


def _to_answer(user: User) -> QuerySet[Agreement]:
    """The drafts of one's own body in which others wait for an answer, with how many do."""
    own = access.own_organisation(user)
    open_ones = Q(versions__comments__outcome="") & ~Q(versions__comments__organisation=own)
    return (
        Agreement.objects.filter(state="commenting", drafted_for=own)
        .annotate(open_count=Count("versions__comments", filter=open_ones))
        .filter(open_count__gt=0)
        .order_by("pk")[:SHORT]
    )


_COUNTS = ReadyFor(lambda user, day: _own(user).counts_in_a_row(day), DAY)
_TO_ANSWER = ReadyFor(_to_answer)


def _first(rows: Any) -> QuerySet[Waiting]:
    found: QuerySet[Waiting] = rows.order_by("deadline", "item_id")
    return found.select_related("item__agreement")[:SHORT]


_LATE = ReadyFor(lambda user, day: _first(_own(user).late(day)), DAY)
_TO_CONFIRM = ReadyFor(lambda user: _first(_own(user).to_confirm()))
_TO_DO = ReadyFor(lambda user, day: _first(_own(user).to_do().filter(deadline__gte=day)), DAY)


def _first_of(viewer: Viewer) -> list[Item]:
    """What is late, then what is to confirm, then what is to do; a later queue is asked only
    where the list is not full."""
    user, today = viewer.user, viewer.today
    found = [row.item for row in _LATE.rows(user, today)]
    if len(found) < SHORT:
        found += [row.item for row in _TO_CONFIRM.rows(user)]
    if len(found) < SHORT:
        found += [row.item for row in _TO_DO.rows(user, today)]
    return found[:SHORT]


PANELS = (
    Panel(
        "desk/agreements/panels/waiting.html",
        waiting,
        (FirstPage.PROVINCE, FirstPage.COMMUNE, FirstPage.OTHERS),
        order=16,
    ),
)
