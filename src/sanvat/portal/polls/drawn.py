"""Polls for pages: what stands on a list, and results as bars with their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.polls.models import Option, Poll
from sanvat.polls.published import asked, said, total
from sanvat.text.days import day
from sanvat.text.numbers import shown
from sanvat.ui.tables import Cell, Column, link, under
from sanvat.ui.tags.marks import tag


class Results(NamedTuple):
    """`bars`: for each option its words with its share, and how often it was chosen."""

    bars: list[tuple[str, int]]
    total: int


def results_of(options: Sequence[Option]) -> Results:
    whole = total(options)
    return Results([(_with_share(each, whole), each.chosen) for each in options], whole)


def _with_share(option: Option, whole: int) -> str:
    if not whole:
        return said(option)
    return _("%(option)s (%(share)s%%)") % {
        "option": said(option),
        "share": shown(share(option.chosen, whole)),
    }


def share(chosen: int, whole: int) -> Decimal:
    """In per cent, to one decimal."""
    exact = Decimal(100 * chosen) / Decimal(whole)
    return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


KINDS = {Poll.Phase.OPEN: "good", Poll.Phase.WITHDRAWN: "bad"}


def phase_tag(poll: Poll, on: date) -> Cell:
    phase = poll.phase(on)
    return tag(capfirst(str(phase.label)), kind=KINDS.get(phase, "plain"))


def columns() -> list[Column]:
    return [
        Column(_("Cuộc thăm dò")),
        Column(_("Thời gian"), kind="nowrap"),
        Column(_("Lượt trả lời"), kind="number"),
    ]


def rows(polls: Sequence[Poll], totals: dict[int, int], on: date) -> list[tuple[Cell, ...]]:
    """Polls with their bodies; how often a poll was answered is told where its results are."""
    return [
        (
            under(
                link(asked(each), reverse("portal:poll", args=[each.pk])), each.organisation.name
            ),
            f"{day(each.opens_on)} – {day(each.closes_on)}",
            totals.get(each.pk, 0) if each.shows_results(on) else _("khi đóng"),
        )
        for each in polls
    ]
