"""Long papers, which a worker makes while who asked for them does something else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import orjson
from django.db import transaction
from procrastinate.contrib.django import app

from sanvat.documents.paper import Paper
from sanvat.documents.paper_data import as_data, of_data
from sanvat.documents.paper_docx import docx
from sanvat.documents.paper_pdf import pdf
from sanvat.documents.paper_xlsx import xlsx
from sanvat.documents.printed import check_length, rows_of
from sanvat.records import jobs
from sanvat.records.jobs import Standing
from sanvat.records.models import OrderedPaper

MAKERS: Mapping[str, Callable[[Paper], bytes]] = {"pdf": pdf, "docx": docx, "xlsx": xlsx}
"""How a paper is made, by the end of its address."""

MAKE = "records.make_paper"
QUEUE = "papers"

KEPT = timedelta(days=1)
MOST = 5
"""So many are kept for one person; a sixth drops the oldest."""


def ordered(
    paper: Paper, form: str, *, person: int, membership: int | None, at: datetime
) -> OrderedPaper | None:
    """The order of the same paper by the same person, where there is one that has not failed."""
    return (
        OrderedPaper.objects.of(person, membership)
        .defer("content", "description")
        .filter(form=form, sha256=_digest(paper), failed_at=None, ordered_at__gt=at - KEPT)
        .first()
    )


@transaction.atomic
def order(
    paper: Paper, form: str, *, name: str, person: int, membership: int | None, at: datetime
) -> OrderedPaper:
    """Have a paper made for a person, in the role in which they ask; asked for twice it is made
    once. `form`: "pdf", "docx" or "xlsx"; `name`: of the file, without its ending.

    Refuses (`paper-too-long`) what is too long to be printed. Writes no journal: nothing of the
    programme changes.
    """
    check_length(paper)
    there = {
        "name": name[:150],
        "title": _title(paper),
        "rows": rows_of(paper),
        "description": as_data(paper),
        "ordered_at": at,
        "made_at": None,
        "failed_at": None,
        "content": None,
    }
    known = ordered(paper, form, person=person, membership=membership, at=at)
    if known is not None:
        return known
    made: OrderedPaper
    made, _is_new = OrderedPaper.objects.update_or_create(
        user_id=person,
        membership=membership,
        form=form,
        sha256=_digest(paper),
        defaults=there,
    )
    theirs = OrderedPaper.objects.filter(user=person).order_by("-ordered_at", "-pk")
    theirs.exclude(pk__in=list(theirs.values_list("pk", flat=True)[:MOST])).delete()
    app.configure_task(MAKE, queue=QUEUE, lock=_lock(made)).defer(order_id=made.pk)
    return made


def make(order: OrderedPaper, *, at: datetime) -> None:
    """By a job: make the file. Done twice, it does no harm."""
    content = MAKERS[order.form](of_data(order.description))
    OrderedPaper.objects.filter(pk=order.pk).update(content=content, made_at=at, failed_at=None)


def give_up(order: OrderedPaper, *, at: datetime) -> None:
    """By a job that could not make it: who asked for it may ask again."""
    OrderedPaper.objects.filter(pk=order.pk, made_at=None).update(failed_at=at)


def standing(order: OrderedPaper) -> Standing:
    """Whether a worker is at it, or it waits for one."""
    return jobs.standing(_lock(order))


def forget_old(*, at: datetime) -> int:
    """By a job: forget what was ordered a day ago. Returns how many."""
    count, _each = OrderedPaper.objects.filter(ordered_at__lte=at - KEPT).delete()
    return count


def _title(paper: Paper) -> str:
    return " ".join(f"{paper.kind} {paper.summary}".split())[:500]


def _digest(paper: Paper) -> str:
    told = orjson.dumps(as_data(paper), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(told).hexdigest()


def _lock(order: OrderedPaper) -> str:
    return f"paper-{order.pk}"
