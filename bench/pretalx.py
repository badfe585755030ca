"""pretalx's public pages beside ours: a programme of as many talks as we have products.

Nothing is fetched here. Who wants the comparison puts pretalx into an environment of its own and
says where it is:

    python3.11 -m venv /srv/pretalx
    /srv/pretalx/bin/pip install 'pretalx==2025.2.2' gunicorn 'psycopg[binary]'
    BENCH_PRETALX=/srv/pretalx make bench ARGS="portal"

It gets a PostgreSQL of ours and is served as its own documentation says: by gunicorn, with as many
workers as `sanvat serve` has.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bench.web import ServerFailed, ask, connection, free_port

WHERE = "BENCH_PRETALX"
HOW = (
    f"{WHERE} chưa chỉ ra nơi đã cài pretalx: python3.11 -m venv THƯ_MỤC; "
    "THƯ_MỤC/bin/pip install 'pretalx==2025.2.2' gunicorn 'psycopg[binary]'"
)
STARTS_WITHIN = 60
"""Seconds."""


def there() -> Path | None:
    """The environment that has pretalx."""
    named = os.environ.get(WHERE, "")
    return Path(named) if named and (Path(named) / "bin" / "python").exists() else None


@contextmanager
def serving(where: Path, folder: Path, *, talks: int) -> Iterator[tuple[int, dict[str, str]]]:
    """pretalx with so many talks: its port, and the paths of its pages by name."""
    from sanvat.site.postgres import DATABASE, PORT, USER, Cluster

    with Cluster(folder / "var", durable=False) as cluster:
        environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "LANG": "C.UTF-8",
            "DJANGO_SETTINGS_MODULE": "pretalx.settings",
            "PRETALX_DATA_DIR": str(folder),
            "PRETALX_FILESYSTEM_LOGS": str(folder / "logs"),
            "PRETALX_FILESYSTEM_STATIC": str(folder / "static"),
            "PRETALX_SITE_URL": "http://127.0.0.1",
            "PRETALX_DB_TYPE": "postgresql",
            "PRETALX_DB_NAME": DATABASE,
            "PRETALX_DB_USER": USER,
            "PRETALX_DB_HOST": str(cluster.socket_dir),
            "PRETALX_DB_PORT": str(PORT),
        }
        python = str(where / "bin" / "python")

        def run(*command: str) -> str:
            done = subprocess.run(
                [python, *command], env=environment, capture_output=True, text=True, cwd=folder
            )
            if done.returncode:
                raise ServerFailed(f"pretalx: {(done.stderr.strip().splitlines() or ['?'])[-1]}")
            return done.stdout

        run("-m", "pretalx", "migrate")
        run("-m", "pretalx", "collectstatic", "--noinput")
        told = run("-P", str(Path(__file__).with_name("pretalx_fill.py")), str(talks))
        pages = dict(line.split("\t") for line in told.splitlines() if "\t" in line)
        port = free_port()
        workers = min(os.cpu_count() or 1, 4)
        process = subprocess.Popen(
            [
                *(python, "-m", "gunicorn", "pretalx.wsgi", "--bind", f"127.0.0.1:{port}"),
                *("--workers", str(workers), "--threads", "2", "--timeout", "600"),
            ],
            env=environment,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(port, pages["first"])
            yield port, pages
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int, path: str) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        try:
            with closing(connection(port)) as reader:
                if ask(reader, path)[0] == 200:
                    return
        except OSError:
            pass
        time.sleep(0.2)
    raise ServerFailed("pretalx không trả lời")
