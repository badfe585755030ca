"""Polls as anybody may read them: never a draft, and the same for somebody who is signed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q, Sum

from sanvat.parties.models import Organisation
from sanvat.polls.models import Option, Poll, PollQuerySet
from sanvat.text.language import is_english


def published() -> PollQuerySet:
    """Those that were ever announced, also those that were withdrawn since."""
    rows: PollQuerySet = Poll.objects.filter(announced_at__isnull=False)
    return rows


def listed(on: date) -> PollQuerySet:
    """Those that a list shows on this day: open and closed."""
    return published().filter(opens_on__lte=on).exclude(state=Poll.State.WITHDRAWN)


def open_on(on: date) -> PollQuerySet:
    """Those that anybody may answer on this day."""
    return published().filter(state=Poll.State.ANNOUNCED, opens_on__lte=on, closes_on__gte=on)


def closed_on(on: date) -> PollQuerySet:
    """Those whose results stand on this day."""
    return listed(on).filter(Q(state=Poll.State.CLOSED) | Q(closes_on__lt=on))


def asked_by(organisation: Organisation | None, on: date) -> Poll | None:
    """The newest open poll of a body; without one, of the country, else of anybody."""
    rows = open_on(on)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    is_of_country = ExpressionWrapper(Q(place=None), output_field=BooleanField())
    found: Poll | None = rows.order_by(is_of_country.desc(), "-opens_on", "-pk").first()
    return found


def options_of(poll: Poll) -> list[Option]:
    return list(poll.options.order_by("position"))


def total(options: Sequence[Option]) -> int:
    """How often any of them was chosen."""
    return sum(each.chosen for each in options)


def totals(polls: Sequence[Poll]) -> dict[int, int]:
    """The same for several polls, by their keys; one query."""
    rows = Option.objects.filter(poll__in=polls).order_by().values_list("poll")
    return dict(rows.annotate(n=Sum("chosen")))


def asked(poll: Poll) -> str:
    """Its question in the language of the reader."""
    return (is_english() and poll.question_en) or poll.question


def said(option: Option) -> str:
    """An option in the language of the reader."""
    return (is_english() and option.text_en) or option.text
