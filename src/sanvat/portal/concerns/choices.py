"""Which answered matters a reader asks for, as the address says it; anything else there is
nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.concerns.models import PublicationQuerySet
from sanvat.concerns.public import published, subjects
from sanvat.portal.catalogue.where import LONGEST, Where, where
from sanvat.records.search import matching
from sanvat.text.days import day
from sanvat.text.tidy import tidy

LONGEST_TEXT = 120
"""Characters of the words that are looked for."""
LAST_DAY = date(9998, 12, 31)


@dataclass(frozen=True)
class Choices:
    query: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None
    where: Where | None = None

    @classmethod
    def of(cls, data: QueryDict) -> Choices:
        subject = data.get("linh-vuc", "")
        return cls(
            query=tidy(data.get("q", "")[:LONGEST_TEXT]),
            subject=subject if subject in subjects() else "",
            since=_day(data.get("tu", "")),
            until=_day(data.get("den", "")),
            where=where(tidy(data.get("noi", "")[:LONGEST])),
        )

    def rows(self) -> PublicationQuerySet:
        """The newest first; three queries before them at most, for the place."""
        wanted = matching(self.query) if self.query else Q()
        if self.subject:
            wanted &= Q(concern__subject=self.subject)
        if self.since is not None:
            wanted &= Q(published_at__gte=_begin(self.since))
        if self.until is not None:
            wanted &= Q(published_at__lt=_begin(self.until + timedelta(days=1)))
        if self.where is not None:
            wanted &= Q(concern__place__in=self.where.inside)
        return published().filter(wanted)

    @property
    def place_text(self) -> str:
        """What stands in the field of the place again."""
        return self.where.shown if self.where else ""

    @property
    def is_narrowed(self) -> bool:
        return bool(set(self.as_query) - {"q"})

    @cached_property
    def as_query(self) -> dict[str, str]:
        given = {
            "q": self.query,
            "linh-vuc": self.subject,
            "tu": self.since.isoformat() if self.since else "",
            "den": self.until.isoformat() if self.until else "",
            "noi": self.where.text if self.where else "",
        }
        return {name: value for name, value in given.items() if value}

    def address(self, path: str, *, without: str = "", **more: Any) -> str:
        """The page at `path` with the same choices, one left out and some put in."""
        query = {name: value for name, value in self.as_query.items() if name != without}
        query |= {name: str(value) for name, value in more.items() if value}
        return f"{path}?{urlencode(query)}" if query else path

    def said(self) -> list[tuple[str, str]]:
        """Each choice in words, with the name of what says it in the address."""
        found = [
            ("q", f"“{self.query}”" if self.query else ""),
            ("linh-vuc", subjects().get(self.subject, "")),
            ("tu", _("từ %(day)s") % {"day": day(self.since)} if self.since else ""),
            ("den", _("đến %(day)s") % {"day": day(self.until)} if self.until else ""),
            ("noi", self.place_text),
        ]
        return [(name, words) for name, words in found if words]


def _begin(of: date) -> datetime:
    return timezone.make_aware(datetime.combine(of, time()))


def _day(text: str) -> date | None:
    """As a browser's field of a day sends it."""
    if len(text) != 10 or not text.isascii():
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if date(1945, 1, 1) <= found <= LAST_DAY else None
