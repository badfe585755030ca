"""The write-ahead log, kept as it is written: with it the embedded database comes back to any
moment, not only to that of a backup.

`SANVAT_WAL_ARCHIVE` names where, as SANVAT_STORAGE_URL does: a folder or a bucket. PostgreSQL
itself runs `python -m sanvat.site.backup.wal put` for each piece of 16 MB, at the latest a minute
after something was written, again and again until it succeeds; `get` is asked when it recovers.

    <system>/wal/<segment>.gz
    <system>/base/<moment>-<segment>.tar.gz

`<system>` is the number PostgreSQL gave the cluster, so that two of them never mix.
"""

from __future__ import annotations

import gzip
import os
import pwd
import re
import shlex
import sys
import zlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from sanvat.errors import Refusal
from sanvat.site.stores import store
from sanvat.site.terminal import _, complain

if TYPE_CHECKING:
    from django.core.files.storage import Storage

SETTING = "SANVAT_WAL_ARCHIVE"
AT_THE_LATEST = 60  # seconds after which a piece is archived that is not full

NOT_THERE, BROKEN = 1, 126
"""Answers to a server that recovers: the log ends here; stop, for something is wrong."""

_IS_NAME = re.compile(r"[0-9A-F]{24}(?:\.partial|\.[0-9A-F]{8}\.backup)?|[0-9A-F]{8}\.history")
_IS_BASE = re.compile(r"(\d{8}T\d{6}Z)-([0-9A-F]{24})\.tar\.gz")
_STAMP = "%Y%m%dT%H%M%SZ"


class Base(NamedTuple):
    """A copy of the whole cluster, to begin a recovery from."""

    system: str
    ended_at: datetime
    """No moment before this one can be come back to with it."""
    segment: str
    """The first piece of the log that it needs."""

    @property
    def path(self) -> str:
        return f"{self.system}/base/{self.ended_at:{_STAMP}}-{self.segment}.tar.gz"


# For the server


def is_on() -> bool:
    return bool(os.environ.get(SETTING))


def server_settings(account: pwd.struct_passwd | None) -> dict[str, str]:
    """What PostgreSQL is started with so that it archives; nothing where it is not asked to.

    `account`: whom the server runs as where that is somebody else, who gets a new folder.
    """
    if not is_on():
        return {}
    _make_folder(account)
    return {
        "archive_mode": "on",
        "archive_command": command("put", "%p", "%f"),
        "archive_timeout": str(AT_THE_LATEST),
    }


def runs() -> list[Path]:
    """What the server must be able to reach so that it can run us, and we can archive."""
    if not is_on():
        return []
    own = [Path(sys.executable).resolve(), Path(__file__).resolve()]
    return own + [folder.parent for folder in _folder()]


def command(*words: str) -> str:
    """What the server runs; its own words (%p, %f) stay as they are."""
    return shlex.join([sys.executable, "-m", "sanvat.site.backup.wal", words[0]]) + "".join(
        f' "{word}"' for word in words[1:]
    )


def _make_folder(account: pwd.struct_passwd | None) -> None:
    for folder in _folder():
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            if account is not None:
                os.chown(folder, account.pw_uid, account.pw_gid)


def _folder() -> list[Path]:
    """The folder of the archive, where it is not a bucket. Refuses: no-folder."""
    parts = urlsplit(os.environ[SETTING])
    if parts.scheme != "file":
        return []
    folder = Path(unquote(parts.path))
    if not folder.parent.is_dir():
        raise Refusal(
            _(
                "SANVAT_WAL_ARCHIVE chỉ tới %(path)s, mà thư mục chứa nó chưa có. "
                "Hãy tạo thư mục chứa, hoặc sửa đường dẫn, rồi chạy lại sanvat serve."
            )
            % {"path": folder},
            code="no-folder",
        )
    return [folder]


# The archive


@cache
def archive() -> Storage:
    """The store that SANVAT_WAL_ARCHIVE names."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    if not settings.configured:
        settings.configure()  # run by the server, which knows nothing of our settings
    url = os.environ.get(SETTING, "")
    if not url:
        raise Refusal(
            _(
                "Chưa có nơi giữ nhật ký ghi trước (WAL). Hãy đặt SANVAT_WAL_ARCHIVE, "
                "như file:///srv/luu-tru/wal, rồi chạy lại sanvat serve."
            ),
            code="no-archive",
        )
    chosen = store(url, Path(), setting=SETTING)
    made: Storage = import_string(chosen["BACKEND"])(**chosen["OPTIONS"])
    return made


def system_of(cluster: Path) -> str:
    """The number of a cluster, which is how its control file begins."""
    return str(int.from_bytes((cluster / "global/pg_control").read_bytes()[:8], sys.byteorder))


def put(piece: Path, name: str, *, system: str) -> None:
    """Keep a piece of the log. The same once more is well; another of that name is refused."""
    from django.core.files.base import ContentFile

    content, path = piece.read_bytes(), _path(system, name)
    if archive().exists(path):
        if _read(path) == content:
            return
        raise Refusal(
            _(
                "Nơi giữ WAL đã có %(name)s với nội dung khác: hai cơ sở dữ liệu đang ghi vào cùng "
                "một chỗ. Hãy đặt SANVAT_WAL_ARCHIVE riêng cho bản này."
            )
            % {"name": name},
            code="other-piece",
        )
    archive().save(path, ContentFile(gzip.compress(content, 1, mtime=0)))


def get(name: str, to: Path, *, system: str) -> bool:
    """Bring a piece back; False where the archive has none of that name."""
    path = _path(system, name)
    if not archive().exists(path):
        return False
    to.write_bytes(_read(path))
    return True


def _path(system: str, name: str) -> str:
    if not _IS_NAME.fullmatch(name):
        raise ValueError(name)
    return f"{system}/wal/{name}.gz"


def _read(path: str) -> bytes:
    with archive().open(path) as packed:
        return gzip.decompress(packed.read())


def bases(system: str | None = None) -> list[Base]:
    """The base backups of one cluster or of all, the oldest first."""
    found = []
    for each in [system] if system else _listed("", folders=True):
        for name in _listed(f"{each}/base"):
            if match := _IS_BASE.fullmatch(name):
                ended_at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
                found.append(Base(each, ended_at, match[2]))
    return sorted(found, key=lambda base: base.ended_at)


def pieces(system: str) -> list[str]:
    """The names of the pieces of the log."""
    names = (name.removesuffix(".gz") for name in _listed(f"{system}/wal"))
    return sorted(name for name in names if _IS_NAME.fullmatch(name))


def drop_older(system: str, *, keep: int) -> tuple[int, int]:
    """Keep the newest base backups and the log they need; returns how many bases and pieces went.

    The histories of timelines stay: they are small, and tell a new timeline its number.
    """
    kept = bases(system)
    old = kept[:-keep]
    if not old:
        return 0, 0
    needed = kept[-keep].segment[8:]
    gone = [p for p in pieces(system) if not p.endswith(".history") and p[8:24] < needed]
    for base in old:  # first, so that no base is ever without its log
        archive().delete(base.path)
    for piece in gone:
        archive().delete(_path(system, piece))
    return len(old), len(gone)


def _listed(path: str, *, folders: bool = False) -> list[str]:
    try:
        return sorted(archive().listdir(path)[0 if folders else 1])
    except FileNotFoundError:
        return []


# What the server runs, in the folder of its cluster


def main(argv: Sequence[str]) -> int:
    system = system_of(Path.cwd())
    try:
        match argv:
            case ["put", path, name]:
                put(Path(path), name, system=system)
                return 0
            case ["get", name, path]:
                return 0 if get(name, Path(path), system=system) else NOT_THERE
    except Refusal as refusal:
        complain(refusal.message)
    except (OSError, EOFError, zlib.error) as error:
        complain(f"{argv[1:]}: {error!r}")
    return BROKEN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
