"""Growing past one machine, tried on one: two web servers on one database with a streaming replica,
beside one web server on that database.

On one machine nothing gets quicker by being divided. What counts is whose processor works for a
page: that of the web servers, which more machines take over, that of the replica, of which there
may be several, and that of the primary, of which there is one. And what people notice when a part
goes: how many of their pages fail, and how soon they see what was done.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from bench.measurements import Measurement, Missing
from bench.options import chosen
from bench.speed.builds import Build
from bench.web import ROOT, SRC, ServerFailed, ask, connection, free_port

PRODUCTS = 1_000
ASKED = 120
"""How often each page is asked for."""
READERS = 4
BREAKS_AFTER, READ_FOR = 3, 12
"""Seconds: when the replica is killed under readers, and how long they read."""
PUBLIC = (
    ("trang đầu", "/"),
    ("danh mục sản phẩm", "/san-pham/"),
    ("tìm: mật ong", "/tim/?q=mat+ong"),
    ("tin", "/tin/"),
)
DESK = "/ban-lam-viec/san-pham/"
FOR = "cán bộ trung ương"
NEW_KEY = secrets.token_urlsafe(50)


def measurements() -> Iterator[Measurement | Missing]:
    with ExitStack() as stack:
        folder = chosen.keep or Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(prefix="sanvat-bench-", ignore_cleanup_errors=True)
            )
        )
        build = Build("growing", SRC, folder / "filled")
        try:
            build.fill(PRODUCTS)
            with tempfile.TemporaryDirectory(
                prefix="sanvat-bench-", ignore_cleanup_errors=True
            ) as at:
                yield from _grown(build, Path(at))
        except (ServerFailed, subprocess.CalledProcessError) as failed:
            yield Missing("growing", str(failed))


def _grown(build: Build, folder: Path) -> Iterator[Measurement | Missing]:
    key = (build.folder / "var" / "secret-key").read_text()
    with _primary(build.folder / "var") as primary, _replica(primary, folder) as replica:
        with _web(folder / "one", key, primary) as alone:
            parts = {"web": alone.pid, "primary": primary.pid}
            yield from _shares("một máy", [alone.port], build, parts)
        with ExitStack() as both:
            servers = [
                both.enter_context(_web(folder / name, key, primary, replica))
                for name in ("two", "three")
            ]
            ports = [each.port for each in servers]
            parts = {
                "web": servers[0].pid,
                "web 2": servers[1].pid,
                "primary": primary.pid,
                "replica": replica.pid,
            }
            time.sleep(2)  # until both have looked at the replica
            yield from _shares("hai máy web và bản sao", ports, build, parts)
            yield _seen_after(ports[1], primary)
            yield from _replica_killed(ports, replica)
            yield from _web_killed(servers)


# Servers


class Part(NamedTuple):
    """A server: the process above all of its own, and where it listens."""

    pid: int
    port: int
    cluster: Any = None


@contextmanager
def _primary(var: Path) -> Iterator[Part]:
    """The database of a folder of data, listening at a port of this machine."""
    from sanvat.site.postgres import Cluster

    cluster = Cluster(var, durable=False)
    port = free_port()
    cluster.more_settings = {"listen_addresses": "127.0.0.1", "port": str(port)}
    cluster.more_settings |= {"synchronous_commit": "on", "wal_keep_size": "512MB"}
    with cluster:
        assert cluster._server is not None
        yield Part(cluster._server.pid, port, cluster)


@contextmanager
def _replica(primary: Part, folder: Path) -> Iterator[Part]:
    from sanvat.site.postgres import USER, Cluster, program

    cluster = Cluster(folder / "replica", durable=False)
    cluster.data_dir.mkdir(parents=True)
    for each in (folder, cluster.data_dir):
        each.chmod(0o755)
    primary.cluster.give(cluster.data_dir)
    subprocess.run(
        [
            *primary.cluster._as_account(),
            *(program("pg_basebackup"), "-h", "127.0.0.1", "-p", str(primary.port), "-U", USER),
            *("-D", str(cluster.files), "-R", "-c", "fast", "-N"),
        ],
        cwd="/",
        check=True,
        capture_output=True,
    )
    port = free_port()
    cluster.more_settings = {"listen_addresses": "127.0.0.1", "port": str(port)}
    with cluster:
        assert cluster._server is not None
        yield Part(cluster._server.pid, port, cluster)


@contextmanager
def _web(data_dir: Path, key: str, primary: Part, replica: Part | None = None) -> Iterator[Part]:
    """A web server as on a machine of its own: it has the key, the addresses, and nothing else."""
    port = free_port()
    data_dir.mkdir()
    known = {k: v for k, v in os.environ.items() if not k.startswith(("SANVAT_", "DATABASE_"))}
    told = {
        "SANVAT_DATA_DIR": str(data_dir),
        "SANVAT_SECRET_KEY": key,
        "SANVAT_IDENTITY_KEY": NEW_KEY,
        "SANVAT_STORAGE_URL": f"file://{data_dir.parent}/files",
        "SANVAT_OPEN_DATA_DIR": f"{data_dir.parent}/open-data",
        "SANVAT_PAGE_CACHE_MB": "0",
        "DATABASE_URL": _url(primary),
        "PYTHONPATH": f"{SRC}:{ROOT}",
        "LANG": "C.UTF-8",
    }
    if replica is not None:
        told["DATABASE_REPLICA_URL"] = _url(replica)
    with (data_dir / "errors.txt").open("w+") as errors:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "sanvat.site.cli", "serve"),
                *("--port", str(port), "--workers", "1"),
            ],
            env=known | told,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            assert process.stdout
            if not any(f":{port}/" in line for line in process.stdout):
                errors.seek(0)
                raise ServerFailed(errors.read()[-500:])
            yield Part(process.pid, port)
        finally:
            process.terminate()
            process.wait(60)


def _url(part: Part) -> str:
    return f"postgres://sanvat@127.0.0.1:{part.port}/sanvat"


# Whose processor works


def _shares(
    what: str, ports: list[int], build: Build, parts: dict[str, int]
) -> Iterator[Measurement | Missing]:
    """Milliseconds of each part's processor for a page."""
    cookie = build.cookies.get(FOR, next(iter(build.cookies.values())))
    pages = [*((name, path, {}) for name, path in PUBLIC), ("sản phẩm, cán bộ", DESK, cookie)]
    for name, path, signed_in in pages:
        headers = {"Cookie": signed_in} if signed_in else {}
        statuses = _read(ports, path, headers, 8)  # the first ones fill caches
        before = {part: _busy(pid) for part, pid in parts.items()}
        statuses += _read(ports, path, headers, ASKED)
        if set(statuses) != {200}:
            yield Missing(f"{what}: {name}", f"trả lời {dict(statuses)}")
            continue
        taken = {part: (_busy(pid) - before[part]) / ASKED for part, pid in parts.items()}
        web = sum(each for part, each in taken.items() if part.startswith("web"))
        yield Measurement(f"{what}: {name}, CPU web", web)
        yield Measurement("… CPU của máy chính", taken["primary"])
        if "replica" in taken:
            yield Measurement("… CPU của bản sao", taken["replica"])


def _read(ports: list[int], path: str, headers: dict[str, str], count: int) -> Counter[int]:
    """What was answered, by turns of the servers."""
    found: Counter[int] = Counter()
    lines = [connection(port) for port in ports]
    for number in range(count):
        found[ask(lines[number % len(lines)], path, headers)[0]] += 1
    for each in lines:
        each.close()
    return found


def _busy(pid: int) -> float:
    """Seconds of the processor of a process, those under it, and those that ended there."""
    took, above = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        each = int(stat.parent.name)
        above[each] = int(fields[1])
        took[each] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    under, more = {pid}, {pid}
    while more:
        more = {each for each, parent in above.items() if parent in more} - under
        under |= more
    return sum(took.get(each, 0) for each in under)


# What people notice


def _seen_after(port: int, primary: Part) -> Measurement:
    """Until a stranger is shown what was done on the primary."""
    name = f"Tên {secrets.token_hex(4)}"
    where = "/api/v1/places/?level=province&limit=100"
    with psycopg.connect(_url(primary), autocommit=True) as own, closing(connection(port)) as line:
        own.execute("UPDATE places_place SET name = %s WHERE code = '01'", [name])
        began = time.perf_counter()
        while name not in ask(line, where)[1].decode():
            time.sleep(0.005)
        took = time.perf_counter() - began
        own.execute("UPDATE places_place SET name = 'Hà Nội' WHERE code = '01'")
    return Measurement("người đọc thấy điều vừa đổi", took, 1)


def _replica_killed(ports: list[int], replica: Part) -> Iterator[Measurement | Missing]:
    killing = threading.Timer(BREAKS_AFTER, replica.cluster._server.kill)
    killing.start()
    answers, longest = _read_on(ports)
    killing.join()
    failed = sum(count for status, count in answers.items() if status != 200)
    if failed:
        yield Missing("bản sao bị ngắt", f"{failed} trang hỏng: {dict(answers)}")
    yield Measurement(f"bản sao bị ngắt: {answers[200]} trang đọc được, lâu nhất", longest)


def _web_killed(servers: list[Part]) -> Iterator[Measurement | Missing]:
    """The other goes on, with whoever signed in at the first."""
    os.kill(servers[0].pid, 15)
    answers = _read([servers[1].port], "/", {}, ASKED)
    if set(answers) != {200}:
        yield Missing("một máy web dừng", f"máy kia trả lời {dict(answers)}")


def _read_on(ports: list[int]) -> tuple[Counter[int], float]:
    answers: Counter[int] = Counter()
    longest = [0.0]
    until = time.monotonic() + READ_FOR

    def read(number: int) -> None:
        with closing(connection(ports[number % len(ports)])) as line:
            while time.monotonic() < until:
                began = time.perf_counter()
                status, _body = ask(line, PUBLIC[number % len(PUBLIC)][1])
                longest[0] = max(longest[0], time.perf_counter() - began)
                answers[status] += 1

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    return answers, longest[0]
