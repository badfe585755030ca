"""Questions that do not hang on one another's answers, asked in one round trip.

The way to the database and back takes longer than most questions of a page. Whoever asks for
several things writes a generator, which yields what it asks and goes on once that is answered:

    def tasks(user: User) -> Asking[Tasks]:
        mine, reported = MINE.ask_rows(user), REPORTED.ask_count(user)
        yield mine, reported
        return Tasks(mine.answer, reported.answer)

`side_by_side` makes one of several; `answer_to` asks. What all of them yield at one step goes to
the database as one message that holds several statements.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections

Answer = TypeVar("Answer")
Result = TypeVar("Result")

SEPARATOR = ";\n"
"""Between the statements of one message."""
_OPEN: Any = object()


class Asked(Generic[Answer]):
    """One statement with its values, and `answer` once it was asked.

    `read` makes the answer of the rows that the database gives.
    """

    def __init__(
        self, sql: str, values: Sequence[Any], read: Callable[[list[tuple[Any, ...]]], Answer]
    ) -> None:
        self.sql = sql
        self.values = values
        self._read = read
        self._answer: Answer = _OPEN

    @classmethod
    def known(cls, answer: Answer) -> Asked[Answer]:
        """What need not be asked, where others must be."""
        asked = cls("", (), lambda _rows: answer)
        asked._answer = answer
        return asked

    @property
    def is_open(self) -> bool:
        return self._answer is _OPEN

    @property
    def answer(self) -> Answer:
        """LookupError as long as it was not asked."""
        if self.is_open:
            raise LookupError(f"not asked yet: {self.sql[:200]}")
        return self._answer

    def into(self, read: Callable[[Answer], Result]) -> Asked[Result]:
        """The same question, of whose answer something is made."""
        if not self.is_open:
            return Asked.known(read(self._answer))
        return Asked(self.sql, self.values, lambda rows: read(self._read(rows)))

    def now(self) -> Answer:
        """The answer, asked for by itself."""
        together(self)
        return self.answer

    def _answer_from(self, rows: list[tuple[Any, ...]]) -> None:
        self._answer = self._read(rows)


def together(*asked: Asked[Any]) -> None:
    """Have all of them answered that are not yet, in one round trip; nothing is sent where there is
    none. A statement that fails fails all of them, and none is answered."""
    to_ask = list(dict.fromkeys(each for each in asked if each.is_open))
    if not to_ask:
        return
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            SEPARATOR.join(each.sql for each in to_ask),
            [value for each in to_ask for value in each.values],
        )
        found = [cursor.fetchall()]
        while cursor.nextset():
            found.append(cursor.fetchall())
    for each, rows in zip(to_ask, found, strict=True):
        each._answer_from(rows)


Asking = Generator[tuple[Asked[Any], ...], None, Result]
"""What asks step by step, and what comes of it."""


def side_by_side(*askings: Asking[Any]) -> Asking[list[Any]]:
    """Several as one: what all of them ask at one step is asked together. What comes of each, in
    their order."""
    results: list[Any] = [None] * len(askings)
    going = dict(enumerate(askings))
    while going:
        asked: list[Asked[Any]] = []
        for at, asking in list(going.items()):
            try:
                asked += next(asking)
            except StopIteration as done:
                results[at] = done.value
                del going[at]
        if going:
            yield tuple(asked)
    return results


def answer_to(asking: Asking[Result]) -> Result:
    """What comes of one, asked now: as many round trips as it has steps."""
    while True:
        try:
            together(*next(asking))
        except StopIteration as done:
            result: Result = done.value
            return result
