"""Pages of strangers are read from a real replica: when, and what becomes of them where it is late,
away, or follows nobody any more."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from sanvat.desk.operation import rows, worries
from sanvat.operation import replication
from sanvat.operation.replication import State, Watch
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.polls.models import Poll
from sanvat.records import journal, replica
from sanvat.site.commands import doctor
from sanvat.site.reading import WROTE
from tests import replicas
from tests.replicas import Replica
from tests.threads import in_a_thread


@pytest.fixture(scope="module")
def primary(tmp_path_factory, django_db_setup, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        replicas.primary(tmp_path_factory.mktemp("primary") / "var") as cluster,
    ):
        yield cluster


@pytest.fixture(scope="module")
def follower(primary, tmp_path_factory):
    """A replica that every test leaves as it was."""
    made = Replica(primary, tmp_path_factory.mktemp("follower") / "var")
    yield made
    made.cluster.stop()


@pytest.fixture
def own_follower(primary, tmp_path):
    """One that a test may break."""
    made = Replica(primary, tmp_path / "own")
    yield made
    made.cluster.stop()


@pytest.fixture(autouse=True)
def pages(settings):
    """Pages beside ours that ask one thing each."""
    settings.ROOT_URLCONF = "tests.site.reading_addresses"
    yield
    connections["default"].close()


@pytest.fixture
def use(settings, monkeypatch):
    """Have pages read from a replica; returns the watch of this process."""
    at_the_end = ExitStack()

    def use(followed: Replica, *, lag: int = 60, clock=time.monotonic) -> Watch:
        settings.DATABASE_REPLICA = followed.pooled()
        settings.REPLICA = {"lag": lag}
        watch = Watch(clock)
        monkeypatch.setattr(replication, "_watch", watch)
        at_the_end.callback(watch.close)
        at_the_end.callback(replica._replica().close_pool)
        followed.wait()
        watch.look()
        return watch

    yield use
    at_the_end.close()


def name_places(name: str) -> None:
    """An act on the primary that shows on a public page."""
    Place.objects.filter(code="01").update(name=name)


def read(client: Client, path: str = "/ten/01/", **headers: str):
    return client.get(path, headers=headers)


@pytest.fixture
def asked(monkeypatch):
    """Which database each page came of: `replica`, `primary`, or `again` for both."""
    found: list[str] = []
    monkeypatch.setattr("sanvat.operation.counting.read_from", found.append)
    return found


# Which database is asked


def test_a_strangers_page_is_read_from_the_replica(follower, use, asked):
    watch = use(follower)
    follower.pause()
    try:
        name_places("Tên mới")
        answer = read(Client())

        assert watch.is_fit()
        assert answer.status_code == 200
        assert answer.text != "Tên mới"
        assert asked == ["replica"]
    finally:
        follower.resume()
        follower.wait()
    assert read(Client()).text == "Tên mới"
    name_places("Hà Nội")


def test_nothing_is_left_of_it_once_the_page_is_made(follower, use):
    use(follower)
    before = connections["default"]

    read(Client())

    assert connections["default"] is before
    assert not replica.is_reading()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        assert cursor.fetchone() == (False,)


def test_everything_of_a_page_is_asked_of_one_database(follower, use):
    """Models, SQL of our own, transactions and questions put into SQL once."""
    use(follower)
    asked = "SELECT pg_is_in_recovery()"

    with replica.reading() as reading:
        from django.db import transaction

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(asked)
            assert cursor.fetchone() == (True,)
        assert Place.objects.filter(code="01").exists()
        assert [row.pk for row in Place.objects.raw(f"SELECT * FROM places_place WHERE ({asked})")]
        assert reading.failed is None
        with replica.primary(), connection.cursor() as cursor:
            assert not replica.is_reading()
            cursor.execute(asked)
            assert cursor.fetchone() == (False,)
        assert replica.is_reading()


@pytest.mark.parametrize(
    ("cookies", "headers", "path"),
    [
        ({"sanvat_session": "x"}, {}, "/ten/01/"),
        ({WROTE: "1"}, {}, "/ten/01/"),
        ({}, {"authorization": "Bearer x"}, "/ten/01/"),
        ({}, {}, "/tai-khoan/dang-nhap/"),
    ],
)
def test_who_is_known_or_has_just_written_reads_from_the_primary(
    follower, use, asked, cookies, headers, path
):
    use(follower)
    client = Client()
    for name, value in cookies.items():
        client.cookies[name] = value

    client.get(path, headers=headers)

    assert asked == []


def test_who_sends_something_reads_from_the_primary_until_the_replica_has_it(follower, use, asked):
    use(follower, lag=7)
    client = Client()

    answer = client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    cookie = answer.cookies[WROTE]

    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (10, True, "Lax")
    read(client)
    assert asked == []
    read(Client())
    assert asked == ["replica"]


def test_without_a_replica_nobody_gets_the_cookie(settings, primary):
    assert settings.DATABASE_REPLICA == {}

    assert WROTE not in Client().post("/ngon-ngu/", {"language": "en", "next": "/"}).cookies


def test_a_person_who_is_signed_in_is_never_shown_the_replica(follower, use, asked):
    use(follower)
    person = User.objects.create_user(username="0987654321", password="một mật khẩu đủ dài")
    client = Client()
    client.force_login(person)
    follower.pause()
    try:
        name_places("Chỉ ở máy chính")
        assert read(client).text == "Chỉ ở máy chính"
    finally:
        follower.resume()
        name_places("Hà Nội")
        follower.wait()
    assert asked == []


# What it has not got, or cannot do


def test_what_the_replica_has_not_got_yet_is_not_missing(follower, use, asked):
    use(follower)
    follower.pause()
    try:
        Place.objects.filter(code="01").update(code="~1")
        follower.resume()
        follower.wait()
        follower.pause()
        Place.objects.filter(code="~1").update(code="01")
        answer = read(Client())
    finally:
        follower.resume()
        follower.wait()

    assert answer.status_code == 200
    assert asked == ["again"]


def test_what_is_missing_everywhere_is_missing(follower, use, asked):
    use(follower)

    assert read(Client(), "/khong-co-trang-nay/").status_code == 404
    assert asked == ["again"]


@pytest.mark.parametrize("path", ["/ghi/", "/ghi-va-thoi/"])
def test_a_page_that_writes_is_made_of_the_primary_and_notes_no_fault(
    follower, use, asked, monkeypatch, path
):
    use(follower)
    noted = []
    monkeypatch.setattr("sanvat.operation.notes.note", lambda *told, **more: noted.append(told))

    answer = read(Client(), path)

    assert (answer.status_code, answer.text) == (200, "written")
    assert asked == ["again"]
    assert noted == []
    assert WROTE in answer.cookies  # what comes next is to show it


def test_a_query_that_the_replica_ends_is_asked_again(follower, use, asked):
    """What it has to take over comes first."""
    watch = use(follower)

    answer = read(Client(), "/vuong/")

    assert (answer.status_code, answer.text) == (200, "read")
    assert asked == ["again"]
    assert WROTE not in answer.cookies
    assert watch.is_fit()


def test_what_is_sent_little_by_little_is_read_from_the_primary(follower, use, asked):
    use(follower)

    assert read(Client(), "/dong/").getvalue() == b"primary01"
    assert asked == ["replica"]


def test_the_cache_that_all_share_is_the_primarys(follower, use):
    use(follower)
    from django.core.cache import cache

    follower.pause()
    try:
        with replica.reading() as reading:
            assert cache.add("growing", 1, 60)
            assert cache.incr("growing") == 2
            assert cache.get_or_set("growing-too", "x") == "x"
            assert cache.get_many(["growing", "growing-too"]) == {"growing": 2, "growing-too": "x"}
            cache.touch("growing", 60)
            cache.delete_many(["growing", "growing-too"])
            assert "growing" not in cache
            assert reading.failed is None
    finally:
        follower.resume()


def test_requests_of_programmes_are_counted_in_the_primary(follower, use, asked, settings):
    use(follower)
    settings.API_LIMITS = {"address": 600, "key": 600}

    answer = read(Client(), "/api/v1/places/?limit=1")

    assert answer.status_code == 200
    assert "RateLimit" in answer.headers
    assert asked == ["replica"]


# A replica that is late, away or none


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_replica_that_is_late_is_not_read(follower, use, asked):
    clock = Clock()
    watch = use(follower, lag=5, clock=clock)
    follower.pause()
    try:
        for name in ("Một", "Hai"):
            name_places(name)
            clock.now += 2
            watch.look()
        assert (watch.state, watch.lag) == (State.FOLLOWS, 4)
        assert watch.is_fit()
        clock.now += 2
        watch.look()
        assert watch.lag == 6
        assert watch.bytes_behind > 0
        assert not watch.is_fit()
        assert read(Client()).text == "Hai"
        assert asked == ["primary"]
    finally:
        follower.resume()
        name_places("Hà Nội")
        follower.wait()
    watch.look()
    assert watch.is_fit()
    assert watch.lag == 0


def test_a_quiet_primary_makes_no_replica_late(follower, use):
    """Also where its log goes on in another file, with nothing in it."""
    clock = Clock()
    watch = use(follower, clock=clock)

    for _hour in range(3):
        replicas.ask(follower.primary, "SELECT pg_switch_wal()")
        follower.wait()
        clock.now += 3600
        watch.look()
        assert (watch.lag, watch.bytes_behind) == (0, 0)


def test_where_nobody_looks_any_more_the_replica_grows_old(follower, use):
    clock = Clock()
    watch = use(follower, lag=5, clock=clock)
    assert watch.is_fit()

    clock.now += 6

    assert not watch.is_fit()


def test_a_replica_cut_off_from_the_primary_does_not_pass_for_fresh(own_follower, use):
    """It has nothing left to take over, and takes itself for up to date."""
    clock = Clock()
    watch = use(own_follower, lag=5, clock=clock)
    own_follower.ask("ALTER SYSTEM SET primary_conninfo = ''")
    own_follower.ask("SELECT pg_reload_conf()")
    receiving = "SELECT count(*) FROM pg_stat_wal_receiver"
    replicas.until(lambda: own_follower.ask(receiving) == 0)
    name_places("Hà Nội")
    watch.look()
    clock.now += 6
    watch.look()

    assert own_follower.ask("SELECT pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()")
    assert watch.state is State.FOLLOWS
    assert not watch.is_fit()


def test_while_the_primary_is_away_the_replica_is_read_for_a_while(follower, use, asked):
    """A restart of the primary takes no longer, and a page of strangers does not fail over it."""
    clock = Clock()
    watch = use(follower, lag=5, clock=clock)
    with replicas.spoken_to({"PORT": "1"}):
        clock.now += 3
        watch._primary.close()
        watch.look()
        assert watch.state is State.FOLLOWS
        assert watch.is_fit()
        assert read(Client()).status_code == 200
        clock.now += 3
        watch.look()
        assert not watch.is_fit()
    assert asked == ["replica"]


def test_a_stopped_replica_costs_no_page(own_follower, use, asked):
    watch = use(own_follower)
    client = Client()
    assert read(client).status_code == 200

    own_follower.cluster.stop()
    answers = [read(client).status_code for _each in range(3)]

    assert answers == [200, 200, 200]
    assert asked == ["replica", "again", "primary", "primary"]
    watch.look()
    assert watch.state is State.AWAY
    own_follower.cluster.start()
    own_follower.wait()
    watch.look()
    assert watch.is_fit()
    assert read(client).status_code == 200
    assert asked[-1] == "replica"


def test_a_replica_that_is_there_and_silent_holds_nobody(own_follower, use, asked, monkeypatch):
    watch = use(own_follower)
    monkeypatch.setattr(replication, "SILENT", 1)
    server = own_follower.cluster._server.pid
    with ThreadPoolExecutor(1) as aside:
        waiting = aside.submit(in_a_thread, lambda: read(Client(), "/doi/").text)
        sleeping = "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'"
        replicas.until(lambda: own_follower.ask(sleeping) == 1)
        stopped = [server, *_children(server)]
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        try:
            watch.look()
            assert waiting.result(timeout=30) == "read"
        finally:
            for pid in stopped:
                with suppress(ProcessLookupError):  # who had lost its reader
                    os.kill(pid, signal.SIGCONT)
    assert watch.state is State.AWAY
    assert asked == ["again"]


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(each) for each in found.split()]


def test_a_promoted_replica_is_not_read(own_follower, use, asked):
    watch = use(own_follower)
    own_follower.promote()
    own_follower.ask("UPDATE places_place SET name = 'Lạc' WHERE code = '01'")
    watch.look()

    assert watch.state is State.PROMOTED
    assert not watch.is_fit()
    assert read(Client()).text == "Hà Nội"
    assert asked == ["primary"]


# The page cache


def test_a_kept_page_goes_when_the_replica_has_what_ends_it(follower, use, settings, monkeypatch):
    monkeypatch.setitem(settings.PAGE_CACHE, "bytes", 4 * 2**20)
    use(follower)
    client = Client()

    def is_kept() -> bool:
        return client.get("/tin/").headers.get("Cache-Status") is not None

    assert [is_kept(), is_kept()] == [False, True]
    follower.pause()
    try:
        author = User.objects.create_user(username="0987654300")
        poll = Poll(pk=1)
        journal.write("announce_poll", by=author, subject=poll, at=timezone.now(), changes={})
        assert is_kept()  # as the replica is
    finally:
        follower.resume()
        follower.wait()
    assert [is_kept(), is_kept()] == [False, True]


def test_a_page_kept_of_one_database_holds_for_the_other(follower, use, settings, monkeypatch):
    """Where the replica is read no more, what was kept stays if nothing has changed."""
    monkeypatch.setitem(settings.PAGE_CACHE, "bytes", 4 * 2**20)
    watch = use(follower)
    client = Client()
    client.get("/tin/")
    watch.distrust()
    assert not watch.is_fit()

    first = client.get("/tin/")
    watch.look()
    second = client.get("/tin/")

    assert first.headers.get("Cache-Status") is not None
    assert second.headers.get("Cache-Status") is not None


# What is told of it


def test_metrics_tell_of_it(follower, use):
    use(follower)

    lines = Client().get("/metrics").text.splitlines()

    figures = dict(line.rsplit(" ", 1) for line in lines if line.startswith("sanvat_replica_"))
    assert figures["sanvat_replica_read"] == "1.0"
    assert 0 <= float(figures["sanvat_replica_lag_seconds"]) < 60
    assert figures["sanvat_replica_lag_bytes"] == "0.0"


def test_without_a_replica_nothing_is_told_of_one(settings, primary):
    assert settings.DATABASE_REPLICA == {}

    assert replication.seen() is None
    assert "sanvat_replica_" not in Client().get("/metrics").text


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (State.PROMOTED, "không theo máy chính nữa"),
        (State.AWAY, "không trả lời"),
        (State.FOLLOWS, "chậm quá mức"),
    ],
)
def test_the_operators_page_says_why_it_is_not_read(state, word):
    text = worries._of_replica(replication.Seen(state, None, None, is_read=False))

    assert word in text
    assert "Hãy" in text


def test_the_operators_page_says_how_far_it_is_behind(follower, use):
    use(follower)
    now = timezone.now()

    present = worries.look(now)
    facts = {str(name): text for name, text in rows.facts(present, now)}

    assert facts["Bản sao chỉ đọc"].startswith("chậm nhiều nhất")
    assert not any("Bản sao" in text for text, _address in worries.of(present, now))


def test_the_doctor_finds_a_replica_well_late_away_promoted_or_of_another_database(
    follower, own_follower, use, monkeypatch
):
    use(follower, lag=1)
    assert doctor._replica().good is True
    journal.write(
        "announce_poll",
        by=User.objects.create_user(username="0987654311"),
        subject=Poll(pk=1),
        at=timezone.now(),
        changes={},
    )
    follower.wait()
    assert doctor._replica().good is True

    follower.pause()
    name_places("Hà Nội")
    try:
        late = doctor._replica()
    finally:
        follower.resume()
        follower.wait()
    assert (late.good, "chậm hơn 1 giây" in late.text) == (False, True)

    use(own_follower, lag=5)
    own_follower.promote()
    promoted = doctor._replica()
    assert (promoted.good, "không theo máy chính nào" in promoted.text) == (False, True)
    own_follower.cluster.stop()
    away = doctor._replica()
    assert (away.good, "không trả lời" in away.text) == (False, True)


def test_the_journal_tells_another_database_from_ours(follower, use, monkeypatch):
    use(follower)
    assert replication.has_our_journal()
    plain = replication._Line.answer

    def other(line, question, values=()):
        found = plain(line, question, values)
        return (found[0] or 1, "f" * 64) if "records_head" in question else found

    monkeypatch.setattr(replication._Line, "answer", other)
    assert not replication.has_our_journal()
