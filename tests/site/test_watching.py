"""What the server looks after: started again, with growing pauses, and said plainly."""

import time

import pytest
from django.db import connections
from django.db.utils import OperationalError

from sanvat.errors import Refusal
from sanvat.operation import notes
from sanvat.site import board, outage, running, watching
from sanvat.site.postgres import disk_full
from sanvat.site.watching import Database, Jobs, Pauses, Server


@pytest.fixture(autouse=True)
def all_is_well_afterwards():
    yield
    board.say_trouble("")


@pytest.fixture(autouse=True)
def notes_folder(settings, tmp_path):
    settings.OPERATION_DIR = tmp_path / "operation"


def restarted() -> list[str]:
    return [each["what"] for each in notes.latest(notes.Kind.RESTART)]


class Clock:
    """Time as the test says."""

    def __init__(self, monkeypatch):
        self.now = 1000.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


class Cluster:
    """A database that ends and starts as the test says."""

    def __init__(self, data_dir):
        self.data_dir = data_dir
        self.has_ended = False
        self.fault = Refusal("PostgreSQL không khởi động được.", code="server-failed")
        self.launched = 0

    def clear_to_launch(self):
        return True

    def launch(self):
        self.launched += 1
        self.has_ended = self.fault.code != "server-failed"

    def is_ready(self):
        return not self.has_ended

    def why_it_ended(self):
        return self.fault


def look(database, clock, *, seconds):
    for _each in range(int(seconds / 0.2)):
        database.look()
        clock.now += 0.2


def test_a_worker_of_jobs_that_ends_is_started_again_and_noted(clock, monkeypatch, capsys):
    class Process:
        def is_alive(self):
            return False

    jobs = Jobs()
    started = []
    monkeypatch.setattr(jobs, "_start", lambda: started.append(clock.now))
    jobs.look()
    assert (len(started), restarted()) == (1, [])

    jobs._process = Process()
    jobs.look()

    assert (len(started), restarted()) == (2, ["jobs"])
    assert "đã kết thúc ngoài ý muốn" in capsys.readouterr().err


# The database


def test_a_database_that_ends_is_started_again_at_once(tmp_path, clock, capsys):
    cluster = Cluster(tmp_path)
    database = Database(cluster)
    cluster.has_ended = True

    database.look()
    assert board.trouble() == "database-away"
    look(database, clock, seconds=1)

    assert (cluster.launched, board.trouble()) == (1, "")
    said = capsys.readouterr()
    assert said.err == "Cơ sở dữ liệu đã dừng ngoài ý muốn; đang mở lại.\n"
    assert said.out == "Cơ sở dữ liệu đã chạy lại sau 0.2 giây.\n"
    assert restarted() == ["database"]


def test_a_full_disk_is_said_once_and_the_database_comes_back_with_room(tmp_path, clock, capsys):
    cluster = Cluster(tmp_path)
    database = Database(cluster)
    cluster.has_ended, cluster.fault = True, disk_full(tmp_path)

    look(database, clock, seconds=60)

    assert board.trouble() == "disk-full"
    assert 6 < cluster.launched < 15  # with pauses that grow to ten seconds
    assert capsys.readouterr().err.splitlines() == [
        "Cơ sở dữ liệu đã dừng ngoài ý muốn; đang mở lại.",
        f"Đĩa chứa {tmp_path} hết chỗ, nên cơ sở dữ liệu đã dừng; điều đã lưu vẫn còn. "
        "Hãy giải phóng chỗ trên đĩa ấy: cơ sở dữ liệu sẽ tự chạy lại.",
    ]

    cluster.fault = Refusal("", code="server-failed")  # there is room: it runs when launched
    look(database, clock, seconds=11)

    assert board.trouble() == ""
    assert "Cơ sở dữ liệu đã chạy lại sau" in capsys.readouterr().out


def test_broken_files_are_said_with_what_to_do(tmp_path, clock, capsys):
    cluster = Cluster(tmp_path)
    database = Database(cluster)
    cluster.has_ended = True
    cluster.fault = Refusal("Cơ sở dữ liệu bị hỏng. Hãy khôi phục.", code="files-broken")

    look(database, clock, seconds=2)

    assert board.trouble() == "files-broken"
    assert capsys.readouterr().err.splitlines()[-1] == "Cơ sở dữ liệu bị hỏng. Hãy khôi phục."


def test_little_room_is_said_before_it_is_none(tmp_path, clock, capsys, monkeypatch):
    database = Database(Cluster(tmp_path))
    monkeypatch.setattr(outage, "room_is_low", lambda folder: True)

    look(database, clock, seconds=30)

    assert capsys.readouterr().err.count("sắp hết chỗ") == 1


# Pauses


def test_pauses_grow_and_begin_anew_for_what_lived_well(clock):
    pauses = Pauses(longest=10)
    assert [pauses.after_end() for _each in range(7)] == [0, 0.5, 1, 2, 4, 8, 10]

    pauses.began()
    clock.now += watching.LIVED_WELL + 1

    assert pauses.after_end() == 0


def test_web_workers_that_never_come_up_end_the_server(monkeypatch):
    monkeypatch.setattr(board, "is_up", lambda: False)
    server = Server("none:needed", workers=2, interface="wsgi")
    monkeypatch.setattr(server, "shutdown", lambda: None)

    for _each in range(watching.DEATHS_AT_START * 2 - 1):
        server._count_death()
    with pytest.raises(Refusal) as refused:
        server._count_death()

    assert "6 lần liền" in refused.value.message


def test_web_workers_that_came_up_once_are_always_replaced(monkeypatch):
    monkeypatch.setattr(board, "is_up", lambda: True)
    server = Server("none:needed", workers=2, interface="wsgi")

    for _each in range(1000):
        server._count_death()


class Worker:
    """A web worker, as granian has it."""

    def __init__(self):
        self.inner, self.pid, self.is_killed = self, 1, False

    def is_alive(self):
        return not self.is_killed

    def kill(self):
        self.is_killed = True

    def start(self):
        pass


def test_a_web_worker_that_gives_no_sign_of_life_is_replaced(monkeypatch, clock, capsys):
    server = Server("none:needed", workers=1, interface="wsgi")
    monkeypatch.setattr(board, "is_up", lambda: True)
    monkeypatch.setattr(server, "_spawn_worker", lambda *given: Worker())
    hung = Worker()
    server.wrks.append(hung)
    board.beat(0)

    clock.now += watching.HUNG_AFTER - 1
    server._look_at(0, None, None)
    assert not hung.is_killed
    clock.now += 2
    server._look_at(0, None, None)
    server._look_at(0, None, None)

    assert hung.is_killed
    assert server.wrks[0] is not hung
    assert "Tiến trình web 1 không còn trả lời" in capsys.readouterr().err


def test_who_stood_still_with_all_the_others_kills_none_of_them(clock):
    server = Server("none:needed", workers=1, interface="wsgi")
    board.beat(0)

    clock.now += 3600  # a closed notebook
    server._forgive_a_standstill()

    assert board.seconds_since_beat(0) < 1


# Signs of life


def test_a_web_worker_whose_threads_are_all_at_one_request_for_minutes_is_stuck(
    monkeypatch, settings, clock
):
    began = clock.now
    monkeypatch.setattr(running, "_since", dict.fromkeys(range(settings.THREADS), began))

    clock.now = began + running.STUCK_AFTER - 1
    assert not running.is_stuck()
    clock.now = began + running.STUCK_AFTER + 1
    assert running.is_stuck()
    running._since.popitem()
    assert not running.is_stuck()


def test_a_request_is_known_while_it_is_answered():
    seen = []
    running.Running(lambda request: seen.append(len(running._since)))(None)

    assert (seen, running._since) == ([1], {})


# What is answered meanwhile


@pytest.mark.django_db
def test_no_connection_is_waited_for_while_the_database_is_known_to_be_away():
    board.say_trouble("disk-full")
    another = connections.create_connection("default")

    with pytest.raises(OperationalError) as refused:
        another.ensure_connection()

    assert outage.trouble_in(refused.value) == "disk-full"


@pytest.mark.django_db
def test_a_server_that_is_not_there_is_found_so_at_once(tmp_path):
    another = connections.create_connection("default")
    another.settings_dict = {**another.settings_dict, "HOST": str(tmp_path)}

    with pytest.raises(OperationalError) as refused:
        another.ensure_connection()

    assert outage.trouble_in(refused.value) == "database-away"


@pytest.mark.parametrize("trouble", board.TROUBLES[1:])
def test_each_trouble_has_its_sentence(trouble):
    assert "Hãy " in outage.sentence(trouble)


def test_other_faults_of_the_database_stay_faults():
    assert outage.trouble_in(OperationalError("canceling statement")) == ""
    assert outage.trouble_in(RuntimeError()) == ""
