"""The pages, as a reader gets them: `sanvat serve` on a free port, asked over the loopback.

How long a page takes is asked by one reader, so that nobody waits in a queue; how many a second
by a few at once. All keep their connection open. Beside every page stands `/healthz` of the same
server, which does nothing: the floor of any page.
"""

from __future__ import annotations

import html
import http.client
import itertools
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

from bench.measurements import Measurement, Missing, best, percentile

READERS = 4
ASKED = 100
"""How often each reader asks for a page."""
SECONDS = 10
"""… and how long at most."""

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src"

_asked = itertools.count(1)

EMPTY = "/healthz"
SHEET = "/tu-cham/26-2026/4/"


class Page(NamedTuple):
    what: str
    path: str
    budget: float


PAGES = (
    Page("trang đầu", "/", 0.05),
    Page("các bộ tiêu chí", "/tieu-chi/", 0.05),
    Page("bộ tiêu chí số 4", "/tieu-chi/26-2026/4/", 0.05),
    Page("tìm bộ: ?q=ca phe", "/tu-cham/?q=ca+phe", 0.04),
    Page("phiếu tự chấm", SHEET, 0.05),
    Page("phiếu tự chấm in ra (PDF), mỗi lần một tên", SHEET + "phieu.pdf?sp=Mật+ong+{n}", 0.03),
    Page("… cùng một phiếu", SHEET + "phieu.pdf?sp=Mật+ong", 0.01),
)


class Load(NamedTuple):
    """The seconds one reader waits, and the answers a second that several get altogether. `cpu`:
    the seconds of the processor that one of these takes, in all processes of the server and of its
    database; what others on the machine do hardly changes that."""

    p95: float
    per_second: float
    cpu: float | None = None


def measurements() -> Iterator[Measurement | Missing]:
    with tempfile.TemporaryDirectory(prefix="sanvat-bench-") as folder:
        data_dir = Path(folder) / "var"
        python = best(
            lambda: subprocess.run([sys.executable, "-c", "import django"], check=True), repeat=3
        )
        try:
            with serving(data_dir) as (_, first):
                pass
            with serving(data_dir) as (port, second):
                yield Measurement("lần mở đầu tiên", first, 8, python, "python -c 'import django'")
                yield Measurement("các lần mở sau", second, 2, python, "python -c 'import django'")
                yield from pages(port)
        except ServerFailed as failed:
            yield Missing("sanvat serve", f"không mở được: {failed}")


def pages(port: int) -> Iterator[Measurement | Missing]:
    empty = load(port, EMPTY)
    if empty is None:
        yield Missing(EMPTY, "không có trang này, nên không có sàn để so")
        return
    yield Measurement("trang rỗng /healthz, p95", empty.p95)
    yield Measurement("trang rỗng /healthz", empty.per_second, per_second=True)
    for page in PAGES:
        yield from page_measurements(port, page, empty)
    live = live_answer(port)
    if live is None:
        yield Missing("trả lời khi đang tự chấm", f"không đọc được phiếu ở {SHEET}")
    else:
        yield from page_measurements(port, Page("trả lời khi đang tự chấm", live, 0.05), empty)


def page_measurements(port: int, page: Page, empty: Load) -> Iterator[Measurement | Missing]:
    seen = load(port, page.path)
    if seen is None:
        yield Missing(page.what, f"trang {page.path} chưa có, hoặc không trả lời 200")
        return
    yield Measurement(f"{page.what}, p95", seen.p95, page.budget, empty.p95, f"{EMPTY}, p95")
    yield Measurement(
        page.what, seen.per_second, floor=empty.per_second, floor_is=EMPTY, per_second=True
    )


def load(port: int, path: str, *, under: int | None = None) -> Load | None:
    """How a page is served to one reader and to several; None where it is not there. `under`: the
    process of which all of the server are children, to tell what they take."""
    with closing(connection(port)) as first:
        if not all(ask(first, path)[0] == 200 for _ in range(4)):  # the first ones fill caches
            return None
    alone = read(port, path)
    busy = busy_under(under) if under else 0
    started = time.perf_counter()
    with ThreadPoolExecutor(READERS) as readers:
        answers = sum(len(each) for each in readers.map(lambda _: read(port, path), range(READERS)))
    took = time.perf_counter() - started
    cpu = (busy_under(under) - busy) / answers if under else None
    return Load(percentile(alone, 0.95), answers / took, cpu)


def busy_under(process: int) -> float:
    """The seconds of the processor that all processes under one have taken until now."""
    took: dict[int, float] = {}
    above: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        pid = int(stat.parent.name)
        above[pid] = int(fields[1])
        # Its own and that of its children that have ended since.
        took[pid] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    under, more = {process}, {process}
    while more:
        more = {pid for pid, parent in above.items() if parent in more} - under
        under |= more
    return sum(took.get(pid, 0) for pid in under - {process})


def read(port: int, path: str) -> list[float]:
    took: list[float] = []
    deadline = time.perf_counter() + SECONDS
    with closing(connection(port)) as kept_open:
        while len(took) < ASKED and time.perf_counter() < deadline:
            started = time.perf_counter()
            status, _ = ask(kept_open, path)
            took.append(time.perf_counter() - started)
            if status != 200:
                raise ServerFailed(f"{path} trả lời {status} khi được hỏi nhiều")
    return took


def connection(port: int, timeout: float = 30) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)


def ask(
    connection: http.client.HTTPConnection, path: str, headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    """``{n}`` in the path is another number each time, so that no answer is a kept one."""
    path = quote(path.replace("{n}", str(next(_asked))), safe="/?&=+%")
    connection.request("GET", path, headers=headers or {})
    response = connection.getresponse()
    return response.status, response.read()


def live_answer(port: int) -> str | None:
    """The address the sheet asks at each answer, with every field filled in."""
    with closing(connection(port)) as reader:
        status, body = ask(reader, SHEET)
    radios = re.findall(
        r'<input[^>]*type="radio"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', body.decode()
    )
    fields = {html.unescape(name): html.unescape(value) for name, value in radios}
    return f"{SHEET}ket-qua/?{urlencode(fields)}" if status == 200 and fields else None


# The server


class ServerFailed(Exception):
    pass


@contextmanager
def serving(data_dir: Path, src: Path = SRC, **settings: str) -> Iterator[tuple[int, float]]:
    """A server of our own, or of another build's `src`, with these settings: its port, and the
    seconds until it said that it answers."""
    port = free_port()
    ours = ("SANVAT_", "DJANGO_", "DATABASE_URL", "PORT")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    started = time.perf_counter()
    with (data_dir.parent / "errors.txt").open("w+") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "sanvat.site.cli", "serve", "--port", str(port)],
            env=environment
            | {"SANVAT_DATA_DIR": str(data_dir), "LANG": "C.UTF-8", "PYTHONPATH": f"{src}:{ROOT}"}
            | settings,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            assert process.stdout
            for line in process.stdout:
                if f":{port}/" in line:
                    break
            else:
                errors.seek(0)
                raise ServerFailed(errors.read().strip().splitlines()[-1:] or "không nói gì")
            yield port, time.perf_counter() - started
        finally:
            process.terminate()
            try:
                process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port
