"""The journal read from end to end, and the uploads it tells of.

`SANVAT_BENCH_ENTRIES=100000` reads a shorter journal.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.installation import alone, programme
from bench.measurements import Measurement, Missing, best

ENTRIES = int(os.environ.get("SANVAT_BENCH_ENTRIES", 1_000_000))
IMPORTED = 20_000
MEGABYTES = 20
NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)

# The database makes the chain past its own triggers; by acts it would take an hour.
MAKE_JOURNAL = """
DO $$
DECLARE
    seal text := repeat('0', 64);
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR n IN 1..ENTRIES LOOP
        INSERT INTO records_entry (number, at, who_id, who_name, for_whom, for_whom_id, act,
            subject_type, subject_id, subject_name, changes, note, previous, hash)
        SELECT *, SEAL FROM (SELECT
            n AS number, timestamptz '2026-01-01' + n * interval '1 s' AS at, n % 900 AS who_id,
            'Nguyễn Thị Lan' AS who_name, 'Tổ tư vấn tỉnh Lâm Đồng' AS for_whom,
            n % 5000 AS for_whom_id, 'save_mark' AS act, 'councils.mark' AS subject_type,
            (n % 300000)::text AS subject_id, 'Cà phê Đắk Lắk hiệu Hai Lúa' AS subject_name,
            jsonb_build_object('points', jsonb_build_array(n % 5, n % 7), 'criterion',
                jsonb_build_array(null, 'A.1.' || n % 9)) AS changes,
            '' AS note, seal AS previous) row
        RETURNING hash INTO seal;
    END LOOP;
    INSERT INTO records_head VALUES (1, ENTRIES, seal);
END $$
"""


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme():
        return [*uploads(), *acts(), *reading()]


def uploads() -> Iterator[Measurement]:
    papers = Path(tempfile.gettempdir())
    for what, name, content, budget in (
        (f"gửi một PDF {MEGABYTES} MB", "a.pdf", a_paper(), 2),
        ("gửi một ảnh 12 triệu điểm", "a.jpg", a_picture(), 3),
    ):
        path = papers / f"sanvat-bench-{os.getpid()}"
        path.write_bytes(content)
        floor = best(lambda path=path: hashed(path), repeat=3)
        seconds, peak = measured(lambda name=name, content=content: taken(name, content))
        yield Measurement(
            what,
            seconds,
            budget,
            floor,
            f"băm tệp ấy; lúc nhận cần thêm {peak / 2**20:.1f} MB bộ nhớ",
        )
        path.unlink()


def a_paper() -> bytes:
    """Forty scanned pages, which do not compress."""
    import pikepdf

    file = io.BytesIO()
    with pikepdf.new() as document:
        for _page in range(40):
            page = document.add_blank_page()
            page.Contents = document.make_stream(os.urandom(MEGABYTES * 2**20 // 41))
        document.save(file, compress_streams=False)
    return file.getvalue()


def a_picture() -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.effect_noise((4000, 3000), 20).convert("RGB").save(file, "JPEG", quality=90)
    return file.getvalue()


def hashed(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def taken(name: str, content: bytes) -> Callable[[], object]:
    """An upload as Django has it when it has come in: on disk, from its first byte."""
    from django.core.files.uploadedfile import TemporaryUploadedFile

    from sanvat.records import files

    upload = TemporaryUploadedFile(name, "", len(content), None)
    upload.write(content)
    upload.seek(0)
    return lambda: files.take(upload, allowed=files.PAPERS, by=None, at=NOON)


def measured(prepare: Callable[[], Callable[[], object]]) -> tuple[float, int]:
    """Seconds, and the most memory Python held for it."""
    from sanvat.records.models import StoredFile

    seconds = []
    for _round in range(3):
        work = prepare()
        StoredFile.objects.all().delete()
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    work = prepare()
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return min(seconds), peak


def acts() -> Iterator[Measurement]:
    from django.db import connection, transaction

    from sanvat.parties.models import User
    from sanvat.records import journal

    lan = User.objects.create_user("lan", name="Nguyễn Thị Lan")
    changes = {"name": ("Cà phê", "Cà phê Đắk Lắk"), "year": (2025, 2026)}

    @transaction.atomic
    def act() -> None:
        journal.write("rename", by=lan, subject=lan, at=NOON, changes=changes)

    @transaction.atomic
    def nothing() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    floor = best(nothing, number=200)
    yield Measurement(
        "một việc: ghi và niêm phong",
        best(act, number=200),
        0.005,
        floor,
        "BEGIN; SELECT 1; COMMIT",
    )

    @transaction.atomic
    def many() -> None:
        journal.write_many("import", ((lan, changes) for _row in range(IMPORTED)), by=lan, at=NOON)

    yield Measurement(f"nhập {grouped(IMPORTED)} dòng: ghi và niêm phong", best(many, repeat=2))


def reading() -> Iterator[Measurement]:
    from django.db import connection

    from sanvat.records import chain
    from sanvat.records.models import Entry

    with connection.cursor() as cursor:
        cursor.execute("SET sanvat.may_empty_journal = on; TRUNCATE records_entry, records_head")
        cursor.execute(MAKE_JOURNAL.replace("ENTRIES", str(ENTRIES)).replace("SEAL", chain.SEAL))
        cursor.execute("ANALYZE records_entry")

    def read() -> None:
        report = chain.verify()
        assert (report.count, report.faults) == (ENTRIES, [])

    def only_fetch() -> None:
        rows = Entry.objects.order_by("number").values_list("number", "previous", "hash")
        for _row in rows.iterator(chunk_size=chain.ROWS_AT_A_TIME):
            pass

    yield Measurement(
        f"kiểm tra nhật ký {grouped(ENTRIES)} dòng",
        best(read, repeat=1),
        12 * max(ENTRIES / 1_000_000, 0.05),
        best(only_fetch, repeat=1),
        "chỉ đọc ba cột ấy",
    )


def grouped(count: int) -> str:
    return f"{count:,}".replace(",", ".")
