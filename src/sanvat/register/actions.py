"""The acts on the office's register: start, name the columns, look, apply, or discard.

stored = files.take(upload, allowed=files.TABLES, by=by, at=at)
importing = start_import(stored, by=by, at=at)
map_columns(importing, mapping, by=by, at=at)
preview_import(importing, by=by, at=at)        # every row has its answer
decide_rows(…), settle_word(…), preview again  # as often as it takes
apply_import(importing, by=by, at=at)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties.access import is_officer_of, require
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.records import files, journal
from sanvat.records.bulk import insert_values, update_many
from sanvat.records.locks import take_turns
from sanvat.records.models import StoredFile
from sanvat.records.versions import check_version
from sanvat.register import access, reading
from sanvat.register.answers import APPLICABLE
from sanvat.register.applying import apply, hold_known
from sanvat.register.columns import KEYS, NEEDED, guess, title
from sanvat.register.judging import Judge, Line, Verdict
from sanvat.register.models import Import, ImportRow, RegisterColumns, RegisterWord
from sanvat.register.progress import Report, reporting, unhurried
from sanvat.rules import library
from sanvat.rules.problems import CaseRefused
from sanvat.text.fold import fold

__all__ = [
    "apply_import",
    "decide_rows",
    "discard_import",
    "map_columns",
    "preview_import",
    "settle_word",
    "start_import",
]

State = Import.State
TOLD_EVERY = 500


@transaction.atomic
def start_import(
    file: StoredFile,
    *,
    by: User,
    at: datetime,
    sheet: str = "",
    is_demonstration: bool = False,
) -> Import:
    """Take in a register that has been stored, for the office and the place one acts for.

    Finds the sheet and the heading, and guesses the columns: as this office named them the last
    time, else by their words. Refuses a file that cannot be read (`register-unreadable`),
    is empty (`register-empty`) or too long (`register-too-long`).
    """
    require(access.may_import(by))
    assert by.acting is not None
    table = _read(file, sheet)
    importing = Import(
        file=file,
        organisation=by.acting.organisation,
        place=by.acting.place,
        sheet=table.sheet,
        first_row=table.heading.first_row,
        labels=table.heading.labels,
        total=sum(1 for _each in table.data(table.heading.first_row)),
        is_demonstration=is_demonstration,
        started_by=by,
        started_at=at,
    )
    importing.mapping = _remembered(importing) or guess(importing.labels)
    importing.save()
    changes = {"file": (None, file.sha256), "rows": (None, importing.total)}
    journal.write("start_import", by=by, subject=importing, at=at, changes=changes)
    return importing


def _read(file: StoredFile, sheet: str) -> reading.Table:
    with files.open(file) as opened:
        return reading.read(opened, file.extension, sheet=sheet)


def _remembered(importing: Import) -> dict[str, int]:
    """The columns as this office named them, where every one of those names is here again."""
    kept = RegisterColumns.objects.filter(organisation=importing.organisation_id).first()
    if kept is None or not kept.labels:
        return {}
    here = {fold(label): place for place, label in enumerate(importing.labels)}
    found = {key: here.get(label, -1) for key, label in kept.labels.items()}
    return {} if -1 in found.values() else found


@transaction.atomic
def map_columns(
    importing: Import,
    mapping: Mapping[str, int],
    *,
    by: User,
    at: datetime,
    first_row: int | None = None,
    seen: str = "",
) -> None:
    """Say which column is which (key → place from 0) and where the data begin; remembered for
    the office's next file.

    The product's and the producer's columns are needed; no column is two things. Refuses where
    the columns are no longer as they were `seen` (`changed-meanwhile`).
    """
    importing = _own(importing, by)
    Import.STEPS.check(importing, State.MAPPED)
    check_version(seen, importing)
    mapping = {key: mapping[key] for key in KEYS if mapping.get(key) is not None}
    _check_mapping(importing, mapping)
    if first_row is not None and first_row != importing.first_row:
        importing.rows.all().delete()
        importing.first_row = max(first_row, 1)
    before, importing.mapping = importing.mapping, mapping
    importing.state, importing.counts, importing.progress = State.MAPPED, {}, 0
    importing.save()
    labels = {key: fold(importing.labels[place]) for key, place in mapping.items()}
    RegisterColumns.objects.update_or_create(
        organisation=importing.organisation, defaults={"labels": labels}
    )
    changes = {"mapping": (before, mapping)}
    journal.write("map_columns", by=by, subject=importing, at=at, changes=changes)


def _check_mapping(importing: Import, mapping: Mapping[str, int]) -> None:
    faults: dict[str, Any] = {}
    for key in NEEDED:
        if key not in mapping:
            faults[key] = _("Hãy chọn cột %(column)s.") % {"column": title(key)}
    taken: dict[int, str] = {}
    for key, place in mapping.items():
        if not 0 <= place < len(importing.labels):
            faults[key] = _("Tệp không có cột này.")
        elif place in taken:
            faults[key] = _("Cột này đã chọn cho %(column)s.") % {"column": title(taken[place])}
        taken.setdefault(place, key)
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def preview_import(importing: Import, *, by: User, at: datetime) -> dict[str, int]:
    """Give every row its answer and change nothing else; returns how many got which.

    May be asked again, for instance after a word was settled or a row decided.
    """
    importing = _own(importing, by)
    Import.STEPS.check(importing, State.PREVIEWED)
    with reporting(importing) as report, unhurried():
        rows = list(importing.rows.all())
        if rows:
            _answer_anew(importing, rows, at, report)
            counts = dict(Counter(row.answer for row in rows))
        else:
            counts = _answer_first(importing, at, report)
    importing.counts = counts
    importing.total = importing.progress = sum(counts.values())
    importing.state, importing.previewed_at = State.PREVIEWED, at
    importing.save()
    changes = {answer: (None, count) for answer, count in sorted(counts.items())}
    journal.write("preview_import", by=by, subject=importing, at=at, changes=changes)
    return counts


def _answer_first(importing: Import, at: datetime, report: Report) -> dict[str, int]:
    table = _read(importing.file, importing.sheet)
    lines = [Line(number, cells) for number, cells in table.data(importing.first_row)]
    rows = [
        (importing.pk, v.line.number, v.line.cells, "", False, *_told(v))
        for v in _verdicts(importing, lines, at, report)
    ]
    insert_values(ImportRow, ("importing", "number", "raw", "decision", "applied", *_TOLD), rows)
    return dict(Counter(row[-len(_TOLD)] for row in rows))


def _answer_anew(
    importing: Import, rows: Sequence[ImportRow], at: datetime, report: Report
) -> None:
    for row, verdict in zip(rows, _verdicts(importing, _lines(rows), at, report), strict=True):
        row.answer, row.details, row.changes, row.product_id, row.producer_id = _told(verdict)
        row.applied = False
    update_many(rows, ["answer", "details", "changes", "product", "producer", "applied"])


def _lines(rows: Iterable[ImportRow]) -> list[Line]:
    return [Line(row.number, row.raw, tuple(row.decision.split())) for row in rows]


_TOLD = ("answer", "details", "changes", "product_id", "producer_id")


def _told(verdict: Verdict) -> tuple[Any, ...]:
    """What a row keeps of its verdict: `_TOLD`."""
    product = verdict.product.id if verdict.product else None
    producer = verdict.producer.id if verdict.producer else None
    return verdict.answer, verdict.details, verdict.changes, product, producer


def _verdicts(
    importing: Import, lines: Sequence[Line], at: datetime, report: Report
) -> Iterable[Verdict]:
    judge = Judge(
        {0: importing.mapping},
        office=importing.organisation,
        scope=importing.place,
        today=timezone.localdate(at),
    )
    for done, verdict in enumerate(judge.answers(lines)):
        if done % TOLD_EVERY == 0:
            report(done)
        yield verdict


DECISIONS = ("new", "same", "file", "keep", "both", "whole", "show", "skip")


@transaction.atomic
def decide_rows(
    importing: Import,
    decision: str,
    *,
    by: User,
    at: datetime,
    numbers: Sequence[int] | None = None,
    answer: str = "",
) -> int:
    """A person's word on rows: those of these `numbers`, or all that got one `answer`.

    "new": it only looks like another; "same": it is that other; "file", "keep", "both": of a
    contradiction the file is right, what is known is, or they are two recognitions; "whole": the
    cell names one product; "show": read a hidden row; "skip": leave it out; "": take the word
    back. Preview again afterwards. Returns how many rows it was.
    """
    importing = _own(importing, by)
    Import.STEPS.check(importing, State.PREVIEWED)
    if decision not in ("", *DECISIONS):
        raise ValidationError({"decision": _("Hãy chọn một trong các cách giải quyết.")})
    rows = importing.rows.all()
    rows = rows.filter(number__in=numbers) if numbers is not None else rows.filter(answer=answer)
    count: int = rows.exclude(decision=decision).update(decision=decision)
    if count:
        changes = {"decision": (None, decision), "rows": (None, count)}
        journal.write("decide_rows", by=by, subject=importing, at=at, changes=changes)
    return count


@transaction.atomic
def settle_word(
    importing: Import,
    words: str,
    *,
    by: User,
    at: datetime,
    place: Place | None = None,
    set_number: int | None = None,
) -> RegisterWord:
    """Say what a cell of the commune's or the set's column means, for all rows and all later
    files of this office. Preview again afterwards.

    A place must lie in the office's; give either a place or a set.
    """
    importing = _own(importing, by)
    Import.STEPS.check(importing, State.PREVIEWED)
    if (place is None) == (set_number is None):
        raise ValidationError(_("Hãy chọn một địa bàn hoặc một bộ sản phẩm."), code="one-meaning")
    if place is not None:
        require(is_officer_of(by, place))
        kind = RegisterWord.Kind.PLACE
    else:
        kind = RegisterWord.Kind.SET
        try:
            library.criteria_set(library.CURRENT, set_number)  # type: ignore[arg-type]
        except CaseRefused as problem:
            raise ValidationError({"set_number": str(problem)}) from None
    word, _is_new = RegisterWord.objects.update_or_create(
        organisation=importing.organisation,
        kind=kind,
        words=fold(words)[:300],
        defaults={"place": place, "set_number": set_number},
    )
    meaning = place.full_name if place is not None else set_number
    changes = {word.words: (None, meaning)}
    journal.write("settle_word", by=by, subject=importing, at=at, changes=changes)
    return word


@transaction.atomic
def apply_import(importing: Import, *, by: User, at: datetime) -> dict[str, int]:
    """Do what the preview said: add what is new, change what has changed, leave all else.

    The rows are judged once more; one whose answer is another by now is left alone and says so
    (`moved_on`). All or nothing: one transaction. Applying again changes nothing. Answers how
    many rows were applied and how many moved on. Refuses what has not been previewed
    (`import-not-previewed`) and what was discarded (`import-discarded`).
    """
    importing = _own(importing, by)
    Import.STEPS.check(importing, State.APPLIED)
    if importing.state == State.APPLIED:
        return {"applied": 0, "moved_on": 0}
    take_turns("apply imports")  # two at once would both add one producer
    hold_known(importing)
    pairs, moved = [], []
    with reporting(importing) as report, unhurried():
        rows = list(importing.rows.all())
        verdicts = _verdicts(importing, _lines(rows), at, lambda done: report(done // 2))
        for row, verdict in zip(rows, verdicts, strict=True):
            if row.answer not in APPLICABLE:
                continue
            if _is_as_previewed(row, verdict):
                pairs.append((row, verdict))
            else:
                row.answer, row.details, row.changes = "moved_on", {}, {}
                moved.append(row)
        half = len(rows) // 2
        try:
            apply(importing, pairs, by=by, at=at, report=lambda n: report(half + n // 2))
        except IntegrityError:
            raise Refusal(
                _("Có người vừa ghi cùng dữ liệu này. Hãy xem trước lại rồi áp dụng."),
                code="changed-meanwhile",
            ) from None
    update_many(moved, ["answer", "details", "changes"])
    importing.counts = dict(Counter(row.answer for row in rows))
    importing.progress, importing.state, importing.applied_at = len(rows), State.APPLIED, at
    importing.save()
    counts = {"applied": len(pairs), "moved_on": len(moved)}
    changes = {name: (None, count) for name, count in counts.items()}
    journal.write("apply_import", by=by, subject=importing, at=at, changes=changes)
    return counts


def _is_as_previewed(row: ImportRow, verdict: Verdict) -> bool:
    known = verdict.product.id if verdict.product else None
    return (row.answer, row.changes, row.product_id) == (verdict.answer, verdict.changes, known)


@transaction.atomic
def discard_import(importing: Import, *, by: User, at: datetime) -> None:
    """Give an import up; its rows go, the file and this fact stay.

    Refuses one that was applied (`import-applied`) or discarded (`import-discarded`).
    """
    importing = _own(importing, by)
    Import.STEPS.check(importing, State.DISCARDED)
    importing.rows.all().delete()
    importing.state, importing.counts = State.DISCARDED, {}
    importing.save()
    journal.write("discard_import", by=by, subject=importing, at=at)


def _own(importing: Import, by: User) -> Import:
    """The import as it is now, to nobody else until this transaction ends.

    By an advisory lock, for a locked row could not be told its progress meanwhile.
    """
    take_turns(f"import {importing.pk}")
    found: Import = Import.objects.select_related("organisation", "place", "file").get(
        pk=importing.pk
    )
    require(access.may_handle_import(by, found))
    return found
