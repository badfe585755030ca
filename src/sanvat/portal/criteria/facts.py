"""A rulebook's facts in one language, ready to be laid out on a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sanvat.rules import library
from sanvat.rules.model import CriteriaSet, Rulebook

UNITS = {
    "days": ngettext_lazy("%(count)s ngày", "%(count)s ngày", "count"),
    "working_days": ngettext_lazy("%(count)s ngày làm việc", "%(count)s ngày làm việc", "count"),
    "months": ngettext_lazy("%(count)s tháng", "%(count)s tháng", "count"),
}

EVENTS = {
    ("dossier-received-by-commune", False): _("từ lúc xã nhận hồ sơ"),
    ("certificate-expires", True): _("trước ngày giấy hết hạn"),
    ("certificate-expires", False): _("sau ngày giấy hết hạn"),
    ("full-dossier-received", False): _("từ lúc hồ sơ đủ"),
    ("certificate-issued", False): _("từ ngày cấp giấy"),
    ("finding-or-commune-confirmation", False): _("từ khi có kết luận hoặc xã xác nhận"),
    ("council-session", True): _("trước phiên họp của hội đồng"),
}

LEVELS = {
    "commune": _("Cấp xã"),
    "district": _("Cấp huyện"),
    "province": _("Cấp tỉnh"),
    "centre": _("Cấp trung ương"),
}

KINDS_OF_DOSSIER = {
    "first": _("Lần đầu"),
    "upgrade": _("Nâng hạng"),
    "re_evaluation": _("Phân hạng lại"),
}


@cache
def in_language(rulebook_id: str, language: str) -> dict[str, Any]:
    """The facts of a rulebook with every text in that language under its plain key.

    ``language`` is "vi" or "en", here and below.
    """
    facts = _choose(library.rulebook(rulebook_id).facts, language == "en")
    assert isinstance(facts, dict)
    return facts


def _choose(value: Any, english: bool) -> Any:
    if isinstance(value, Mapping):
        return {
            key: _choose(value.get(f"{key}_en", inner) if english else inner, english)
            for key, inner in value.items()
            if not key.endswith("_en")
        }
    if isinstance(value, list):
        return [_choose(inner, english) for inner in value]
    return value


@dataclass(frozen=True)
class Clock:
    """A time limit: how long, counted from what, for what, and where it is written."""

    length: str
    counted: str | Promise
    text: str
    source: str


def clocks(procedure: Mapping[str, Any]) -> list[Clock]:
    return [
        Clock(
            length=UNITS[clock["unit"]] % {"count": clock["days"]},
            counted=EVENTS.get((clock["from_event"], clock.get("before", False)), ""),
            text=clock["text"],
            source=clock["source"],
        )
        for clock in procedure["clocks"]
    ]


@dataclass(frozen=True)
class Paths:
    """The steps of a procedure for one kind of dossier."""

    kind: str | Promise
    steps: list[Mapping[str, Any]]


def paths(procedure: Mapping[str, Any]) -> list[Paths]:
    """The steps by the kinds of dossier that take them, in the order they are first named."""
    found: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for step in procedure["steps"]:
        found.setdefault(tuple(step["kinds"]), []).append(step)
    return [
        Paths(", ".join(str(KINDS_OF_DOSSIER[kind]) for kind in kinds), steps)
        for kinds, steps in found.items()
    ]


def papers_by_level(dossier: Mapping[str, Any]) -> list[tuple[str | Promise, list[Any]]]:
    """The papers of a dossier by the level that receives them."""
    found: dict[str, list[Any]] = {}
    for paper in dossier["contents"]:
        found.setdefault(paper["to"], []).append(paper)
    return [(LEVELS[level], papers) for level, papers in found.items()]


@dataclass(frozen=True)
class Recognition:
    """A star, its band, and who recognises it under the latest procedure."""

    stars: int
    from_points: int
    to_points: int
    source: str
    level: str
    decides: str


def recognitions(book: Rulebook, language: str) -> list[Recognition]:
    """The bands from five stars down. ``level`` is empty where nobody recognises the star."""
    by_star = {
        stars: level
        for level in in_language(book.id, language)["procedures"][-1]["levels"]
        for stars in level["recognises"]
    }
    tops = [100, *(band.from_points for band in book.bands)]
    return [
        Recognition(
            band.stars,
            band.from_points,
            top,
            band.source,
            by_star[band.stars]["title"] if band.stars in by_star else "",
            by_star[band.stars]["decides"] if band.stars in by_star else "",
        )
        for band, top in zip(book.bands, tops, strict=False)
    ]


@dataclass(frozen=True)
class SubGroup:
    """A nhóm of a group; ``title`` is empty where the decision does not divide the group."""

    title: str
    sets: list[CriteriaSet]
    missing: list[Mapping[str, Any]]


@dataclass(frozen=True)
class Group:
    code: str
    title: str
    subgroups: list[SubGroup]

    @property
    def sets(self) -> list[CriteriaSet]:
        return [cs for subgroup in self.subgroups for cs in subgroup.sets]


def groups(book: Rulebook, language: str) -> list[Group]:
    """The groups of a rulebook with their sets; sets that are missing keep their place."""
    facts = in_language(book.id, language)
    gaps = {gap["set"]: gap for gap in facts.get("gaps", ()) if "set" in gap}

    def filled(title: str, numbers: list[int]) -> SubGroup:
        return SubGroup(
            title,
            [book.sets[n] for n in numbers if n in book.sets],
            [gaps[n] for n in numbers if n in gaps],
        )

    return [
        Group(
            group["code"],
            group["title"],
            [filled(s["title"], s["sets"]) for s in group["subgroups"]]
            or [filled("", group["sets"])],
        )
        for group in facts["groups"]
    ]


def place_of(cs: CriteriaSet, language: str) -> tuple[str, str]:
    """(group, nhóm) of a set by name; the second is empty where the group is not divided."""
    for group in in_language(cs.rulebook, language)["groups"]:
        if group["code"] == cs.group:
            inner = next((s["title"] for s in group["subgroups"] if cs.number in s["sets"]), "")
            # Tourism is one nhóm of the same name: said once is enough.
            return group["title"], "" if inner.lower() in group["title"].lower() else inner
    return cs.group, ""


def ministries_of(cs: CriteriaSet, language: str) -> list[str]:
    names = {m["id"]: m["title"] for m in in_language(cs.rulebook, language)["ministries"]}
    return [names[id] for id in cs.ministries]


def state(book: Rulebook, on: date) -> str:
    """ "in_force", "ending" (another has begun, this one still binds), "ended" or "ahead"."""
    if on < book.in_force:
        return "ahead"
    if not book.is_in_force(on):
        return "ended"
    newer = any(b.in_force > book.in_force and b.is_in_force(on) for b in library.rulebooks())
    return "ending" if newer else "in_force"
