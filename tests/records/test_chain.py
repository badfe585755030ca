"""Seven entries, tampered with past every guard, as somebody who owns the database could."""

from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanvat.errors import Refusal
from sanvat.parties.models import User
from sanvat.records import chain, journal
from sanvat.records.chain import Fault
from sanvat.records.models import Entry
from tests.records.journals import NOON, execute, seal, shift, tamper, write_entries

COPY = (
    "INSERT INTO records_entry (number, at, who_id, who_name, for_whom, act, subject_type,"
    " subject_id, subject_name, changes, note, previous, hash) SELECT {number}, at, who_id,"
    " who_name, for_whom, 'forged', subject_type, subject_id, subject_name, changes, note,"
    " {previous}, repeat('f', 64) FROM records_entry WHERE number = 1"
)
SEAL_OF = "(SELECT hash FROM records_entry WHERE number = {})"


@pytest.fixture(autouse=True, params=[3, chain.ENTRIES_AT_A_TIME])
def seven(db, request, monkeypatch):
    """Looked through three at a time, or all at once."""
    monkeypatch.setattr(chain, "ENTRIES_AT_A_TIME", request.param)
    return write_entries(7)


def faults(**options) -> list[Fault]:
    return journal.verify(**options).faults


def test_an_untouched_journal_is_whole():
    heard = []

    report = journal.verify(progress=heard.append)

    assert (report.count, report.number, report.faults) == (7, 7, [])
    assert report.hash == Entry.objects.get(number=7).hash
    assert heard == ([3, 6] if chain.ENTRIES_AT_A_TIME == 3 else [])


def test_an_empty_journal_is_whole():
    execute("TRUNCATE records_entry, records_head")

    assert journal.verify().intact


@pytest.mark.parametrize(
    "change",
    [
        "at = at + interval '1 microsecond'",
        "who_id = NULL",
        "who_name = 'Trần Thị Hoa'",
        "for_whom = 'UBND xã'",
        "for_whom_id = 7",
        "act = 'other'",
        "subject_type = 'parties.organisation'",
        "subject_id = '0'",
        "subject_name = ''",
        """changes = '{"name": ["Lan", "3"]}'""",
        "note = 'thêm'",
        "previous = repeat('e', 64)",
        "previous = NULL",
        "hash = repeat('e', 64)",
        "note = 'thêm', hash = SEAL",
        "hash = NULL",
    ],
)
def test_a_changed_entry_is_found(change):
    tamper(f"UPDATE records_entry SET {change} WHERE number = 4")

    assert faults() == [Fault("changed", 4, 4)]


def test_an_entry_changed_and_sealed_anew_is_betrayed_by_the_next():
    tamper(
        "UPDATE records_entry SET note = 'khác' WHERE number = 4",
        "UPDATE records_entry SET hash = SEAL WHERE number = 4",
    )

    assert faults() == [Fault("changed", 4, 4)]


def test_an_entry_that_follows_nothing_is_found_also_when_sealed_so():
    tamper(
        "UPDATE records_entry SET previous = NULL WHERE number = 4",
        "UPDATE records_entry SET hash = SEAL WHERE number = 4",
        "UPDATE records_entry SET previous = (SELECT hash FROM records_entry WHERE number = 4)"
        " WHERE number = 5",
        "UPDATE records_entry SET hash = SEAL WHERE number = 5",
    )

    assert Fault("changed", 3, 3) in faults()


def test_the_last_entry_changed_and_sealed_anew_is_betrayed_by_the_head():
    tamper(
        "UPDATE records_entry SET note = 'khác' WHERE number = 7",
        "UPDATE records_entry SET hash = SEAL WHERE number = 7",
    )

    assert faults() == [Fault("changed", 7, 7)]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("number = 1", Fault("missing", 1, 1)),
        ("number = 4", Fault("missing", 4, 4)),
        ("number IN (3, 4, 5)", Fault("missing", 3, 5)),
        ("number >= 6", Fault("missing", 6, 7)),
        ("true", Fault("missing", 1, 7)),
    ],
)
def test_a_missing_entry_is_found(condition, expected):
    tamper(f"DELETE FROM records_entry WHERE {condition}")

    assert faults() == [expected]


def test_a_missing_entry_is_found_although_the_rest_was_renumbered():
    tamper("DELETE FROM records_entry WHERE number = 4", *shift("number > 4", -1))

    assert faults() == [Fault("missing", 4, 4)]


def test_an_entry_without_a_seal_is_found():
    tamper(COPY.format(number="NULL", previous="NULL"))

    assert faults() == [Fault("inserted", None, None)]


def test_an_entry_added_at_the_end_is_found():
    tamper(
        COPY.format(number=8, previous=SEAL_OF.format(7)),
        "UPDATE records_entry SET hash = SEAL WHERE number = 8",
    )

    assert faults() == [Fault("inserted", 8, 8)]


@pytest.mark.parametrize("previous", [SEAL_OF.format(3), "repeat('e', 64)"])
def test_an_entry_put_in_between_is_found(previous):
    tamper(
        *shift("number >= 4", 1),
        COPY.format(number=4, previous=previous),
        "UPDATE records_entry SET hash = SEAL WHERE number = 4",
    )

    assert faults() == [Fault("inserted", 4, 4)]


def test_an_entry_that_stands_there_twice_seal_and_all_is_found():
    """The database would let it; the two are the same, so either may be told."""
    tamper(
        *shift("number >= 4", 1),
        "INSERT INTO records_entry (number, at, who_id, who_name, for_whom, for_whom_id, act,"
        " subject_type, subject_id, subject_name, changes, note, previous, hash)"
        " SELECT 4, at, who_id, who_name, for_whom, for_whom_id, act,"
        " subject_type, subject_id, subject_name, changes, note, previous, hash"
        " FROM records_entry WHERE number = 3",
    )

    assert faults() == [Fault("inserted", 3, 3)]


@pytest.mark.parametrize("number", [0, -3])
def test_an_entry_before_the_first_is_found(number):
    tamper(COPY.format(number=number, previous="repeat('0', 64)"))

    assert faults() == [Fault("inserted", number, number)]


def test_an_entry_with_a_number_that_is_taken_is_found():
    constraint = "records_entry_number_key"
    tamper(
        f"ALTER TABLE records_entry DROP CONSTRAINT {constraint}",
        COPY.format(number=4, previous=SEAL_OF.format(3)),
        "UPDATE records_entry SET hash = SEAL WHERE act = 'forged'",
    )

    assert Fault("inserted", 4, 4) in faults()


def test_an_entry_exchanged_for_another_is_found():
    tamper(
        "DELETE FROM records_entry WHERE number = 4",
        COPY.format(number=4, previous=SEAL_OF.format(3)),
        "UPDATE records_entry SET hash = SEAL WHERE number = 4",
    )

    assert faults() == [Fault("changed", 4, 4)]


@pytest.mark.parametrize(("one", "other"), [(3, 4), (3, 6), (1, 7)])
def test_entries_that_changed_places_are_found(one, other):
    tamper(
        f"UPDATE records_entry SET number = -{one} + -{other} + number"
        f" WHERE number IN ({one}, {other})",
        "UPDATE records_entry SET number = -number WHERE number < 0",
    )

    assert faults() == [
        Fault("moved", one, one, place=other),
        Fault("moved", other, other, place=one),
    ]


def test_an_entry_moved_far_away_is_missed_where_it_was():
    tamper("UPDATE records_entry SET number = 1000 WHERE number = 3")

    assert faults() == [Fault("missing", 3, 3), Fault("inserted", 1000, 1000)]


def test_numbers_that_jump_are_found():
    tamper(*shift("number >= 4", 10))

    assert faults() == [Fault("moved", 14, 14, place=4)]


def test_several_faults_are_told_in_order():
    tamper(
        "UPDATE records_entry SET note = 'khác' WHERE number IN (1, 6)",
        "DELETE FROM records_entry WHERE number IN (3, 4)",
    )

    assert faults() == [Fault("changed", 1, 1), Fault("missing", 3, 4), Fault("changed", 6, 6)]


def test_not_more_is_told_than_one_can_read(monkeypatch):
    monkeypatch.setattr("sanvat.records.chain.FAULTS_TOLD", 2)
    tamper("UPDATE records_entry SET note = 'khác'")

    report = journal.verify()

    assert (len(report.faults), report.untold) == (2, 5)


def test_entries_that_were_all_sealed_anew_are_told_or_counted(monkeypatch):
    monkeypatch.setattr("sanvat.records.chain.FAULTS_TOLD", 3)
    tamper(
        "UPDATE records_entry SET previous = repeat('e', 64)",
        "UPDATE records_entry SET hash = SEAL",
    )

    report = journal.verify()

    assert report.faults == [Fault("changed", n, n) for n in (1, 2, 7)]
    assert (report.untold, report.intact) == (4, False)


def test_reading_may_begin_later():
    tamper("UPDATE records_entry SET note = 'khác' WHERE number IN (2, 6)")

    report = journal.verify(first=5)

    assert (report.count, report.faults) == (3, [Fault("changed", 6, 6)])


def test_reading_cannot_begin_after_the_end():
    with pytest.raises(Refusal) as refused:
        journal.verify(first=9)

    assert refused.value.code == "no-such-number"


CHANGES = st.sampled_from(
    [
        "UPDATE records_entry SET note = 'khác' WHERE number = {one}",
        "UPDATE records_entry SET hash = SEAL WHERE number = {one}",
        "UPDATE records_entry SET previous = NULL WHERE number = {one}",
        "UPDATE records_entry SET previous = {other_seal} WHERE number = {one}",
        "UPDATE records_entry SET hash = NULL WHERE number = {one}",
        "UPDATE records_entry SET number = NULL WHERE number = {one}",
        "DELETE FROM records_entry WHERE number BETWEEN {one} AND {other}",
        "UPDATE records_entry SET number = number + 100 WHERE number = {one}",
        "UPDATE records_entry SET number = -number WHERE number = {one}",
        "UPDATE records_head SET number = {one}, hash = {other_seal}",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    done=st.lists(st.tuples(CHANGES, st.integers(1, 7), st.integers(1, 7)), max_size=4),
    first=st.integers(1, 3),
)
def test_what_is_looked_through_at_once_is_told_as_what_is_read_row_by_row(done, first):
    with transaction.atomic():
        for change, one, other in done:
            seal = f"(SELECT hash FROM records_entry WHERE number = {other} LIMIT 1)"
            seal = f"coalesce({seal}, repeat('e', 64))" if "records_head" in change else seal
            tamper(change.format(one=one, other=other, other_seal=seal))
        told = verified(first)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(chain, "_look_through", lambda report, progress: False)
            read = verified(first)
        transaction.set_rollback(True)

    assert told == read


def verified(first: int) -> chain.Report | str:
    try:
        return journal.verify(first=first)
    except Refusal as refused:
        return refused.code


def test_seals_are_computed_by_several_processes_at_once():
    """Or the journal of years would be read by one processor while others have nothing to do."""
    columns = (
        "at, who_id, who_name, for_whom, act, subject_type, subject_id, subject_name, changes,"
        " note, previous, hash"
    )
    tamper(
        f"INSERT INTO records_entry (number, {columns}) SELECT 7 + n, {columns}"
        " FROM records_entry, generate_series(1, 5000) AS n WHERE number = 7"
    )
    execute(
        "ANALYZE records_entry; SET LOCAL parallel_setup_cost = 0;"
        " SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL min_parallel_index_scan_size = 0"
    )

    with connection.cursor() as cursor:
        known = {"before": 0, "seal": chain.START, "last": 5007}
        cursor.execute(f"EXPLAIN (VERBOSE) {chain._WHOLE}", known)
        plan = [line for (line,) in cursor.fetchall()]

    shared = next(n for n, line in enumerate(plan) if "Gather" in line)
    (partly,) = (n for n, line in enumerate(plan) if "Partial Aggregate" in line)
    assert partly > shared
    assert "sha256" in plan[partly + 1]


@pytest.mark.parametrize("text", ["", '"\\/\b\t\n', "\x01\x7f\u2028", "Đắk Lắk 🐝 “é”", "e\u0301"])
def test_an_entry_is_whole_whatever_is_written_in_it(text):
    lan = User.objects.get()
    lan.name = text
    changes = {"name": (text, None), "sum": (Decimal("1.50"), 10**18)}
    journal.write("rename", by=None, subject=lan, at=NOON, changes=changes, note=text)
    seal()

    report = chain.Report()

    assert chain._look_through(report, progress=lambda count: None)
    assert report.number == 8
