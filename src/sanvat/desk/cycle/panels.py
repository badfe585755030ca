"""What the first pages show of the year: the steps that are open, and the council's batches."""

from __future__ import annotations

from datetime import date
from typing import Any

from sanvat.desk.cycle.rows import BATCH_COLUMNS, batch_rows, work_items
from sanvat.desk.panel import Column, FirstPage, Panel, Shown, Viewer
from sanvat.parties.access import acts_as
from sanvat.parties.roles import EVALUATORS
from sanvat.places.questions import province_key
from sanvat.programme import cycle
from sanvat.programme.work import brings_work, work_of
from sanvat.records.together import Asked
from sanvat.rules import library

PAGES = {
    "criteria": "portal:criteria",
    "self_score": "portal:self_score",
    "cycle": "desk:cycle",
    "ideas": "desk:ideas",
    "idea_new": "desk:idea_new",
    "interested": "desk:ideas_interested",
    "products": "desk:products",
}
"""Where the work of a step is done, by the keys of the programme's data."""


def due_now(viewer: Viewer) -> Asked[list[cycle.Step]]:
    return cycle.ask_due_on(province_key(viewer.place), viewer.today)


def work(viewer: Viewer) -> Shown:
    """What this role does in the steps that are open, with what waits; nothing where no step has
    work for it."""
    province, steps = viewer.province, viewer.once(due_now)
    yield province, steps
    found = yield from work_of(viewer.user, province.answer, steps.answer, viewer.today)
    return {"work": work_items(found, PAGES)} if found else None


def due(viewer: Viewer) -> Shown:
    """The steps that are open today where one's work lies, for whom they bring no work."""
    steps = viewer.once(due_now)
    yield (steps,)
    return None if brings_work(viewer.user, steps.answer) else {"due": steps.answer}


def batches(viewer: Viewer) -> dict[str, Any] | None:
    """For those who evaluate: the batches of the decision in force."""
    if not acts_as(viewer.user, *EVALUATORS):
        return None
    procedures = library.rulebook(library.CURRENT).facts["procedures"]
    batches = _batches(procedures[0]["batches"], viewer.today)
    return {"batches": batches, "batch_columns": BATCH_COLUMNS, "batch_rows": batch_rows(batches)}


def _batches(facts: Any, today: date) -> list[dict[str, Any]]:
    """The batches with their next days, the one that is evaluated first standing first."""
    rows = []
    for fact in facts:
        evaluated = _next(fact["evaluated_before"], today)
        proposed = _last(fact["proposed_before"], evaluated)
        rows.append(
            {
                "level": fact["level"],
                "number": fact["number"],
                "proposed_before": proposed,
                "evaluated_before": evaluated,
                "days_left": (evaluated - today).days,
                "source": fact["source"],
            }
        )
    return sorted(rows, key=lambda row: row["evaluated_before"])


def _next(month_and_day: str, today: date) -> date:
    this_year = date.fromisoformat(f"{today.year}-{month_and_day}")
    return this_year if this_year >= today else this_year.replace(year=today.year + 1)


def _last(month_and_day: str, before: date) -> date:
    same_year = date.fromisoformat(f"{before.year}-{month_and_day}")
    return same_year if same_year < before else same_year.replace(year=before.year - 1)


PANELS = (
    Panel(
        "desk/cycle/panels/work.html",
        work,
        (FirstPage.PRODUCER, FirstPage.COMMUNE, FirstPage.PROVINCE, FirstPage.OTHERS),
        order=24,
    ),
    Panel(
        "desk/cycle/panels/due.html",
        due,
        (FirstPage.PRODUCER, FirstPage.COMMUNE, FirstPage.PROVINCE, FirstPage.OTHERS),
        order=10,
        column=Column.ASIDE,
    ),
    Panel("desk/cycle/panels/batches.html", batches, (FirstPage.OTHERS,), order=26),
)
