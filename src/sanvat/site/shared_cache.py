"""The cache that all processes share is in the primary, also for a page that is read elsewhere: it
is written at every turn, and a count that is late counts wrong."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache

from sanvat.records import replica


class SharedCache(DatabaseCache):
    def get_many(self, keys: Any, version: Any = None) -> Any:
        with replica.primary():
            return super().get_many(keys, version)

    def has_key(self, key: Any, version: Any = None) -> Any:
        with replica.primary():
            return super().has_key(key, version)

    def clear(self) -> None:
        with replica.primary():
            super().clear()

    # What set, add, touch, delete and their kin come down to.

    def _base_set(self, mode: str, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> Any:
        with replica.primary():
            return super()._base_set(mode, key, value, timeout)  # type: ignore[misc]

    def _base_delete_many(self, keys: Any) -> Any:
        with replica.primary():
            return super()._base_delete_many(keys)  # type: ignore[misc]
