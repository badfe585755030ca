"""What the programme lays down is open to its own account of the machine and to nobody else."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

UMASK = 0o077
FOLDER = 0o700
FILE = 0o600
PASSAGE = 0o711
"""Of the data directory itself where root made it: PostgreSQL runs as another account, and passes
through without seeing what lies there."""

KEEPS_ITSELF = {"postgres", "postgres.new"}
"""The cluster: PostgreSQL keeps it closed, and it may belong to another account."""


def make_folder(path: Path, *, mode: int = FOLDER) -> None:
    """With those above it; what is there already is left as it is."""
    for each in (*reversed(path.parents), path):
        with suppress(FileExistsError):
            each.mkdir(mode=mode)
            each.chmod(mode)  # whatever the umask


def make_data_dir(path: Path) -> None:
    make_folder(path, mode=PASSAGE if os.geteuid() == 0 else FOLDER)


def close_up(data_dir: Path) -> None:
    """Close what an earlier build, or an account with another umask, left open below the data
    directory. Where a folder was closed already, what lies in it is out of reach and not read."""
    for entry in os.scandir(data_dir):
        if entry.name not in KEEPS_ITSELF and not entry.is_symlink():
            _close(entry)


def _close(entry: os.DirEntry[str]) -> None:
    mode = stat.S_IMODE(entry.stat(follow_symlinks=False).st_mode)
    if not mode & 0o077:
        return
    with suppress(OSError):  # not ours, or a disk that keeps no modes; the doctor says so
        if entry.is_dir(follow_symlinks=False):
            for each in os.scandir(entry.path):
                if not each.is_symlink():
                    _close(each)
            os.chmod(entry.path, FOLDER)
        elif entry.is_file(follow_symlinks=False):
            os.chmod(entry.path, mode & 0o700 & FILE)
