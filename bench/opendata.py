"""Open data of a country: building a set, and handing its files out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench.installation import alone, programme
from bench.measurements import Measurement, Missing, best
from bench.pages import reader

LARGE = "san-pham"


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(pages=True):
        return list(_seeded())


def _seeded() -> Iterator[Measurement | Missing]:
    from django.utils import timezone

    from sanvat.opendata import building
    from sanvat.opendata.dataset import datasets
    from sanvat.opendata.writing import write
    from sanvat.site.seed import seed_national

    seed_national(at=timezone.now())
    today = timezone.localdate()
    floor = _read_all()
    rows = f"đọc {_rows_there()} dòng của cơ sở dữ liệu một lần"
    started = perf_counter()
    building.build()
    yield Measurement("lập cả bộ, lần đầu", perf_counter() - started, 120, floor, rows)
    started = perf_counter()
    building.build()
    yield Measurement("lập lại, tệp giống nhau giữ một bản", perf_counter() - started, 120, floor)
    with tempfile.TemporaryDirectory() as folder:
        took = best(lambda: write(datasets()[LARGE], Path(folder), today=today), repeat=2)
        yield Measurement(f"một bảng lớn ({LARGE}): CSV, JSON, JSON lines", took, 20, floor, rows)
    yield from _handed_out()


def _handed_out() -> Iterator[Measurement | Missing]:
    client = reader()
    empty = best(lambda: client.get("/healthz"), repeat=5, number=20)
    what = "câu trả lời rỗng của cùng máy chủ"
    address = f"/so-lieu/{LARGE}.csv"
    tag = client.head(address).headers["ETag"]
    for name, headers, budget in (
        ("hỏi lại tệp đã có (304)", {"If-None-Match": tag}, 0.01),
        ("một phần của tệp (206)", {"Range": "bytes=0-1023"}, 0.01),
    ):
        took = best(lambda headers=headers: _read(client, address, headers), repeat=5, number=20)
        yield Measurement(name, took, budget, empty, what)
    page = best(lambda: client.get("/so-lieu/"), repeat=5, number=3)
    yield Measurement("trang các bảng", page, 0.1, empty, what)


def _read(client: object, address: str, headers: dict[str, str]) -> None:
    answer = client.get(address, headers=headers)  # type: ignore[attr-defined]
    for _piece in answer if answer.streaming else ():
        pass


def _rows_there() -> int:
    from sanvat.certificates.models import Recognition
    from sanvat.places.models import Place, Succession
    from sanvat.plans.models import Share

    return sum(model.objects.count() for model in (Recognition, Place, Succession, Share))


def _read_all() -> float:
    """PostgreSQL hands over the large tables, and nobody looks at them."""
    from django.db import connection

    tables = ("certificates_recognition", "places_place", "places_succession", "plans_share")

    def read() -> None:
        with connection.cursor() as cursor, open(os.devnull, "wb") as nowhere:
            for table in tables:
                with cursor.copy(f"COPY {table} TO STDOUT") as rows:
                    for piece in rows:
                        nowhere.write(piece)

    return best(read, repeat=3)
