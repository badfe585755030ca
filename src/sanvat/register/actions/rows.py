"""The answer to every row, a person's word where one is needed, and what is done in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

import orjson
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties.access import is_officer_of, require
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.bulk import Sender, insert_many, sending, update_many
from sanvat.records.locks import take_turns
from sanvat.register import previewed, sheets
from sanvat.register.actions.checks import own
from sanvat.register.answers import APPLICABLE
from sanvat.register.applying import WRITTEN, Applying, Pair, hold_known
from sanvat.register.judging import Judge, Line, Verdict
from sanvat.register.known import state_of
from sanvat.register.models import Import, ImportRow, RegisterWord, RowOutcome, SheetCells
from sanvat.register.offers import offered_words
from sanvat.register.progress import Report, reporting, unhurried
from sanvat.register.readings import Readings
from sanvat.rules import library
from sanvat.rules.problems import CaseRefused
from sanvat.text.fold import fold

State = Import.State
TOLD_EVERY = 500
PIECE = 1_000
"""So many rows are judged, then written while the next ones are judged."""
APPLIED_FIRST = 1_000
APPLIED_AT_ONCE = 5_000
"""So many that were judged before are written: with every lot of products PostgreSQL adds up anew
what is counted of them. Few at first, so that it begins soon."""


@transaction.atomic
def preview_import(importing: Import, *, by: User, at: datetime) -> dict[str, int]:
    """Give every row its answer and change nothing else; returns how many got which.

    May be asked again, for instance after a word was settled or a row decided.
    """
    importing = own(importing, by)
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
    lines = sheets.lines(importing.sheets.filter(is_chosen=True))
    counts: Counter[str] = Counter()

    def rows() -> Iterator[tuple[Any, ...]]:
        for verdict in _verdicts(importing, lines, at, report):
            line = verdict.line
            counts[verdict.answer] += 1
            yield (
                *(importing.pk, line.sheet, line.number, 0, line.hidden, line.cells, ""),
                *_told(verdict),
            )

    told = rows()
    with sending(ImportRow) as send:
        while send.insert(ImportRow, (*_LINE, "decision", *_TOLD), islice(told, PIECE)):
            send.check()
    return dict(counts)


def _answer_anew(
    importing: Import, rows: Sequence[ImportRow], at: datetime, report: Report
) -> None:
    RowOutcome.objects.filter(row__importing=importing).delete()
    for row, verdict in zip(rows, _verdicts(importing, _lines(rows), at, report), strict=True):
        row.answer, row.details, row.changes, row.product_id, row.producer_id = _told(verdict)
    update_many(rows, ["answer", "details", "changes", "product", "producer"])


def _lines(rows: Iterable[ImportRow]) -> Iterator[Line]:
    return (
        Line(
            row.number,
            row.raw,
            decisions=tuple(row.decision.split()),
            sheet=row.sheet_id,
            piece=row.piece,
            hidden=row.is_hidden,
        )
        for row in rows
    )


_LINE = ("importing", "sheet", "number", "piece", "is_hidden", "raw")
_TOLD = ("answer", "details", "changes", "product_id", "producer_id")


def _told(verdict: Verdict) -> tuple[Any, ...]:
    """What a row keeps of its verdict: `_TOLD`."""
    product = verdict.product.id if verdict.product else None
    producer = verdict.producer.id if verdict.producer else None
    return verdict.answer, verdict.details, verdict.changes, product, producer


def _verdicts(
    importing: Import, lines: Iterable[Line], at: datetime, report: Report
) -> Iterator[Verdict]:
    """The answers to these lines, one by one."""
    found = previewed.hold(importing.pk)
    found.begin()
    judge = _judge(importing, at, found.readings).learn()
    for done, verdict in enumerate(judge.answers(lines)):
        if done % TOLD_EVERY == 0:
            report(done)
        found.note(verdict)
        yield verdict
    found.end(at, judge.basis, judge.state)


def _judge(importing: Import, at: datetime, kept: Readings | None) -> Judge:
    return Judge(
        dict(importing.sheets.values_list("pk", "mapping")),
        office=importing.organisation,
        scope=importing.place,
        today=timezone.localdate(at),
        agreed={(kind, words) for kind, words in importing.agreed},
        names=_names(importing),
        readings=kept,
    )


def _names(importing: Import) -> dict[int, str]:
    """What the sheets are called, where more than one is read."""
    names = dict(importing.sheets.filter(is_chosen=True).values_list("pk", "name"))
    return names if len(names) > 1 else {}


DECISIONS = (
    ("new", "same"),  # it only looks like another; it is that other
    ("file", "keep", "both"),  # of a contradiction the file is right; what is known is; both are
    ("split", "whole"),  # the cell names several products; it names one
    ("show",),  # a row that the spreadsheet hides is read all the same
    ("skip",),  # leave the row out
)
"""A person's words on a row; of one line here only one counts."""


@transaction.atomic
def decide_rows(
    importing: Import,
    decision: str,
    *,
    by: User,
    at: datetime,
    rows: Collection[int] | None = None,
    answer: str = "",
) -> int:
    """A person's word on rows (one of `DECISIONS`): those with these keys, or all that got one
    `answer`; "" takes every word back. Preview again afterwards. Returns how many rows it was.

    "split" makes a row of each product that the cell names; "whole" makes one of them again.
    """
    importing = own(importing, by)
    Import.STEPS.check(importing, State.PREVIEWED)
    kin = next((kin for kin in DECISIONS if decision in kin), None)
    if decision and kin is None:
        raise ValidationError({"decision": _("Hãy chọn một trong các cách giải quyết.")})
    found = importing.rows.filter(pk__in=rows) if rows is not None else importing.rows.all()
    if rows is None:
        found = found.filter(answer=answer)
    changed = []
    for row in found:
        words = [w for w in row.decision.split() if kin and w not in kin and w != "skip"]
        wanted = " ".join([*words, decision] if decision else [])
        if wanted != row.decision:
            row.decision = wanted
            changed.append(row)
    update_many(changed, ["decision"])
    if decision == "split":
        _split(changed)
    elif decision == "whole" or not decision:
        _join(importing, changed)
    if changed:
        changes = {"decision": (None, decision), "rows": (None, len(changed))}
        journal.write("decide_rows", by=by, subject=importing, at=at, changes=changes)
    return len(changed)


def _split(rows: Iterable[ImportRow]) -> None:
    """A row for each product that a row's cell names."""
    pieces = []
    for row in rows:
        names = row.details.get("about", {}).get("names", ())
        if row.piece or len(names) < 2:
            continue
        for piece in range(1, len(names) + 1):
            part = copy(row)
            part.pk, part.piece = None, piece
            pieces.append(part)
        row.delete()
    insert_many(pieces)


def _join(importing: Import, rows: Iterable[ImportRow]) -> None:
    """Of the pieces of a row one row again, whichever of them is named."""
    for sheet, number in {(row.sheet_id, row.number) for row in rows if row.piece}:
        first, *others = importing.rows.filter(sheet=sheet, number=number)
        importing.rows.filter(pk__in=[row.pk for row in others]).delete()
        first.piece, first.decision = 0, " ".join(w for w in first.decision.split() if w != "split")
        first.save(update_fields=["piece", "decision"])


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
    importing = own(importing, by)
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
    _agree(importing, {(kind.value, word.words)})
    meaning = place.full_name if place is not None else set_number
    changes = {word.words: (None, meaning)}
    journal.write("settle_word", by=by, subject=importing, at=at, changes=changes)
    return word


@transaction.atomic
def agree_words(
    importing: Import, words: Collection[tuple[str, str]] | None = None, *, by: User, at: datetime
) -> int:
    """Take words of this file as the office meant them in an earlier one: these (kind, words), or
    all that rows of the file ask about. Preview again afterwards. Returns how many words it was.
    """
    importing = own(importing, by)
    Import.STEPS.check(importing, State.PREVIEWED)
    offered = offered_words(importing)
    if words is not None:
        offered = {word: meaning for word, meaning in offered.items() if word in set(words)}
    if offered:
        _agree(importing, offered)
        changes = {words: (None, meaning) for (_kind, words), meaning in sorted(offered.items())}
        journal.write("agree_words", by=by, subject=importing, at=at, changes=changes)
    return len(offered)


def _agree(importing: Import, words: Iterable[tuple[str, str]]) -> None:
    known = {(kind, text) for kind, text in importing.agreed}
    importing.agreed = sorted([list(word) for word in known | set(words)])
    importing.save(update_fields=["agreed"])


@transaction.atomic
def apply_import(importing: Import, *, by: User, at: datetime) -> dict[str, int]:
    """Do what the preview said: add what is new, change what has changed, leave all else.

    Where anything that an answer depends on is another than it was at the preview, the rows are
    judged once more; one whose answer is another by now is left alone and says so (`moved_on`).
    All or nothing: one transaction. Applying again changes nothing. Answers how many rows were
    applied and how many moved on. Refuses what has not been previewed (`import-not-previewed`)
    and what was discarded (`import-discarded`).
    """
    importing = own(importing, by)
    Import.STEPS.check(importing, State.APPLIED)
    if importing.state == State.APPLIED:
        return {"applied": 0, "moved_on": 0}
    take_turns("apply imports")  # two at once would both add one producer
    hold_known(importing)
    with reporting(importing) as report, unhurried():
        try:
            counts = _apply_rows(importing, report, by=by, at=at)
        except IntegrityError:
            raise Refusal(
                _("Có người vừa ghi cùng dữ liệu này. Hãy xem trước lại rồi áp dụng."),
                code="changed-meanwhile",
            ) from None
    importing.counts = dict(counts)
    importing.progress = importing.total
    importing.state, importing.applied_at = State.APPLIED, at
    importing.save()
    done = {
        "applied": sum(counts[answer] for answer in APPLICABLE),
        "moved_on": counts["moved_on"],
    }
    changes = {name: (None, count) for name, count in done.items()}
    journal.write("apply_import", by=by, subject=importing, at=at, changes=changes)
    return done


def _apply_rows(importing: Import, report: Report, *, by: User, at: datetime) -> Counter[str]:
    """Write piece after piece what the answers do; returns how many rows have which answer now."""
    told = importing.rows.values_list("pk", "answer", "sheet", "number", "piece", "decision")
    rows = list(told)
    if not rows:
        return Counter()
    counts: Counter[str] = Counter()
    moved: list[int] = []
    found = previewed.let_go(importing.pk)
    judge = _judge(importing, at, found.readings if found else None)
    answered = _still_true(importing, judge, found, rows)
    del found
    if answered:
        pieces = _as_answered(rows, answered, counts)
    else:
        judge.learn()
        keys = [row[0] for row in rows]
    del rows
    with sending(*WRITTEN) as send:
        send.search_later()
        if not answered:
            pieces = _judged_again(importing, keys, judge, send, counts, moved)
        del judge, answered  # they hold much; the last piece lets go of it
        applying = Applying(importing, send, by=by, at=at)
        for pairs in pieces:
            applying.write(pairs)
            report(counts.total())
        applying.finish()
    importing.rows.filter(pk__in=moved).update(answer="moved_on", details={}, changes={})
    return counts


def _still_true(
    importing: Import, judge: Judge, found: previewed.Previewed | None, rows: Sequence[Any]
) -> list[previewed.Answered] | None:
    """The answers of the preview, where this process gave them and would give them again."""
    if found is None:
        return None
    state = state_of(importing.place)
    return found.take((row[1:] for row in rows), importing.previewed_at, judge.basis, state)


def _as_answered(
    rows: Sequence[Any], answered: list[previewed.Answered], counts: Counter[str]
) -> Iterator[list[Pair]]:
    """Of each piece what its answers do; each is let go with its piece."""
    told = [(row[0], row[1]) for row in reversed(rows)]
    answered.reverse()
    at_once = min(APPLIED_FIRST, APPLIED_AT_ONCE)
    while told:
        pairs: list[Pair] = []
        for _row in range(min(at_once, len(told))):
            (key, answer), does = told.pop(), answered.pop()
            counts[answer] += 1
            if not isinstance(does, str):
                pairs.append((key, does))
        at_once = APPLIED_AT_ONCE
        yield pairs


def _judged_again(
    importing: Import,
    keys: Sequence[int],
    judge: Judge,
    send: Sender,
    counts: Counter[str],
    moved: list[int],
) -> Iterator[list[Pair]]:
    """Of each piece what is done, judged once more; rows with another answer are put to `moved`."""
    pieces = [keys[start : start + PIECE] for start in range(0, len(keys), PIECE)]
    asked = send.ask(_as_previewed(importing, pieces[0]))
    for following in [*pieces[1:], []]:
        rows = [_Previewed._make(row) for row in asked()]
        # Asked for now, so that nobody waits for them once these are judged.
        if following:
            asked = send.ask(_as_previewed(importing, following))
        pairs: list[Pair] = []
        for row, verdict in zip(rows, judge.answers(row.line for row in rows), strict=True):
            if row.answer not in APPLICABLE:
                counts[row.answer] += 1
            elif row.is_answered(verdict):
                counts[row.answer] += 1
                pairs.append((row.pk, verdict.effect))
            else:
                counts["moved_on"] += 1
                moved.append(row.pk)
        del rows
        yield pairs


class _Previewed(NamedTuple):
    """A row as it was previewed; what it says and would change as the text of its JSON."""

    pk: int
    answer: str
    product: int | None
    producer: int | None
    decision: str
    sheet: int
    number: int
    piece: int
    is_hidden: bool
    raw: str
    changes: str

    @property
    def line(self) -> Line:
        return Line(
            self.number,
            orjson.loads(self.raw),
            decisions=tuple(self.decision.split()),
            sheet=self.sheet,
            piece=self.piece,
            hidden=self.is_hidden,
        )

    def is_answered(self, verdict: Verdict) -> bool:
        """Whether this is still the answer. A producer or product that somebody added meanwhile
        makes another of it; so all that is changed is locked since before the judging."""
        product = verdict.product.id if verdict.product else None
        producer = verdict.producer.id if verdict.producer else None
        told = (self.answer, self.product, self.producer)
        return told == (verdict.answer, product, producer) and (
            orjson.loads(self.changes) == verdict.changes
        )


def _as_previewed(importing: Import, keys: Sequence[int]) -> QuerySet[Any, Any]:
    """What `_Previewed` tells of these rows, in their order."""
    texts = {f"{name}_text": Cast(name, TextField()) for name in ("raw", "changes")}
    rows = importing.rows.filter(pk__in=keys).annotate(**texts)
    return rows.values_list(
        *("pk", "answer", "product", "producer", "decision"),
        *("sheet", "number", "piece", "is_hidden", *texts),
    )


@transaction.atomic
def discard_import(importing: Import, *, by: User, at: datetime) -> None:
    """Give an import up; its rows go, the file and this fact stay.

    Refuses one that was applied (`import-applied`) or discarded (`import-discarded`).
    """
    importing = own(importing, by)
    Import.STEPS.check(importing, State.DISCARDED)
    importing.rows.all().delete()
    SheetCells.objects.filter(sheet__importing=importing).delete()
    importing.state, importing.counts = State.DISCARDED, {}
    importing.save()
    previewed.let_go(importing.pk)
    journal.write("discard_import", by=by, subject=importing, at=at)
