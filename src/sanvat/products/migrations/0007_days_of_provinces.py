"""An import is counted in half the time.

The last days of recognitions are kept counted for the country and its provinces alone: a unit has
few products, so its days are counted when they are asked for, and its rows were nine in ten of
those that an import had to add up. And what a statement changed in very many rows is put beside
them, and added to them later (`products.tallies.put_together`). What else `0006_tallies` says of
counting holds. Whoever writes thousands of rows may say the province of each, which is compared
when they are counted; else the database says it, row by row, as before.
"""

from django.db import migrations

NO_DAY = "9999-12-31"

OF_UNITS = "length(scope) - length(replace(scope, '/', '')) > 2"

# How many there are of a kind: as before, said in a way that is quicker for thousands of rows

PRODUCERS = """
    SELECT current_place_id, province, 'producer' AS what, legal_form AS kind, state, {n} AS n
    FROM {rows}
"""
PRODUCTS = """
    SELECT current_place_id, province, 'product' AS what, "group" AS kind, state, {n} AS n
    FROM {rows}
"""
COUNTED = """
    SELECT lies.scope, lies.level, each.what, each.kind, each.state, sum(each.n) AS n
    FROM ({each}) AS each
    JOIN places_place AS place ON place.id = each.current_place_id
    CROSS JOIN LATERAL (
        VALUES ('/', ''), (each.province, 'province'),
            (CASE WHEN place.lineage <> each.province THEN place.lineage END, place.level)
    ) AS lies (scope, level)
    WHERE lies.scope IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(each.n) <> 0
"""

# Their days

DAYS = f"""
    SELECT province, "group", coalesce(stars, 0) AS stars, state,
        coalesce(expires_on, '{NO_DAY}') AS day, {{n}} AS n
    FROM {{rows}}
"""  # nosec B608  # text of this file
DAYS_COUNTED = """
    SELECT lies.scope, span.is_month, span.day, each."group", each.stars, each.state,
        sum(each.n) AS n
    FROM (
        SELECT province, "group", stars, state, day, sum(n) AS n
        FROM ({each}) AS one GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
    ) AS each
    CROSS JOIN LATERAL (VALUES ('/'), (each.province)) AS lies (scope)
    CROSS JOIN LATERAL (
        VALUES (false, each.day), (true, date_trunc('month', each.day)::date)
    ) AS span (is_month, day)
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(each.n) <> 0
"""

# Adding what a statement changed

ADD = """
    WITH delta AS MATERIALIZED ({delta}), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN {table} AS kept USING ({same})
        WHERE (SELECT count(*) FROM delta) <= {few}
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM {table} AS kept USING free WHERE kept.id = free.id
        RETURNING {kept}, kept.count AS n
    )
    INSERT INTO {table} ({columns}, count)
    SELECT {columns}, sum(n) FROM (
        SELECT {columns}, n FROM delta UNION ALL SELECT {columns}, n FROM taken
    ) AS found
    GROUP BY {columns} HAVING sum(n) <> 0;
"""
FEW = 300
TALLY = ("products_tally", ("scope", "level", "what", "kind", "state"))
DAY_TALLY = ("products_daytally", ("scope", "is_month", "day", '"group"', "stars", "state"))
ROWS = {"INSERT": {"came": 1}, "UPDATE": {"came": 1, "was": -1}, "DELETE": {"was": -1}}
QUICK = "SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off"


def counted(counting: str, each: str, rows: dict[str, int]) -> str:
    found = " UNION ALL ".join(each.format(rows=table, n=n) for table, n in rows.items())
    return counting.format(each=found)


def added(kept: tuple[str, tuple[str, ...]], delta: str) -> str:
    table, columns = kept
    return ADD.format(
        table=table,
        delta=delta,
        few=FEW,
        same=", ".join(name for name in columns if name != "level"),
        kept=", ".join(f"kept.{name}" for name in columns),
        columns=", ".join(columns),
    )


COMPARE = """
    IF EXISTS (
        SELECT FROM came JOIN places_place AS place ON place.id = came.current_place_id
        WHERE came.province <> '/' || split_part(place.lineage, '/', 2) || '/'
    ) THEN
        RAISE EXCEPTION 'a row lies in another province than it says'
            USING ERRCODE = 'check_violation';
    END IF;
"""
SAYS_ITSELF = """
DROP TRIGGER products_{table}_province ON products_{table};
CREATE TRIGGER products_{table}_province
    BEFORE UPDATE OF current_place_id, province ON products_{table}
    FOR EACH ROW EXECUTE FUNCTION products_lie_in_province();
CREATE TRIGGER products_{table}_province_of_new
    BEFORE INSERT ON products_{table}
    FOR EACH ROW WHEN (NEW.province = '') EXECUTE FUNCTION products_lie_in_province();
"""


def follow(table: str, event: str) -> str:
    rows = ROWS[event]
    acts = added(TALLY, counted(COUNTED, PRODUCERS if table == "producer" else PRODUCTS, rows))
    if table == "product":
        acts += added(DAY_TALLY, counted(DAYS_COUNTED, DAYS, rows))
    if event == "INSERT":
        acts = COMPARE + acts
    return f"""
CREATE OR REPLACE FUNCTION products_count_{table}_{event.lower()}() RETURNS trigger
LANGUAGE plpgsql {QUICK} AS $$
BEGIN
{acts}
    RETURN NULL;
END $$;
"""


FOLLOWED = "".join(follow(table, event) for table in ("producer", "product") for event in ROWS)
ALL_DAYS = counted(DAYS_COUNTED, DAYS, {"products_product": 1})
FOLLOW = f"""
-- Whoever has counted and not committed yet is waited for.
LOCK TABLE products_producer, products_product IN SHARE ROW EXCLUSIVE MODE;
{FOLLOWED}
{"".join(SAYS_ITSELF.format(table=table) for table in ("producer", "product"))}
CREATE OR REPLACE VIEW products_daytally_counted AS {ALL_DAYS};
DELETE FROM products_daytally WHERE {OF_UNITS};
"""  # nosec B608  # texts of this file


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0006_tallies"),
    ]

    operations = [
        migrations.RunSQL(FOLLOW),
    ]
