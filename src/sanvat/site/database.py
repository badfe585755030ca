"""The database for a command: Django is set up, and the embedded PostgreSQL runs."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from sanvat.errors import Refusal
from sanvat.site import postgres

SETTINGS = "sanvat.site.settings"


@contextmanager
def database() -> Iterator[None]:
    """The database as it is; its tables may be older than the programme."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.conf import settings

    django.setup()
    with postgres.available(settings.DATA_DIR) if settings.EMBEDDED_DATABASE else nullcontext():
        yield


@contextmanager
def plainly_refused(data_dir: Path) -> Iterator[None]:
    """Refuses with one sentence (`disk-full`) where what is done here finds no room on the disk,
    be it that PostgreSQL says so, that it went down over it, or that a file cannot be written."""
    from django.db import Error
    from psycopg import Error as DriverError

    started_at = _log_length(data_dir)
    try:
        yield
    except OSError as fault:
        if fault.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise postgres.disk_full(data_dir) from None
    except (Error, DriverError) as fault:
        if _is_disk_full(fault) or postgres.NO_ROOM in _log_since(data_dir, started_at):
            raise postgres.disk_full(data_dir) from None
        raise


def _is_disk_full(fault: BaseException) -> bool:
    from sanvat.site import outage

    return outage.trouble_in(fault) == "disk-full"


def _log_length(data_dir: Path) -> int:
    log = data_dir / "postgres.log"
    return log.stat().st_size if log.exists() else 0


def _log_since(data_dir: Path, offset: int) -> str:
    try:
        with (data_dir / "postgres.log").open("rb") as log:
            log.seek(offset)
            return log.read(100_000).decode(errors="replace")
    except OSError:
        return ""


@contextmanager
def trial_database(otherwise: Refusal) -> Iterator[None]:
    """A database that trial data may be put into, with its tables up to date. Where SANVAT_HOSTS
    is set, raises `otherwise` before anything is touched."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from django.conf import settings

    if settings.PRODUCTION:
        raise otherwise
    with database():
        from sanvat.site import prepare

        prepare.migrate()
        yield
