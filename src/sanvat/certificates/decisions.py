"""The decisions by which products got their stars, from the rows kept of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Sum

from sanvat.certificates.models import DecisionTally, Recognition
from sanvat.places.models import Level, Place, within


def newest(place: Place | None, *, since: date, most: int) -> list[dict[str, Any]]:
    """The newest decisions since a day by which products of a place (None: of the country) got
    their stars: `decision`, `issued_on`, `authority`, and how many (`n`)."""
    if place is None or place.level == Level.PROVINCE:
        kept = DecisionTally.objects.filter(issued_on__gte=since)
        rows: Any = kept.filter(province=place.lineage) if place else kept
        count: Any = Sum("count")
    else:  # a unit has few products
        told = Recognition.objects.filter(issued_on__gte=since).exclude(decision="")
        rows, count = told.filter(within(place, "product__current_place")), Count("pk")
    found = rows.order_by().values("decision", "issued_on", "authority").annotate(n=count)
    return list(found.filter(n__gt=0).order_by("-issued_on", "decision", "authority")[:most])


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
