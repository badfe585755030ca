"""Seven entries, tampered with past every guard, as somebody who owns the database could."""

import pytest

from sanvat.errors import Refusal
from sanvat.records import journal
from sanvat.records.chain import Fault
from sanvat.records.models import Entry
from tests.records.journals import execute, shift, tamper, write_entries

COPY = (
    "INSERT INTO records_entry (number, at, who_id, who_name, for_whom, act, subject_type,"
    " subject_id, subject_name, changes, note, previous, hash) SELECT {number}, at, who_id,"
    " who_name, for_whom, 'forged', subject_type, subject_id, subject_name, changes, note,"
    " {previous}, repeat('f', 64) FROM records_entry WHERE number = 1"
)
SEAL_OF = "(SELECT hash FROM records_entry WHERE number = {})"


@pytest.fixture(autouse=True)
def seven(db):
    return write_entries(7)


def faults(**options) -> list[Fault]:
    return journal.verify(**options).faults


def test_an_untouched_journal_is_whole():
    heard = []

    report = journal.verify(progress=heard.append)

    assert (report.count, report.number, report.faults) == (7, 7, [])
    assert report.hash == Entry.objects.get(number=7).hash
    assert heard == []


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
