"""Building a set: every dataset in every form, from one moment of the database, then published.

One builds at a time; whoever comes meanwhile waits, and builds after. Until a set is published it
lies in a folder that nobody reads, so a build that ends half-way changes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override

from sanvat.opendata import changes, dcat, described, sets
from sanvat.opendata.dataset import Dataset, datasets
from sanvat.opendata.sets import CATALOGUE, CHANGES, MANIFEST, SCHEMA, KeptSet
from sanvat.opendata.writing import PACKED, Written, digest, laid_down, pack, write, write_parquet
from sanvat.records.locks import turn_beside

TURN = "opendata.build"
PREVIEW = 5
"""Rows of each dataset that its page shows."""


def build(*, at: datetime | None = None) -> KeptSet:
    """Build a set and publish it; returns it. `at`: when, for tests; else now.

    Raises what stood in the way; what was published before then stays as it was.
    """
    with turn_beside(TURN):
        at = at or timezone.now()
        made = sets.begin()
        tables = list(datasets().values())
        with _one_moment(), override("vi"):
            today = timezone.localtime(at).date()
            written = {each.key: write(each, made, today=today) for each in tables}
        write_parquet(tables, made)
        _describe(tables, written, made, at=at)
        _link_what_stayed(made)
        for path in (*made.iterdir(), made):
            laid_down(path)
        published = sets.publish(made, at=at)
        laid_down(sets.folder())
        sets.forget_old(settings.OPEN_DATA["days"])
        return published


def is_due() -> bool:
    """Whether there is no set of today."""
    return sets.of_day(timezone.localdate()) is None


@contextmanager
def _one_moment() -> Iterator[None]:
    """All tables are read as the database is now, whatever people do meanwhile."""
    if connection.in_atomic_block:  # as its caller sees it
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _describe(
    tables: Sequence[Dataset], written: Mapping[str, Written], made: Path, *, at: datetime
) -> None:
    _pack_all(made)
    told = described.manifest(tables, written, made, at=at)
    (made / MANIFEST).write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    for each in tables:
        text = orjson.dumps(described.schema(each), option=orjson.OPT_INDENT_2)
        (made / f"{each.key}.csv{SCHEMA}").write_bytes(text)
    tree = dcat.catalogue(tables, told)
    (made / f"{CATALOGUE}.jsonld").write_bytes(dcat.as_json_ld(tree))
    (made / f"{CATALOGUE}.ttl").write_bytes(dcat.as_turtle(tree))
    before = [each.manifest for each in sets.kept() if each.day.isoformat() != told["day"]]
    found = changes.changes([told, *before])
    (made / CHANGES).write_bytes(changes.feed(found, at=at))
    _pack_all(made)
    digests = {path.name: digest(path) for path in sorted(made.iterdir()) if path.suffix != ".gz"}
    whole: dict[str, Any] = {
        **told,
        "digests": digests,
        "counts": {key: _counted(each) for key, each in written.items()},
    }
    (made / "set.json").write_bytes(orjson.dumps(whole))


def _counted(written: Written) -> dict[str, list[tuple[Any, int]]]:
    return {name: sorted(c.items(), key=_by_value) for name, c in written.counts.items()}


def _by_value(pair: tuple[Any, int]) -> tuple[bool, str]:
    return pair[0] is None, str(pair[0])


def _pack_all(made: Path) -> None:
    for path in sorted(made.iterdir()):
        if path.suffix.removeprefix(".") in PACKED and not Path(f"{path}.gz").exists():
            pack(path)


def _link_what_stayed(made: Path) -> None:
    """A file that is the same as in the latest set is kept once."""
    last = sets.latest()
    if last is None:
        return
    for path in made.iterdir():
        old = last.path / path.name
        if old.exists() and old.stat().st_size == path.stat().st_size:
            if digest(old) != digest(path):
                continue
            beside = path.with_name(f"{path.name}.same")
            os.link(old, beside)
            os.replace(beside, path)
