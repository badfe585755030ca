"""The embedded database as it was at any moment, from a base backup and the archived log.

Everything happens beside the place of the cluster, which it takes only when it is whole and
quiet. Stored files are not part of this: they are never changed or taken away, so the store of
today has all that the database of any moment names.
"""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import psycopg
from django.conf import settings
from django.core.files import File

from sanvat.errors import Refusal
from sanvat.site import postgres
from sanvat.site.backup import settle, take, wal
from sanvat.site.backup.wal import Base
from sanvat.site.postgres import Cluster
from sanvat.site.terminal import _, clock

READY_WITHIN = 24 * 3600  # all of the log since the base backup is done again
ENDS_TOO_EARLY = "recovery ended before configured recovery target was reached"


def make_base() -> Base:
    """Copy the running cluster into the archive. Refuses: no-archive, base-failed."""
    system, archive = wal.system_of(settings.DATA_DIR / "postgres"), wal.archive()
    words, environment = take.client("pg_basebackup")
    words += ["--pgdata=-", "--format=tar", "--wal-method=fetch"]
    words += ["--checkpoint=fast", "--compress=gzip:1", "--no-manifest"]
    with tempfile.TemporaryFile(dir=settings.DATA_DIR) as held:
        with take.run(words, environment, code="base-failed") as copied:
            shutil.copyfileobj(copied, held, 2**20)
        held.seek(0)
        base = Base(system, datetime.now(UTC).replace(microsecond=0), _first_segment(held))
        held.seek(0)
        archive.save(base.path, File(held))
    return base


def _first_segment(base: IO[bytes]) -> str:
    with tarfile.open(fileobj=base, mode="r|gz") as tar:
        for member in tar:
            if member.name.removeprefix("./") == "backup_label":
                label = tar.extractfile(member)
                assert label is not None
                # START WAL LOCATION: 0/2000028 (file 000000010000000000000002)
                return label.readline().decode().rpartition("file ")[2].strip(")\n")
    raise ValueError("a base backup without its label")


def choose(to: datetime | None) -> Base:
    """The newest base backup that leads to a moment; None is the end of the log.

    Refuses: no-base, before-first-base.
    """
    there = wal.bases()
    if not there:
        raise Refusal(
            _(
                "Nơi giữ WAL chưa có bản gốc nào để bắt đầu. Hãy kiểm tra SANVAT_WAL_ARCHIVE; "
                "bản gốc do lệnh sanvat wal base ghi."
            ),
            code="no-base",
        )
    fitting = [base for base in there if to is None or base.ended_at <= to]
    if not fitting:
        raise Refusal(
            _("Bản gốc cũ nhất là của %(first)s. Hãy chọn một lúc sau đó.")
            % {"first": clock(there[0].ended_at)},
            code="before-first-base",
        )
    return fitting[-1]


def recover(base: Base, to: datetime | None) -> None:
    """Make the cluster of this data directory as it was at `to`; None is the end of the log.

    Sessions are ended and letters held already; the caller does what needs the tables of this
    version. Refuses: cluster-there, after-last-piece, and what a server that does not start says.
    """
    place = settings.DATA_DIR / "postgres"
    if place.exists():
        raise Refusal(
            _(
                "Thư mục %(path)s đã có một cơ sở dữ liệu. Hãy dừng sanvat serve và dời thư mục ấy "
                "đi nơi khác (đừng xóa), rồi chạy lại."
            )
            % {"path": place},
            code="cluster-there",
        )
    postgres.make_data_dir(settings.DATA_DIR)
    with _beside(settings.DATA_DIR / "recovering") as cluster:
        _unpack(base, cluster)
        cluster.ready_within = READY_WITHIN
        cluster.more_settings = {
            "restore_command": wal.command("get", "%f", "%p"),
            "recovery_target_action": "promote",
            "hot_standby": "off",  # nobody is let in before that moment is reached
            **({"recovery_target_time": to.isoformat()} if to else {}),
        }
        try:
            with cluster:
                _quiet(cluster)
        except Refusal as refusal:
            if ENDS_TOO_EARLY in refusal.message:
                raise Refusal(
                    _(
                        "Nhật ký đã giữ chưa tới lúc ấy. Hãy chọn một lúc sớm hơn, "
                        "hoặc --to last để lấy đến hết."
                    ),
                    code="after-last-piece",
                ) from None
            raise
        cluster.files.rename(place)


@contextmanager
def _beside(folder: Path) -> Iterator[Cluster]:
    shutil.rmtree(folder, ignore_errors=True)  # what an earlier try may have left
    folder.mkdir(mode=0o711)
    try:
        yield Cluster(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unpack(base: Base, cluster: Cluster) -> None:
    cluster.files.mkdir(mode=0o700)
    with wal.archive().open(base.path) as packed, tarfile.open(fileobj=packed, mode="r|gz") as tar:
        tar.extractall(cluster.files, filter="data")
    (cluster.files / "recovery.signal").touch(mode=0o600)
    for path in (cluster.files, *cluster.files.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        cluster.give(path)


def _quiet(cluster: Cluster) -> None:
    address = f"host={cluster.socket_dir} user={postgres.USER} dbname={postgres.DATABASE}"
    with psycopg.connect(address) as connection:
        settle.quiet(connection.execute)
