"""Who is killed, in which order, and how long it takes until the service is whole again."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from drill.server import Failed, Server

BACK_WITHIN = 120
"""Seconds in which the service must be whole again."""
UNDISTURBED = 0.5
"""Seconds, at most, between the return and the next kill."""

AT_THE_MINUTE = {"web": 10, "every web": 5, "jobs": 60, "database": 25}
"""… and around the turn of a minute, when the jobs begin that put online, mail and call."""
BEFORE, AFTER = 1, 15
"""Seconds around the turn of a minute in which the kills of `kill_at_minutes` fall."""

KINDS = {"web": 45, "every web": 5, "jobs": 35, "database": 15}
"""How often each is killed, of a hundred kills."""


@dataclass
class Kills:
    back_after: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    """By what was killed, the seconds until all was there again and answered."""

    @property
    def count(self) -> int:
        return sum(map(len, self.back_after.values()))


def kill(server: Server, times: int, minutes: int, *, workers: int, seed: int) -> Iterator[Kills]:
    """Kill so many processes, one after the other, and then others at the turn of so many minutes;
    yields after each how it went."""
    chance = random.Random(seed)
    kills = Kills()
    while kills.count < times:
        if _killed_one(server, kills, KINDS, chance, workers):
            yield kills
            time.sleep(chance.uniform(0, UNDISTURBED))
    last = time.time() // 60 + minutes
    while time.time() // 60 <= last:
        second = time.time() % 60
        if AFTER < second < 60 - BEFORE:
            time.sleep(60 - BEFORE - second)
        if _killed_one(server, kills, AT_THE_MINUTE, chance, workers):
            yield kills
            time.sleep(chance.uniform(0, 2 * UNDISTURBED))


def _killed_one(
    server: Server, kills: Kills, kinds: dict[str, int], chance: random.Random, workers: int
) -> bool:
    kind = chance.choices(list(kinds), list(kinds.values()))[0]
    of_kind = {"jobs": server.jobs, "database": server.database}.get(kind, server.web)
    pids = sorted(of_kind())
    chosen = pids if kind == "every web" else pids[:1] and [chance.choice(pids)]
    killed = {pid for pid in chosen if server.kill(pid)}
    if not killed:
        time.sleep(0.05)
        return False
    kills.back_after[kind].append(_seconds_until_whole(server, killed, workers))
    return True


def _seconds_until_whole(server: Server, killed: set[int], workers: int) -> float:
    began = time.monotonic()
    while not _is_whole(server, killed, workers):
        if server.process.poll() is not None:
            raise Failed(f"máy chủ đã tự dừng:\n{server.said()[-3000:]}")
        if time.monotonic() - began > BACK_WITHIN:
            raise Failed(f"sau {BACK_WITHIN} giây vẫn chưa chạy lại:\n{server.said()[-3000:]}")
        time.sleep(0.02)
    return time.monotonic() - began


def _is_whole(server: Server, killed: set[int], workers: int) -> bool:
    there = server.web() - killed, server.jobs() - killed, server.database() - killed
    return tuple(map(len, there)) == (workers, 1, 1) and server.is_ready()
