"""Questions about what somebody sees, put into SQL once for each kind of person.

    LATE = ReadyFor(lambda user, day: Request.objects.visible_to(user).filter(due__lt=day), DAY)
    rows = LATE.rows(user, today)

What a person sees hangs on the role they act in and on the level of its place; who they are, for
whom and where they act only changes values. So the query is made for somebody who stands in for all
who are alike, and asked with each one's own. First pages ask a dozen of them at every visit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Generic, NoReturn, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

from sanvat.parties.models import Membership, User
from sanvat.places.models import Place
from sanvat.records.ready_queries import ReadyQuery

Row = TypeVar("Row", bound=Model)

DAY = date(4321, 1, 23)
"""Stands in for a day that is given with the question."""
_USER, _MEMBERSHIP, _BODY, _PLACE = -7_000_001, -7_000_002, -7_000_003, -7_000_004


class _Lineage(str):
    """Stands in for a lineage, which may be compared with and nothing else: what is cut out of one
    is another number of values for each place."""

    __slots__ = ()

    def __str__(self) -> str:
        return "".join(super().__iter__())

    def _refused(self, *_asked: Any, **_named: Any) -> NoReturn:
        raise ValueError("a lineage is taken apart, which is not told apart here")

    split = rsplit = partition = rpartition = strip = rstrip = lstrip = _refused
    startswith = endswith = removeprefix = removesuffix = replace = find = index = _refused
    __getitem__ = __iter__ = __contains__ = count = _refused


_LINEAGE = _Lineage("/stands in/")


class ReadyFor(Generic[Row]):
    """`make` makes the query of a person and of as many values as there are stand-ins.

    It may ask of the person their key, their role, and body and place of the role they act in; of
    a place its key, level and lineage. ValueError where it asks for anything else, asks the
    database, or puts a day of its own into the query, which would stay that day for ever.
    """

    def __init__(self, make: Callable[..., QuerySet[Row]], *stand_ins: Any) -> None:
        self._make = make
        self._stand_ins = stand_ins
        self._ready: dict[tuple[str, str], _Ready[Row]] = {}

    def rows(self, user: User, *values: Any, part: slice | None = None) -> list[Row]:
        """The rows for this person and these values; nothing for who acts in no role. `part`: from
        which row to which."""
        if user.acting is None:
            return []
        return self._for(user).rows(*_values_of(user), *values, part=part)

    def tuples(self, user: User, *values: Any, part: slice | None = None) -> list[tuple[Any, ...]]:
        """The same of a query that asks for columns."""
        if user.acting is None:
            return []
        return self._for(user).tuples(*_values_of(user), *values, part=part)

    def made(self, user: User, *values: Any) -> QuerySet[Row]:
        """The query itself, made for this person alone."""
        return self._make(user, *values)

    def count(self, user: User, *values: Any) -> int:
        """How many rows there are."""
        return self._for(user).count(*_values_of(user), *values) if user.acting else 0

    def _for(self, user: User) -> _Ready[Row]:
        acting = user.acting
        assert acting is not None
        kind = (acting.role, acting.place.level if acting.place else "")
        if kind not in self._ready:
            stands_in = _somebody(*kind)
            self._ready[kind] = _Ready(
                lambda *values: self._make(stands_in, *values[len(_STAND_INS) :]),
                *(*_STAND_INS, *self._stand_ins),
            )
        return self._ready[kind]


_STAND_INS = (_USER, _MEMBERSHIP, _BODY, _PLACE, _LINEAGE)


def _values_of(user: User) -> tuple[Any, ...]:
    acting = user.acting
    assert acting is not None
    place = acting.place
    return (
        *(user.pk, acting.pk, acting.organisation_id),
        *((place.pk, place.lineage) if place else (None, "")),
    )


def _somebody(role: str, level: str) -> User:
    """Of whom nothing is known but what `ReadyFor` says; asking for more asks the database."""
    place = _known(Place, id=_PLACE, level=level, lineage=_LINEAGE) if level else None
    acting = _known(
        Membership,
        id=_MEMBERSHIP,
        role=role,
        organisation_id=_BODY,
        place_id=place.pk if place else None,
        user_id=_USER,
    )
    acting.place = place
    user: User = _known(User, id=_USER, is_active=True)
    acting.user = user
    user.__dict__["acting"] = acting
    return user


def _known(model: type[Any], **fields: Any) -> Any:
    names = [each.attname for each in model._meta.concrete_fields if each.attname in fields]
    return model.from_db(DEFAULT_DB_ALIAS, names, [fields[name] for name in names])


class _Ready(ReadyQuery[Row]):
    """Not every question asks for all that is known of a person."""

    def _put_into_sql(self) -> None:
        with _nothing_asked():
            super()._put_into_sql()

    def _check_places(self) -> None:
        for at, _begins, param in self._params:
            if at < 0:
                _check(param)
        given = range(len(_STAND_INS), len(self._stand_ins))
        if set(given) - {at for at, *_ in self._params}:
            raise ValueError("a value is asked for that does not stand in the query as it is given")


def _check(param: Any) -> None:
    """ValueError where what stands in for a person is part of something, or a day stays."""
    if isinstance(param, list | tuple):
        for each in param:
            _check(each)
    elif isinstance(param, date):
        raise ValueError(f"the day {param} would stand in the query for ever; it is to be given")
    elif str(param).replace("%", "") in _AS_TEXT or str(_LINEAGE) in str(param):
        raise ValueError(f"{param!r} hangs on the person in a way that is not told apart here")


_AS_TEXT = {str(each) for each in _STAND_INS}


@contextmanager
def _nothing_asked() -> Iterator[None]:
    def refuse(_execute: object, sql: str, *_rest: object) -> NoReturn:
        raise ValueError(f"the database is asked while a query is made: {sql[:200]}")

    with connections[DEFAULT_DB_ALIAS].execute_wrapper(refuse):
        yield
