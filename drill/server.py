"""The server under trial: started as people start it, and its processes by what they do."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

from drill.receiving import Outside
from sanvat.site.processes import JOBS, WEB

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src"
PATH = os.pathsep.join((str(SRC), str(ROOT)))
START_WITHIN = 600


class Failed(Exception):
    """The drill cannot go on; the text says why."""


class Server:
    """`sanvat serve` with the demonstration, in a folder of its own, and with the receivers of its
    mails and calls on this machine."""

    def __init__(self, data_dir: Path, outside: Outside, *, workers: int) -> None:
        self.data_dir = data_dir
        self.port = _free_port()
        self._log = (data_dir.parent / "serve.txt").open("w+")
        ours = ("SANVAT_", "DJANGO_", "DATABASE_URL", "PORT")
        known = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        wanted = {"SANVAT_DATA_DIR": str(data_dir), "SANVAT_DEMO": "1", "PYTHONPATH": PATH}
        wanted |= outside.environment()
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "drill.served", "serve", "--with-parent"),
                *("--port", str(self.port), "--workers", str(workers)),
            ],
            env=known | wanted | {"LANG": "C.UTF-8"},
            stdout=self._log,
            stderr=self._log,
        )

    def wait_until_ready(self, within: float = START_WITHIN) -> None:
        deadline = time.monotonic() + within
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise Failed(f"máy chủ không mở được:\n{self.said()[-2000:]}")
            time.sleep(0.05)

    def is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with closing(connection), suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        return False

    def web(self) -> set[int]:
        return {pid for pid in self._children() if _name(pid) == WEB}

    def jobs(self) -> set[int]:
        return {pid for pid in self._children() if _name(pid) == JOBS}

    def database(self) -> set[int]:
        return {pid for pid in self._children() if _name(pid) == "postgres"}

    def _children(self) -> set[int]:
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        found: set[int] = set()
        for children in threads:
            with suppress(OSError):
                found |= {int(pid) for pid in children.read_text().split()}
        return found

    def kill(self, pid: int) -> bool:
        """Kill one of our own; False where it has just ended by itself."""
        if pid not in self._children():
            return False
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            return True
        return False

    def stop(self) -> float:
        """Stop it as Ctrl-C does; returns the seconds it took."""
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return time.monotonic() - began

    def said(self) -> str:
        self._log.flush()
        return Path(self._log.name).read_text(errors="replace")


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port
