"""Matters in figures, for the pages of who deals with them: how many, how long it took, how many
are late, what senders say. Two queries for any number of groups, besides the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.expressions import Case, ExpressionWrapper, When
from django.db.models.fields import DurationField
from django.db.models.functions import TruncDate, TruncMonth

from sanvat.concerns.counted import HANDLED_STATES, counted, in_time
from sanvat.concerns.models import Concern
from sanvat.concerns.models.concerns import is_confidant
from sanvat.indicators.countable import Period
from sanvat.parties.access import keeps_programme_in
from sanvat.parties.models import Organisation, User
from sanvat.places.maps import map_on
from sanvat.places.models import Place
from sanvat.products.counted import in_period
from sanvat.records.among import among

MOST_BODIES = 30
"""Bodies that are told apart on one page, those with the most matters before others."""


@dataclass
class Figures:
    """Of some matters: how many were `received`; of these `in_time` and `delayed` are answered (by
    their day, or after it), `waiting` and `late` still open (their day ahead, or over), `otherwise`
    ended without an answer of their own: returned, refused, withdrawn or merged. `reopened` is how
    many were opened again; `rated` how many senders gave marks, `marks` their sum."""

    received: int = 0
    in_time: int = 0
    delayed: int = 0
    waiting: int = 0
    late: int = 0
    otherwise: int = 0
    reopened: int = 0
    rated: int = 0
    marks: int = 0
    days: dict[int, int] = field(default_factory=dict)
    """How many were answered after how many days."""

    @property
    def handled(self) -> int:
        return self.in_time + self.delayed

    @property
    def satisfaction(self) -> Decimal | None:
        """The mean of the marks, 1 to 5, to one decimal."""
        if not self.rated:
            return None
        mean = Decimal(self.marks) / self.rated
        return mean.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)

    @property
    def median(self) -> int | None:
        """Days within which half of those answered were answered."""
        return middle(self.days)

    def add(self, other: Figures) -> None:
        for each in fields(self):
            if each.name != "days":
                setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


NUMBERS = tuple(each.name for each in fields(Figures) if each.name != "days")


def middle(days: Mapping[int, int]) -> int | None:
    """The smallest number of days within which at least half lie; None of none."""
    half, so_far = (sum(days.values()) + 1) // 2, 0
    for day in sorted(days):
        so_far += days[day]
        if so_far >= half:
            return day
    return None


@dataclass
class Counts:
    """`whole`, and the same by each of these. `by_place` has units of one level of the map; what
    lies in none of them, the unit it was entered with having been divided, is `apart`. `by_body`
    has the `MOST_BODIES` with the most, by who leads now; `other_bodies` is all the rest."""

    whole: Figures
    by_subject: dict[str, Figures]
    by_kind: dict[str, Figures]
    by_state: dict[str, int]
    by_month: dict[date, Figures]
    by_place: dict[Place, Figures]
    apart: Figures
    by_body: dict[Organisation, Figures]
    other_bodies: Figures


def rows_for(user: User, within: Place | None) -> QuerySet[Any]:
    """The matters a person may count: those of a place (None: the country) in which they keep the
    programme, else those they see there, one by one. Never a denunciation."""
    if keeps_programme_in(user, within):
        return counted()
    rows: QuerySet[Any] = Concern.objects.visible_to(user).filter(is_confidential=False)
    return rows


def denunciations_of(user: User) -> int | None:
    """How many denunciations the body one acts for has, for who is named for them; None for
    everybody else, who is not told that there are any."""
    if user.acting is None or not is_confidant(user):
        return None
    rows = Concern.objects.filter(is_confidential=True)
    return int(rows.filter(pk__in=rows.handled_by(user.acting.organisation_id)).count())


def counts(
    rows: QuerySet[Any],
    *,
    today: date,
    period: Period | None = None,
    within: Place | None = None,
    map_of: date | None = None,
    level: str | None = None,
) -> Counts:
    """Count these matters (`rows_for`), those that were sent in a period.

    `within`: those of a unit of the map of a day (None: the newest), with what lies wholly in it.
    `level`: by units of which level they are told; None tells no places apart.
    """
    units = map_on(map_of)
    if within is not None:
        rows = rows.filter(among("place", units.wholly_inside(within)))
    if period is not None:
        rows = rows.filter(in_period("sent_at", period))
    found = _grouped(rows, today)
    whole = found[""].get(None, Figures())
    bodies = sorted(found["organisation"].items(), key=lambda each: (-each[1].received, each[0]))
    shown = dict(bodies[:MOST_BODIES])
    _add_days(rows, found, shown)
    by_place: dict[int, Figures] = defaultdict(Figures)
    apart = Figures()
    if level is not None:
        raised = units.at_level(level)
        for entered, each in found["place"].items():
            among_units = raised.get(entered, ())
            only = among_units[0] if len(among_units) == 1 else None
            (apart if only is None else by_place[only]).add(each)
    other = Figures()
    for _body, each in bodies[MOST_BODIES:]:
        other.add(each)
    known = Organisation.objects.select_related("place").in_bulk(shown)
    order = units.order
    return Counts(
        whole=whole,
        by_subject=found["subject"],
        by_kind=found["kind"],
        by_state={state: each.received for state, each in found["state"].items()},
        by_month={month.date(): each for month, each in sorted(found["month"].items())},
        by_place={
            units.units[pk]: by_place[pk] for pk in sorted(by_place, key=lambda pk: order[pk])
        },
        apart=apart,
        by_body={known[pk]: each for pk, each in shown.items()},
        other_bodies=other,
    )


GROUPS = ("subject", "kind", "state", "organisation", "place", "month")


def outcome(today: date) -> Case:
    """What became of a matter, as `Figures` tells it; `merged` and the like are `otherwise`."""
    is_late = {"clock__finished_on": None, "clock__due_on__lt": today}
    return Case(
        When(in_time(), state__in=HANDLED_STATES, then=Value("in_time")),
        When(state__in=HANDLED_STATES, then=Value("delayed")),
        When(state__in=Concern.OPEN, **is_late, then=Value("late")),
        When(state__in=Concern.OPEN, then=Value("waiting")),
        default=Value("otherwise"),
        output_field=CharField(),
    )


OUTCOMES = ("in_time", "delayed", "waiting", "late", "otherwise")


def _grouped(rows: QuerySet[Any], today: date) -> dict[str, dict[Any, Figures]]:
    """By the name of each group ("" is the whole) and its values."""
    inner = (
        rows.order_by()
        .annotate(month=TruncMonth("sent_at"), outcome=outcome(today))
        .values(
            *("subject", "kind", "state", "organisation", "place", "month", "outcome"),
            *("satisfaction", "reopened_at"),
        )
    )
    columns = ", ".join(GROUPS)
    numbers = [
        "count(*)",
        *(f"count(*) FILTER (WHERE outcome = '{name}')" for name in OUTCOMES),
        "count(reopened_at)",
        "count(satisfaction)",
        "coalesce(sum(satisfaction), 0)",
    ]
    sets = ", ".join(f"({name})" for name in GROUPS)
    found: dict[str, dict[Any, Figures]] = {name: {} for name in ("", *GROUPS)}
    for row in asked(
        inner,
        f"SELECT grouping({columns}), {columns}, {', '.join(numbers)}"  # nosec B608  # names of ours
        f" FROM (%s) AS matters GROUP BY GROUPING SETS ((), {sets})",
    ):
        name, value = group_of(row[0], row[1 : 1 + len(GROUPS)], GROUPS)
        found[name][value] = Figures(*row[1 + len(GROUPS) :])
    return found


def group_of(mask: int, values: Any, names: tuple[str, ...]) -> tuple[str, Any]:
    """Which column a line is grouped by: PostgreSQL sets a bit for each that is not."""
    for n, name in enumerate(names):
        if not mask >> (len(names) - 1 - n) & 1:
            return name, values[n]
    return "", None


def _add_days(
    rows: QuerySet[Any], found: dict[str, dict[Any, Figures]], bodies: Iterable[int]
) -> None:
    """How long it took, by subject, by kind and by these bodies."""
    taken = rows.filter(state__in=HANDLED_STATES, settled_on__isnull=False)
    inner = (
        taken.order_by()
        .annotate(
            # An interval of whole days is a number of days.
            days=ExpressionWrapper(
                F("settled_on") - TruncDate("sent_at"), output_field=DurationField()
            )
        )
        .values("subject", "kind", "organisation", "days")
    )
    names = ("subject", "kind", "organisation")
    shown = set(bodies)
    for row in asked(
        inner,
        "SELECT grouping(subject, kind, organisation), subject, kind, organisation,"
        " extract(day FROM days)::int AS taken, count(*) FROM (%s) AS matters"
        " GROUP BY GROUPING SETS ((taken), (subject, taken), (kind, taken),"
        " (organisation, taken))",
    ):
        name, value = group_of(row[0], row[1:4], names)
        if name == "organisation" and value not in shown:
            continue
        days = max(row[4], 0)
        of_group = found[name][value].days
        of_group[days] = of_group.get(days, 0) + row[5]


def asked(inner: QuerySet[Any], statement: str) -> list[Any]:
    try:
        sql, params = inner.query.sql_with_params()
    except EmptyResultSet:  # of who sees none at all
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("%s", sql, 1), params)
        return list(cursor.fetchall())
