"""The register of a country coming in and going out. Names are of our own invention."""

from __future__ import annotations

import io
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from bench.installation import alone, centre_officer, programme
from bench.measurements import Measurement, Missing, best
from bench.pages import reader

ROWS = 20_000
FEW = 1_000
MOST = 50_000
SECONDS_OF_READING = 2
MOST_MEGABYTES = 300
SECONDS_OF_AN_IMPORT = 20
NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)
    yield from alone(measure_memory)


def measure_memory() -> list[Measurement | Missing]:
    """The most that a process holds which takes in a country's register and has done nothing
    else; it makes neither the workbook nor the tables."""
    with programme(pages=True), TemporaryDirectory() as folder:
        there = Path(folder, "so.xlsx")
        there.write_bytes(_workbook(lines(ROWS)))
        by = centre_officer()
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
            held = other.submit(_held_by_taking_in, there, by.pk).result()
    return [Measurement(f"  bộ nhớ để nhập {ROWS:,} dòng (MB)", held, MOST_MEGABYTES)]


def _held_by_taking_in(path: Path, user_id: int) -> float:
    import django

    django.setup()
    from django.db import connection

    from sanvat.parties.models import User

    _take_in(path.read_bytes(), User.objects.get(pk=user_id))
    connection.close()
    # What getrusage tells begins with what the parent held.
    (told,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(told) / 1024


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_imports_and_export())


def _imports_and_export() -> Iterator[Measurement | Missing]:
    rows = lines(ROWS)
    centre = centre_officer()
    yield from _reading(rows)
    yield from _import(rows[:FEW], centre, f"nhập {FEW:,} dòng", None)
    yield from _import(rows, centre, f"nhập {ROWS:,} dòng", SECONDS_OF_AN_IMPORT)
    yield from _import(rows, centre, "… cùng tệp lần nữa", SECONDS_OF_AN_IMPORT)
    for row in [row for row in rows if not row[16]][::6]:
        row[9], row[10] = 4, "15/06/2029"
        row[16:21] = 4, "15/06/2026", 2026, "99/QĐ-UBND", "UBND tỉnh"
    yield from _import(rows, centre, "… một phần mười được công nhận lại", SECONDS_OF_AN_IMPORT)
    yield from _export(centre)


def _reading(rows: Sequence[Sequence[Any]]) -> Iterator[Measurement | Missing]:
    """Reading alone, beside a library that reads in the same process without our limits."""
    many = [*rows, *rows, *rows][:MOST]
    for some, budget in ((rows, SECONDS_OF_READING), (many, SECONDS_OF_READING * 3)):
        content = _workbook(some)
        took = best(partial(_read, content), repeat=3)
        floor = best(partial(_read_by_library, content), repeat=3)
        what = f"đọc tệp Excel {len(some):,} dòng"
        yield Measurement(what, took, budget, floor, "python-calamine")
    yield Measurement("  bộ nhớ của tiến trình đọc (MB)", _megabytes(content), MOST_MEGABYTES)


def _read(content: bytes) -> None:
    from sanvat.register import reading

    reading.read(io.BytesIO(content), "xlsx")


def _read_by_library(content: bytes) -> None:
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdin=sys.stdin, stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _megabytes(content: bytes) -> float:
    """The most that the reading process holds: asked of a small parent that has no other child."""
    from sanvat.register import reading

    with TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        command = [sys.executable, "-c", _PEAK, *reading.command()]
        return int(subprocess.run(command, stdin=file, stdout=PIPE, check=True).stdout) / 1024


def _import(
    rows: Sequence[Sequence[Any]], by: Any, what: str, budget: float | None
) -> Iterator[Measurement | Missing]:
    from sanvat.register import reading

    content = _workbook(rows)
    floor = best(lambda: reading.read(io.BytesIO(content), "xlsx"), repeat=2)
    previewed, applied = _take_in(content, by)
    reads = "đọc tệp Excel ấy"
    yield Measurement(what, previewed + applied, budget, floor, reads)
    yield Measurement("  trong đó xem trước", previewed, None, floor, reads)
    yield Measurement("  trong đó áp dụng", applied, None, floor, reads)


def bring_in(rows: Sequence[Sequence[Any]], *, by: Any) -> None:
    """Lines come in as an office brings them; also for what other rooms measure."""
    _take_in(_workbook(rows), by)


def _take_in(content: bytes, by: Any) -> tuple[float, float]:
    """The seconds until the preview stood, and those that applying took."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from sanvat.records import files
    from sanvat.register import actions

    upload = SimpleUploadedFile("so.xlsx", content)
    stored = files.take(upload, allowed=files.TABLES, by=by, at=NOON)
    started = time.perf_counter()
    importing = actions.start_import(stored, by=by, at=NOON)
    actions.accept_columns(importing, by=by, at=NOON)
    actions.preview_import(importing, by=by, at=NOON)
    seen = time.perf_counter()
    actions.apply_import(importing, by=by, at=NOON)
    return seen - started, time.perf_counter() - seen


def _export(by: Any) -> Iterator[Measurement | Missing]:
    from django.urls import reverse

    from sanvat.register import reading

    client = reader(by)
    started = time.perf_counter()
    content = b"".join(client.get(reverse("desk:register_download")))
    took = time.perf_counter() - started
    floor = best(lambda: reading.read(io.BytesIO(content), "xlsx"), repeat=2)
    yield Measurement(f"xuất {ROWS:,} dòng ra Excel", took, None, floor, "đọc tệp Excel ấy")


def lines(count: int) -> list[list[Any]]:
    """Lines of the 22 columns over all communes of today: about five producers for eight
    products, two in five with a second recognition."""
    from sanvat.places.models import Place
    from sanvat.site.seed import parties, products

    chance = random.Random(7)
    communes = list(Place.objects.today().communes())
    kinds = [(kind["set"], name) for kind in products.words()["kinds"] for name in kind["names"]]
    rows: list[list[Any]] = []
    while len(rows) < count:
        place = chance.choice(communes)
        brand, person = products.brand(chance), parties.person_name(chance)
        producer = f"HTX {brand} {len(rows)}"
        for number, name in chance.sample(kinds, chance.choice((1, 1, 1, 2, 3))):
            again = chance.random() < 0.4
            year = chance.randrange(2019, 2023)
            second = (3, f"15/06/{year + 3}", year + 3, "858/QĐ-UBND", "UBND tỉnh")
            rows.append(
                [
                    *(len(rows) + 1, f"{name} {brand} {len(rows)}", number, "Hợp tác xã", producer),
                    *(place.full_name, f"thôn {len(rows) % 40}", person, "0912 345 678", 3),
                    f"15/06/{year + (6 if again else 3)}",
                    *(3, f"15/06/{year}", year, f"{chance.randrange(4000)}/QĐ-UBND", "UBND tỉnh"),
                    *(second if again else ("",) * 5),
                    "",
                ]
            )
    return rows[:count]


def _workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    import xlsxwriter

    from sanvat.register.columns import COLUMNS, title

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [title(column.key) for column in COLUMNS])
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)
    return made.getvalue()
