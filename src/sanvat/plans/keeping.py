"""What is kept of a plan with its review: each target's figure, and what it was counted from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from sanvat.indicators.countable import Period
from sanvat.indicators.counting import Question
from sanvat.indicators.keeping import ToKeep, rows_shown
from sanvat.indicators.models import KeptRow, Value
from sanvat.places.maps import map_on
from sanvat.plans.models import Figure, Plan, Share, Target
from sanvat.plans.progress import (
    Approved,
    Progress,
    approved_of,
    question_of,
    reported_of,
    what_counts,
)
from sanvat.plans.sharing import map_day
from sanvat.text.days import day as said_day
from sanvat.text.numbers import number


def figures_to_keep(
    plan: Plan,
    targets: Sequence[Target],
    live: Mapping[int, Progress],
    shares: Mapping[int, Sequence[Share]],
    day: date,
) -> list[ToKeep]:
    """For each target its figure of that day (`live`) with the list behind it: the rows counted,
    the approved values of its indicator, or what was reported. Its name is the target's number."""
    approved = approved_of(plan, targets, day)
    reported = reported_of(targets, day)
    found = []
    for target in targets:
        progress = live[target.pk]
        question = None
        definition, source = "", progress.note
        rows: list[KeptRow] = []
        period = Period(min(day, plan.ends_on), plan.starts_on)
        if (what := what_counts(target)) is not None:
            question = question_of(plan, target, what, day)
            period, definition = question.period, str(what.definition)
            if progress.figure is not None:
                rows = _counted(plan, question, shares.get(target.pk, ()))
        elif target.pk in approved:
            rows = _values(plan, target, approved[target.pk])
        else:
            rows = _reports(list(reported.get(target.pk, {}).values()))
            source = source or (_("Cơ quan thực hiện báo") if rows else "")
        found.append(
            ToKeep(
                name=str(target.number),
                label=target.name,
                value=progress.figure,
                period=period,
                unit=target.unit,
                definition=definition,
                source=source[:500],
                question=question,
                within=plan.place,
                map_of=map_day(plan),
                rows=rows,
            )
        )
    return found


def _counted(plan: Plan, question: Question, shares: Sequence[Share]) -> list[KeptRow]:
    units = {share.place_id for share in shares}
    return rows_shown(question, within=plan.place, map_of=map_day(plan), units=units)


def _values(plan: Plan, target: Target, told: Approved) -> list[KeptRow]:
    """The values of the indicator, or of the two it is a ratio of, in that period."""
    indicator = target.indicator
    assert indicator is not None
    of = [indicator.pk, indicator.numerator_id, indicator.denominator_id]
    rows = Value.objects.filter(
        indicator__in=[key for key in of if key], year=told.period.year, part=told.period.part
    )
    if plan.place is not None:
        inside = map_on(map_day(plan)).inside(plan.place)
        rows = rows.filter(place__in=inside)
    return [
        KeptRow(row.pk, row.indicator.name, row.place.full_name, number(row.value))
        for row in rows.select_related("indicator", "place").order_by(
            "indicator", "place__sort_key", "pk"
        )
    ]


def _reports(figures: Sequence[Figure]) -> list[KeptRow]:
    return [
        KeptRow(
            figure.pk,
            ", ".join(
                part
                for part in (said_day(figure.day), str(figure.reported_by), figure.note)
                if part
            ),
            figure.place.full_name if figure.place else "",
            number(figure.value),
            (figure.place_id,) if figure.place_id else (),
        )
        for figure in sorted(figures, key=lambda one: (one.place_id is not None, one.pk))
    ]
