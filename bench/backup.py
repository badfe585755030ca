"""A backup of the country and the way back, beside copying the same bytes.

`SANVAT_BENCH_FILES=0` leaves the stored files out.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.installation import alone, programme
from bench.measurements import Measurement, Missing, best

FILES = int(os.environ.get("SANVAT_BENCH_FILES", 1_000))
BYTES_OF_FILE = 100_000


def measurements() -> Iterator[Measurement | Missing]:
    yield from alone(measure)


def measure() -> list[Measurement | Missing]:
    with programme(), tempfile.TemporaryDirectory(prefix="sanvat-bench-") as folder:
        from django.utils import timezone

        from sanvat.site.seed import seed_national

        seed_national(at=timezone.now())
        store_files()
        return list(there_and_back(Path(folder)))


def store_files() -> None:
    """Papers that do not compress, as rows and in the store."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from django.utils import timezone

    from sanvat.records.models import StoredFile

    rows = []
    for number in range(FILES):
        content = os.urandom(BYTES_OF_FILE)
        row = StoredFile(
            sha256=hashlib.sha256(content).hexdigest(),
            size=BYTES_OF_FILE,
            kind="application/pdf",
            extension="pdf",
            original_name=f"{number}.pdf",
            created_at=timezone.now(),
        )
        default_storage.save(row.path, ContentFile(content))
        rows.append(row)
    StoredFile.objects.bulk_create(rows)


def there_and_back(folder: Path) -> Iterator[Measurement]:
    from django.conf import settings

    from sanvat.site.backup import form
    from sanvat.site.backup.take import take

    path = folder / "a.zip"
    took = best(lambda: take(path, replace=True), repeat=3)
    with form.opened(path) as backup:
        size = sum(member.size for member in backup.manifest.members.values())
    floor = best(lambda: copied(size, folder), repeat=3)
    copying = f"{size / 10**6:.0f} MB chép sang tệp khác"
    yield Measurement("sao lưu cả nước", took, 60, floor, copying)
    yield Measurement("đọc lại bản sao lưu", best(lambda: read(path), repeat=3), 30, floor, copying)
    # As on another machine: an empty database, an empty store.
    shutil.rmtree(settings.DATA_DIR / "files", ignore_errors=True)
    yield Measurement(
        "khôi phục cả nước", best(lambda: put_back(path), repeat=1), 120, floor, copying
    )


def copied(size: int, folder: Path) -> None:
    """Write that many bytes, to the disk itself, from a file."""
    source, target = folder / "from", folder / "to"
    if not source.exists():
        source.write_bytes(os.urandom(size))
    with source.open("rb") as content, target.open("wb") as file:
        shutil.copyfileobj(content, file, 2**20)
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> None:
    from sanvat.site.backup import form

    with form.opened(path) as backup:
        backup.check()


def put_back(path: Path) -> None:
    """All that `sanvat restore` does, but for starting a server."""
    from django.db import connection
    from django.utils import timezone

    from sanvat.site.backup import form, restore

    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE back TEMPLATE template0")
    connection.close()
    connection.settings_dict["NAME"] = "back"
    with form.opened(path) as backup:
        backup.check()
        restore.allow(backup.manifest, path)
        restore.allow_here()
        restore.put_files_back(backup)
        restore.put_database_back(backup)
        told = backup.manifest
        restored = restore.bring_up_to_date(
            made_at=told.moment,
            came_from=told.address,
            head=(told.number, told.hash),
            at=timezone.now(),
        )
    assert restored.journal.intact
