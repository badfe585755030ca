"""What a reader looks for, as the address says it; anything else there is nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from sanvat.findable.declared import findables
from sanvat.findable.searching import LONGEST_QUERY, Asked, words_asked
from sanvat.portal.catalogue.where import LONGEST, Where, where
from sanvat.text.tidy import tidy

LAST_PAGE = 50
NAMES = ("q", "loai", "muc", "noi", "tu", "den")


@dataclass(frozen=True)
class Choices:
    query: str = ""
    kind: str = ""
    section: str = ""
    where: Where | None = None
    since: date | None = None
    until: date | None = None
    page: int = 1

    @classmethod
    def of(cls, data: QueryDict) -> Choices:
        kind, section, page = (data.get(name, "") for name in ("loai", "muc", "trang"))
        kind = kind if kind in findables() else ""
        sections = findables()[kind].sections() if kind else {}
        is_page = page.isascii() and page.isdecimal() and len(page) < 4
        return cls(
            query=tidy(data.get("q", "")[:LONGEST_QUERY]),
            kind=kind,
            section=section if section in sections else "",
            where=where(tidy(data.get("noi", "")[:LONGEST])),
            since=_day(data.get("tu", "")),
            until=_day(data.get("den", "")),
            page=min(max(int(page), 1), LAST_PAGE) if is_page else 1,
        )

    @property
    def asked(self) -> Asked:
        return Asked(
            words=words_asked(self.query),
            kind=self.kind,
            section=self.section,
            inside=self.where.inside if self.where else None,
            since=self.since,
            until=self.until,
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.where or self.since or self.until)

    def address(self, here: str, **other: str) -> str:
        """The same with other choices; the page only where it is named."""
        said: Mapping[str, str] = {
            "q": self.query,
            "loai": self.kind,
            "muc": self.section,
            "noi": self.place_text,
            "tu": self.since.isoformat() if self.since else "",
            "den": self.until.isoformat() if self.until else "",
            **other,
        }
        query = urlencode({name: value for name, value in said.items() if value})
        return f"{here}?{query}" if query else here

    @property
    def place_text(self) -> str:
        if self.where is None:
            return ""
        only = self.where.only
        return only.code if only is not None and only.is_of_today else self.where.text


def _day(text: str) -> date | None:
    """As a browser's field of a day sends it."""
    if len(text) != 10 or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
