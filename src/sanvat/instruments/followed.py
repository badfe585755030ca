"""Drafts may be followed; one is told of when it opens for comment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanvat.follow.declared import (
    Happening,
    Keys,
    Source,
    Topic,
    TopicKind,
    itself,
    whole_numbers,
)
from sanvat.instruments.published import drafts, path_of_draft
from sanvat.text.days import day

DRAFTS = "du-thao"


def _drafts(keys: Keys) -> Iterator[Happening]:
    """One query. Who is told too late to comment is not told."""
    rows = drafts().filter(pk__in=whole_numbers(keys)).order_by("pk")
    yield from map(_draft, rows)


def _draft(draft: Any) -> Happening:
    last = draft.open_until
    if draft.thread.closed_at is not None:
        last = min(last, timezone.localdate(draft.thread.closed_at))
    until = _now("Nhận ý kiến đến hết ngày %(day)s") % {"day": day(draft.open_until)}
    return Happening(
        key=str(draft.pk),
        title=_now("Lấy ý kiến: %(draft)s") % {"draft": draft.title},
        text=" · ".join(filter(None, (draft.organisation.name, until, draft.summary))),
        path=path_of_draft(draft),
        day=timezone.localdate(draft.published_at),
        until=last,
        topics=(f"{DRAFTS}:",),
        place=draft.place_id,
        is_demonstration=draft.is_demonstration,
    )


def _all(keys: Keys) -> Iterator[Topic]:
    if "" in keys:
        yield Topic(f"{DRAFTS}:", _now("Dự thảo lấy ý kiến"), "/van-ban/lay-y-kien/")


TOPICS = (TopicKind(key=DRAFTS, label=_("Dự thảo lấy ý kiến"), find=_all, order=22),)
SOURCES = (
    Source(
        kind=DRAFTS,
        label=_("Dự thảo lấy ý kiến"),
        happenings=_drafts,
        follows={"instruments.draft": itself},
        order=22,
    ),
)
