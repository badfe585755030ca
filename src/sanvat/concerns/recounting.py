"""What is kept for counting (`CountedConcern`) held against the matters themselves."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connection, transaction

# As the triggers of migration 0005 write it, of all matters.
_COLUMNS = (
    "concern_id, place_id, organisation_id, clock_id, sent_on, sent_month, settled_on, due_on,"
    " finished_on, satisfaction, is_assigned, was_reopened, kind, state, subject, home"
)
_WANTED = """
SELECT concern.id, concern.place_id, concern.organisation_id, concern.clock_id, sent.day,
       (extract(year FROM sent.day) * 12 + extract(month FROM sent.day) - 1)::smallint,
       concern.settled_on, clock.due_on, clock.finished_on, concern.satisfaction,
       concern.handler_id IS NOT NULL, concern.reopened_at IS NOT NULL, concern.kind,
       concern.state, concern.subject, split_part(place.lineage, '/', 2)::varchar(20)
  FROM concerns_concern AS concern
 CROSS JOIN LATERAL (SELECT (concern.sent_at AT TIME ZONE %(zone)s)::date) AS sent(day)
  JOIN places_place AS place ON place.id = concern.place_id
  LEFT JOIN clocks_clock AS clock ON clock.id = concern.clock_id
 WHERE NOT concern.is_confidential
"""
_KEPT = f"SELECT {_COLUMNS} FROM concerns_countedconcern"  # nosec B608  # names of ours


def differing() -> int:
    """Of how many matters something else is kept than they say, or nothing, or too much."""
    with connection.cursor() as cursor:
        return _differing(cursor)


@transaction.atomic
def count_anew() -> int:
    """Write what is kept anew where it differs. Returns of how many matters it did. Whoever changes
    a matter meanwhile waits."""
    with connection.cursor() as cursor:
        # The triggers write here: those that wait come after, with what they have changed.
        cursor.execute("LOCK TABLE concerns_countedconcern IN SHARE ROW EXCLUSIVE MODE")
        found = _differing(cursor)
        if found:
            cursor.execute("DELETE FROM concerns_countedconcern")
            cursor.execute(
                f"INSERT INTO concerns_countedconcern ({_COLUMNS}) {_WANTED} ORDER BY concern.id",  # nosec B608  # names of ours
                {"zone": settings.TIME_ZONE},
            )
    return found


def _differing(cursor: Any) -> int:
    cursor.execute(
        f"SELECT count(DISTINCT concern_id) FROM ("  # nosec B608  # names of ours
        f" (({_WANTED}) EXCEPT ({_KEPT})) UNION ALL (({_KEPT}) EXCEPT ({_WANTED}))"
        f") AS differing({_COLUMNS})",
        {"zone": settings.TIME_ZONE},
    )
    (found,) = cursor.fetchone()
    return int(found)
