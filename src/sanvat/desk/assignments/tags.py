from __future__ import annotations

from functools import partial
from typing import Any

from django import template
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from sanvat.assignments.models import Assignment
from sanvat.assignments.progress import progress_of
from sanvat.desk.assignments import sources
from sanvat.desk.assignments.rows import GIVEN_COLUMNS, given_rows
from sanvat.desk.pages import KEY
from sanvat.parties.access import acts_as
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor
from sanvat.parties.roles import PROGRAMME_READERS

register = template.Library()

SHOWN = 10


@register.inclusion_tag("desk/assignments/_given.html", takes_context=True)
def tasks_given(context: dict[str, Any], thing: sources.Source) -> dict[str, Any]:
    """The tasks that were given from a plan, an event, an agreement or an item, as far as the
    reader sees them, with how far they are; and the button to give one more."""
    user = context["request"].user
    if not acts_as(user, *PROGRAMME_READERS):
        return {"rows": [], "to": ""}
    tasks = _GIVEN[type(thing)].rows(user, thing.pk)
    progress = progress_of([each.pk for each in tasks], timezone.localdate())
    more = f"{reverse('desk:assignments')}{sources.query_of(thing)}"
    return {
        "rows": given_rows(tasks[:SHOWN], progress),
        "columns": GIVEN_COLUMNS,
        "to": sources.address_to_give(thing, user),
        "more": more if len(tasks) > SHOWN else "",
    }


def _given(user: User, key: int, *, field: str) -> QuerySet[Assignment]:
    seen: QuerySet[Assignment] = Assignment.objects.visible_to(user).filter(**{field: key})
    return seen.select_related("giver", "clock")[: SHOWN + 1]


_GIVEN = {
    model: ReadyFor(partial(_given, field=field), KEY)
    for model, (_name, field) in sources.NAMES.items()
}
