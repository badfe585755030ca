"""What is asked of official papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

from sanvat.instruments import hooks
from sanvat.instruments.models import Instrument, number_key
from sanvat.parties.models import User
from sanvat.records.ready_queries import ReadyQuery
from sanvat.text.fold import fold


def known(user: User, *, kind: str, number: str, issued_on: date, issuer: str) -> Instrument | None:
    """The paper of that kind, number, issuer and year that the person sees already."""
    if not number_key(number):
        return None
    seen: Instrument | None = (
        Instrument.objects.visible_to(user)
        .filter(
            kind=kind,
            number_key=number_key(number),
            year=issued_on.year,
            issuer_key=fold(issuer)[:300],
        )
        .order_by("pk")
        .first()
    )
    return seen


def based_on(instrument: Instrument, user: User) -> list[Model]:
    """What is based on a paper, of that which the person may see: plans, events, supports. One
    query tells of which kinds there is something."""
    [are_there] = _ARE_THERE.tuples(instrument.pk)
    kinds = zip(hooks.BASED_ON_IT, are_there, strict=True)
    return [
        thing
        for (_there, things), is_there in kinds
        if is_there
        for thing in things.rows(user, instrument.pk)
    ]


def _are_there(instrument: int) -> QuerySet[Any, Any]:
    kinds = [is_there for is_there, _things in hooks.BASED_ON_IT]
    paper: Any = Instrument.objects.filter(pk=instrument).order_by()
    asked: QuerySet[Any, Any] = paper.values_list(*kinds)
    return asked


_ARE_THERE: ReadyQuery[Any] = ReadyQuery(_are_there, -7_000_009)
