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
from django.db.models import F, Q, QuerySet, SmallIntegerField, Value
from django.db.models.expressions import Case, ExpressionWrapper, When
from django.db.models.fields import DurationField

from sanvat.concerns.counted import HANDLED_STATES
from sanvat.concerns.models import Concern, CountedConcern
from sanvat.concerns.models.concerns import is_confidant
from sanvat.indicators.countable import Period
from sanvat.parties.access import keeps_programme_in
from sanvat.parties.models import Organisation, User
from sanvat.places.maps import map_on
from sanvat.places.models import Place
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
        """Add the numbers of others, without their days."""
        self.received += other.received
        self.in_time += other.in_time
        self.delayed += other.delayed
        self.waiting += other.waiting
        self.late += other.late
        self.otherwise += other.otherwise
        self.reopened += other.reopened
        self.rated += other.rated
        self.marks += other.marks


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
    rows: QuerySet[Any] = CountedConcern.objects.all()
    if keeps_programme_in(user, within):
        return rows
    return rows.filter(concern__in=Concern.objects.visible_to(user).order_by().values("pk"))


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
        rows = rows.filter(sent_on__lte=period.last)
        rows = rows.filter(sent_on__gte=period.first) if period.first else rows
    found = _grouped(rows, today)
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
        whole=found[""].get(None, Figures()),
        by_subject=found["subject"],
        by_kind=found["kind"],
        by_state={state: each.received for state, each in found["state"].items()},
        by_month=dict(sorted(found["month"].items())),
        by_place={
            units.units[pk]: by_place[pk] for pk in sorted(by_place, key=lambda pk: order[pk])
        },
        apart=apart,
        by_body={known[pk]: each for pk, each in shown.items()},
        other_bodies=other,
    )


OUTCOMES = ("in_time", "delayed", "waiting", "late", "otherwise")


def outcome(today: date) -> Case:
    """What became of a matter that is counted, as the number of its outcome among `OUTCOMES`;
    `merged` and the like are `otherwise`."""
    said = {name: Value(n, output_field=SmallIntegerField()) for n, name in enumerate(OUTCOMES)}
    in_time = Q(due_on=None) | Q(finished_on__lte=F("due_on"))
    return Case(
        When(in_time, state__in=HANDLED_STATES, then=said["in_time"]),
        When(state__in=HANDLED_STATES, then=said["delayed"]),
        When(state__in=Concern.OPEN, finished_on=None, due_on__lt=today, then=said["late"]),
        When(state__in=Concern.OPEN, then=said["waiting"]),
        default=said["otherwise"],
        output_field=SmallIntegerField(),
    )


GROUPS = ("subject", "kind", "state", "organisation", "place", "sent_on")
_TOGETHER = (GROUPS[:3], GROUPS[3:5], GROUPS[5:])
"""Columns that PostgreSQL groups by at once. Each further grouping is another pass over all rows,
while the values of these together are few, and are added up here."""


def _grouped(rows: QuerySet[Any], today: date) -> dict[str, dict[Any, Figures]]:
    """By the name of each group ("" is the whole) and its values."""
    inner = rows.order_by().annotate(outcome=outcome(today))
    inner = inner.values(*GROUPS, "outcome", "satisfaction", "was_reopened")
    columns = ", ".join(GROUPS)
    sets = ", ".join(f"({', '.join(names)}, outcome)" for names in _TOGETHER)
    sums: dict[str, dict[Any, list[int]]] = {name: {} for name in GROUPS}
    grouped_by = {_mask(names): [(GROUPS.index(n), sums[n]) for n in names] for names in _TOGETHER}
    for mask, *values, became, received, reopened, rated, marks in asked(
        inner,
        f"SELECT grouping({columns}), {columns}, outcome, count(*),"  # nosec B608  # names of ours
        " count(*) FILTER (WHERE was_reopened), count(satisfaction),"
        f" coalesce(sum(satisfaction), 0) FROM (%s) AS matters GROUP BY GROUPING SETS ({sets})",
    ):
        for place, of_group in grouped_by[mask]:
            sum_ = of_group.get(values[place])
            if sum_ is None:
                sum_ = of_group[values[place]] = [0] * len(NUMBERS)
            sum_[0] += received
            sum_[1 + became] += received
            sum_[-3] += reopened
            sum_[-2] += rated
            sum_[-1] += marks
    found: dict[str, dict[Any, Figures]] = {
        name: {value: Figures(*sum_) for value, sum_ in of_group.items()}
        for name, of_group in sums.items()
    }
    found["month"], whole = {}, Figures()
    for day, each in found.pop("sent_on").items():
        found["month"].setdefault(day.replace(day=1), Figures()).add(each)
        whole.add(each)
    found[""] = {None: whole}
    return found


def _mask(names: Iterable[str]) -> int:
    """What PostgreSQL's `grouping` says of a line grouped by these: a bit for each other column."""
    return sum(1 << n for n, name in enumerate(reversed(GROUPS)) if name not in names)


def group_of(mask: int, values: Any, names: tuple[str, ...]) -> tuple[str, Any]:
    """Which column a line is grouped by: PostgreSQL sets a bit for each that is not."""
    for n, name in enumerate(names):
        if not mask >> (len(names) - 1 - n) & 1:
            return name, values[n]
    return "", None


def _add_days(
    rows: QuerySet[Any], found: dict[str, dict[Any, Figures]], bodies: Iterable[int]
) -> None:
    """How long it took: of the whole, by subject, by kind and by these bodies."""
    taken = ExpressionWrapper(F("settled_on") - F("sent_on"), output_field=DurationField())
    inner = rows.order_by().filter(state__in=HANDLED_STATES, settled_on__isnull=False)
    inner = inner.annotate(
        # An interval of whole days, and only of the bodies that are told apart.
        taken=taken,
        body=Case(When(among("organisation", bodies), then=F("organisation"))),
    ).values("subject", "kind", "body", "taken")
    for subject, kind, body, days, answered in asked(
        inner,
        "SELECT subject, kind, body, greatest(extract(day FROM taken)::int, 0) AS days, count(*)"
        " FROM (%s) AS matters GROUP BY GROUPING SETS ((subject, kind, days), (body, days))",
    ):
        if subject is not None:
            groups = [found[""][None], found["subject"][subject], found["kind"][kind]]
        elif body is not None:
            groups = [found["organisation"][body]]
        else:
            continue
        for each in groups:
            each.days[days] = each.days.get(days, 0) + answered


def asked(inner: QuerySet[Any], statement: str) -> list[Any]:
    try:
        sql, params = inner.query.sql_with_params()
    except EmptyResultSet:  # of who sees none at all
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("%s", sql, 1), params)
        return list(cursor.fetchall())
