"""Polls in tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.polls.models import Poll
from sanvat.text.days import day
from sanvat.ui.tables import Cell, Column, link, under
from sanvat.ui.tags.marks import tag

COLUMNS = [
    Column(gettext_lazy("Cuộc thăm dò")),
    Column(gettext_lazy("Cơ quan hỏi")),
    Column(gettext_lazy("Thời gian"), kind="nowrap"),
    Column(gettext_lazy("Trạng thái")),
    Column(gettext_lazy("Lượt trả lời"), kind="number"),
]

KINDS = {Poll.Phase.OPEN: "good", Poll.Phase.DRAFT: "warn", Poll.Phase.WITHDRAWN: "bad"}


def poll_rows(polls: Iterable[Poll], totals: dict[int, int], today: date) -> list[tuple[Cell, ...]]:
    """Polls with their bodies and places joined."""
    return [
        (
            under(
                link(one.question, reverse("desk:poll", args=[one.pk])),
                one.place.full_name if one.place else _("cả nước"),
            ),
            one.organisation.name,
            f"{day(one.opens_on)} – {day(one.closes_on)}",
            phase_said(one, today),
            totals.get(one.pk, 0),
        )
        for one in polls
    ]


def phase_said(poll: Poll, today: date) -> Cell:
    phase = poll.phase(today)
    return tag(capfirst(str(phase.label)), kind=KINDS.get(phase, "plain"))
