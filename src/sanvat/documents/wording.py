"""What an office has loaded for its own printed sheets: the decision's own words.

A file ``<rulebook>.csv`` in ``WORDING_DIR`` (by default ``wording/`` in the data folder) with the
columns set, code, points, text. It is read when it is there and again when it changes.
"""

from functools import lru_cache
from pathlib import Path

import structlog
from django.conf import settings

from sanvat.rules import library
from sanvat.rules.model import Rulebook
from sanvat.rules.problems import BadData
from sanvat.rules.wording import Wording, read_wording

log = structlog.get_logger("sanvat.wording")


def wording_file(book: Rulebook) -> Path:
    return Path(settings.WORDING_DIR) / f"{book.id}.csv"


def office_wording(book: Rulebook) -> Wording | None:
    """The official wording loaded for this rulebook; None where there is none.

    A file that cannot be used is told in the log and by `sanvat doctor`, and left out: a sheet
    in our own words is better than no sheet.
    """
    path = wording_file(book)
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return None
    return _read(path, changed, book.id)


@lru_cache(maxsize=8)
def _read(path: Path, changed: int, id: str) -> Wording | None:
    try:
        return read_wording(path, library.rulebook(id))
    except BadData as problem:
        log.error("official wording left out", file=str(path), problem=str(problem))
        return None
