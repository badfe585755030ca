"""Where the bytes of stored files lie on a disk of our own."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class LocalStore(FileSystemStorage):
    """A folder for files named by their content: each is there whole, or not at all.

    A name that exists is written again rather than changed, since it can only be the same.
    Whoever owns the folder owns what is in it: what root adds stays writable for the service.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def url(self, name: str | None) -> str:
        raise ValueError("stored files are served through permission only")

    def _save(self, name: str, content: File[Any]) -> str:
        os.makedirs(self.location, mode=0o700, exist_ok=True)
        place = Path(self.path(name))
        self._make_folder(place.parent)
        with NamedTemporaryFile(dir=place.parent, delete=False) as made:
            try:
                for chunk in content.chunks():
                    made.write(chunk)
                made.flush()
                self._give(made.fileno())
                os.fsync(made.fileno())
                os.replace(made.name, place)
            except BaseException:
                os.unlink(made.name)
                raise
        _sync(place.parent)
        return name

    def _make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self._make_folder(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir()
            self._give(folder)

    def _give(self, made: Path | int) -> None:
        if os.geteuid() == 0:
            owner = os.stat(self.location)
            os.chown(made, owner.st_uid, owner.st_gid)


def _sync(folder: Path) -> None:
    """Make sure that the name, too, survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
