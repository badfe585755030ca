"""A filled-in form is brought back: looked at first, then written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.indicators import access
from sanvat.indicators.actions.exchange import Answer, judged
from sanvat.indicators.actions.reports import Said, note_figures
from sanvat.indicators.models import Collection, Indicator, StagedForm, ValueReport
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.locks import locked


@transaction.atomic
def stage_form(
    collection: Collection, table: Sequence[Sequence[str]], *, by: User, at: datetime
) -> StagedForm:
    """Look at a filled-in form, and keep an answer for each line; no value is written yet.

    Refuses a collection that is not open (`collection-<state>`) and a table that is no form of it
    (`form-without-heads`).
    """
    collection = locked(collection)
    require(bool(access.own_level(by)))
    require(Collection.objects.visible_to(by).filter(pk=collection.pk).exists())
    if collection.state != Collection.State.OPEN:
        raise Collection.STEPS.refusal(collection)
    staged = StagedForm(
        collection=collection,
        brought_by=by,
        brought_at=at,
        rows=judged(collection, table, by=by),
    )
    staged.full_clean()
    staged.save()
    changes = {"lines": (None, len(staged.rows))}
    journal.write("stage_form", by=by, subject=collection, at=at, changes=changes)
    return staged


@transaction.atomic
def apply_form(staged: StagedForm, *, by: User, at: datetime) -> Counter[str]:
    """Write down what the lines without a fault say; returns how many lines had which answer.

    Values are those of `note_figures`: nothing counts before a report is sent and approved. Who
    brought it does this. Refuses one that was written before (`form-applied`), and all that
    `note_figures` refuses, and then nothing is written.
    """
    staged = locked(staged, "collection")
    require(staged.brought_by_id == by.pk)
    if staged.applied_at is not None:
        raise Refusal(
            _("Tệp này đã được ghi rồi. Nếu muốn sửa, hãy nhập lại tệp mới."), code="form-applied"
        )
    counts: Counter[str] = Counter()
    rows = [row for row in staged.rows if row["answer"] == Answer.CHANGED]
    reports = ValueReport.objects.select_related("collection", "place").in_bulk(
        [row["report"] for row in rows]
    )
    indicators = {
        each.pk: each for each in Indicator.objects.filter(asked__collection=staged.collection)
    }
    for row in rows:
        said = {
            indicators[int(pk)]: Said(Decimal(text), _comment(reports[row["report"]], int(pk)))
            for pk, text in row["said"].items()
        }
        note_figures(reports[row["report"]], said, by=by, at=at)
    counts.update(row["answer"] for row in staged.rows)
    staged.applied_at = at
    staged.save()
    changes = {"lines": (None, len(rows))}
    journal.write("apply_form", by=by, subject=staged.collection, at=at, changes=changes)
    return counts


def _comment(report: ValueReport, indicator: int) -> str:
    """A comment that stands already stays: the file has no room for one."""
    last = report.figures.filter(indicator=indicator).order_by("-revision").first()
    return last.comment if last else ""
