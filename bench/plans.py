"""What the database reads for a page: the plans of its statements, carried out and counted.

Buffers and rows are the same however busy the machine is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

ASKS = ("SELECT", "WITH", "(SELECT")


@dataclass
class Reading:
    """All statements of a page that ask for something. `widest`: of the node of a plan that went
    over the most rows, those it threw away among them, and which statement it stands in."""

    buffers: int = 0
    rows: int = 0
    milliseconds: float = 0.0
    widest: int = 0
    widest_in: str = ""
    statements: list[tuple[int, float, int, str]] = field(default_factory=list)

    def add(self, sql: str, told: dict[str, Any]) -> None:
        plan = told["Plan"]
        buffers = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
        widest = max(_gone_over(plan))
        self.buffers += buffers
        self.rows += int(plan["Actual Rows"])
        self.milliseconds += told["Execution Time"]
        self.statements.append((buffers, told["Execution Time"], widest, sql))
        if widest > self.widest:
            self.widest, self.widest_in = widest, sql


def _gone_over(node: dict[str, Any]) -> Iterator[int]:
    """Of a node and those below it how many rows each went over, in all its turns."""
    turns = node["Actual Loops"]
    thrown = sum(
        node.get(f"Rows Removed by {why}", 0) for why in ("Filter", "Index Recheck", "Join Filter")
    )
    yield round((node["Actual Rows"] + thrown) * turns)
    for below in node.get("Plans", ()):
        yield from _gone_over(below)


def plans(cursor: Any, sent: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each statement of one message that asks for something, with its plan, carried out. What it
    sets for those behind it (`SET LOCAL`) holds for their plans too."""
    from sanvat.records.together import SEPARATOR

    settings = ""
    for statement in sent.split(SEPARATOR):
        if statement.startswith("SET LOCAL "):
            settings += f"{statement}{SEPARATOR}"
        elif statement.lstrip().startswith(ASKS) and " FOR " not in statement:
            cursor.execute(f"{settings}EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}")
            while cursor.nextset():
                pass
            (told,) = cursor.fetchone()
            yield statement, (json.loads(told) if isinstance(told, str) else told)[0]


@contextmanager
def reading() -> Iterator[Reading]:
    """What is asked of the database within the block, each statement explained beside it."""
    from django.db import connection

    found = Reading()

    def explain(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if not many:
            with connection.connection.cursor() as cursor:
                for each, told in plans(cursor, cursor.mogrify(sql, params)):
                    found.add(each, told)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        yield found
