"""Which reports there are, and what each is made of: the files of `data/`.

A layout holds for periods that end in its days, so that a report of 2020 counts by districts and
one of 2026 by communes. Its text names figures in braces, `{in_force}`, as `figures.toml` has them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.indicators.countable import Countable, countable
from sanvat.text.language import worded

DATA = Path(__file__).parent / "data"
NAMED = re.compile(r"\{([a-z_]+)\}")
FACTS = frozenset({"year", "place", "first", "last"})
"""What a text may name beside the figures: the year, the place, the days of the period."""


@dataclass(frozen=True)
class Line:
    """A figure by its name: what is counted, and what is chosen among the rows."""

    name: str
    count: str
    choices: Mapping[str, Any]

    @property
    def countable(self) -> Countable:
        return countable(self.count)


@dataclass(frozen=True)
class Section:
    """One part of a report. `text` is its draft; `ask` is what only a person can write there;
    `table` names the figures that are told unit by unit."""

    id: str
    heading: str
    text: str = ""
    ask: str = ""
    table: tuple[str, ...] = ()
    table_caption: str = ""


@dataclass(frozen=True)
class Ground:
    text: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Layout:
    id: str
    facts: Mapping[str, Any]
    since: date
    until: date | None
    grounds: tuple[Ground, ...]
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """With `{year}` in it, in the language of the page; the paper itself is Vietnamese."""
        return worded(self.facts, "title")

    @property
    def title_of_paper(self) -> str:
        return str(self.facts["title"])

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def grounds_on(self, day: date) -> list[str]:
        """The decisions that were in force on the last day of the period."""
        return [
            each.text
            for each in self.grounds
            if each.since <= day and (each.until is None or day < each.until)
        ]

    def section(self, id: str) -> Section:
        return next(each for each in self.sections if each.id == id)


def layout(id: str) -> Layout:
    """KeyError where there is none of that name."""
    return layouts()[id]


def layout_on(day: date) -> Layout:
    """The one for periods that end on this day. Refuses (`no-layout`) before the programme."""
    for each in layouts().values():
        if each.holds_on(day):
            return each
    earliest = min(each.since for each in layouts().values())
    raise Refusal(
        _(
            "Chương trình bắt đầu ngày %(day)s nên không có mẫu báo cáo cho năm trước đó. "
            "Hãy chọn năm khác."
        )
        % {"day": f"{earliest:%d/%m/%Y}"},
        code="no-layout",
    )


def names_in(text: str) -> list[str]:
    """What a text names in braces, in its order."""
    return NAMED.findall(text)


@cache
def lines() -> Mapping[str, Line]:
    """The figures that a report may name, in the order of the file."""
    return {
        name: Line(name, facts["count"], facts.get("choices", {}))
        for name, facts in _read("figures").items()
    }


@cache
def layouts() -> Mapping[str, Layout]:
    files = sorted(path.stem for path in DATA.glob("*.toml") if path.stem != "figures")
    return {name: _layout(name, _read(name)) for name in files}


def _layout(id: str, facts: Mapping[str, Any]) -> Layout:
    return Layout(
        id=id,
        facts=facts,
        since=facts["since"],
        until=facts.get("until"),
        grounds=tuple(
            Ground(each["text"], each["since"], each.get("until")) for each in facts["grounds"]
        ),
        sections=tuple(
            Section(
                id=each["id"],
                heading=each["heading"],
                text=each.get("text", "").strip(),
                ask=each.get("ask", ""),
                table=tuple(each.get("table", ())),
                table_caption=each.get("table_caption", ""),
            )
            for each in facts["sections"]
        ),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
