"""A pooler that gives each transaction another session of the server is tolerated: nothing that
was left in a session is looked for, or met by others."""

import re
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.test import Client

from sanvat.errors import Refusal
from sanvat.places.models import Place
from sanvat.records.locks import turn_beside
from sanvat.records.together import Asked, together
from sanvat.register.progress import reporting
from sanvat.site import databases
from sanvat.site.backup import take
from sanvat.site.postgres import DATABASE, PORT, USER, Cluster
from sanvat.site.prepare import migrate, pending_migrations
from tests import replicas
from tests.pooler import pooler
from tests.threads import in_a_thread

PACKAGE = Path(__file__).parents[2] / "src" / "sanvat"
SESSIONS = 3
LEFT_BEHIND = """
SELECT pg_backend_pid(), current_setting('search_path'), current_setting('lock_timeout'),
  current_setting('statement_timeout'), current_setting('session_replication_role'),
  (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()),
  (SELECT count(*) FROM pg_cursors), (SELECT count(*) FROM pg_prepared_statements),
  pg_my_temp_schema(), (SELECT count(*) FROM pg_listening_channels())
"""
NOTHING = ('"$user", public', "0", "0", "origin", 0, 0, 0, 0, 0)


@pytest.fixture(scope="module")
def pooled(tmp_path_factory, django_db_setup, django_db_blocker):
    """A new installation that never spoke to its server but through the pooler."""
    folder = tmp_path_factory.mktemp("pooled") / "var"
    with (
        django_db_blocker.unblock(),
        Cluster(folder, durable=False) as cluster,
        pooler(cluster.socket_dir, PORT, sessions=SESSIONS) as between,
        replicas.spoken_to(
            {
                **replicas.address(cluster),
                "HOST": "127.0.0.1",
                "PORT": str(between.port),
            }
        ),
    ):
        migrate()
        yield SimpleNamespace(cluster=cluster, pooler=between)


def left_behind() -> dict[int, tuple[object, ...]]:
    """By process of the server: what lies in its session, seen by the next who has it."""
    found = {}
    with connection.cursor() as cursor:
        for _each in range(2 * SESSIONS):
            cursor.execute(LEFT_BEHIND)
            pid, *rest = cursor.fetchone()
            found[pid] = tuple(rest)
    return found


@pytest.fixture(autouse=True)
def nothing_is_left_behind(pooled):
    yield
    found = left_behind()
    connections["default"].close()
    assert len(found) == SESSIONS
    assert set(found.values()) == {NOTHING}


def test_each_transaction_has_another_session(pooled):
    """The pooler of these tests is one."""
    with connection.cursor() as cursor:
        pids = []
        for _each in range(SESSIONS):
            cursor.execute("SELECT pg_backend_pid()")
            pids += cursor.fetchone()
        assert len(set(pids)) == SESSIONS
        with transaction.atomic():
            within = []
            for _each in range(SESSIONS):
                cursor.execute("SELECT pg_backend_pid()")
                within += cursor.fetchone()
    assert len(set(within)) == 1


def test_the_tables_are_laid_through_it(pooled):
    assert pending_migrations() == set()
    assert Place.objects.provinces().exists()


def test_pages_are_made_signed_in_and_not(pooled):
    from sanvat.parties.models import User

    stranger, person = Client(), Client()
    person.force_login(
        User.objects.create_user(username="0987654399", password="một mật khẩu đủ dài")
    )

    for path in ("/", "/tin/", "/san-pham/", "/tim/?q=ca+phe", "/api/v1/places/?limit=3"):
        assert stranger.get(path).status_code == 200, path
    for path in ("/ban-lam-viec/", "/tai-khoan/ho-so/"):
        assert person.get(path).status_code in (200, 302, 404), path


def test_several_questions_go_to_one_session_as_one_transaction(pooled):
    asked = [
        Asked("SELECT pg_backend_pid(), txid_current()", [], lambda rows: rows[0])
        for _each in "abc"
    ]
    together(*asked)

    assert len({each.answer for each in asked}) == 1


def test_rows_are_read_little_by_little_outside_a_transaction(pooled):
    """Where the server itself is spoken to, they stay in the session, which a pooler gives away."""
    assert connection.leads_through_pooler()
    codes = []
    for place in Place.objects.provinces().iterator(chunk_size=5):
        codes.append(place.code)
        Place.objects.filter(pk=place.pk).exists()  # others have the session meanwhile

    assert len(codes) == Place.objects.provinces().count()


def test_the_server_itself_is_known_for_it(pooled, cluster):
    with replicas.spoken_to(replicas.address(pooled.cluster)):
        assert not connection.leads_through_pooler()
        (name,) = Place.objects.filter(code="01").values_list("name", flat=True).iterator()
        assert name


def test_the_progress_of_an_import_is_told_and_leaves_no_setting(pooled):
    from sanvat.register.models import Import

    with reporting(Import(pk=0)) as report:
        for done in range(2 * SESSIONS):
            report(done)


def test_a_turn_of_several_transactions_is_ours_alone(pooled):
    asked = "SELECT pg_try_advisory_xact_lock(hashtextextended('growing', 0))"

    def is_free() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(asked)
            return cursor.fetchone()[0]

    with turn_beside("growing"):
        with transaction.atomic():
            Place.objects.first()
        assert not in_a_thread(is_free)
    assert is_free()


def test_a_backup_wants_the_server_itself(pooled, tmp_path):
    """What pg_dump sets for its session would be everybody's."""
    with pytest.raises(Refusal) as refused:
        take.take(tmp_path / "backup.zip")

    assert refused.value.code == "no-direct-database"
    assert "DATABASE_DIRECT_URL" in refused.value.message


# Which addresses count for whom


def test_web_workers_alone_speak_through_the_pooler(pooled, settings):
    own = connections["default"].settings_dict
    before = dict(own)
    direct = {**own, **replicas.address(pooled.cluster), "OPTIONS": {}}
    settings.DATABASE_POOLER = {**own, "OPTIONS": {}}
    settings.DATABASE_DIRECT = direct
    try:
        own.update(direct)
        databases.through_pooler()
        assert (own["HOST"], own["PORT"]) == ("127.0.0.1", str(pooled.pooler.port))
        own["OPTIONS"]["pool"] = {"max_size": 2}
        databases.past_pooler()
        assert (own["HOST"], own["OPTIONS"]) == (str(pooled.cluster.socket_dir), {})
        assert "pool" not in settings.DATABASE_POOLER["OPTIONS"]
    finally:
        own.update(before)


def test_an_ordinary_program_finds_the_pooler_in_the_way(pooled):
    """Why a session's settings may not be used: they are another's the next time."""
    where = f"host=127.0.0.1 port={pooled.pooler.port} user={USER} dbname={DATABASE}"
    with psycopg.connect(where, autocommit=True, prepare_threshold=None) as own:
        own.execute("SET lock_timeout = '7s'")
        found = {own.execute("SHOW lock_timeout").fetchone()[0] for _each in range(SESSIONS)}
        for _each in range(SESSIONS):
            own.execute("RESET ALL")
    assert found == {"0", "7s"}


# In the code

SESSION_STATE = re.compile(
    r"pg_(?:try_)?advisory_(?:un)?lock\b|pg_advisory_lock_shared|\bLISTEN\s|\bWITH HOLD\b"
    r"|\bCREATE\s+(?:LOCAL\s+)?TEMP|\bPREPARE\s|\bDISCARD\s"
    r"|[\"']SET\s+(?!LOCAL\b|CONSTRAINTS\b|TRANSACTION\b)[a-z_]+\s*(?:=|TO)\s"
    r"|set_config\([^)]*(?:false|False)\s*\)|SET\s+SESSION\b|SET\s+ROLE\b"
)
LETS_IT_BE = {
    "site/backup/load.py": "a dump's settings, undone within the transaction that reads it",
    **dict.fromkeys(
        (
            "products/migrations/0006_tallies.py",
            "products/migrations/0007_days_of_provinces.py",
            "certificates/migrations/0007_decision_tallies.py",
        ),
        "of a function, for as long as it is called",
    ),
}


def test_no_statement_leaves_anything_in_a_session():
    found = [
        f"{path.relative_to(PACKAGE)}:{number}: {line.strip()}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if str(path.relative_to(PACKAGE)) not in LETS_IT_BE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if SESSION_STATE.search(line)
    ]

    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        'execute("SELECT pg_advisory_lock(1)")',
        'execute("SET lock_timeout = 1")',
        "execute(\"SET search_path TO ''\")",
        'execute("CREATE TEMP TABLE x ()")',
        'execute("LISTEN x")',
        "execute(\"SELECT set_config('a.b', 'c', false)\")",
        'execute("DECLARE x CURSOR WITH HOLD FOR SELECT 1")',
    ],
)
def test_what_would_stay_in_a_session_is_found(line):
    assert SESSION_STATE.search(line)


@pytest.mark.parametrize(
    "line",
    [
        'execute("SELECT pg_advisory_xact_lock(1)")',
        'execute("SET LOCAL lock_timeout = 1")',
        'execute("SET CONSTRAINTS ALL IMMEDIATE")',
        'execute("UPDATE x SET y = 1")',
    ],
)
def test_what_ends_with_the_transaction_is_not(line):
    assert not SESSION_STATE.search(line)
