"""Reads the journal from end to end, and says where it was tampered with.

The seals are computed again by the query below, from built-in functions only: what somebody
did to the functions of the database does not deceive it. What is whole is seen by PostgreSQL
itself, a hundred thousand entries at a time, with all the processors it may use; from the first of
these that is not whole on, entries are read row by row in one snapshot, to say what is wrong.
Nobody is held up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.records.models import Entry, Head

START = "0" * 64
"""What the first entry has for the seal before it."""

ROWS_AT_A_TIME = 5000
ENTRIES_AT_A_TIME = 100_000
"""So many the database looks through in one statement, after which it is told how far that is;
with fewer it would ask nobody to help."""
FAULTS_TOLD = 200

SEAL = """encode(sha256(convert_to(jsonb_build_object(
    'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'who', who_id, 'who_name', who_name,
    'for_whom', for_whom, 'for_whom_id', for_whom_id,
    'act', act,
    'subject_type', subject_type, 'subject_id', subject_id,
    'subject_name', subject_name,
    'changes', changes, 'note', note,
    'previous', previous
)::text, 'UTF8')), 'hex')"""

Kind = Literal["changed", "missing", "inserted", "moved"]


class Fault(NamedTuple):
    """What is wrong with the entries from `number` up to `last`.

    changed: it does not say what was sealed. missing: it was sealed and is gone. inserted: it
    was never sealed there (`number` is None when it has none). moved: it was sealed as
    number `place`.
    """

    kind: Kind
    number: int | None
    last: int | None
    place: int | None = None


@dataclass
class Report:
    """What was read, up to which number and seal, and what is wrong."""

    count: int = 0
    number: int = 0
    hash: str = START
    faults: list[Fault] = field(default_factory=list)
    untold: int = 0
    """Faults beyond the first FAULTS_TOLD."""

    @property
    def intact(self) -> bool:
        return not self.faults and not self.untold

    def tell(
        self, kind: Kind, number: int | None, last: int | None = None, *, place: int | None = None
    ) -> None:
        if len(self.faults) < FAULTS_TOLD:
            self.faults.append(Fault(kind, number, last or number, place))
        else:
            self.untold += 1


class _Break(NamedTuple):
    """A well sealed entry that does not follow the one before it."""

    number: int
    previous: str


def verify(*, first: int = 1, progress: Callable[[int], None] = lambda count: None) -> Report:
    """Read the journal from number `first` on; `progress` hears how many, every few thousand.

    The entry before `first` is taken at its word. An ending that was cut off is noticed by
    what the database keeps of it in `Head`. What this cannot see is a journal whose every
    seal was made anew from somewhere on, by somebody who owns the database; against that an
    office writes down the last number and seal now and then.
    """
    report = Report(number=first - 1, hash=_seal_before(first))
    breaks: list[_Break] = []
    if not _look_through(report, progress):
        breaks = _read(report, progress)
    # Read after the entries: what was added meanwhile can only make it longer.
    head = Head.objects.first() or Head(number=0, hash=START)
    shifted = report.number != head.number and report.hash == head.hash
    _explain(report, breaks, gone=shifted and report.number < head.number)
    if not shifted or report.intact:
        _compare_ending(report, head)
    report.faults.sort(key=lambda fault: (fault.number is None, fault.number, fault.last))
    return report


def _seal_before(first: int) -> str:
    if first == 1:
        return START
    seal = Entry.objects.filter(number=first - 1).values_list("hash", flat=True).first()
    if seal is None:
        raise Refusal(
            _(
                "Nhật ký không có số %(number)s, nên không kiểm tra tiếp từ đó được. "
                "Hãy kiểm tra từ một số khác."
            )
            % {"number": first - 1},
            code="no-such-number",
        )
    return seal


# The same as SEAL, put together as text in the order in which `jsonb` has its keys, which takes a
# third less time. What it does not find right is looked at again by SEAL.
_SEAL_AS_TEXT = """encode(sha256(convert_to(
    '{"at": "' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    || '", "act": ' || to_json(act)::text
    || ', "who": ' || coalesce(who_id::text, 'null')
    || ', "note": ' || to_json(note)::text
    || ', "changes": ' || changes::text
    || ', "for_whom": ' || to_json(for_whom)::text
    || ', "previous": ' || to_json(previous)::text
    || ', "who_name": ' || to_json(who_name)::text
    || ', "subject_id": ' || to_json(subject_id)::text
    || ', "for_whom_id": ' || coalesce(for_whom_id::text, 'null')
    || ', "subject_name": ' || to_json(subject_name)::text
    || ', "subject_type": ' || to_json(subject_type)::text
    || '}', 'UTF8')), 'hex')"""

# Two passes, since only what needs no order is shared among several workers.
_WHOLE = f"""
    SELECT sealed.*, chained.* FROM (
        SELECT count(*), bool_and(coalesce(hash = {_SEAL_AS_TEXT}, false))
        FROM records_entry WHERE number > %(before)s AND number <= %(last)s
    ) AS sealed, (
        SELECT bool_and(coalesce(number = number_before + 1 AND previous = seal_before, false))
        FROM (
            SELECT number, previous,
                lag(number, 1, %(before)s) OVER in_order AS number_before,
                lag(hash::text, 1, %(seal)s) OVER in_order AS seal_before
            FROM records_entry WHERE number > %(before)s AND number <= %(last)s
            WINDOW in_order AS (ORDER BY number)
        ) AS entry
    ) AS chained
"""  # nosec B608  # a formula of ours
"""Of the entries from one number to another: how many there are, whether each bears its seal, and
whether each follows the one before it."""

_NOWHERE = """
    SELECT EXISTS (SELECT FROM records_entry WHERE number IS NULL OR (%s AND number < 1))
"""
"""Entries that no number leads to, or only one before the first."""


def _look_through(report: Report, progress: Callable[[int], None]) -> bool:
    """Whether the journal is whole from where the report ends to its own end. The report then
    tells up to where it certainly is; what is added meanwhile is left for another time."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL parallel_setup_cost = 0")
        cursor.execute(_NOWHERE, [report.number == 0])
        if cursor.fetchone() == (True,):
            return False
        cursor.execute("SELECT coalesce(max(number), 0) FROM records_entry")
        ((ending,),) = cursor.fetchall()
        while report.number < ending:
            last = min(report.number + ENTRIES_AT_A_TIME, ending)
            known = {"before": report.number, "seal": report.hash, "last": last}
            cursor.execute(_WHOLE, known)
            if cursor.fetchone() != (last - report.number, True, True):
                return False
            cursor.execute("SELECT hash FROM records_entry WHERE number = %s", [last])
            ((report.hash,),) = cursor.fetchall()
            report.count += last - report.number
            report.number = last
            if last < ending:
                progress(report.count)
    return True


def _read(report: Report, progress: Callable[[int], None]) -> list[_Break]:
    """Read row by row from where the report ends, and tell what is wrong."""
    breaks: list[_Break] = []
    for number, previous, seal, sealed in _rows(report.number + 1):
        report.count += 1
        if report.count % ROWS_AT_A_TIME == 0:
            progress(report.count)
        if number is None or number <= report.number:
            report.tell("inserted", number)
            continue
        if number != report.number + 1:
            if previous == report.hash:
                report.tell("moved", number, place=report.number + 1)
            else:
                report.tell("missing", report.number + 1, number - 1)
        elif not sealed:
            pass  # it is told below, and what it says of the one before it means nothing
        elif previous != report.hash:
            if len(breaks) < FAULTS_TOLD:
                breaks.append(_Break(number, previous))
            else:
                report.untold += 1
        if not sealed:
            report.tell("changed", number)
        report.number, report.hash = number, seal
    return breaks


def _rows(first: int) -> Iterator[tuple[int | None, str, str, bool]]:
    # Within a transaction, or PostgreSQL would first copy the whole answer.
    part = "true" if first == 1 else f"number >= {first} OR number IS NULL"
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(
            "SELECT number, previous, hash,"  # nosec B608  # a number, and a formula of ours
            f" coalesce(hash = {SEAL}, false) FROM records_entry"
            f" WHERE {part} ORDER BY number"
        )
        while rows := cursor.fetchmany(ROWS_AT_A_TIME):
            yield from rows


def _explain(report: Report, breaks: list[_Break], *, gone: bool) -> None:
    """Tell what happened where the chain breaks, by whom each entry there really follows."""
    seals = [one.previous for one in breaks]
    numbers = dict(Entry.objects.filter(hash__in=seals).values_list("hash", "number")) | {START: 0}
    follows = {one.number: numbers.get(one.previous) for one in breaks}

    between: set[int] = set()
    for number, before in follows.items():
        # Strangers stand between it and the one it follows, unless those too are out of place.
        if before is not None and before < number - 1 and follows.get(before + 1) is None:
            report.tell("inserted", before + 1, number - 1)
            between.update(range(before + 1, number))
    changed = {fault.number for fault in report.faults if fault.kind == "changed"}
    for number, before in follows.items():
        if number in between or number - 1 in between:
            continue
        if before is None and gone:
            report.tell("missing", number)
        elif before is None:
            rewritten = max(number - 1, 1)  # and sealed anew, which its successor betrays
            if rewritten not in changed:
                report.tell("changed", rewritten)
                changed.add(rewritten)
        elif before is not None and (place := _place(number, follows)) != number:
            report.tell("moved", number, place=place)
    if breaks and report.intact:
        report.tell("changed", breaks[0].number)  # a break is a fault, whatever it means


def _place(number: int, follows: Mapping[int, int | None]) -> int:
    """The number an entry was sealed with, counted from the last one that stands right."""
    steps = 0
    while (before := follows.get(number)) is not None and steps <= len(follows):
        number, steps = before, steps + 1
    return number + steps


def _compare_ending(report: Report, head: Head) -> None:
    if report.number > head.number:
        beyond = Entry.objects.filter(number__gt=head.number).values_list("number", flat=True)
        report.faults = [f for f in report.faults if f.number is None or f.number <= head.number]
        report.tell("inserted", beyond[0], report.number)
    elif report.number < head.number:
        if not Entry.objects.filter(number=report.number + 1).exists():
            report.tell("missing", report.number + 1, head.number)
    elif report.hash != head.hash and not any(f.last == report.number for f in report.faults):
        report.tell("changed", report.number)
