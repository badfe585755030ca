"""Which days are days off: the table of each year, as announced, or computed until it is.

The facts lie in `data/days_off`: one file for each year that is known day by day, and `law.toml`,
from which every other year is computed. A year counts as announced where the file names the paper
that said when Tết and the National Day are taken; any other is provisional, and says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sanvat.rules.lunar import solar_day
from sanvat.rules.problems import BadData

DATA = Path(__file__).parent / "data" / "days_off"

FIRST_YEAR, LAST_YEAR = 2014, 2099
"""The years there are tables for: the Labour Code of 2012 gave Tết its five days from 2014 on."""

ONE_DAY = timedelta(days=1)


class OutsideTable(ValueError):
    """A day of a year for which there is no table."""


@dataclass(frozen=True)
class Paper:
    """A paper that announced days off. `issued_on` is None where the day is not recorded here."""

    number: str
    issuer: str = ""
    issued_on: date | None = None


@dataclass(frozen=True)
class Special:
    """A day that is not what its weekday says: off, or worked instead of another.

    `source`: the paper's number, or the article that gives the day.
    """

    day: date
    works: bool
    what: str
    what_en: str = ""
    source: str = ""


@dataclass(frozen=True)
class Table:
    """The special days of one year; weekly days off are not among them.

    `edition` names this state of the table: "2026-1", or "2031-tính" where it is computed.
    """

    year: int
    edition: str
    is_announced: bool
    days: Mapping[date, Special]
    papers: tuple[Paper, ...] = ()
    note: str = ""
    note_en: str = ""


def is_weekly_off(day: date) -> bool:
    """Whether its weekday is a day off in an administrative office."""
    return day.isoweekday() in weekly()


@cache
def weekly() -> frozenset[int]:
    """The ISO weekdays that are days off."""
    return frozenset(law()["weekly"])


@cache
def law() -> Mapping[str, Any]:
    """What the law says, with its sources: `law.toml`."""
    return _read("law.toml")


@cache
def table(year: int) -> Table:
    """The table of a year: of its own file, else computed. Raises OutsideTable."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutsideTable(f"no table of days off for {year}")
    return _known(year) if (DATA / f"{year}.toml").exists() else computed(year)


def computed(year: int) -> Table:
    """The table of a year as the law and the lunar calendar give it; always provisional."""
    taken = dict(_by_law(year))
    lieu = law()["in_lieu_source"].partition(":")[0]
    for special in [taken[day] for day in sorted(taken)]:
        if is_weekly_off(special.day):
            instead = special.day
            while is_weekly_off(instead) or instead in taken:
                instead += ONE_DAY
            taken[instead] = Special(
                instead,
                False,
                f"{special.what} (nghỉ bù)",
                f"{special.what_en} (day in lieu)",
                lieu,
            )
    return Table(year, f"{year}-tính", False, _ordered(taken.values()))


def _by_law(year: int) -> Iterator[tuple[date, Special]]:
    for fact in law()["days"]:
        if year < fact.get("from_year", FIRST_YEAR):
            continue
        given = (year, fact["month"], fact["day"])
        first = solar_day(*given) if fact.get("lunar") else date(*given)
        if beside := fact.get("beside"):
            first += beside[str(first.isoweekday())] * ONE_DAY
        for more in (0, *fact.get("more", ())):
            day = first + more * ONE_DAY
            yield day, Special(day, False, fact["what"], fact["what_en"], fact["source"])


def _known(year: int) -> Table:
    facts = _read(f"{year}.toml")
    papers = tuple(
        Paper(each["number"], each.get("issuer", ""), each.get("issued_on"))
        for each in facts.get("papers", ())
    )
    found = list(_days(facts, {paper.number for paper in papers}))
    if facts["announced"] and not papers:
        raise BadData(f"{year}.toml", 0, "năm đã công bố mà không có văn bản", "ghi số văn bản")
    return Table(
        year,
        facts["edition"],
        facts["announced"],
        _ordered(found),
        papers,
        facts.get("note", ""),
        facts.get("note_en", ""),
    )


def _days(facts: Mapping[str, Any], papers: set[str]) -> Iterator[Special]:
    year = facts["year"]
    for each in facts["days"]:
        day, last = each["from"], each.get("to", each["from"])
        source = each.get("paper") or each.get("source", "")
        if not source or ("paper" in each and each["paper"] not in papers):
            raise BadData(f"{year}.toml", 0, f"ngày {day} thiếu căn cứ", "ghi paper hoặc source")
        while day <= last:
            if day.year != year:
                raise BadData(
                    f"{year}.toml", 0, f"ngày {day} không thuộc năm", "chuyển sang tệp ấy"
                )
            yield Special(day, each.get("works", False), each["what"], each["what_en"], source)
            day += ONE_DAY


def _ordered(days: Iterable[Special]) -> Mapping[date, Special]:
    return MappingProxyType({each.day: each for each in sorted(days, key=lambda each: each.day)})


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))
