"""A connection is to be had at once, or it is said at once that there is none.

Django's own waits out the pool's patience before each answer, while the pool asks for the server
more and more seldom: five seconds of waiting a page, and as much again after the server is back.
"""

import time
from typing import Any

from django.db.backends.postgresql import base, operations
from psycopg_pool import PoolTimeout

from sanvat.site import outage

PATIENCE = 5
"""Seconds to wait for a connection that other threads hold."""

TRIAL = 2
"""Seconds in which a server must have answered, where the pool has nothing to give."""


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "sanvat.site.pooled.compiler"


_led_through_pooler: dict[tuple[str, str], bool] = {}
"""By host and port, as far as this process has asked."""


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def chunked_cursor(self) -> Any:
        """Rows a few at a time. Outside a transaction PostgreSQL keeps them for the session; a
        pooler may give each question another one, so there all rows are taken at once."""
        if not self.in_atomic_block and self.leads_through_pooler():
            return self.cursor()
        return super().chunked_cursor()

    def leads_through_pooler(self) -> bool:
        """Whether something between us and the server hands out its sessions: it has given us a
        number of its own in place of the session's."""
        key = (str(self.settings_dict["HOST"]), str(self.settings_dict["PORT"]))
        if key not in _led_through_pooler:
            with self.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                (number,) = cursor.fetchone()
            _led_through_pooler[key] = number != self.connection.info.backend_pid
        return _led_through_pooler[key]

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """One of the pool's where there is a pool, else a new one.

        Raises OperationalError at once while the server is known to be away, and as soon as it
        shows to be.
        """
        patient_until = time.monotonic() + PATIENCE
        while True:
            outage.refuse_while_away()
            try:
                return super().get_new_connection(conn_params)
            except PoolTimeout:
                if time.monotonic() > patient_until:
                    raise
            # Says why where there is no server; where there is one, the pool will soon give.
            self.Database.connect(**{"connect_timeout": TRIAL, **conn_params}).close()
