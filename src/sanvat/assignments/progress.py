"""How far tasks are: counted by state, and below each share that was handed down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from sanvat.assignments.models import Share
from sanvat.records.among import among
from sanvat.records.ready_queries import ReadyQuery


@dataclass(frozen=True)
class Progress:
    """Shares by how they stand; `late` are among the others. Whoever `moved` has at least taken
    the task."""

    total: int = 0
    given: int = 0
    taken: int = 0
    reported: int = 0
    returned: int = 0
    done: int = 0
    late: int = 0

    @property
    def moved(self) -> int:
        return self.total - self.given


def progress_of(assignments: Iterable[int], today: date) -> Mapping[int, Progress]:
    """Of each task, by its key; one query."""
    return _told(_OF_TASKS, assignments, today)


def below(shares: Iterable[int], today: date) -> Mapping[int, Progress]:
    """Of what each share was handed down as, by the key of the share; one query."""
    return _told(_OF_SHARES, shares, today)


def _told(asked: ReadyQuery[Share], keys: Iterable[int], today: date) -> Mapping[int, Progress]:
    found: dict[int, Progress] = defaultdict(Progress)
    if wanted := list(keys):
        for key, *counts in asked.tuples(wanted, today):
            found[key] = Progress(**dict(zip(_COUNTS, counts, strict=True)))
    return found


def _grouped(by: str, keys: list[int], today: date) -> QuerySet[Any, Any]:
    states = {state.value: Count("pk", filter=Q(state=state)) for state in Share.State}
    late = Count("pk", filter=Q(due__lt=today, reported_on=None))
    rows = Share.objects.standing().filter(among(by, keys)).order_by().values_list(by)
    counts: QuerySet[Any, Any] = rows.annotate(total=Count("pk"), late=late, **states)
    return counts


_COUNTS = ("total", "late", *Share.State.values)
_KEYS, _DAY = [-7_000_001], date(4321, 1, 23)
_OF_TASKS: ReadyQuery[Share] = ReadyQuery(
    lambda keys, day: _grouped("assignment", keys, day), _KEYS, _DAY
)
_OF_SHARES: ReadyQuery[Share] = ReadyQuery(
    lambda keys, day: _grouped("assignment__from_share__share", keys, day), _KEYS, _DAY
)
