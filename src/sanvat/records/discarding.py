"""Stored files that nothing refers to any more: the row goes, and its bytes with it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError

from sanvat.records.locks import take_turns
from sanvat.records.models import StoredFile


def discard(keys: Iterable[int]) -> None:
    """Of these files, drop those that nothing refers to, in the caller's transaction; the same
    content may belong to something else and stays then. Their bytes go once it is through."""
    for stored in StoredFile.objects.filter(pk__in=set(keys)).order_by("pk"):
        take_turns(f"file {stored.sha256}")
        sha256, path = stored.sha256, stored.path
        try:
            with transaction.atomic():
                stored.delete()
        except ProtectedError:
            continue
        transaction.on_commit(partial(_drop_bytes, sha256, path))


@transaction.atomic
def _drop_bytes(sha256: str, path: str) -> None:
    """Unless somebody has brought the same content meanwhile."""
    take_turns(f"file {sha256}")
    if not StoredFile.objects.filter(sha256=sha256).exists():
        default_storage.delete(path)
