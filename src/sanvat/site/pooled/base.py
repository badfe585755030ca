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


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

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
