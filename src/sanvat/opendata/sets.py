"""The sets that are kept: each a folder that came to be whole, in one step.

A set is named by the day and the moment it was made, so the newest is the last by name. Nothing in
it is ever changed; a set that goes is first renamed, so that nobody finds half of it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Any

import orjson
from django.conf import settings
from django.utils import timezone

MANIFEST = "ban-ke.json"
CATALOGUE = "danh-muc"
"""With .jsonld and .ttl."""
CHANGES = "thay-doi.atom"
SCHEMA = "-metadata.json"
"""Behind the name of a CSV file: where the Web looks for what its columns are."""

_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.[0-9]{12}")
_HALF = ".part"
_GOING = ".gone"


@dataclass(frozen=True)
class KeptSet:
    """A whole set of one day."""

    path: Path

    @property
    def day(self) -> date:
        return date.fromisoformat(self.path.name[:10])

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What it holds, as `described.manifest` told it."""
        return _manifest(self.path)

    def file(self, name: str) -> Path | None:
        """Where a file of it lies; None where it has none of that name."""
        return self.path / name if name in self.manifest["digests"] else None

    def digest(self, name: str) -> str:
        found: str = self.manifest["digests"][name]
        return found


@lru_cache(maxsize=256)
def _manifest(path: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = orjson.loads((path / "set.json").read_bytes())
    return found


def folder() -> Path:
    return Path(settings.OPEN_DATA["folder"])


def kept() -> list[KeptSet]:
    """The newest of each day, the latest day first."""
    by_day: dict[str, str] = {}
    for name in _names():
        by_day[name[:10]] = name
    return [KeptSet(folder() / name) for name in sorted(by_day.values(), reverse=True)]


def latest() -> KeptSet | None:
    """None where nothing has been built yet."""
    names = _names()
    return KeptSet(folder() / names[-1]) if names else None


def of_day(day: date) -> KeptSet | None:
    names = [name for name in _names() if name.startswith(day.isoformat())]
    return KeptSet(folder() / names[-1]) if names else None


def is_name(text: str) -> bool:
    """Whether a set may be called so."""
    return _NAME.fullmatch(text) is not None


def has(name: str) -> bool:
    return name in _names()


def _names() -> list[str]:
    try:
        entries = os.listdir(folder())
    except FileNotFoundError:
        return []
    return sorted(name for name in entries if _NAME.fullmatch(name))


# By who builds, one at a time


def begin() -> Path:
    """An empty folder for a set in the making; what builds before left half done is taken away.
    Each has a name of its own: a process that a dead build left behind writes into no other."""
    where = folder()
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    for entry in list(where.iterdir()):
        if entry.name.endswith((_HALF, _GOING)):
            shutil.rmtree(entry)
    made = where / f"{token_hex(6)}{_HALF}"
    made.mkdir(mode=0o700)
    return made


def publish(made: Path, *, at: datetime) -> KeptSet:
    """From one moment to the next the set is there, whole."""
    return put_in_place(made, f"{timezone.localtime(at):%Y-%m-%d.%H%M%S%f}")


def put_in_place(made: Path, name: str) -> KeptSet:
    place = folder() / name
    os.rename(made, place)
    return KeptSet(place)


def forget_old(days: int) -> int:
    """Keep the newest of the last `days` days, and the one before the newest for who is reading
    it. Returns how many went."""
    names = _names()
    stay: set[str] = {each.path.name for each in kept()[:days]} | set(names[-2:])
    going: Sequence[str] = [name for name in names if name not in stay]
    for name in going:
        gone = (folder() / name).rename(folder() / f"{name}{_GOING}")
        shutil.rmtree(gone)
    return len(going)
