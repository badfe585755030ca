"""Polls that are open or closed, for the public search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanvat.findable.declared import Address, Findable, Keys, Thing, itself, read_of
from sanvat.polls.published import listed

AT_ONCE = 500
"""Rows that are held in memory."""


def _polls(keys: Keys | None) -> Iterator[Thing]:
    """Two queries. One that is announced for a later day is found from that day on."""
    rows = listed(timezone.localdate()).select_related("organisation")
    rows = rows.prefetch_related("options").order_by("pk")
    yield from map(_poll, read_of(rows, keys, at_once=AT_ONCE))


def _poll(poll: Any) -> Thing:
    options = sorted(poll.options.all(), key=lambda each: each.position)
    in_english = (each.text_en for each in options)
    return Thing(
        key=str(poll.pk),
        title=poll.question,
        text="; ".join(each.text for each in options),
        facts=(poll.organisation.name,),
        address=Address("portal:poll", (poll.pk,)),
        day=poll.opens_on,
        until=poll.closes_on,
        place=poll.place_id,
        also=" ".join(filter(None, (poll.question_en, *in_english))),
    )


FINDABLES = (
    Findable(
        kind="tham-do",
        label=_("Thăm dò ý kiến"),
        things=_polls,
        follows={"polls.poll": itself},
        dataset="tham-do",
        order=28,
    ),
)
