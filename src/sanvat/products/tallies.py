"""How many producers and products there are, from the rows that the database keeps of it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from sanvat.parties.access import acts_as
from sanvat.parties.models import User
from sanvat.parties.roles import PLACE_READERS
from sanvat.places.models import Level, Place
from sanvat.products.models import COUNTRY, NO_DAY, Product, Tally
from sanvat.records.together import Asked

Days = tuple[date, date]
LAST_DAY = NO_DAY - timedelta(days=1)
EVER: Days = (date(1, 1, 1), NO_DAY)
"""Every day that a recognition may run out on, and NO_DAY behind them."""


def scope_of(user: User) -> str | None:
    """The scope of all that a person sees of producers and products; None where it is none that is
    counted: a producer sees its own, others nothing."""
    if user.acting is None or not acts_as(user, *PLACE_READERS):
        return None
    return COUNTRY if user.acting.place is None else scope_in(user.acting.place)


def scope_in(place: Place) -> str | None:
    """The scope of what lies in a place; None for a district of before, of which none is kept."""
    return None if place.level == Level.DISTRICT else place.lineage


# What is asked


def producers(scope: str, *, legal_form: str = "", state: str = "") -> int:
    """How many producers lie in the scope, of this form and in this state where they are named."""
    return ask_producers(scope, legal_form=legal_form, state=state).now()


def ask_producers(scope: str, *, legal_form: str = "", state: str = "") -> Asked[int]:
    return _sum(OF_TALLY, [scope, Tally.What.PRODUCER, legal_form or None, state or None])


def products(
    scope: str, days: Days = EVER, *, group: str = "", stars: int | None = None, state: str = ""
) -> int:
    """How many products of the scope have a recognition that runs out on these days; those without
    a day on NO_DAY. `stars`: of the latest recognition, 0 for those that have none."""
    return ask_products(scope, days, group=group, stars=stars, state=state).now()


def ask_products(
    scope: str, days: Days = EVER, *, group: str = "", stars: int | None = None, state: str = ""
) -> Asked[int]:
    if days == EVER and stars is None:
        return _sum(OF_TALLY, [scope, Tally.What.PRODUCT, group or None, state or None])
    kept, values = _kept_in(scope, days)
    return _sum(
        f"SELECT coalesce(sum(count), 0) FROM {kept}"  # nosec B608  # text of this file
        ' WHERE "group" = coalesce(%s, "group") AND stars = coalesce(%s::smallint, stars)'
        " AND state = coalesce(%s, state)",
        [*values, group or None, stars, state or None],
    )


OF_TALLY = (
    "SELECT coalesce(sum(count), 0) FROM products_tally WHERE scope = %s AND what = %s"
    " AND kind = coalesce(%s, kind) AND state = coalesce(%s, state)"
)
OF_SPAN = (
    'SELECT "group", stars, state, count FROM products_daytally'
    " WHERE scope = %s AND is_month = %s AND day BETWEEN %s AND %s"
)


OF_UNIT = (
    'SELECT "group", coalesce(stars, 0) AS stars, state, 1 AS count FROM products_product'
    " WHERE current_place_id IN (SELECT id FROM places_place WHERE lineage = %s)"
    " AND coalesce(expires_on, %s) BETWEEN %s AND %s"
)


def _kept_in(scope: str, days: Days) -> tuple[str, list[Any]]:
    """The rows of a scope that tell of these days, as a table, and what stands in it. A unit's
    products are few and looked at themselves."""
    if _is_unit(scope):
        return f"({OF_UNIT}) AS kept", [scope, NO_DAY, *days]
    found = spans(days) or [(False, NO_DAY, EVER[0])]
    values = [value for span in found for value in (scope, *span)]
    return f"({' UNION ALL '.join([OF_SPAN] * len(found))}) AS kept", values


def _is_unit(scope: str) -> bool:
    """Whether a scope is a unit's, which lies in a province, which lies in the country."""
    return scope.count("/") > 2


@dataclass(frozen=True)
class Figures:
    """How many producers and products a scope has; of the latter how many hold stars, and how many
    that are still made run out."""

    producers: int
    by_group: Mapping[str, int]
    by_stars: Mapping[int, int]
    lapsing: int


def ask_figures(scope: str, *, held: Days, lapsing: Days) -> Asked[Figures]:
    """What first pages tell of a scope. `held`: the last days of what is in force;
    `lapsing`: those of what runs out."""
    in_force, of_held = _kept_in(scope, held)
    running_out, of_lapsing = _kept_in(scope, lapsing)
    asked = [scope, *of_held, *of_lapsing, Product.State.MADE]
    statement = (
        "SELECT what, kind, 0, sum(count) FROM products_tally WHERE scope = %s"  # nosec B608  # of this file
        f" GROUP BY what, kind UNION ALL SELECT 'held', '', stars, sum(count) FROM {in_force}"
        " WHERE stars > 0 GROUP BY stars"
        f" UNION ALL SELECT 'lapsing', '', 0, sum(count) FROM {running_out} WHERE state = %s"
    )
    return Asked(statement, asked, _figures)


def _figures(found: list[tuple[Any, ...]]) -> Figures:
    producers, lapse = 0, 0
    by_group: dict[str, int] = {}
    by_stars: dict[int, int] = {}
    for what, kind, stars, n in found:
        match what:
            case Tally.What.PRODUCER:
                producers += n
            case Tally.What.PRODUCT:
                by_group[kind] = n
            case "held":
                by_stars[stars] = n
            case _:
                lapse = n or 0
    return Figures(producers, by_group, by_stars, lapse)


def ask_products_by_province() -> Asked[dict[str, int]]:
    """How many products each province of the country has, by its lineage."""
    return _by_scope(
        "SELECT scope, sum(count) FROM products_tally WHERE what = 'product'"
        " AND level = 'province' GROUP BY scope",
        [],
    )


def products_by_unit(province: str) -> dict[str, int]:
    """The same of each unit in a province; under the lineage of the province itself those of which
    no more is known."""
    return ask_products_by_unit(province).now()


def ask_products_by_unit(province: str) -> Asked[dict[str, int]]:
    def apart(found: dict[str, int]) -> dict[str, int]:
        whole = found.pop(province, 0)
        left = whole - sum(found.values())
        return found | ({province: left} if left else {})

    asked = _by_scope(
        "SELECT scope, sum(count) FROM products_tally"
        " WHERE scope >= %s AND scope < %s AND what = 'product' GROUP BY scope",
        [province, f"{province[:-1]}0"],  # "0" follows "/"
    )
    return asked.into(apart)


def _by_scope(statement: str, asked: list[Any]) -> Asked[dict[str, int]]:
    return Asked(statement, asked, lambda found: {scope: n for scope, n in found if n})


def _sum(statement: str, asked: list[Any]) -> Asked[int]:
    return Asked(statement, asked, lambda found: int(found[0][0]))


# Days, as they are kept


Span = tuple[bool, date, date]


def spans(days: Days) -> list[Span]:
    """These days as whole months, and the days before and after them that are none: whether they
    are months, the first and the last. None where the first comes after the last."""
    return list(_spans(*days)) if days[0] <= days[1] else []


def _spans(first: date, last: date) -> Iterator[Span]:
    if first.replace(day=1) == last.replace(day=1):
        is_month = first.day == 1 and last == _month_end(last)
        yield is_month, first, first if is_month else last
        return
    begins = first if first.day == 1 else _month_end(first) + timedelta(days=1)
    ends = last if last == _month_end(last) else last.replace(day=1) - timedelta(days=1)
    if first < begins:
        yield False, first, begins - timedelta(days=1)
    if begins < ends:
        yield True, begins, ends.replace(day=1)
    if ends < last:
        yield False, ends + timedelta(days=1), last


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


# Whether they are right

DIFFERENT = """
    SELECT count(*) FROM (
        (TABLE kept_now EXCEPT TABLE counted_now)
        UNION ALL (TABLE counted_now EXCEPT TABLE kept_now)
    ) AS other
"""
COLUMNS = {
    "products_tally": "scope, level, what, kind, state",
    "products_daytally": 'scope, is_month, day, "group", stars, state',
}
LYING_ELSEWHERE = """
    JOIN places_place AS place ON place.id = lying.current_place_id
    WHERE lying.province <> '/' || split_part(place.lineage, '/', 2) || '/'
"""


def wrong() -> int:
    """How many rows differ from counting all there is, in one moment; producers and products in
    another province than their place counted too, and organisations that bear another place or
    another province of their producer than they have. Reads everything."""
    found = 0
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            cursor.execute(
                f"WITH kept_now AS (SELECT {columns}, sum(count) FROM {table}"  # nosec B608  # names of this file
                f" GROUP BY {columns} HAVING sum(count) <> 0),"
                f" counted_now AS (SELECT {columns}, n FROM {table}_counted) {DIFFERENT}"
            )
            found += cursor.fetchone()[0]
        for table in ("products_producer", "products_product"):
            cursor.execute(
                f"SELECT count(*) FROM {table} AS lying {LYING_ELSEWHERE}"  # nosec B608  # names of this file
            )
            found += cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM products_organisations_elsewhere")
        found += int(cursor.fetchone()[0])
    return found


def put_together() -> None:
    """Make one row of those that count the same, but for what somebody else holds just now. After
    a statement that wrote thousands: those put their counts beside what is there."""
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            cursor.execute(
                f"WITH several AS MATERIALIZED (SELECT {columns} FROM {table}"  # nosec B608  # names of this file
                f" GROUP BY {columns} HAVING count(*) > 1), free AS MATERIALIZED ("
                f" SELECT kept.id FROM several JOIN {table} AS kept USING ({columns})"
                " FOR UPDATE OF kept SKIP LOCKED), taken AS ("
                f" DELETE FROM {table} AS kept USING free WHERE kept.id = free.id RETURNING kept.*)"
                f" INSERT INTO {table} ({columns}, count)"
                f" SELECT {columns}, sum(count) FROM taken"
                f" GROUP BY {columns} HAVING sum(count) <> 0"
            )


@transaction.atomic
def count_again() -> None:
    """Begin anew from all there is. Whoever writes producers or products meanwhile waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT products_count_again()")
        cursor.execute(
            "UPDATE parties_organisation SET province = ''"
            " WHERE id IN (SELECT id FROM products_organisations_elsewhere)"
        )
