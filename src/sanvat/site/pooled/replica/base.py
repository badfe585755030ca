"""A replica says at once that it is away, and remembers that something failed: what it could not
answer is asked of the primary, which nobody notices."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base as postgresql
from django.db.utils import DatabaseErrorWrapper
from django.utils.functional import cached_property

from sanvat.site.pooled import base


class DatabaseWrapper(base.DatabaseWrapper):
    # Django tells pools apart by name, and both databases have that of the default one here.
    _connection_pools: dict[str, Any] = {}

    failed: Exception | None = None
    """The first fault since this was None. Whoever caught it may have gone on."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Raises OperationalError where there is none, and waits for nobody: whether the primary
        is known to be away means nothing here."""
        return postgresql.DatabaseWrapper.get_new_connection(self, conn_params)

    @cached_property
    def wrap_database_errors(self) -> DatabaseErrorWrapper:
        return _Remembering(self)


class _Remembering(DatabaseErrorWrapper):
    def __exit__(self, kind: Any, fault: Any, trace: Any) -> None:
        wrapper: Any = vars(self)["wrapper"]
        if wrapper.failed is None and isinstance(fault, wrapper.Database.Error):
            wrapper.failed = fault
        super().__exit__(kind, fault, trace)
