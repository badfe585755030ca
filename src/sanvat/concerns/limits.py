"""How long a matter may take in a place: the law's number, or the one its office has set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from sanvat.concerns.models import Concern, OfficeLimit
from sanvat.concerns.models.offices import OfficeLimitQuerySet
from sanvat.places.models import Place
from sanvat.rules import concerns as rules
from sanvat.text.language import is_english


@dataclass(frozen=True)
class Effective:
    """A limit as it holds in a place. `office`: what an office has said of it, if any."""

    limit: rules.Limit
    office: OfficeLimit | None

    @property
    def allowed(self) -> int:
        return self.office.allowed if self.office else self.limit.allowed

    @property
    def rule(self) -> str:
        """Where the number comes from."""
        return f"{self.limit.rule}; {self.office.paper}" if self.office else self.limit.rule

    @property
    def check(self) -> str:
        """What must still be looked up; "" where the law or an office has confirmed it."""
        if self.office:
            return ""
        return self.limit.check_en if is_english() else self.limit.check

    @property
    def fact(self) -> str:
        return self.limit.fact_en if is_english() else self.limit.fact


def limit_for(concern: Concern, step: str, *, on: date) -> Effective:
    """The limit of a step of this matter on a day; one query. Where the law tells no such case
    apart, the next lighter one holds. Raises rules.NoLimit."""
    case = concern.case
    if case not in (known := rules.cases_of(concern.kind, step, on)):
        case = known[-1] if known else "ordinary"
    found = rules.limit(concern.kind, step, on=on, case=case, is_remote=concern.is_remote)
    return Effective(found, _office(found.key, concern.place, on))


def limits_in(place: Place | None, on: date) -> list[Effective]:
    """Every limit as it holds in a place (None: the country) on a day; one query."""
    return [
        Effective(each, _nearest(each.key, place, rows))
        for rows in [list(_said(place, on))]
        for each in rules.limits_on(on)
    ]


def _office(key: str, place: Place, on: date) -> OfficeLimit | None:
    return _nearest(key, place, list(_said(place, on).filter(key=key)))


def _said(place: Place | None, on: date) -> OfficeLimitQuerySet:
    """What the country's office and those of a place and around it say on a day."""
    units = _units(place)
    rows: Any = OfficeLimit.objects.on(on).select_related("place")
    found: OfficeLimitQuerySet = rows.filter(Q(place=None) | Q(place__lineage__in=units))
    return found


def _units(place: Place | None) -> list[str]:
    """The lineages of a place and of those it lies in."""
    if place is None:
        return []
    parts = place.lineage.strip("/").split("/")
    return ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


def _nearest(key: str, place: Place | None, rows: list[OfficeLimit]) -> OfficeLimit | None:
    """What the smallest place says."""
    own = [row for row in rows if row.key == key]
    return max(own, key=lambda row: len(row.place.lineage) if row.place else 0, default=None)
