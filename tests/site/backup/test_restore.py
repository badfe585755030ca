"""`sanvat restore`: all of it or nothing, into an empty installation, and quietly."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from sanvat.errors import Refusal
from sanvat.parties import actions, post
from sanvat.parties.jobs import SEND_LETTER, SEND_MAIL
from sanvat.parties.models import Letter, LetterState, User
from sanvat.records.models import Entry
from sanvat.site.backup import form, restore, settle, take
from sanvat.site.backup.form import Manifest
from tests.site.backup.test_backup import rewritten


def manifest(**changes) -> Manifest:
    """What a backup of this very installation says of itself."""
    told = {
        "made_at": "2026-11-28T03:00:00+00:00",
        "version": "0.1.0",
        "server": 180006,
        "address": settings.SITE_ADDRESS,
        "migrations": [["records", "0001_initial"]],
        "number": 0,
        "hash": "0" * 64,
        "counts": {restore.SECOND_STEPS: 1},
        "members": {},
        "key": form.key_mark(settings.SECRET_KEY, "2026-11-28T03:00:00+00:00"),
    }
    return Manifest(**told | changes)


LAID_DOWN = {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
SMTP = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "thu.example"}


@pytest.mark.parametrize(
    ("changes", "here", "allowed", "code"),
    [
        ({}, {}, {}, None),
        ({"migrations": [["records", "9999_later"]]}, {}, {}, "newer-backup"),
        # What a library once brought and brings no more is no sign of a newer version.
        ({"migrations": [["gone_library", "9999_later"]]}, {}, {}, None),
        ({"key": "another"}, {}, {}, "other-key"),
        ({"key": "another"}, {}, {"other_key": True}, None),
        ({"key": "another", "counts": {}}, {}, {}, None),  # nobody has a second step
        ({"address": "https://ocop.example"}, {}, {}, None),  # mails are laid down as files
        ({"address": "https://ocop.example"}, SMTP, {}, "would-mail"),
        ({"address": "https://ocop.example"}, SMTP, {"moved": True}, None),
        ({}, SMTP, {}, None),
    ],
)
def test_what_may_be_put_back_here(changes, here, allowed, code):
    with override_settings(**LAID_DOWN | here):
        try:
            restore.allow(manifest(**changes), Path("a.zip"), **allowed)
            refused = None
        except Refusal as refusal:
            refused = refusal.code

    assert refused == code


def test_where_people_are_nothing_is_put_back(old, sanvat):
    take.take(old)
    entries = Entry.objects.count()

    code, _said, complaint = sanvat("restore", str(old))

    assert code == 1
    assert complaint.startswith("Hệ thống này đã có người dùng nên không ghi đè lên.")
    assert Entry.objects.count() == entries


def test_where_somebody_else_is_connected_nothing_is_put_back(old, installations, sanvat):
    take.take(old)
    installations.new()

    with psycopg.connect(**connection.get_connection_params()):
        code, _said, complaint = sanvat("restore", str(old))

    assert (code, connection.introspection.table_names()) == (1, [])
    assert complaint.startswith("Còn 1 kết nối khác vào cơ sở dữ liệu này.")


def test_an_installation_that_was_only_opened_takes_a_backup(old, installations, sanvat):
    """Its tables go, with what an earlier version did not have."""
    take.take(old)
    installations.new("sanvat")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_a_later_version (); CREATE TYPE later AS ENUM ('a')")

    code, _said, complaint = sanvat("restore", str(old))

    assert (code, complaint) == (0, "")
    assert "of_a_later_version" not in connection.introspection.table_names()
    assert User.objects.get().username == "lan"


def test_what_the_database_does_not_take_changes_nothing(old, installations, sanvat):
    """Half of it went in, and out again."""
    take.take(old)
    with form.opened(old) as backup, backup.member(form.DATABASE) as dump:
        text = dump.read()
    after_the_rows = text.index(b"ALTER TABLE ONLY")
    torn(old, text[:after_the_rows] + b"SELECT 1 / 0;\n" + text[after_the_rows:])
    installations.new()

    code, _said, complaint = sanvat("restore", str(old))

    assert (code, connection.introspection.table_names()) == (1, [])
    assert complaint.startswith("Cơ sở dữ liệu không nhận bản sao lưu: division by zero.")


def test_a_dump_that_ends_within_a_table_changes_nothing(old, installations, sanvat):
    take.take(old)
    with form.opened(old) as backup, backup.member(form.DATABASE) as dump:
        text = dump.read()
    torn(old, text[: text.index(b"\n", text.index(b"COPY public.places_place ")) + 200])
    installations.new()

    code, _said, complaint = sanvat("restore", str(old))

    assert (code, connection.introspection.table_names()) == (1, [])
    assert "bị hỏng ở phần database.sql" in complaint


def torn(path: Path, dump: bytes) -> None:
    """The backup with another dump, whose hash is right."""
    with form.opened(path) as backup:
        members = dict(backup.manifest.members)
    members[form.DATABASE] = form.Member(len(dump), hashlib.sha256(dump).hexdigest())
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()} | {form.DATABASE: dump}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
        archive.comment = form.seal(held[form.MANIFEST])
    rewritten(path, members=members)


# What must not go on as if nothing had happened


@pytest.fixture
def waiting(installations) -> Path:
    """An installation whose backup was taken while a letter, a mail and jobs waited, and somebody
    was signed in."""
    installations.new("sanvat")
    lan = User.objects.create_user("lan", name="Nguyễn Thị Lan")
    for key, fields in (
        ("waits", {}),
        ("on its way", {"taken_at": timezone.now()}),
        ("later", {"due_at": timezone.now() + timedelta(days=1)}),
        ("draft", {"state": LetterState.DRAFTED}),
    ):
        given = {"state": LetterState.QUEUED, "due_at": timezone.now()} | fields
        Letter.objects.create(to="lan@vidu.example", subject="Thư", body="Thư", key=key, **given)
    jobs = connection.cursor()
    jobs.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
    [worker] = jobs.fetchone()
    for task, status, lock, by in (
        (SEND_LETTER, "todo", None, None),
        (SEND_MAIL, "todo", None, None),
        (SEND_MAIL, "doing", None, worker),
        ("desk.apply_import", "doing", "import-1", worker),
        ("records.forget_sent_forms", "doing", "forget", worker),
        ("records.forget_sent_forms", "todo", "forget", None),
    ):
        jobs.execute(
            "INSERT INTO procrastinate_jobs"
            " (queue_name, task_name, status, queueing_lock, worker_id)"
            " VALUES ('a', %s, %s, %s, %s)",
            [task, status, lock, by],
        )
    actions.notify(lan, "Chào Lan", at=timezone.now())
    return settings.DATA_DIR.with_suffix(".zip")


def test_letters_that_waited_do_not_leave_by_themselves(
    waiting, installations, sanvat, client, mailoutbox
):
    client.force_login(User.objects.get())
    take.take(waiting)
    installations.new()

    said = sanvat("restore", str(waiting))[1]

    assert "3 thư đang chờ đã được giữ lại" in said
    states = dict(Letter.objects.values_list("key", "state"))
    failed = dict.fromkeys(("waits", "on its way", "later"), LetterState.FAILED)
    assert states == failed | {"draft": LetterState.DRAFTED}
    letter = Letter.objects.get(key="waits")
    assert letter.last_error.startswith("Khôi phục từ bản sao lưu lúc ")
    assert Entry.objects.filter(act="give_up_letter").count() == 3
    # Neither by the job that waited nor by the one that looks for what is due.
    post.send(letter.pk)
    assert (post.due(timezone.now() + timedelta(days=2)), mailoutbox) == ([], [])

    # Whoever was signed in is so no more.
    assert not Session.objects.exists()
    # Jobs go on, each once; mails about signing in have had their time.
    jobs = ProcrastinateJob.objects.order_by("task_name")
    assert list(jobs.values_list("task_name", "status")) == [
        ("desk.apply_import", "todo"),
        (SEND_LETTER, "todo"),
        ("records.forget_sent_forms", "todo"),
    ]
    assert not ProcrastinateWorker.objects.exists()


def test_letters_stay_where_they_are_should_the_restore_end_before_it_tells_of_them(
    waiting, installations, monkeypatch, mailoutbox
):
    take.take(waiting)
    installations.new()

    with form.opened(waiting) as backup:
        restore.put_database_back(backup)

    post.send(Letter.objects.get(key="waits").pk)
    assert (post.due(timezone.now() + timedelta(days=2)), mailoutbox) == ([], [])


@pytest.mark.parametrize(
    ("came_from", "elsewhere"),
    [("https://ocop.example", "https://ocop.example"), (settings.SITE_ADDRESS, "")],
)
def test_it_is_remembered_where_the_data_came_from(old, came_from, elsewhere):
    at = timezone.now()

    settle.tell_journal(made_at=at, came_from=came_from, head=(3, "e" * 64), at=at)

    assert settle.lives_elsewhere() == elsewhere
