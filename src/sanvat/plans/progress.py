"""How far a plan has come on a day: counted from records, or as it was last reported."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.indicators.countable import Countable, Period, countables
from sanvat.indicators.counting import Question, Whole, count_units, totals
from sanvat.indicators.periods import ReportPeriod
from sanvat.indicators.rolling import Key, roll
from sanvat.places.maps import map_on
from sanvat.places.models import Place, on_map
from sanvat.plans.forecast import YEARS, Forecast, PastYear, Why, forecast
from sanvat.plans.models import Figure, Plan, Share, Target
from sanvat.plans.ranges import Range
from sanvat.plans.sharing import map_day


class Pace(StrEnum):
    """Where a figure stands to what is asked for, seen from a day; of a plan that was not issued
    nothing is late."""

    UNKNOWN = "unknown"
    REACHED = "reached"
    WITHIN = "within"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    OPEN = "open"
    MISSED = "missed"
    OVER = "over"
    NOT_ISSUED = "not_issued"


PACES = {
    Pace.UNKNOWN: gettext_lazy("chưa có số"),
    Pace.REACHED: gettext_lazy("đã đạt"),
    Pace.WITHIN: gettext_lazy("trong mức"),
    Pace.ON_TRACK: gettext_lazy("đúng tiến độ"),
    Pace.BEHIND: gettext_lazy("chậm"),
    Pace.OPEN: gettext_lazy("chưa đạt, còn thời gian"),
    Pace.MISSED: gettext_lazy("chưa đạt"),
    Pace.OVER: gettext_lazy("vượt mức"),
    Pace.NOT_ISSUED: gettext_lazy("chưa ban hành"),
}
LAGGING = (Pace.BEHIND, Pace.MISSED)
BY_TIME = (Pace.ON_TRACK, Pace.BEHIND, Pace.OPEN, Pace.MISSED)
"""Those that say something of the time that has passed."""


def pace(asked: Range, figure: Decimal | None, part: Decimal, *, is_flow: bool = True) -> Pace:
    """`part`: how much of the period has passed, from 0 to 1. Whoever has by then less than this
    part of the least asked for is behind; what is a stock (no flow) need not grow evenly."""
    if figure is None:
        return Pace.UNKNOWN
    if asked.most is not None and figure > asked.most:
        return Pace.OVER
    if figure >= asked.low:
        return Pace.REACHED if asked.low else Pace.WITHIN
    if part >= 1:
        return Pace.MISSED
    if not is_flow:
        return Pace.OPEN
    return Pace.ON_TRACK if figure >= asked.low * part else Pace.BEHIND


def pace_in(
    plan: Plan, asked: Range, figure: Decimal | None, day: date, *, is_flow: bool = True
) -> Pace:
    """The same in a plan: of a draft only what the figure itself says."""
    found = pace(asked, figure, plan.period_part(day), is_flow=is_flow)
    return Pace.NOT_ISSUED if found in BY_TIME and not plan.is_frozen else found


@dataclass(frozen=True)
class Progress:
    """A target's figure on a day. None where nothing counts it and nobody reported it.

    `is_approved`: whether it is the approved value of a reported indicator, whose period `note`
    says. `perhaps`: how much may lie in the place only in part, since its unit was divided; it is
    not in the figure. `by_place`: those of the units below that were asked for, by their keys.
    """

    target: Target
    day: date
    figure: Decimal | None
    is_counted: bool
    pace: Pace
    perhaps: Decimal = Decimal(0)
    by_place: Mapping[int, Decimal] = field(default_factory=dict)
    note: str = ""
    is_approved: bool = False


def is_counted(target: Target) -> bool:
    """Whether some room counts what the target's indicator measures."""
    return what_counts(target) is not None


def what_counts(target: Target) -> Countable | None:
    if target.indicator is None or not target.indicator.is_counted:
        return None
    return countables().get(target.indicator.countable)


def choices_of(target: Target) -> dict[str, Any]:
    """What is chosen among the rows: by the indicator, and within that by the target."""
    own = target.indicator.choices if target.indicator else {}
    return {**own, **target.choices}


def period_of(plan: Plan, what: Countable, day: date) -> Period:
    """The days counted: of what happens, those of the plan until the day; of what there is, the
    day itself, the plan's last at the most."""
    last = min(day, plan.ends_on)
    return Period(last, plan.starts_on if what.is_flow else None)


def question_of(plan: Plan, target: Target, what: Countable, day: date) -> Question:
    return Question(what, period_of(plan, what, day), choices_of(target))


def progress_of(
    plan: Plan, day: date, targets: Sequence[Target], *, units: Collection[int] = ()
) -> dict[int, Progress]:
    """For each target, by its key, how far it has come on the map of the plan's own day, and so
    have these units below; what several targets count of one thing is counted together."""
    found = {}
    by_records = [target for target in targets if is_counted(target)]
    others = [target for target in targets if not is_counted(target)]
    reported = reported_of(others, day)
    approved = approved_of(plan, others, day, units)
    wholes, parts = _counted(plan, by_records, day, units)
    for target in targets:
        if target.pk in approved:
            found[target.pk] = _of_values(plan, target, approved[target.pk], day)
            continue
        if target.pk not in wholes:
            found[target.pk] = _of_reports(plan, target, reported.get(target.pk, {}), day)
            continue
        what, told = what_counts(target), wholes[target.pk]
        figure = Decimal(told.total) if day >= plan.starts_on else None
        is_flow = what is None or what.is_flow
        found[target.pk] = Progress(
            target,
            day,
            figure,
            True,
            pace_in(plan, target.range, figure, day, is_flow=is_flow),
            perhaps=Decimal(told.perhaps),
            by_place={place: Decimal(n) for place, n in parts[target.pk].items()},
        )
    return found


def _counted(
    plan: Plan, targets: Sequence[Target], day: date, units: Collection[int]
) -> tuple[dict[int, Whole], dict[int, dict[int, Any]]]:
    asked = {
        target.pk: question_of(plan, target, what, day)
        for target in targets
        if (what := what_counts(target)) is not None
    }
    if not asked:
        return {}, {}
    questions, map_of = list(asked.values()), map_day(plan)
    wholes = totals(questions, within=plan.place, map_of=map_of)
    parts = count_units(questions, units, map_of=map_of)
    return dict(zip(asked, wholes, strict=True)), dict(zip(asked, parts, strict=True))


def reported_of(targets: Sequence[Target], day: date) -> dict[int, dict[int | None, Figure]]:
    """Of each target, by its key, and unit (None: the whole) the latest figure by that day."""
    latest: dict[int, dict[int | None, Figure]] = {}
    rows = Figure.objects.filter(target__in=targets, day__lte=day)
    rows = rows.select_related("place", "reported_by").order_by("day", "pk")
    for figure in rows:
        latest.setdefault(figure.target_id, {})[figure.place_id] = figure
    return latest


def _of_reports(
    plan: Plan, target: Target, latest: Mapping[int | None, Figure], day: date
) -> Progress:
    """What was reported for the whole; where that is missing, what the units reported together."""
    by_place = {place: f.value for place, f in latest.items() if place is not None}
    whole = latest.get(None)
    figure: Decimal | None = None
    if whole is not None:
        figure = whole.value
    elif by_place and target.adds_up:
        figure = sum(by_place.values(), Decimal(0))
    return Progress(
        target,
        day,
        figure,
        False,
        pace_in(plan, target.range, figure, day),
        by_place=by_place,
        note=whole.note if whole else "",
    )


# What was reported of an indicator, and approved


@dataclass(frozen=True)
class Approved:
    """The newest value of a target's indicator in the plan's days, and those of the units in the
    same period. The whole is None where it does not add up and nobody said it."""

    period: ReportPeriod
    whole: Decimal | None
    by_place: Mapping[int, Decimal]


def approved_of(
    plan: Plan, targets: Sequence[Target], day: date, units: Collection[int] = ()
) -> dict[int, Approved]:
    """For those of the targets, by their keys, whose indicator is reported and has values in a
    period of the plan that has begun; of several periods the last."""
    asked = {
        target.pk: target.indicator
        for target in targets
        if target.indicator is not None and not target.indicator.is_counted
    }
    if not asked:
        return {}
    years = list(range(plan.starts_on.year, plan.ends_on.year + 1))
    standing = map_on(map_day(plan)).units
    levels: list[str | None] = [None]
    if of_units := {standing[key].level for key in units if key in standing}:
        levels = [*sorted(of_units)]
    values: dict[Key, Any] = {}
    for level in levels:
        rolled = roll(asked.values(), years, within=plan.place, map_of=map_day(plan), level=level)
        values |= rolled.values
    found = {}
    for target, indicator in asked.items():
        its = {key: value for key, value in values.items() if key.indicator == indicator.pk}
        periods = [ReportPeriod(indicator.every, key.year, key.part) for key in its]
        last = max(
            (one for one in periods if plan.starts_on <= one.last and one.first <= _end(plan, day)),
            key=lambda one: one.last,
            default=None,
        )
        if last is None:
            continue
        of_it = {
            key.unit: Decimal(value)
            for key, value in its.items()
            if (key.year, key.part) == (last.year, last.part)
        }
        whole = of_it.get(plan.place_id)
        parts = {unit: of_it[unit] for unit in units if unit in of_it}
        found[target] = Approved(last, whole, parts)
    return found


def _end(plan: Plan, day: date) -> date:
    return min(day, plan.ends_on)


def _of_values(plan: Plan, target: Target, told: Approved, day: date) -> Progress:
    return Progress(
        target,
        day,
        told.whole,
        False,
        pace_in(plan, target.range, told.whole, day),
        by_place=told.by_place,
        note=_("Số liệu đã duyệt của %(period)s.") % {"period": told.period.label},
        is_approved=True,
    )


# On today's map


@dataclass(frozen=True)
class Today:
    """The same figure counted for the units of today's map in which the plan's place lies."""

    places: list[Place]
    figure: Decimal


def on_todays_map(plan: Plan, target: Target, day: date) -> Today | None:
    """None where nothing counts it, or the plan's place stands on today's map as it was."""
    what = what_counts(target)
    if what is None or plan.place is None or plan.place.is_of_today:
        return None
    places = on_map([plan.place], None)[plan.place.pk]
    question = question_of(plan, target, what, day)
    figure = sum(
        (Decimal(totals([question], within=place)[0].total) for place in places), Decimal(0)
    )
    return Today(places, figure)


# The units below


@dataclass(frozen=True)
class Unit:
    """One unit below: what it was given, what it has, and how that stands."""

    share: Share
    figure: Decimal | None
    pace: Pace


def units_of(plan: Plan, progress: Progress, shares: Iterable[Share]) -> list[Unit]:
    """In the order of the shares, whose units `progress` must have been asked for."""
    asked = list(shares)
    paces = paces_of(plan, progress, [(share.place_id, share.least, share.most) for share in asked])
    return [
        Unit(share, _figure_in(progress, share.place_id), found)
        for share, found in zip(asked, paces, strict=True)
    ]


Given = tuple[int, Decimal | None, Decimal | None]
"""The key of a unit, and from where to where it was given something."""


def paces_of(plan: Plan, progress: Progress, given: Iterable[Given]) -> list[Pace]:
    """How each unit stands to what it was given, in their order; quick for thousands of them."""
    what = what_counts(progress.target)
    is_flow = what is None or what.is_flow
    known: dict[Any, Pace] = {}
    found = []
    figures, of_none = progress.by_place, _figure_of_none(progress)
    for place, least, most in given:
        figure = figures.get(place, of_none)
        key = (least, most, figure)
        if key not in known:
            asked = Range(least, most)
            known[key] = pace_in(plan, asked, figure, progress.day, is_flow=is_flow)
        found.append(known[key])
    return found


def _figure_in(progress: Progress, place: int) -> Decimal | None:
    return progress.by_place.get(place, _figure_of_none(progress))


def _figure_of_none(progress: Progress) -> Decimal | None:
    """Where records count, a unit without any has nothing, not an unknown figure."""
    return Decimal(0) if progress.is_counted and progress.figure is not None else None


# To the period's end


def forecast_of(plan: Plan, progress: Progress, day: date) -> Forecast | Why | None:
    """How the count may stand at the period's end; None where nothing of the kind is foretold:
    what is reported, what is a stock or an amount, what no record counts.

    Past years are those in which the same thing was counted in the same place before this plan.
    """
    what = what_counts(progress.target)
    if what is None or not what.is_flow or what.value or progress.figure is None:
        return None
    days = (plan.ends_on - plan.starts_on).days + 1
    gone = (min(day, plan.ends_on) - plan.starts_on).days + 1
    past = [] if gone >= days else _past_years(plan, progress.target, what, day)
    return forecast(int(progress.figure), Fraction(gone, days), past)


def _past_years(plan: Plan, target: Target, what: Countable, day: date) -> list[PastYear]:
    """The last three years in which there was anything to count."""
    choices = choices_of(target)
    asked = []
    for years in range(1, YEARS + 1):
        first, then, last = (_earlier(d, years) for d in (plan.starts_on, day, plan.ends_on))
        asked += [Question(what, Period(end, first), choices) for end in (then, last)]
    counted = [int(one.total) for one in totals(asked, within=plan.place, map_of=map_day(plan))]
    found = []
    for by_then, whole in zip(counted[::2], counted[1::2], strict=True):
        if not whole:
            break
        found.append(PastYear(by_then, whole))
    return found


def _earlier(day: date, years: int) -> date:
    year = day.year - years
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
