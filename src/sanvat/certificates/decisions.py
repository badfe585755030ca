"""The decisions by which products got their stars, from the rows kept of them."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Count, Sum
from django.db.models.expressions import Combinable

from sanvat.certificates.models import DecisionTally, Recognition
from sanvat.parties.ready import DAY
from sanvat.places.models import Level, Place
from sanvat.records.ready_queries import ReadyQuery


class Decision(NamedTuple):
    """How many (`n`) got their stars by a decision."""

    decision: str
    issued_on: date
    authority: str
    n: int


def newest(place: Place | None, *, since: date) -> list[Decision]:
    """The `NEWEST` decisions since a day by which products of a place (None: of the country) got
    their stars."""
    if place is None:
        found = _OF_ALL.tuples(since)
    elif place.level == Level.PROVINCE:
        found = _OF_PROVINCE.tuples(since, place.lineage)
    else:
        found = _OF_UNIT.tuples(since, place.lineage)
    return [Decision(*each) for each in found]


NEWEST = 20


def _newest(rows: Any, count: Combinable) -> Any:
    found = rows.order_by().values_list("decision", "issued_on", "authority").annotate(n=count)
    return found.filter(n__gt=0).order_by("-issued_on", "decision", "authority")[:NEWEST]


def _since(day: date) -> Any:
    return DecisionTally.objects.filter(issued_on__gte=day)


def _of_unit(day: date, lineage: str) -> Any:
    """A unit has few products."""
    told = Recognition.objects.filter(issued_on__gte=day).exclude(decision="")
    inside = told.filter(product__current_place__lineage__startswith=lineage)
    return _newest(inside, Count("pk"))


_LINEAGE = "/stands in/"
_OF_ALL: ReadyQuery[Any] = ReadyQuery(lambda day: _newest(_since(day), Sum("count")), DAY)
_OF_PROVINCE: ReadyQuery[Any] = ReadyQuery(
    lambda day, of: _newest(_since(day).filter(province=of), Sum("count")), DAY, _LINEAGE
)
_OF_UNIT: ReadyQuery[Any] = ReadyQuery(_of_unit, DAY, _LINEAGE)


WRONG = """
    SELECT count(*) FROM (
        SELECT province, issued_on, decision, authority, sum(count) AS n FROM (
            SELECT province, issued_on, decision, authority, count
            FROM certificates_decisiontally
            UNION ALL
            SELECT province, issued_on, decision, authority, -n
            FROM certificates_decisiontally_counted
        ) AS each
        GROUP BY 1, 2, 3, 4 HAVING sum(count) <> 0
    ) AS other
"""


def wrong() -> int:
    """How many decisions are counted otherwise than their recognitions say. Reads everything."""
    with connection.cursor() as cursor:
        cursor.execute(WRONG)
        return int(cursor.fetchone()[0])


TOGETHER = """
    WITH several AS MATERIALIZED (
        SELECT province, issued_on, decision, authority FROM certificates_decisiontally
        GROUP BY 1, 2, 3, 4 HAVING count(*) > 1
    ), free AS MATERIALIZED (
        SELECT kept.id FROM several JOIN certificates_decisiontally AS kept
            USING (province, issued_on, decision, authority)
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM certificates_decisiontally AS kept USING free WHERE kept.id = free.id
        RETURNING kept.*
    )
    INSERT INTO certificates_decisiontally (province, issued_on, decision, authority, count)
    SELECT province, issued_on, decision, authority, sum(count) FROM taken
    GROUP BY 1, 2, 3, 4 HAVING sum(count) <> 0
"""


def put_together() -> None:
    """Make one row of those that count the same, but for what somebody else holds just now; as
    `products.tallies.put_together`."""
    with connection.cursor() as cursor:
        cursor.execute(TOGETHER)


@transaction.atomic
def count_again() -> None:
    """Begin anew from all there is. Whoever writes recognitions meanwhile waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT certificates_count_decisions_again()")
