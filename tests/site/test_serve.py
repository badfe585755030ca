"""The whole programme, started as people start it."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from sanvat.site.postgres import _processes_in
from sanvat.site.processes import JOBS, WEB
from sanvat.site.served import port_of


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Running(NamedTuple):
    process: subprocess.Popen[str]
    port: int
    data_dir: Path

    def get(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with closing(connection):
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())

    def children(self) -> list[int]:
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/children")  # each has its own
        listed = " ".join(children.read_text() for children in threads)
        return [int(pid) for pid in listed.split() if is_alive(int(pid))]

    def names(self) -> dict[int, str]:
        """What its processes are called, once all of them are there."""
        deadline = time.monotonic() + 15
        while True:
            found = {pid: Path(f"/proc/{pid}/comm").read_text().strip() for pid in self.children()}
            named = [name for name in found.values() if name in ("postgres", WEB, JOBS)]
            if len(named) == 4 or time.monotonic() > deadline:
                return found
            time.sleep(0.05)


def serve(data_dir: Path, *options: str, **environment: str) -> subprocess.Popen[str]:
    foreign = ("SANVAT_", "DJANGO_", "DATABASE_URL", "PORT")
    known = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return subprocess.Popen(
        [sys.executable, "-m", "sanvat.site.cli", "serve", *options],
        env=known | {"SANVAT_DATA_DIR": str(data_dir), "LANG": "C.UTF-8"} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Whoever runs the tests may have a terminal that must not end them; the server has none.
        preexec_fn=partial(signal.signal, signal.SIGHUP, signal.SIG_DFL),
    )


def start(data_dir: Path) -> Running:
    port = free_port()
    process = serve(data_dir, "--port", str(port), "--workers", "2")
    for line in process.stdout:
        if f"http://localhost:{port}/" in line:
            return Running(process, port, data_dir)
    raise AssertionError(process.stderr.read())


def refusal(data_dir: Path, *options: str, **environment: str) -> str:
    _output, error = serve(data_dir, *options, **environment).communicate(timeout=30)
    assert "Traceback" not in error
    return error


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def wait_for_end(pids: list[int]) -> list[int]:
    """The processes still there after a while; a zombie nobody collects has ended too."""
    deadline = time.monotonic() + 10
    while (left := [pid for pid in pids if is_alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("serve") / "var"


@pytest.fixture(scope="module")
def started(data_dir) -> Iterator[list[Running]]:
    """All that were started on the same data, one after another."""
    started = [start(data_dir)]
    yield started
    for each in started:
        each.process.terminate()
        each.process.communicate(timeout=20)


@pytest.fixture
def running(started, data_dir) -> Iterator[Running]:
    """The one that runs; another one where a test has ended the last."""
    if started[-1].process.poll() is not None:
        started.append(start(data_dir))
    yield started[-1]
    if started[-1].process.poll() is not None:
        wait_for_end(_processes_in(data_dir / "postgres"))


def test_it_answers_as_soon_as_it_says_so(running):
    assert running.get("/healthz").status == 200
    assert running.get("/readyz").status == 200


def test_its_files_are_named_by_content_and_compressed(running):
    page = running.get("/giao-dien/").body.decode()
    stylesheet = re.search(r'href="(/static/ui/sanvat\.[0-9a-f]{12}\.css)"', page)[1]

    response = running.get(stylesheet, **{"Accept-Encoding": "br"})

    assert response.status == 200
    assert response.headers["Content-Encoding"] == "br"
    assert "immutable" in response.headers["Cache-Control"]


def test_slow_senders_hold_up_neither_health_nor_the_first_page(running):
    slow = b"POST /tu-cham/mo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000\r\n\r\na"
    with ExitStack() as stack:
        for _ in range(40):
            sender = stack.enter_context(socket.create_connection(("127.0.0.1", running.port)))
            sender.sendall(slow)

        for _ in range(5):
            assert running.get("/healthz").body == b"ok\n"
            assert running.get("/").status == 200


def test_a_stranger_is_sent_away_before_a_large_file_comes(running):
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    with closing(connection):
        connection.putrequest("POST", "/ban-lam-viec/nhap-so/")
        connection.putheader("Cookie", "sanvat_session=abcdefghijklmnopqrstuvwxyz012345")
        connection.putheader("Content-Length", str(20 * 2**20))
        connection.endheaders()
        assert connection.getresponse().status == 403


def test_what_it_lays_down_is_for_its_own_account_alone(running, data_dir):
    """But for the data directory itself, which PostgreSQL passes through where root made it."""
    there = [path for path in data_dir.rglob("*") if "postgres" not in path.parts]

    assert {path.name for path in there} > {"secret-key", "static", "postgres.log"}
    assert [path for path in there if path.stat().st_mode & 0o077] == []


def test_a_second_one_on_the_same_data_is_refused(running, data_dir):
    error = refusal(data_dir, "--port", str(free_port()))

    assert error == (
        f"Thư mục dữ liệu {data_dir} đang được tiến trình {running.process.pid} dùng. "
        "Hãy dừng tiến trình ấy, hoặc chọn thư mục khác bằng SANVAT_DATA_DIR.\n"
    )
    # … and commands beside the first still name its address.
    assert port_of(data_dir) == str(running.port)


def test_a_port_in_use_is_refused_before_anything_is_made(running, tmp_path):
    error = refusal(tmp_path / "var", "--port", str(running.port))

    assert error == (
        f"Cổng {running.port} đang có chương trình khác dùng. Hãy dừng chương trình ấy, "
        f"hoặc chọn cổng khác: sanvat serve --port {running.port + 1}\n"
    )
    assert not (tmp_path / "var").exists()


def test_a_data_directory_nobody_can_write_is_refused(tmp_path):
    (tmp_path / "var").write_text("a file where a folder should be")

    error = refusal(tmp_path / "var", "--port", str(free_port()), SANVAT_SECRET_KEY="k" * 50)

    assert error.startswith(f"Không ghi được vào thư mục dữ liệu {tmp_path / 'var'} (")


def test_the_public_is_not_served_without_a_secret(tmp_path):
    error = refusal(tmp_path, "--port", str(free_port()), SANVAT_HOSTS="ocop.example")

    assert error.startswith("SANVAT_HOSTS đã đặt nên cần SANVAT_SECRET_KEY")


def test_a_database_that_does_not_answer_is_refused(tmp_path):
    nowhere = f"postgres://ocop@127.0.0.1:{free_port()}/ocop"

    error = refusal(tmp_path, "--port", str(free_port()), DATABASE_URL=nowhere)

    assert error.startswith("Không kết nối được cơ sở dữ liệu: ")


def test_a_database_that_is_killed_comes_back_and_meanwhile_it_is_said_at_once(running):
    server = int((running.data_dir / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(server, signal.SIGKILL)

    seen, longest, deadline = [], 0.0, time.monotonic() + 20
    while (not seen or seen[-1][0] != 200 or len(seen) == 1) and time.monotonic() < deadline:
        began = time.monotonic()
        answer = running.get("/api/v1/places/")
        longest = max(longest, time.monotonic() - began)
        word = b"" if answer.status == 200 else json.loads(answer.body)["code"]
        if not seen or seen[-1] != (answer.status, word):
            seen.append((answer.status, word))
        time.sleep(0.02)

    assert (503, "database-away") in seen
    assert seen[-1] == (200, b"")
    assert {status for status, _word in seen} <= {200, 503}
    assert longest < 4
    assert running.get("/readyz").status == 200


def test_a_worker_that_dies_is_replaced(running):
    names = running.names()
    assert sorted(names.values()) == ["postgres", "sanvat-jobs", "sanvat-web", "sanvat-web"]

    killed = [next(pid for pid in names if names[pid] == name) for name in (WEB, JOBS)]
    for pid in killed:
        os.kill(pid, signal.SIGKILL)

    assert wait_for_end(killed) == []
    assert sorted(running.names().values()) == sorted(names.values())
    assert running.get("/readyz").status == 200


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_however_it_ends_nothing_is_left(running, end):
    everything = [*running.children(), *_processes_in(running.data_dir / "postgres")]
    assert len(everything) > 3

    running.process.send_signal(end)
    running.process.communicate(timeout=20)

    assert running.process.returncode == (0 if end != signal.SIGKILL else -signal.SIGKILL)
    assert wait_for_end(everything) == []
