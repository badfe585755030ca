"""Which papers a reader asks for, as the address says it; anything else there is nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from sanvat.instruments.models import Instrument, InstrumentQuerySet
from sanvat.instruments.published import in_force, kinds, published
from sanvat.portal.catalogue.where import LONGEST, Where, where
from sanvat.records.search import matching
from sanvat.text.days import day
from sanvat.text.tidy import tidy

LONGEST_TEXT = 120
"""Characters of the words, and of the issuer, that are looked for."""
IN_FORCE, OVER = "con", "het"
FIRST_YEAR, LAST_YEAR = 1945, 9998


@dataclass(frozen=True)
class Choices:
    query: str = ""
    kind: str = ""
    issuer: str = ""
    year: int | None = None
    since: date | None = None
    until: date | None = None
    where: Where | None = None
    force: str = ""

    @classmethod
    def of(cls, data: QueryDict) -> Choices:
        year, kind, force = (data.get(name, "") for name in ("nam", "loai", "hieu-luc"))
        is_year = len(year) == 4 and year.isascii() and year.isdecimal()
        return cls(
            query=tidy(data.get("q", "")[:LONGEST_TEXT]),
            kind=kind if kind in Instrument.Kind.values else "",
            issuer=tidy(data.get("co-quan", "")[:LONGEST_TEXT]),
            year=int(year) if is_year and FIRST_YEAR <= int(year) <= LAST_YEAR else None,
            since=_day(data.get("tu", "")),
            until=_day(data.get("den", "")),
            where=where(tidy(data.get("noi", "")[:LONGEST])),
            force=force if force in (IN_FORCE, OVER) else "",
        )

    def rows(self, today: date) -> InstrumentQuerySet:
        """The newest first; three queries before them at most, for the place."""
        wanted = matching(self.query) & matching(self.issuer, "issuer_key")
        if self.kind:
            wanted &= Q(kind=self.kind)
        if self.year is not None:
            wanted &= Q(year=self.year)
        if self.since is not None:
            wanted &= Q(issued_on__gte=self.since)
        if self.until is not None:
            wanted &= Q(issued_on__lte=self.until)
        if self.where is not None:
            wanted &= Q(place__in=self.where.inside)
        if self.force == OVER:
            wanted &= Q(ended_on__lte=today)
        rows = published().filter(wanted)
        return in_force(rows, today) if self.force == IN_FORCE else rows

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
            "loai": self.kind,
            "co-quan": self.issuer,
            "nam": str(self.year or ""),
            "tu": self.since.isoformat() if self.since else "",
            "den": self.until.isoformat() if self.until else "",
            "noi": self.where.text if self.where else "",
            "hieu-luc": self.force,
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
            ("loai", str(kinds()[self.kind]) if self.kind else ""),
            ("co-quan", self.issuer),
            ("nam", str(self.year or "")),
            ("tu", _("từ %(day)s") % {"day": day(self.since)} if self.since else ""),
            ("den", _("đến %(day)s") % {"day": day(self.until)} if self.until else ""),
            ("noi", self.place_text),
            ("hieu-luc", force_said(self.force)),
        ]
        return [(name, words) for name, words in found if words]


def force_said(force: str) -> str:
    return {IN_FORCE: _("Chưa hết hiệu lực"), OVER: _("Đã hết hiệu lực")}.get(force, "")


def _day(text: str) -> date | None:
    """As a browser's field of a day sends it."""
    if len(text) != 10 or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
