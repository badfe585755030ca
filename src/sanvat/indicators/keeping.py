"""Keeping what is issued: the paper, its figures and the list behind each, as of that day."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from sanvat.documents.paper import Paper
from sanvat.documents.paper_data import as_data, of_data
from sanvat.documents.paper_docx import docx
from sanvat.documents.paper_pdf import pdf
from sanvat.documents.printed import check_length, is_large
from sanvat.indicators.countable import Period, countables
from sanvat.indicators.counting import Amount, Question, map_for, rows_counted, totals, with_names
from sanvat.indicators.jobs import ask_to_make_files
from sanvat.indicators.models.kept import KeptFigure, KeptPaper, KeptRow
from sanvat.parties.models import User
from sanvat.places.maps import UnitMap, map_on
from sanvat.places.models import Place
from sanvat.records import files
from sanvat.records.locks import locked
from sanvat.records.models import StoredFile
from sanvat.text.numbers import number


@dataclass(frozen=True)
class ToKeep:
    """A figure that is about to be kept. `question`: what was counted, None where somebody told
    the figure (`source` then says who). `rows`: the list behind it; `rows_are`: the key of the
    countable they are rows of, where the figure is no question to it."""

    name: str
    label: str
    value: Amount | None
    period: Period
    unit: str = ""
    definition: str = ""
    source: str = ""
    question: Question | None = None
    within: Place | None = None
    map_of: date | None = None
    rows: Sequence[KeptRow] = field(default=())
    rows_are: str = ""


@transaction.atomic
def keep(
    paper: Paper, figures: Iterable[ToKeep], *, name: str, as_of: date, by: User, at: datetime
) -> KeptPaper:
    """Keep a paper as PDF and Word with its description, its figures and their rows; none of it
    can change after this. `name`: of the files, without their ending. The files of a large paper
    are made by a job.

    Writes no journal: the act that issues the paper does. Refuses a paper that is too long to be
    printed, as `pdf` does.
    """
    check_length(paper)
    kept = KeptPaper(description=as_data(paper), as_of=as_of, kept_by=by, kept_at=at)
    if not is_large(paper):
        kept.pdf, kept.word = _files(paper, name, by=by, at=at)
    kept.save()
    if is_large(paper):
        ask_to_make_files(kept.pk)
    KeptFigure.objects.bulk_create([_figure(kept, each) for each in figures])
    return kept


@transaction.atomic
def make_files(kept: KeptPaper, *, at: datetime) -> bool:
    """By a job: the files of a large paper, from its description. Returns whether they were
    missing. Writes no journal: nothing of the paper changes."""
    kept = locked(kept, "kept_by")
    if kept.pdf is not None:
        return False
    paper = of_data(kept.description)
    kept.pdf, kept.word = _files(paper, f"van-ban-{kept.pk}", by=kept.kept_by, at=at)
    kept.save(update_fields=["pdf", "word"])
    return True


def _files(paper: Paper, name: str, *, by: User, at: datetime) -> list[StoredFile]:
    made = ((pdf(paper), files.PDF, "pdf"), (docx(paper), files.DOCX, "docx"))
    return [
        files.keep_made(io.BytesIO(content), kind=kind, name=f"{name}.{end}", by=by, at=at)
        for content, kind, end in made
    ]


def _figure(paper: KeptPaper, told: ToKeep) -> KeptFigure:
    question = told.question
    return KeptFigure(
        paper=paper,
        name=told.name,
        label=told.label[:400],
        value=None if told.value is None else Decimal(told.value),
        unit=told.unit,
        definition=told.definition,
        source=told.source,
        countable=question.what.key if question else told.rows_are,
        is_counted=question is not None,
        choices=dict(question.choices) if question else {},
        first=told.period.first,
        last=told.period.last,
        place=told.within,
        map_of=told.map_of,
        rows=list(told.rows),
    )


def rows_shown(
    question: Question,
    *,
    within: Place | None = None,
    map_of: date | None = None,
    units: Collection[int] = (),
) -> list[KeptRow]:
    """The rows behind a figure, whoever asks, in the words in which they are shown. `units`: the
    keys of the units below whose own lists are wanted too."""
    what = question.what
    rows = rows_counted(
        what, question.period, choices=question.choices, within=within, map_of=map_of
    )
    listed = with_names(what, rows.model).filter(pk__in=rows.order_by().values("pk"))
    entered = _entered(question, rows)
    of_map = map_on(map_for(within, map_of))
    names = Place.objects.in_bulk({place for place, _amount in entered.values() if place})
    lies_in = _units_of(of_map, units)
    wholly = None if within is None else of_map.wholly_inside(within)
    found = []
    for row in listed.order_by("pk"):
        place, amount = entered.get(row.pk, (None, None))
        found.append(
            KeptRow(
                key=row.pk,
                label=str(row),
                where=names[place].full_name if place in names else "",
                amount="" if amount is None else number(amount),
                units=lies_in.get(place or 0, ()),
                perhaps=wholly is not None and place not in wholly,
            )
        )
    return found


def _entered(question: Question, rows: Any) -> dict[int, tuple[int | None, Any]]:
    """For each row the place it was entered with, and the amount it adds."""
    what = question.what
    paths = [path for path in (what.place, what.value) if path]
    found: dict[int, tuple[int | None, Any]] = {}
    for key, *rest in rows.order_by().values_list("pk", *paths) if paths else ():
        place = rest[0] if what.place else None
        found[key] = (place, rest[-1] if what.value else None)
    return found


def _units_of(of_map: UnitMap, units: Collection[int]) -> Mapping[int, tuple[int, ...]]:
    """For the key of each place those of these units in which all of it lies, as figures of units
    are counted."""
    lies_in: dict[int, list[int]] = defaultdict(list)
    wanted = {key: of_map.units[key].level for key in units if key in of_map.units}
    for level in sorted(set(wanted.values())):
        for place, among in of_map.at_level(level).items():
            if len(among) == 1 and among[0] in wanted:
                lies_in[place].append(among[0])
    return {place: tuple(keys) for place, keys in lies_in.items()}


@dataclass(frozen=True)
class Again:
    """The same question asked of the records as they are now: the figure, and the rows."""

    value: Amount
    rows: QuerySet[Any]


def ask_again(
    question: Question, *, within: Place | None = None, map_of: date | None = None
) -> Again:
    """What it comes to today: for the same days, place and map, so that only what was corrected
    or entered since makes a difference."""
    rows = rows_counted(
        question.what, question.period, choices=question.choices, within=within, map_of=map_of
    )
    return Again(totals([question], within=within, map_of=map_of)[0].total, rows)


def question_of(figure: KeptFigure) -> Question | None:
    """What was counted; None where somebody told the figure, or no room counts this any more."""
    what = countables().get(figure.countable)
    if what is None or not figure.is_counted or set(figure.choices) - set(what.breakdowns):
        return None
    return Question(what, Period(figure.last, figure.first), figure.choices)
