"""What a plan gives to the units below, added up, and what they took into their own plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.places.models import Level, Place, PlaceQuerySet
from sanvat.plans import ranges
from sanvat.plans.models import Adoption, Plan, Share, Target
from sanvat.plans.ranges import Range, Sharing, Standing
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery

NOUNS = {
    Level.PROVINCE: gettext_lazy("tỉnh"),
    Level.DISTRICT: gettext_lazy("huyện"),
    Level.COMMUNE: gettext_lazy("xã"),
}


def noun_of(levels: Collection[str]) -> str:
    """What units are called together; units of several levels have no one word."""
    (level, *others) = levels
    return _("đơn vị") if others else str(NOUNS[Level(level)])


def giver_of(plan: Plan) -> str:
    return _("trung ương") if plan.place is None else str(NOUNS[Level(plan.place.level)])


@dataclass(frozen=True)
class Parts:
    """What of a target is given: the range of each unit, None where it is still to come, and the
    levels of the units."""

    ranges: Sequence[Range | None]
    levels: frozenset[str]

    @classmethod
    def of(cls, shares: Iterable[Share]) -> Parts:
        return cls.of_rows((share.least, share.most, share.place.level) for share in shares)

    @classmethod
    def of_rows(cls, shares: Iterable[tuple[Decimal | None, Decimal | None, str]]) -> Parts:
        """Of each unit from where to where it was given something, and its level."""
        known: dict[Any, Range | None] = {}
        ranges, levels = [], set()
        for least, most, level in shares:
            key = (least, most)
            if key not in known:
                one = Range(least, most)
                known[key] = None if one.is_open else one
            ranges.append(known[key])
            levels.add(level)
        return cls(ranges, frozenset(levels))


NO_PARTS = Parts([], frozenset())


def parts_of(targets: Iterable[Target]) -> dict[int, Parts]:
    """What is given of each target, by its key; one query for any number of units."""
    keys = [target.pk for target in targets]
    rows = _PARTS.tuples(keys) if keys else []
    ranges: dict[int, list[Range | None]] = defaultdict(list)
    levels: dict[int, set[str]] = defaultdict(set)
    for target, least, most, level, count in rows:
        one = Range(least, most)
        ranges[target] += [None if one.is_open else one] * count
        levels[target].add(level)
    return {target: Parts(given, frozenset(levels[target])) for target, given in ranges.items()}


def _parts(targets: list[int]) -> QuerySet[Any, Any]:
    shares = Share.objects.filter(among("target", targets)).order_by()
    counts: QuerySet[Any, Any] = shares.values_list(
        "target", "least", "most", "place__level"
    ).annotate(n=Count("pk"))
    return counts


_PARTS: ReadyQuery[Any] = ReadyQuery(_parts, [-7_000_001])


def sharing_of(plan: Plan, target: Target, parts: Parts | None = None) -> Sharing | None:
    """The arithmetic of a target; None where nothing is given to units, or a rate is asked for,
    which does not add up. `parts`: where they are known already, or are to be tried."""
    if not target.adds_up:
        return None
    given = parts_of([target]).get(target.pk) if parts is None else parts
    if given is None or not given.ranges:
        return None
    return ranges.share(
        target.range, given.ranges, noun=noun_of(given.levels), giver=giver_of(plan)
    )


def infeasible_of(plan: Plan, targets: Iterable[Target]) -> list[Target]:
    """Those whose parts cannot meet the whole."""
    found = []
    asked = list(targets)
    parts = parts_of(asked)
    for target in asked:
        sharing = sharing_of(plan, target, parts.get(target.pk, NO_PARTS))
        if sharing is not None and not sharing.is_feasible:
            found.append(target)
    return found


# The units that can be given something


def map_day(plan: Plan) -> date:
    """The day whose map a plan's units stand on: its first day."""
    return plan.starts_on


def levels_below(plan: Plan) -> list[Level]:
    """The levels of units below the plan's place on its map."""
    there_is_a_district = Place.objects.on(map_day(plan)).filter(level=Level.DISTRICT)
    if plan.place is None:
        levels = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE]
    elif plan.place.level == Level.PROVINCE:
        levels = [Level.DISTRICT, Level.COMMUNE]
        there_is_a_district = there_is_a_district.below(plan.place)
    elif plan.place.level == Level.DISTRICT:
        return [Level.COMMUNE]
    else:
        return []
    if not there_is_a_district.exists():
        levels.remove(Level.DISTRICT)
    return levels


def units_below(plan: Plan, level: str) -> PlaceQuerySet:
    """The units of a level within the plan's place on the map of its first day, in their order."""
    found: PlaceQuerySet = Place.objects.on(map_day(plan)).filter(level=level)
    if plan.place is not None:
        found = found.below(plan.place).exclude(pk=plan.place.pk)
    return found.order_by("sort_key", "pk")


def level_given(plan: Plan) -> Level:
    """The level of the units that the plan gives shares to; that of communes where it gives none.
    One plan gives to units of one level, or its figures by unit are those of the first it named."""
    first = Place.objects.filter(
        pk__in=Share.objects.filter(target__plan=plan).order_by("pk").values("place")[:1]
    ).first()
    return Level(first.level) if first else Level.COMMUNE


# What the units took on


@dataclass(frozen=True)
class Taken:
    """What a unit's own plan asks for beside what it was given."""

    plan: Plan
    target: Target
    range: Range
    standing: Standing


def taken_of(target: Target, given: Iterable[Share]) -> dict[int, Taken]:
    """For each of these shares, by its key, what the unit's plan in force took on; also of what an
    earlier version of the plan gave to the same unit."""
    shares = {share.place_id: share for share in given}
    plan = target.plan
    of_it = (target.number, plan.programme_id, plan.organisation_id, plan.year)
    lines = _TAKEN.rows([*shares], *of_it) if shares else []
    found = {}
    for line in lines:
        share = shares[line.share.place_id]
        took = line.target
        found[share.pk] = Taken(
            took.plan, took, took.range, ranges.compared(share.range, took.range)
        )
    return found


def _taken(
    places: list[int], number: int, programme: int, organisation: int, year: int
) -> QuerySet[Adoption]:
    lines: QuerySet[Adoption] = Adoption.objects.filter(
        among("share__place", places),
        share__target__number=number,
        share__target__plan__programme=programme,
        share__target__plan__organisation=organisation,
        share__target__plan__year=year,
        target__plan__state__in=(Plan.State.ISSUED, Plan.State.REVIEWED),
    )
    return lines.select_related("target__plan", "share").order_by("pk")


_TAKEN = ReadyQuery(_taken, [-7_000_001], 7_001, -7_000_003, -7_000_004, 7_005)
