"""What broke or took long, as lines in files beside the data: a dead database is no hindrance.

Each kind has a file of lines of JSON, and the one before it; together they never grow beyond
twice the size given here. Every machine keeps its own. No line holds anything of a person.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any

from django.conf import settings

Note = dict[str, Any]


class Kind(Enum):
    """The kinds of notes, each with the bytes at which its file is put aside and begun anew."""

    FAULT = ("faults", 1 << 19)
    REFUSAL = ("refusals", 1 << 18)
    SLOW_QUERY = ("slow-queries", 1 << 19)
    RESTART = ("restarts", 1 << 18)
    MINUTE = ("minutes", 1 << 19)

    def __init__(self, stem: str, most: int) -> None:
        self.stem = stem
        self.most = most

    @property
    def path(self) -> Path:
        return Path(settings.OPERATION_DIR) / f"{self.stem}.jsonl"

    @property
    def before(self) -> Path:
        return self.path.with_suffix(".1.jsonl")


def note(kind: Kind, **facts: Any) -> None:
    """Add a line. Where the disk is full nothing is noted, and nobody is kept waiting for it."""
    line = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    with suppress(OSError):
        handle = _opened(kind.path)
        try:
            os.write(handle, line)  # one call: lines of several processes do not mix
            if os.fstat(handle).st_size > kind.most:
                _put_aside(kind, handle)
        finally:
            os.close(handle)


def latest(kind: Kind) -> Iterator[Note]:
    """The notes of a kind, the newest first."""
    for path in (kind.path, kind.before):
        with suppress(FileNotFoundError):
            for line in reversed(path.read_bytes().splitlines()):
                with suppress(ValueError):  # cut short by a full disk
                    yield json.loads(line)


def make_private(folder: Path) -> None:
    """Make a folder that nobody else looks into."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def _opened(path: Path) -> int:
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
    try:
        return os.open(path, flags, 0o600)
    except FileNotFoundError:
        make_private(path.parent)
        return os.open(path, flags, 0o600)


def _put_aside(kind: Kind, handle: int) -> None:
    """By whoever finds it full first; the others' last lines go with it."""
    fcntl.flock(handle, fcntl.LOCK_EX)
    if os.path.samestat(os.fstat(handle), os.stat(kind.path)):
        os.replace(kind.path, kind.before)
