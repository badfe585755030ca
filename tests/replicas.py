"""A database of its own with a streaming replica of it, both on this machine."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections

from sanvat.operation.replication import END_OF_LOG
from sanvat.site.pooled import POOL
from sanvat.site.postgres import DATABASE, PORT, USER, Cluster, program
from sanvat.site.prepare import migrate
from tests.site.test_serve import free_port

WITHIN = 20
"""Seconds in which what is waited for must be so."""


def address(cluster: Cluster, port: int = PORT) -> dict[str, Any]:
    """What Django is told to reach it."""
    return {
        "NAME": DATABASE,
        "USER": USER,
        "PASSWORD": "",
        "HOST": str(cluster.socket_dir),
        "PORT": str(port),
    }


class Replica:
    """A copy of a primary that follows it, until it is stopped, paused or promoted."""

    def __init__(self, primary: Cluster, folder: Path, *, port: int = PORT) -> None:
        """`port`: the primary's. It listens at one of its own, on this machine alone."""
        self.primary, self._primary_port, self.port = primary, port, free_port()
        self.cluster = Cluster(folder, durable=False)
        # A query that stands in the way of what is taken over is ended at once.
        self.cluster.more_settings = {
            "max_standby_streaming_delay": "0",
            "wal_retrieve_retry_interval": "100ms",
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
        }
        self.cluster.data_dir.mkdir(parents=True, exist_ok=True)
        self.cluster.data_dir.chmod(0o755)
        primary.give(self.cluster.data_dir)
        subprocess.run(
            [
                *primary._as_account(),
                *(program("pg_basebackup"), "-h", str(primary.socket_dir), "-p", str(port)),
                *("-U", USER, "-D", str(self.cluster.files), "-R", "-c", "fast", "-N"),
            ],
            cwd="/",
            check=True,
            capture_output=True,
        )
        self.cluster.start()

    def settings(self, **options: Any) -> dict[str, Any]:
        """As `settings.DATABASE_REPLICA` has it."""
        return {
            "ENGINE": "sanvat.site.pooled.replica",
            "CONN_MAX_AGE": 0,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"connect_timeout": 2, **options},
            **address(self.cluster, self.port),
        }

    def pooled(self) -> dict[str, Any]:
        return self.settings(pool={"min_size": 1, "max_size": 2, **POOL})

    def ask(self, sql: str) -> Any:
        return ask(self.cluster, sql, self.port)

    def pause(self) -> None:
        """It takes nothing over, and answers."""
        self.ask("SELECT pg_wal_replay_pause()")
        until(lambda: self.ask("SELECT pg_get_wal_replay_pause_state()") == "paused")

    def resume(self) -> None:
        self.ask("SELECT pg_wal_replay_resume()")

    def promote(self) -> None:
        self.ask("SELECT pg_promote()")

    def wait(self) -> None:
        """Until it has what the primary has now."""
        end = ask(self.primary, END_OF_LOG, self._primary_port)
        until(lambda: self.ask("SELECT (pg_last_wal_replay_lsn() - '0/0')::bigint") >= end)


def ask(cluster: Cluster, sql: str, port: int = PORT) -> Any:
    where = f"host={cluster.socket_dir} port={port} user={USER} dbname={DATABASE}"
    with psycopg.connect(where, autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN
    while not is_so():
        assert time.monotonic() < deadline, "it never came to be so"
        time.sleep(0.02)


@contextmanager
def primary(folder: Path) -> Iterator[Cluster]:
    """An empty installation's database, which Django speaks to as long as this lasts."""
    cluster = Cluster(folder, durable=False)
    cluster.more_settings = {
        "synchronous_commit": "on",  # what is done stands in the log
        "wal_keep_size": "256MB",  # who stood still for a while finds what it lacks
    }
    with cluster, spoken_to(address(cluster)):
        migrate()
        yield cluster


@contextmanager
def spoken_to(told: dict[str, Any]) -> Iterator[None]:
    """Django's default database is the one told of."""
    connection = connections["default"]
    connection.close()
    settings = connection.settings_dict
    before = {name: settings[name] for name in told}
    settings.update(told)
    try:
        yield
    finally:
        connection.close()
        settings.update(before)
