"""The dated sets of open data in a backup, since links to them are given out for good.

    open-data/sets.json        of each set the names of its files, with their hashes
    open-data/files/<sha256>   each different file once, however many sets have it

Packed files are left out and packed again, which gives the same bytes.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import IO

from sanvat.opendata import sets
from sanvat.opendata.writing import PACKED, digest, laid_down, pack
from sanvat.site.backup.form import BLOCK, IS_HASH, Backup, damaged

INDEX = "open-data/sets.json"
CONTENT = "open-data/files/"
LARGEST_INDEX = 2**26
_FILE = re.compile(r"[a-z0-9][a-z0-9.-]{0,120}")

Add = Callable[[str, IO[bytes]], object]


def add(add_member: Add, add_bytes: Callable[[str, bytes], None]) -> int:
    """The newest set of each day; one that goes meanwhile is left out. Returns how many."""
    index: dict[str, dict[str, str]] = {}
    known: set[str] = set()
    for each in sets.kept():
        try:
            index[each.path.name] = _add_set(each.path, known, add_member)
        except FileNotFoundError:
            continue
    if index:
        add_bytes(INDEX, json.dumps(index).encode())
    return len(index)


def _add_set(path: Path, known: set[str], add_member: Add) -> dict[str, str]:
    found = {}
    for file in sorted(path.iterdir()):
        if file.suffix == ".gz":
            continue
        found[file.name] = sha256 = digest(file)
        if sha256 not in known:
            with file.open("rb") as content:
                add_member(f"{CONTENT}{sha256}", content)
            known.add(sha256)
    return found


def put_back(backup: Backup) -> int:
    """Those that are not here already, each whole or not at all. Returns how many."""
    if INDEX not in backup.manifest.members:
        return 0
    put = 0
    for name, files in _index(backup).items():
        if sets.has(name):
            continue
        made = sets.begin()
        for file, sha256 in files.items():
            _put_file(backup, made / file, sha256)
        for path in (*sorted(made.iterdir()), made):
            laid_down(path)
        sets.put_in_place(made, name)
        put += 1
    return put


def _index(backup: Backup) -> dict[str, dict[str, str]]:
    with backup.member(INDEX) as content:
        text = content.read(LARGEST_INDEX)
    found: dict[str, dict[str, str]] = json.loads(text)
    for name, files in found.items():
        is_plain = all(_FILE.fullmatch(file) and IS_HASH.fullmatch(files[file]) for file in files)
        if not sets.is_name(name) or not is_plain:
            raise damaged(backup.path, INDEX)
    return found


def _put_file(backup: Backup, place: Path, sha256: str) -> None:
    """As a link where a set that is here has the same, as when it was built."""
    twin = next((one for one in _twins(place.name) if digest(one) == sha256), None)
    if twin is not None:
        os.link(twin, place)
    else:
        with backup.member(f"{CONTENT}{sha256}") as content, place.open("wb") as file:
            while block := content.read(BLOCK):
                file.write(block)
    if place.suffix.removeprefix(".") in PACKED:
        pack(place)


def _twins(name: str) -> list[Path]:
    """The same file of the set that was put back last."""
    last = sets.kept()
    return [path for each in last[-1:] if (path := each.path / name).exists()]
