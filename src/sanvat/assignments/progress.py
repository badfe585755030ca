"""How far tasks are: counted by state, and below each share that was handed down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from sanvat.assignments.models import Share


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
    return _grouped("assignment", {"assignment__in": list(assignments)}, today)


def below(shares: Iterable[int], today: date) -> Mapping[int, Progress]:
    """Of what each share was handed down as, by the key of the share; one query."""
    above = "assignment__from_share__share"
    return _grouped(above, {f"{above}__in": list(shares)}, today)


def _grouped(by: str, chosen: Mapping[str, object], today: date) -> Mapping[int, Progress]:
    states = {state.value: Count("pk", filter=Q(state=state)) for state in Share.State}
    late = Count("pk", filter=Q(due__lt=today, reported_on=None))
    found: dict[int, Progress] = defaultdict(Progress)
    rows = Share.objects.standing().filter(**chosen).order_by().values(by)
    for row in rows.annotate(total=Count("pk"), late=late, **states):
        key = row.pop(by)
        found[key] = Progress(**row)
    return found
