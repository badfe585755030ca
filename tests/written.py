"""Which tables a request writes into."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

WRITES = re.compile(
    r"\s*(INSERT INTO|UPDATE|DELETE FROM|COPY|TRUNCATE|MERGE INTO)\s+\"?(\w+)", re.I
)
# What is written of who came and when, the session and the device, is no act.
WHO_CAME = {
    "django_session",
    "usersessions_usersession",  # when a device was last seen
    "shared_cache",  # how often somebody tried
    "api_asked",  # how often a programme asked
    "parties_tried",  # how often a code and PIN were tried
}


@contextmanager
def tables_written() -> Iterator[set[str]]:
    """The tables that any statement writes into meanwhile, whether it is kept or undone."""
    tables: set[str] = set()

    def noted(execute, sql, params, many, context):
        if (found := WRITES.match(sql)) and found[2] not in WHO_CAME:
            tables.add(found[2])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        yield tables
