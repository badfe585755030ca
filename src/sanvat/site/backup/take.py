"""Making a backup while people work.

One snapshot tells all: the database is dumped in it, and the stored files are those it names.
Bytes of a file are written before its row and never changed or taken away, so that they may be
copied afterwards, however long that takes.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import subprocess  # nosec B404  # each call says why
import tempfile
import zipfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, NamedTuple

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Composed, Identifier

from sanvat.desk.account import seals
from sanvat.errors import Refusal
from sanvat.site import postgres
from sanvat.site.backup import form, open_sets
from sanvat.site.backup.form import BLOCK, DATABASE, FILES, SECRET_KEY, WORDING, Manifest, Member
from sanvat.site.terminal import _

LEFT_EMPTY = (
    *("django_session", "usersessions_usersession"),
    *("shared_cache", "api_asked", "parties_tried"),
)
"""Who has a copy of the database must not be signed in with it; and what was counted in the last
minutes is nothing to keep."""

PROGRAMS = "SANVAT_POSTGRES_BIN"
OTHER_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")
WAITS_FOR_TABLES = "60s"  # for somebody who just changes them, such as an upgrade

COUNT = SQL("SELECT count(*) FROM {}")

AT_ONCE = 8  # files read at a time: a store over the network answers each after a while
SMALL = 4 * 2**20

Progress = Callable[[int], None]


class Snapshot(NamedTuple):
    """What the database holds at one moment, and the name other connections find it by."""

    name: str
    at: datetime
    server: int
    migrations: list[list[str]]
    head: tuple[int, str]
    counts: dict[str, int]
    files: list[tuple[str, int]]


def take(
    path: Path,
    *,
    replace: bool = False,
    with_key: bool = False,
    progress: Progress = lambda size: None,
) -> Manifest:
    """Write a backup to `path`; it is there whole, or not at all, and for its owner alone.

    `with_key`: with the secret key of this machine, for whoever keeps the file as a secret.
    `progress` hears how many bytes went in. The database may be older than the programme. What
    the store lacks is named in the manifest, and the rest kept nevertheless.
    Refuses: exists, unwritable, disk-full, no-tables, no-pg-dump, pg-dump-failed.
    """
    if path.exists() and not replace:
        raise _exists(path)
    # Before the rows are read: what is sealed anew meanwhile hangs on an older key no more.
    older_keys = _keys_of_before()
    with _beside(path) as (file, settled), zipfile.ZipFile(file, "w", allowZip64=True) as archive:
        members = _Members(archive, progress)
        with snapshot() as seen, _dump(seen) as dump:
            members.add(DATABASE, dump, packed=True)
        lacking = _add_files(members, seen.files)
        for each in sorted(settings.WORDING_DIR.glob("*")):
            if each.is_file():
                with each.open("rb") as content:
                    members.add(WORDING + each.name, content, packed=True)
        open_sets.add(partial(members.add, packed=True), members.add_bytes)
        if with_key:
            members.add_bytes(SECRET_KEY, settings.SECRET_KEY.encode())
        made_at = seen.at.isoformat()
        manifest = Manifest(
            made_at=made_at,
            version=version("sanvat"),
            server=seen.server,
            address=settings.SITE_ADDRESS,
            migrations=seen.migrations,
            number=seen.head[0],
            hash=seen.head[1],
            counts=seen.counts,
            members=dict(members.added),
            lacking=lacking,
            key=form.key_mark(settings.SECRET_KEY, made_at),
            older_keys=[form.key_mark(key, made_at) for key in older_keys],
        )
        text = manifest.as_json()
        members.add_bytes(form.MANIFEST, text)
        archive.comment = form.seal(text)
        settled(replace)
    return manifest


def _keys_of_before() -> list[str]:
    """The earlier keys that this backup will want, where there are tables already."""
    has_steps = settings.SECRET_KEY_FALLBACKS and (
        Authenticator._meta.db_table in connection.introspection.table_names()
    )
    return seals.keys_of_before() if has_steps else []


# The file


@contextmanager
def _beside(path: Path) -> Iterator[tuple[IO[bytes], Callable[[bool], None]]]:
    """A file beside its place, put there when all is written and well."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    replacing: list[bool] = []
    try:
        with suppress(FileNotFoundError):
            part.unlink()
        handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w+b") as file:
            yield file, replacing.append
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(part, path, replace=replacing == [True])
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        with suppress(OSError):
            part.unlink()


def _put_in_place(part: Path, path: Path, *, replace: bool) -> None:
    if replace:
        part.replace(path)
    else:
        try:
            os.link(part, path)  # unlike a rename it never takes the place of another file
        except FileExistsError:
            raise _exists(path) from None
        except OSError:  # a disk that knows no links
            if path.exists():
                raise _exists(path) from None
            part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class _Members:
    """What goes into the archive, hashed on the way."""

    def __init__(self, archive: zipfile.ZipFile, progress: Progress) -> None:
        self._archive, self._progress = archive, progress
        self.added: dict[str, Member] = {}
        self._written = 0

    def add(self, name: str, content: IO[bytes], *, packed: bool = False) -> Member:
        """Returns its size and hash. Papers and pictures are packed already."""
        info = zipfile.ZipInfo(name, datetime.now(UTC).timetuple()[:6])
        info.external_attr = 0o600 << 16
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info._compresslevel = 1  # type: ignore[attr-defined]  # no other way in Python 3.11
        size, digest = 0, hashlib.sha256()
        with self._archive.open(info, "w", force_zip64=True) as member:
            while block := content.read(BLOCK):
                member.write(block)
                size += len(block)
                digest.update(block)
                self._progress(self._written + size)
        self._written += size
        self.added[name] = Member(size, digest.hexdigest())
        return self.added[name]

    def add_bytes(self, name: str, content: bytes) -> None:
        with tempfile.TemporaryFile() as file:
            file.write(content)
            file.seek(0)
            self.add(name, file, packed=True)


# The database


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """The database at one moment, for as long as the context lasts."""
    with transaction.atomic(), connection.cursor() as cursor:

        def ask(query: str | Composed) -> list[Any]:
            cursor.execute(query)
            return list(cursor.fetchall())

        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        [(name, at)] = ask("SELECT pg_export_snapshot(), clock_timestamp()")
        tables = connection.introspection.table_names(cursor)
        if "django_migrations" not in tables:
            raise Refusal(
                _("Cơ sở dữ liệu này chưa có bảng nào. Hãy chạy sanvat serve một lần trước."),
                code="no-tables",
            )
        has = set(tables).__contains__
        heads = ask("SELECT number, hash FROM records_head") if has("records_head") else []
        stored = "SELECT sha256, size FROM records_storedfile ORDER BY id"
        yield Snapshot(
            name=name,
            at=at.astimezone(UTC),
            server=server_version(),
            migrations=[list(row) for row in ask("SELECT app, name FROM django_migrations")],
            head=heads[0] if heads else (0, "0" * 64),
            counts={
                table: 0 if table in LEFT_EMPTY else ask(COUNT.format(Identifier(table)))[0][0]
                for table in tables
            },
            files=ask(stored) if has("records_storedfile") else [],
        )


def server_version() -> int:
    """As the server numbers itself: 180006."""
    connection.ensure_connection()
    number: int = connection.connection.info.server_version
    return number


@contextmanager
def _dump(seen: Snapshot) -> Iterator[IO[bytes]]:
    """What pg_dump writes of a snapshot. Refuses at the end where it did not come to its own."""
    words, environment = client("pg_dump")
    words += [
        f"--snapshot={seen.name}",
        f"--lock-wait-timeout={WAITS_FOR_TABLES}",
        *("--encoding=UTF8", "--no-owner", "--no-privileges", "--no-comments"),
        *("--no-tablespaces", "--no-publications", "--no-subscriptions", "--no-security-labels"),
        *(f"--exclude-table-data={table}" for table in LEFT_EMPTY),
    ]
    with run(words, environment, code="pg-dump-failed") as dump:
        yield dump


@contextmanager
def run(words: Sequence[str], environment: dict[str, str], *, code: str) -> Iterator[IO[bytes]]:
    """What a program of PostgreSQL writes. Refuses at the end if it failed."""
    with tempfile.TemporaryFile() as complaints, ExitStack() as at_the_end:
        program = subprocess.Popen(  # nosec B603  # PostgreSQL's own programme, no shell
            words,
            env=os.environ | environment,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
        )
        at_the_end.callback(program.wait)
        at_the_end.callback(program.kill)  # does nothing where it has ended
        assert program.stdout is not None
        at_the_end.callback(program.stdout.close)
        yield program.stdout
        if program.stdout.read(1) or program.wait():
            complaints.seek(0)
            said = complaints.read().decode(errors="replace").strip().splitlines()
            raise Refusal(
                _("%(program)s không làm xong: %(error)s. Hãy sửa điều ấy rồi chạy lại.")
                % {"program": Path(words[0]).name, "error": said[0] if said else "?"},
                code=code,
            )


def client(name: str) -> tuple[list[str], dict[str, str]]:
    """A program of PostgreSQL that speaks to our database: its first words and environment, in
    which alone the password stands."""
    connection.ensure_connection()
    if connection.leads_through_pooler():  # type: ignore[attr-defined]  # `site.pooled`
        raise Refusal(
            _(
                "DATABASE_URL dẫn qua một bộ gom kết nối, mà %(program)s phải nói thẳng với máy "
                "chủ. Hãy ghi địa chỉ của chính máy chủ PostgreSQL vào DATABASE_DIRECT_URL."
            )
            % {"program": name},
            code="no-direct-database",
        )
    speaks = connection.connection
    program = _program(
        name, major=server_version() // 10000, encrypted=bool(speaks.pgconn.ssl_in_use)
    )
    address = make_conninfo("", **speaks.info.get_parameters())
    environment = {"PGPASSWORD": speaks.info.password} if speaks.info.password else {}
    return [program, f"--dbname={address}"], environment


@cache
def _program(name: str, *, major: int, encrypted: bool) -> str:
    """A program that knows this server. Ours cannot encrypt, so it speaks to no distant one that
    would, rather than send a password in the open."""
    folders = [Path(os.environ[PROGRAMS])] if os.environ.get(PROGRAMS) else []
    if not encrypted:
        folders.append(Path(postgres.program(name)).parent)
    folders += [Path(found).parent for found in [shutil.which(name)] if found]
    folders += [each for places in OTHER_PLACES for each in sorted(Path("/").glob(places[1:]))]
    for folder in folders:
        if (found := _major(folder / name)) and found >= major:
            return str(folder / name)
    raise Refusal(
        _(
            "Máy này không có %(program)s bản %(major)s trở lên cho máy chủ PostgreSQL ấy. "
            "Hãy cài postgresql-client-%(major)s, hoặc đặt %(setting)s là thư mục chứa nó."
        )
        % {"program": name, "major": major, "setting": PROGRAMS},
        code="no-pg-dump",
    )


def _major(program: Path) -> int | None:
    with suppress(OSError, subprocess.SubprocessError, ValueError, IndexError):
        said = subprocess.run(  # nosec B603  # the same
            [program, "--version"], capture_output=True, text=True, check=True
        )
        return int(said.stdout.split()[2].split(".")[0])
    return None


# The files


def _add_files(members: _Members, files: Sequence[tuple[str, int]]) -> list[str]:
    """Returns the hashes of those the store lacks, or has otherwise."""
    lacking = []
    for sha256, content in _contents(files):
        if content is None:
            lacking.append(sha256)
            continue
        with content:
            if members.add(FILES + sha256, content).sha256 != sha256:
                lacking.append(sha256)
    return lacking


def _contents(files: Sequence[tuple[str, int]]) -> Iterator[tuple[str, IO[bytes] | None]]:
    """Each file in its order; the next few are on their way meanwhile."""
    with ThreadPoolExecutor(AT_ONCE) as aside:
        coming: deque[tuple[str, Future[IO[bytes] | None]]] = deque()
        for sha256, size in files:
            coming.append((sha256, aside.submit(_content, sha256, size)))
            if len(coming) == AT_ONCE:
                first, future = coming.popleft()
                yield first, future.result()
        for first, future in coming:
            yield first, future.result()


def _content(sha256: str, size: int) -> IO[bytes] | None:
    try:
        opened = default_storage.open(f"{sha256[:2]}/{sha256[2:4]}/{sha256}")
        if size > SMALL:
            return opened
        with opened:
            return io.BytesIO(opened.read())
    except FileNotFoundError:
        return None
    except Exception as error:  # each kind of store has its own
        raise Refusal(
            _("Không đọc được kho tệp (%(error)s). Hãy kiểm tra SANVAT_STORAGE_URL rồi chạy lại.")
            % {"error": f"{type(error).__name__}: {error}"},
            code="store-unreadable",
        ) from None


# What is said


def _exists(path: Path) -> Refusal:
    return Refusal(
        _("Tệp %(path)s đã có. Hãy chọn tên khác, hoặc thêm --replace để ghi đè lên bản cũ.")
        % {"path": path},
        code="exists",
    )


def _unwritable(path: Path, error: OSError) -> Refusal:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refusal(
            _(
                "Đĩa chứa %(path)s đã đầy, nên chưa có bản sao lưu nào được ghi. "
                "Hãy dọn chỗ hoặc chọn đĩa khác rồi chạy lại."
            )
            % {"path": path},
            code="disk-full",
        )
    return Refusal(
        _("Không ghi được %(path)s: %(error)s. Hãy chọn một nơi khác.")
        % {"path": path, "error": error.strerror or error},
        code="unwritable",
    )
