import hashlib
import json
import threading
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy
from psycopg.types.range import Range

from sanvat.parties.models import User
from sanvat.products.models import Producer
from sanvat.records import journal
from sanvat.records.bulk import sending
from sanvat.records.models import Entry, Head
from tests.people import again
from tests.records.journals import NOON, execute, seal, write_entries


def test_an_act_leaves_one_whole_entry(db):
    lan = User.objects.create_user("lan", name="Nguyễn Thị Lan")
    lan.acting = SimpleNamespace(organisation=User(pk=7, name="UBND xã Tân Hà"))

    written = journal.write(
        "rename",
        by=lan,
        subject=lan,
        at=NOON,
        changes={"name": ("Lan", "Nguyễn Thị Lan")},
        note="theo căn cước",
    )
    seal()

    entry = Entry.objects.get()
    assert entry == written
    assert (entry.number, entry.at, entry.who, entry.who_name) == (1, NOON, lan, "Nguyễn Thị Lan")
    assert (entry.for_whom, entry.for_whom_id) == ("UBND xã Tân Hà", 7)
    assert (entry.act, entry.subject_type, entry.subject_id, entry.subject_name) == (
        "rename",
        "parties.user",
        str(lan.pk),
        "Nguyễn Thị Lan",
    )
    assert (entry.changes, entry.note) == ({"name": ["Lan", "Nguyễn Thị Lan"]}, "theo căn cước")
    assert (entry.previous, len(entry.hash)) == ("0" * 64, 64)


def test_the_programme_itself_is_nobody(db):
    lan = User.objects.create_user("lan")

    entry = journal.write("lapse", by=None, subject=lan, at=NOON)

    assert (entry.who, entry.who_name, entry.for_whom, entry.for_whom_id) == (None, "", "", None)


def test_many_things_at_once_are_many_entries(db):
    people = [User.objects.create_user(f"p{n}") for n in range(3)]

    count = journal.write_many(
        "import", ((p, {"row": (None, 1)}) for p in people), by=None, at=NOON
    )
    seal()

    assert count == 3
    assert list(Entry.objects.values_list("number", "subject_name")) == [
        (1, "p0"),
        (2, "p1"),
        (3, "p2"),
    ]
    assert journal.verify().faults == []


def test_many_entries_that_are_sent_come_sealed_and_only_once(db):
    lan = write_entries(1)

    with sending() as send:
        told = ((lan, {"row": (None, number)}) for number in range(3))
        assert journal.write_many("import", told, by=lan, at=NOON, send=send) == 3
        journal.seal(send)
    journal.write("done", by=lan, subject=lan, at=NOON)
    seal()

    report = journal.verify()
    assert (report.count, report.number, report.faults) == (5, 5, [])
    acts = list(Entry.objects.values_list("act", flat=True))
    assert acts == ["rename", "import", "import", "import", "done"]
    assert not waiting()


def test_what_was_sent_is_sealed_at_the_latest_by_the_commit(db):
    lan = User.objects.create_user("lan")

    with sending() as send:
        journal.write_many("import", [(lan, {})], by=lan, at=NOON, send=send)
    assert waiting() == 1
    seal()

    assert Entry.objects.get().number == 1
    assert not waiting()


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_waiting")
        return cursor.fetchone()[0]


def test_what_an_entry_says_may_be_read_from_the_database_on_the_way(officer, cooperative):
    """For whom somebody acts, and what a thing is called, are asked before the rows are copied: a
    connection in the middle of a COPY would wait for ever for the answer."""
    by, producer = again(officer), Producer.objects.get(pk=cooperative.pk)
    by.choose(officer.acting.pk)

    journal.write_many("change_producer", [(producer, {})], by=by, at=NOON)

    entry = Entry.objects.order_by("-pk").first()
    assert (entry.for_whom, entry.subject_name) == (
        str(officer.acting.organisation),
        cooperative.name,
    )


def test_what_a_model_hides_is_hidden_where_many_are_written(officer, cooperative):
    changes = {"phone": ("0912345678", "0987654321"), "members": (3, 4)}

    journal.write_many("change_producer", [(cooperative, changes)], by=officer, at=NOON)

    entry = Entry.objects.order_by("-pk").first()
    assert entry.changes == {"phone": ["•", "•"], "members": [3, 4]}


def test_a_number_in_any_of_many_texts_is_hidden_in_its_entry(db):
    lan = User.objects.create_user("lan")
    told = [
        (lan, {"note": ("hỏi 079 185 012 345", None), "words": (None, "bánh"), "year": (1, 2)}),
        (lan, {"note": (None, "bánh tráng"), "words": ({"a": "079185012345"}, "0912 345 678")}),
    ]

    journal.write_many("note", told, by=None, at=NOON)

    first, second = Entry.objects.filter(act="note").order_by("pk")
    assert first.changes == {
        "note": ["hỏi 079••••••345", None],
        "words": [None, "bánh"],
        "year": [1, 2],
    }
    assert second.changes == {
        "note": [None, "bánh tráng"],
        "words": [{"a": "079••••••345"}, "0912 345 678"],
    }


def test_the_entries_of_one_thing_are_its_life(db):
    lan = write_entries(3)
    hoa = User.objects.create_user("hoa")
    journal.write("welcome", by=lan, subject=hoa, at=NOON)

    assert [entry.changes["name"][1] for entry in journal.of(lan)] == [0, 1, 2]
    assert [entry.act for entry in journal.of(hoa)] == ["welcome"]


def test_an_exported_life_can_be_checked_by_anybody(db):
    """All it takes is JSON with shorter keys first, and SHA-256."""
    lan = write_entries(2)
    journal.write(
        "note",
        by=lan,
        subject=lan,
        at=NOON.replace(microsecond=5),
        changes={"bậc": ("Đặc sản “\t\x7f\x01", {"bb": [1, None, True], "a": "\\"}), "b": (1, 2)},
        note="a\nb/🌾",
    )
    seal()

    life = json.loads(json.dumps(journal.life_of("parties.user", str(lan.pk))))

    assert [entry["number"] for entry in life["entries"]] == [1, 2, 3]
    for entry in life["entries"]:
        assert _seal_of(entry) == entry["hash"]


def _seal_of(entry: dict) -> str:
    sealed = {name: entry[name] for name in entry if name not in ("number", "hash")}
    text = json.dumps(_shorter_keys_first(sealed), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _shorter_keys_first(value):
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return {key: _shorter_keys_first(value[key]) for key in keys}
    return [_shorter_keys_first(one) for one in value] if isinstance(value, list) else value


HANOI = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        (True, True),
        (26, 26),
        ("xã", "xã"),
        (unicodedata.normalize("NFD", "Đặc sản"), "Đặc sản"),
        ("a\0b", "a\ufffdb"),
        (gettext_lazy("họ và tên"), "họ và tên"),
        (0.1, "0.1"),
        (Decimal("12.50"), "12.50"),
        (Decimal("1E+3"), "1000"),
        (date(2026, 7, 1), "2026-07-01"),
        (time(7, 30), "07:30:00"),
        (datetime(2026, 7, 1, 7, tzinfo=HANOI), "2026-07-01T00:00:00+00:00"),
        (datetime(2026, 7, 1, tzinfo=UTC), "2026-07-01T00:00:00+00:00"),
        (timedelta(days=15), "P15DT00H00M00S"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (User(pk=3, name="Lan"), {"id": 3, "name": "Lan"}),
        (Range(date(2026, 7, 1), None), {"from": "2026-07-01", "to": None}),
        ((1, [2]), [1, [2]]),
        ({"b", "a"}, ["a", "b"]),
        ({1: Decimal("0.0")}, {"1": "0.0"}),
    ],
)
def test_the_same_value_is_always_kept_alike(value, kept):
    assert journal.plain(value) == kept


def test_what_cannot_be_kept_is_said_at_once():
    with pytest.raises(TypeError, match="cannot keep a object"):
        journal.plain(object())


# What the database guards


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_entry SET note = 'khác' WHERE number = 2",
        "UPDATE records_entry SET number = 9 WHERE number = 3",
        "DELETE FROM records_entry WHERE number = 3",
        "UPDATE records_head SET number = 2",
        "DELETE FROM records_head",
        "INSERT INTO records_head VALUES (2, 1, '')",
        "SET LOCAL sanvat.may_empty_journal = off; TRUNCATE records_entry",
        "SET LOCAL sanvat.may_empty_journal = off; TRUNCATE records_head",
    ],
)
def test_the_journal_is_only_ever_added_to(db, statement):
    write_entries(3)

    with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
        execute(statement)

    assert journal.verify().faults == []


def test_nobody_but_the_seal_gives_numbers(db):
    lan = write_entries(1)

    Entry.objects.create(number=1000, hash="f" * 64, at=NOON, act="forge", subject_id=lan.pk)
    seal()

    assert list(Entry.objects.values_list("number", "act")) == [(1, "rename"), (2, "forge")]
    assert journal.verify().faults == []


def test_an_act_that_fails_leaves_no_gap(db):
    lan = write_entries(1)
    savepoint = transaction.savepoint()
    journal.write("fail", by=lan, subject=lan, at=NOON)
    seal()
    transaction.savepoint_rollback(savepoint)

    journal.write("succeed", by=lan, subject=lan, at=NOON)
    seal()

    assert list(Entry.objects.values_list("number", "act")) == [(1, "rename"), (2, "succeed")]


# Several at once


@pytest.mark.django_db(transaction=True)
def test_three_writers_make_one_chain():
    lan = User.objects.create_user("lan")
    together = threading.Barrier(3)

    def work(act: str) -> None:
        together.wait()
        for _time in range(20):
            with transaction.atomic():
                if act == "c":  # one of them sends
                    with sending() as send:
                        journal.write_many(act, [(lan, {})], by=lan, at=NOON, send=send)
                        journal.write_many(act + " again", [(lan, {})], by=lan, at=NOON, send=send)
                    continue
                journal.write(act, by=lan, subject=lan, at=NOON)
                journal.write(act + " again", by=lan, subject=lan, at=NOON)
        connection.close()

    writers = [threading.Thread(target=work, args=[name]) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    report = journal.verify()
    assert (report.count, report.number, report.faults) == (120, 120, [])
    assert list(Entry.objects.values_list("number", flat=True)) == [*range(1, 121)]
    acts = list(Entry.objects.values_list("act", flat=True))
    assert [act + " again" for act in acts[::2]] == acts[1::2]  # no other comes between


@pytest.mark.django_db(transaction=True)
def test_an_act_that_has_written_keeps_nobody_waiting():
    """The lock is taken when committing: who commits first has the lower number."""
    lan = User.objects.create_user("lan")

    def quick() -> None:
        with transaction.atomic():
            journal.write("quick", by=lan, subject=lan, at=NOON)
        connection.close()

    with transaction.atomic():
        journal.write("slow", by=lan, subject=lan, at=NOON)
        other = threading.Thread(target=quick)
        other.start()
        other.join(10)
        assert not other.is_alive()

    assert list(Entry.objects.values_list("number", "act")) == [(1, "quick"), (2, "slow")]
    assert Head.objects.get().number == 2


@pytest.mark.django_db(transaction=True)
def test_the_tests_may_empty_it():
    """Each test with transactions of its own begins with an empty journal."""
    assert (Entry.objects.count(), Head.objects.count()) == (0, 0)
