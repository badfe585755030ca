"""Official papers on the portal and drafts open for comment, for the public search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from sanvat.findable.declared import Address, Findable, Keys, Thing, itself, read_of, whole_numbers
from sanvat.instruments.models import Draft, Instrument
from sanvat.instruments.published import drafts, kinds, published
from sanvat.text.days import day

AT_ONCE = 500
"""Rows that are held in memory."""
LONGEST_TITLE = 150


def _papers(keys: Keys | None) -> Iterator[Thing]:
    """One query."""
    rows = published().order_by("pk")
    yield from map(_paper, read_of(rows, keys, at_once=AT_ONCE))


def _paper(paper: Any) -> Thing:
    short = Truncator(paper.summary).chars(LONGEST_TITLE)
    return Thing(
        key=str(paper.pk),
        title=f"{capfirst(str(paper))}: {short}",
        text=paper.summary if short != paper.summary else "",
        facts=tuple(
            fact
            for fact in (
                paper.issuer,
                day(paper.issued_on),
                paper.place.full_name if paper.place else "",
            )
            if fact
        ),
        address=Address("portal:paper", (paper.pk,)),
        section=paper.kind,
        day=paper.issued_on,
        until=paper.ended_on - timedelta(days=1) if paper.ended_on else None,
        place=paper.place_id,
        also=f"{Instrument.SHORT.get(paper.kind, '')} {paper.told_day}",
    )


def _drafts(keys: Keys | None) -> Iterator[Thing]:
    """One query."""
    rows = drafts().order_by("pk")
    yield from map(_draft, read_of(rows, keys, at_once=AT_ONCE))


def _draft(draft: Any) -> Thing:
    last = draft.open_until
    if closed_at := draft.thread.closed_at:
        last = min(last, timezone.localdate(closed_at) - timedelta(days=1))
    return Thing(
        key=str(draft.pk),
        title=draft.title,
        text="\n\n".join(filter(None, (draft.summary, draft.why, draft.wording))),
        facts=tuple(
            fact
            for fact in (
                capfirst(draft.get_kind_display()),
                draft.organisation.name,
                draft.place.full_name if draft.place else "",
            )
            if fact
        ),
        address=Address("portal:papers_draft", (draft.pk,)),
        section=draft.kind,
        day=timezone.localdate(draft.published_at),
        until=last,
        place=draft.place_id,
        also=draft.issuer,
    )


def _of_threads(keys: list[str]) -> list[str]:
    rows = Draft.objects.filter(thread__in=whole_numbers(keys))
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


FINDABLES = (
    Findable(
        kind="van-ban",
        label=_("Văn bản"),
        things=_papers,
        follows={"instruments.instrument": itself},
        sections=kinds,
        dataset="van-ban",
        order=22,
    ),
    Findable(
        kind="du-thao",
        label=_("Dự thảo lấy ý kiến"),
        things=_drafts,
        follows={"instruments.draft": itself, "comments.thread": _of_threads},
        sections=kinds,
        dataset="du-thao",
        order=23,
    ),
)
