"""The file of a backup: a ZIP, which any machine can open and look into.

    database.sql       the database, as pg_dump writes it
    files/<sha256>     each stored file once
    wording/<name>     the decisions' own words, where the office has loaded them
    open-data/…        the dated sets of open data: see `open_sets.py`
    secret-key         only where it was asked for
    manifest.json      of when and from what it is, and the hash of every member

Nothing here needs Django or a database: a backup is checked wherever it lies.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import IO, Any, NamedTuple

from sanvat.errors import Refusal
from sanvat.site.terminal import _

FORM = 1
"""Of the manifest. A later programme reads the earlier ones."""

MANIFEST, DATABASE, SECRET_KEY = "manifest.json", "database.sql", "secret-key"
FILES, WORDING = "files/", "wording/"

BLOCK = 2**20
LARGEST_MANIFEST = 2**30
IS_HASH = re.compile(r"[0-9a-f]{64}")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


class Member(NamedTuple):
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    made_at: str
    """The moment whose state it holds, ISO 8601 in UTC."""
    version: str
    """Of Sản Vật."""
    server: int
    """The version of PostgreSQL as it numbers itself: 180006."""
    address: str
    """Where the installation was reached."""
    migrations: list[list[str]]
    """Room and name of each."""
    number: int
    """Of the last entry of the journal, 0 for none; and its seal."""
    hash: str
    counts: dict[str, int]
    """Rows of each table."""
    members: dict[str, Member]
    lacking: list[str] = field(default_factory=list)
    """Hashes of stored files that the store did not have, or had otherwise than they were."""
    key: str = ""
    """Tells whether a secret key is the one of the installation; see `key_mark`."""
    older_keys: list[str] = field(default_factory=list)
    """The same of the earlier keys without which some second step opens no more."""
    form: int = FORM

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    @property
    def files(self) -> list[str]:
        """Hashes of the stored files that are here, whole."""
        lacking = set(self.lacking)
        hashes = (name.removeprefix(FILES) for name in self.members if name.startswith(FILES))
        return [each for each in hashes if each not in lacking]

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def key_mark(secret_key: str, made_at: str) -> str:
    """A mark of the key that gives nothing of it away: it has 50 letters of chance or more."""
    return hashlib.blake2b(
        made_at.encode(), key=hashlib.sha256(secret_key.encode()).digest(), digest_size=16
    ).hexdigest()


class Backup:
    """A backup that is open for reading."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self.path, self.manifest, self._archive = path, manifest, archive

    @contextmanager
    def member(self, name: str) -> Iterator[IO[bytes]]:
        """The bytes of a member. Refuses at its end where they are not what was put in."""
        wanted = self.manifest.members[name]
        if name not in self._archive.NameToInfo:
            raise damaged(self.path, name)
        try:
            with self._archive.open(name) as packed:
                reader = _Hashed(packed)
                yield io.BufferedReader(reader, BLOCK)
                while reader.readinto(bytearray(BLOCK)):
                    pass
        except BROKEN:
            raise damaged(self.path, name) from None
        if (reader.size, reader.digest.hexdigest()) != wanted:
            raise damaged(self.path, name)

    def check(self, progress: Callable[[int], None] = lambda size: None) -> None:
        """Read it all. `progress` hears how many bytes were read. Refuses what is damaged."""
        read = 0
        there = set(self._archive.namelist()) - {MANIFEST}
        for name in sorted(there ^ set(self.manifest.members)):
            raise damaged(self.path, name)
        for name in self.manifest.members:
            with self.member(name) as content:
                while block := content.read(BLOCK):
                    read += len(block)
                    progress(read)

    def bring_key(self, data_dir: Path) -> None:
        """Put the secret key into a data directory that has none, where it was asked to be kept;
        before the settings are read, which would make another."""
        place = data_dir / SECRET_KEY
        if SECRET_KEY not in self.manifest.members or place.exists():
            return
        data_dir.mkdir(parents=True, exist_ok=True)
        with self.member(SECRET_KEY) as content:
            key = content.read()
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """Open a backup and read what it says of itself.

    Refuses at once: not-a-backup, cut-off, damaged, newer-backup.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise Refusal(
            _("Không mở được %(path)s (%(error)s). Hãy kiểm tra lại tên tệp và quyền đọc.")
            % {"path": path, "error": error.strerror},
            code="unreadable",
        ) from None
    with file:
        begins_well = file.read(4) == b"PK\x03\x04"
        try:
            archive = zipfile.ZipFile(file)
        except BROKEN:
            raise _cut_off(path) if begins_well else _foreign(path) from None
        with archive:
            yield Backup(path, archive, _manifest(path, archive))


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise _foreign(path)
        text = archive.read(MANIFEST)
        told: dict[str, Any] = json.loads(text)
        form = int(told["form"])
    except KeyError:
        raise _foreign(path) from None
    except (*BROKEN, ValueError, TypeError):
        raise damaged(path, MANIFEST) from None
    if form > FORM:
        raise newer(path, str(told.get("version", "?")))
    if archive.comment != seal(text):
        raise damaged(path, MANIFEST)
    known = {each.name for each in fields(Manifest)}
    members = {name: Member(*each) for name, each in told["members"].items()}
    return Manifest(**{k: v for k, v in told.items() if k in known} | {"members": members})


def seal(manifest: bytes) -> bytes:
    """What stands at the very end of the file, so that a changed manifest is noticed."""
    return b"sanvat " + hashlib.sha256(manifest).hexdigest().encode()


class _Hashed(io.RawIOBase):
    """Hashes what is read through it."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner
        self.size, self.digest = 0, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self._inner.read(len(buffer))
        buffer[: len(block)] = block
        self.size += len(block)
        self.digest.update(block)
        return len(block)


# What is said


def damaged(path: Path, member: str) -> Refusal:
    return Refusal(
        _(
            "Bản sao lưu %(path)s bị hỏng ở phần %(member)s, nên không dùng phần nào của nó. "
            "Hãy chép lại tệp từ nơi cất, hoặc dùng bản trước đó."
        )
        % {"path": path, "member": member},
        code="damaged",
    )


def newer(path: Path, version: str) -> Refusal:
    return Refusal(
        _(
            "Bản sao lưu %(path)s do một bản Sản Vật mới hơn (%(version)s) ghi. "
            "Hãy cài bản ấy hoặc bản mới hơn rồi khôi phục."
        )
        % {"path": path, "version": version},
        code="newer-backup",
    )


def _cut_off(path: Path) -> Refusal:
    return Refusal(
        _(
            "Tệp %(path)s thiếu phần cuối: chép hoặc tải về chưa xong. "
            "Hãy chép lại từ nơi cất bản sao lưu."
        )
        % {"path": path},
        code="cut-off",
    )


def _foreign(path: Path) -> Refusal:
    return Refusal(
        _(
            "Tệp %(path)s không phải bản sao lưu của Sản Vật. "
            "Hãy chọn tệp do lệnh sanvat backup ghi."
        )
        % {"path": path},
        code="not-a-backup",
    )
