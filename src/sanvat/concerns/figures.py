"""Matters in figures, for the pages of who deals with them: how many, how long it took, how many
are late, what senders say. Two queries for any number of groups, besides the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q, QuerySet, SmallIntegerField, Value
from django.db.models.expressions import Case, When

from sanvat.concerns.counted import HANDLED_STATES
from sanvat.concerns.models import Concern, CountedConcern
from sanvat.concerns.models.concerns import is_confidant
from sanvat.indicators.countable import Period
from sanvat.parties.access import keeps_programme_in
from sanvat.parties.models import Organisation, User
from sanvat.places.maps import UnitMap, map_on
from sanvat.places.models import Place
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery

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
    if keeps_programme_in(user, within):
        every: QuerySet[Any] = CountedConcern.objects.all()
        return every
    seen: QuerySet[Any] = CountedConcern.objects.visible_to(user)
    return seen


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
    sums, days = _grouped(rows, today, _unit_of(units, level))
    by_subject, by_kind = _figures(sums["subject"]), _figures(sums["kind"])
    for (name, value), taken in days.items():
        (by_subject if name == "subject" else by_kind)[value].days = taken
    whole = Figures(*_added(sums["sent_month"].values()))
    for each in by_kind.values():
        _add_days(whole.days, each.days)
    of_bodies = sorted(sums["organisation"].items(), key=lambda each: (-each[1][0], each[0]))
    by_body = _figures(dict(of_bodies[:MOST_BODIES]))
    for body, taken in _days_of_bodies(rows, by_body).items():
        by_body[body].days = taken
    by_place = _figures(sums["place"])
    apart = by_place.pop(None, Figures())
    known = {each.pk: each for each in _BODIES.rows(list(by_body))} if by_body else {}
    order = units.order
    return Counts(
        whole=whole,
        by_subject=by_subject,
        by_kind=by_kind,
        by_state={state: numbers[0] for state, numbers in sums["state"].items()},
        by_month={
            date(month // 12, month % 12 + 1, 1): each
            for month, each in sorted(_figures(sums["sent_month"]).items())
        },
        by_place={
            units.units[pk]: by_place[pk] for pk in sorted(by_place, key=lambda pk: order[pk])
        },
        apart=apart if level is not None else Figures(),
        by_body={known[pk]: each for pk, each in by_body.items()},
        other_bodies=Figures(*_added(numbers for _body, numbers in of_bodies[MOST_BODIES:])),
    )


_BODIES: ReadyQuery[Organisation] = ReadyQuery(
    lambda keys: Organisation.objects.filter(among("pk", keys)).only("name"), [-7]
)


def _unit_of(units: UnitMap, level: str | None) -> Callable[[int], int | None]:
    """The one unit of a level in which a place lies, by their keys; None where it lies in none, in
    several, or no places are to be told apart."""
    if level is None:
        return lambda _place: None
    raised = units.at_level(level)

    def unit_of(place: int) -> int | None:
        lies_in = raised.get(place, ())
        return lies_in[0] if len(lies_in) == 1 else None

    return unit_of


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


TAKEN = "CASE WHEN outcome < 2 THEN greatest(settled_on - sent_on, 0) END"
"""In SQL: after how many days a matter was answered, of those that are."""
GROUPS = ("subject", "kind", "taken", "organisation", "place", "state", "sent_month")
_TOGETHER = (GROUPS[:3], GROUPS[3:5], GROUPS[5:])
"""Columns that PostgreSQL groups by at once. Each further grouping is another pass over all rows,
while the values of these together are few, and are added up here."""
Numbers = list[Any]
"""Those of `Figures` in its order. Most of the tens of thousands are added up and never shown."""
Days = dict[int, int]


def _grouped(
    rows: QuerySet[Any], today: date, unit_of: Callable[[int], int | None]
) -> tuple[dict[str, dict[Any, Numbers]], dict[tuple[str, str], Days]]:
    """By the name of each of `GROUPS` and its values, places by the unit in which they lie; and how
    many were answered after how many days, of each subject and of each kind."""
    sums: dict[str, dict[Any, Numbers]] = {name: {} for name in GROUPS}
    days: dict[tuple[str, str], Days] = defaultdict(dict)
    inner = rows.order_by().annotate(outcome=outcome(today))
    found = asked(
        inner.values(
            *("subject", "kind", "organisation", "place", "state", "sent_month", "outcome"),
            *("satisfaction", "was_reopened", "sent_on", "settled_on"),
        ),
        f"SELECT grouping({', '.join(GROUPS)}), {', '.join(GROUPS)}, outcome, count(*),"  # nosec B608  # names of ours
        " count(*) FILTER (WHERE was_reopened), count(satisfaction),"
        f" coalesce(sum(satisfaction), 0) FROM (SELECT *, {TAKEN} AS taken FROM (%s) AS matters)"
        f" AS matters GROUP BY GROUPING SETS ({sets_of(_TOGETHER, 'outcome')})",
    )
    masks = [mask_of(names, GROUPS) for names in _TOGETHER]
    for mask, subject, kind, taken, body, place, state, month, became, *numbers in found:
        if mask == masks[0]:
            groups: tuple[tuple[str, Any], ...] = (("subject", subject), ("kind", kind))
            if taken is not None:
                _add_days(days["subject", subject], {taken: numbers[0]})
                _add_days(days["kind", kind], {taken: numbers[0]})
        elif mask == masks[1]:
            groups = (("organisation", body), ("place", unit_of(place)))
        else:
            groups = (("state", state), ("sent_month", month))
        received, reopened, rated, marks = numbers
        for name, value in groups:
            sum_ = sums[name].get(value)
            if sum_ is None:
                sum_ = sums[name][value] = [0] * len(NUMBERS)
            sum_[0] += received
            sum_[1 + became] += received
            sum_[-3] += reopened
            sum_[-2] += rated
            sum_[-1] += marks
    return sums, days


def sets_of(together: Iterable[Iterable[str]], *more: str) -> str:
    return ", ".join(f"({', '.join((*names, *more))})" for names in together)


def mask_of(names: Iterable[str], columns: Sequence[str]) -> int:
    """What PostgreSQL's `grouping` says of a line that is grouped by these of its columns: a bit
    for each other one."""
    return sum(1 << n for n, name in enumerate(reversed(columns)) if name not in names)


def _added(numbers: Iterable[Numbers]) -> Numbers:
    return [sum(each) for each in zip(*numbers, strict=True)]


def _figures(sums: Mapping[Any, Numbers]) -> dict[Any, Figures]:
    return {value: Figures(*numbers) for value, numbers in sums.items()}


def _add_days(days: Days, more: Mapping[int, int]) -> None:
    for taken, answered in more.items():
        days[taken] = days.get(taken, 0) + answered


def _days_of_bodies(rows: QuerySet[Any], bodies: Collection[int]) -> dict[int, Days]:
    """How long it took, of these bodies."""
    found: dict[int, Days] = defaultdict(dict)
    if not bodies:
        return found
    inner = rows.order_by().filter(among("organisation", bodies), state__in=HANDLED_STATES)
    for body, taken, answered in asked(
        inner.filter(settled_on__isnull=False).values("organisation", "sent_on", "settled_on"),
        "SELECT organisation, greatest(settled_on - sent_on, 0) AS taken, count(*)"
        " FROM (%s) AS matters GROUP BY organisation, taken",
    ):
        found[body][taken] = answered
    return found


def asked(inner: QuerySet[Any], statement: str) -> list[Any]:
    try:
        sql, params = inner.query.sql_with_params()
    except EmptyResultSet:  # of who sees none at all
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("%s", sql, 1), params)
        return list(cursor.fetchall())
