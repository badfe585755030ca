"""One dataset as files: CSV, JSON, JSON lines, Parquet; each also packed for who takes it so.

Rows are written as they come, so a table of any length takes the same memory.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import os
import re
import shutil
import subprocess  # nosec B404  # our own file, run by our own Python
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import orjson
from django.utils import timezone

from sanvat.opendata.dataset import Column, Dataset, Kind
from sanvat.records.secrets import veiled
from sanvat.text.numbers import plain

FORMS = ("csv", "json", "jsonl", "parquet")
"""What each dataset is written as, by the ending of its address."""
PACKED = ("csv", "json", "jsonl", "jsonld", "ttl", "atom")
"""What is kept packed too; a Parquet file is packed within."""
MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "atom": "application/atom+xml",
}
BYTE_ORDER_MARK = "\ufeff"
"""By which Excel knows that a CSV file is UTF-8."""
PARQUET_TYPES: Mapping[str, str] = {
    Kind.TEXT: "VARCHAR",
    Kind.WHOLE: "BIGINT",
    Kind.DECIMAL: "DECIMAL(18,4)",
    Kind.NUMBER: "DOUBLE",
    Kind.DAY: "DATE",
    Kind.MOMENT: "TIMESTAMPTZ",
    Kind.YES_NO: "BOOLEAN",
}
LONGEST_PARQUET = 10 * 60
"""Seconds in which all Parquet files must be there."""
PARQUET_APART = Path(__file__).with_name("parquet_apart.py")
"""Never imported: the database that it loads takes more memory than all the rest of this room."""

_MIGHT_BE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")


class NotAsDeclared(ValueError):
    """A room brought a value that its own column does not allow."""


@dataclass
class Written:
    """What was written of a dataset. `counts`: how many rows have which value, of each column
    that has few of them."""

    rows: int = 0
    counts: dict[str, Counter[Any]] = field(default_factory=dict)


def write(dataset: Dataset, folder: Path, *, today: date) -> Written:
    """All but Parquet. Raises NotAsDeclared."""
    written = Written(counts={c.name: Counter() for c in dataset.columns if c.values})
    counted = [(n, written.counts[c.name]) for n, c in enumerate(dataset.columns) if c.values]
    allowed = [(n, frozenset(c.values())) for n, c in enumerate(dataset.columns) if c.values]
    names = [column.name for column in dataset.columns]
    readers = [_READERS[column.kind] for column in dataset.columns]
    with ExitStack() as files:
        table, whole, lines = (
            files.enter_context(_opened(folder / f"{dataset.key}.{form}"))
            for form in ("csv", "json", "jsonl")
        )
        table.write(BYTE_ORDER_MARK.encode())
        rows = csv.writer(_Encoded(table))
        rows.writerow(names)
        whole.write(b"[")
        for row in dataset.rows(today):
            try:
                values = [read(value) for read, value in zip(readers, row, strict=True)]
            except (TypeError, ValueError) as error:
                raise NotAsDeclared(f"{dataset.key}: {error}") from error
            for n, known in allowed:
                if values[n] is not None and values[n] not in known:
                    raise NotAsDeclared(f"{dataset.key}.{names[n]}: {values[n]!r} is not listed")
            for n, counter in counted:
                counter[values[n]] += 1
            rows.writerow([_cell(value) for value in values])
            line = orjson.dumps(dict(zip(names, values, strict=True)), default=_as_json)
            whole.write(b",\n" if written.rows else b"\n")
            whole.write(line)
            lines.write(line + b"\n")
            written.rows += 1
        whole.write(b"\n]\n")
    return written


def write_parquet(datasets: Sequence[Dataset], folder: Path) -> None:
    """Of each dataset from its JSON lines, in a process of its own, which gives its memory back."""
    told = [
        {
            "from": str(folder / f"{dataset.key}.jsonl"),
            "to": str(folder / f"{dataset.key}.parquet"),
            "columns": {column.name: PARQUET_TYPES[column.kind] for column in dataset.columns},
        }
        for dataset in datasets
    ]
    command = [sys.executable, "-I", str(PARQUET_APART)]
    done = subprocess.run(  # nosec B603  # our own Python, our own file, no shell
        command,
        input=orjson.dumps(told),
        capture_output=True,
        timeout=LONGEST_PARQUET,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"parquet was not written: {done.stderr.decode(errors='replace')}")


def pack(path: Path) -> Path:
    """The same file packed, beside it; the same content is packed the same, whenever."""
    packed = path.with_name(f"{path.name}.gz")
    with (
        path.open("rb") as plain_file,
        packed.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=6, mtime=0) as out,
    ):
        shutil.copyfileobj(plain_file, out, 2**20)
    return packed


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def laid_down(path: Path) -> None:
    """Survives a power cut from now on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# One value


def read_cell(text: str, column: Column) -> Any:
    """What a cell of our CSV says, as the other files have it."""
    if text == "":
        return None
    match column.kind:
        case Kind.WHOLE:
            return int(text)
        case Kind.DECIMAL:
            return Decimal(text)
        case Kind.NUMBER:
            return float(text)
        case Kind.DAY:
            return date.fromisoformat(text)
        case Kind.MOMENT:
            return datetime.fromisoformat(text)
        case Kind.YES_NO:
            return text == "true"
    is_guarded = text.startswith("'") and _MIGHT_BE_A_FORMULA.match(text)
    return text[1:] if is_guarded else text


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if _MIGHT_BE_A_FORMULA.match(value) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, float):
        return repr(value)
    return value.isoformat() if isinstance(value, date) else value


def _as_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return orjson.Fragment(plain(value))
    raise TypeError(type(value).__name__)


def _text(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return veiled(str(value))
    raise TypeError(f"{value!r} is no text")


def _whole(value: Any) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise TypeError(f"{value!r} is no whole number")


def _decimal(value: Any) -> Decimal | None:
    if value is None:
        return None
    if not isinstance(value, Decimal) or not value.is_finite():
        raise TypeError(f"{value!r} is no decimal")
    if value != round(value, 4) or abs(value) >= 10**14:
        raise ValueError(f"{value} has more places than are kept")
    return value


def _number(value: Any) -> float | None:
    if value is None or isinstance(value, float):
        return value
    raise TypeError(f"{value!r} is no number")


def _day(value: Any) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise TypeError(f"{value!r} is no day")


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    if not isinstance(value, datetime):
        raise TypeError(f"{value!r} is no moment")
    return timezone.localtime(value).replace(microsecond=0)


def _yes_no(value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise TypeError(f"{value!r} is neither yes nor no")


_READERS: Mapping[str, Callable[[Any], Any]] = {
    Kind.TEXT: _text,
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _decimal,
    Kind.NUMBER: _number,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.YES_NO: _yes_no,
}


class _Encoded:
    """Takes text for a file of bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        return self._file.write(text.encode())


def _opened(path: Path) -> IO[bytes]:
    return path.open("wb", buffering=2**18)


def lines_of(path: Path, most: int) -> Iterator[Mapping[str, Any]]:
    """The first rows of a file of JSON lines."""
    with path.open("rb") as file:
        for _number_of_line, line in zip(range(most), file, strict=False):
            yield orjson.loads(line)
