"""What a first page counts stands in rows of its own, and what lies in a province says so itself.

Both follow what is written elsewhere; whoever writes a producer, a product or a place need not
think of it. A statement adds what it changed to the rows that nobody else holds just now, and
puts a row of its own beside those that somebody holds: so nobody waits for whoever counts, no two
hold each other up, and the sum of the rows is right at every moment.
"""

import django.db.models.functions.comparison
from django.db import migrations, models

NO_DAY = "9999-12-31"

# The province

LIE = """
CREATE FUNCTION products_lie_in_province() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.province := coalesce(
        (SELECT '/' || split_part(lineage, '/', 2) || '/' FROM places_place
            WHERE id = NEW.current_place_id),
        ''
    );
    RETURN NEW;
END $$;
CREATE TRIGGER products_producer_province
    BEFORE INSERT OR UPDATE OF current_place_id, province ON products_producer
    FOR EACH ROW EXECUTE FUNCTION products_lie_in_province();
CREATE TRIGGER products_product_province
    BEFORE INSERT OR UPDATE OF current_place_id, province ON products_product
    FOR EACH ROW EXECUTE FUNCTION products_lie_in_province();
"""
LIE_NO_MORE = """
DROP TRIGGER products_producer_province ON products_producer;
DROP TRIGGER products_product_province ON products_product;
DROP FUNCTION products_lie_in_province();
"""
FILL_PROVINCES = """
UPDATE products_producer SET province = '';
UPDATE products_product SET province = '';
"""

# The counts

SCOPES = """
    JOIN places_place AS place ON place.id = each.current_place_id
    CROSS JOIN LATERAL (
        SELECT '/' AS scope, '' AS level
        UNION SELECT each.province, 'province'
        UNION SELECT place.lineage, place.level
    ) AS lies
"""
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
    FROM ({each}) AS each {scopes}
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(each.n) <> 0
"""
DAYS = f"""
    SELECT current_place_id, province, "group", coalesce(stars, 0) AS stars, state,
        coalesce(expires_on, '{NO_DAY}') AS day, {{n}} AS n
    FROM {{rows}}
"""  # nosec B608  # text of this file
DAYS_COUNTED = """
    SELECT lies.scope, span.is_month, span.day, each."group", each.stars, each.state,
        sum(each.n) AS n
    FROM (
        SELECT current_place_id, province, "group", stars, state, day, sum(n) AS n
        FROM ({each}) AS one GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0
    ) AS each {scopes}
    CROSS JOIN LATERAL (
        VALUES (false, each.day), (true, date_trunc('month', each.day)::date)
    ) AS span (is_month, day)
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(each.n) <> 0
"""
ADD = """
    WITH delta AS MATERIALIZED ({delta}), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN {table} AS kept USING ({same})
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
TALLY = ("products_tally", ("scope", "level", "what", "kind", "state"))
DAY_TALLY = ("products_daytally", ("scope", "is_month", "day", '"group"', "stars", "state"))
ROWS = {"INSERT": {"came": 1}, "UPDATE": {"came": 1, "was": -1}, "DELETE": {"was": -1}}
TABLES = {
    "INSERT": "NEW TABLE AS came",
    "UPDATE": "OLD TABLE AS was NEW TABLE AS came",
    "DELETE": "OLD TABLE AS was",
}
QUICK = "SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off"
"""A plan is made once, perhaps for the thousands of an import, and used for a single row too: what
is there already is always looked up by its index."""


def counted(counting: str, each: str, rows: dict[str, int]) -> str:
    found = " UNION ALL ".join(each.format(rows=table, n=n) for table, n in rows.items())
    return counting.format(each=found, scopes=SCOPES)


def added(kept: tuple[str, tuple[str, ...]], delta: str) -> str:
    table, columns = kept
    return ADD.format(
        table=table,
        delta=delta,
        same=", ".join(name for name in columns if name != "level"),
        kept=", ".join(f"kept.{name}" for name in columns),
        columns=", ".join(columns),
    )


def follow(table: str, event: str) -> str:
    rows = ROWS[event]
    if table == "producer":
        acts = added(TALLY, counted(COUNTED, PRODUCERS, rows))
    else:
        acts = added(TALLY, counted(COUNTED, PRODUCTS, rows))
        acts += added(DAY_TALLY, counted(DAYS_COUNTED, DAYS, rows))
    name = f"products_count_{table}_{event.lower()}"
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {QUICK} AS $$
BEGIN
{acts}
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event} ON products_{table} REFERENCING {TABLES[event]}
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""  # nosec B608  # texts of this file


def leave(table: str, event: str) -> str:
    name = f"products_count_{table}_{event.lower()}"
    return f"DROP TRIGGER {name} ON products_{table}; DROP FUNCTION {name}();"


FOLLOWED = tuple((table, event) for table in ("producer", "product") for event in ROWS)
FOLLOW = "".join(follow(*each) for each in FOLLOWED)
LEAVE = "".join(leave(*each) for each in FOLLOWED)

# From everything there is: to compare, and to begin anew

ALL_PRODUCERS = counted(COUNTED, PRODUCERS, {"products_producer": 1})
ALL_PRODUCTS = counted(COUNTED, PRODUCTS, {"products_product": 1})
ALL_DAYS = counted(DAYS_COUNTED, DAYS, {"products_product": 1})
AGAIN = f"""
CREATE VIEW products_tally_counted AS {ALL_PRODUCERS} UNION ALL {ALL_PRODUCTS};
CREATE VIEW products_daytally_counted AS {ALL_DAYS};
CREATE FUNCTION products_count_again() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever has counted and not committed is waited for, and then seen; whoever comes later
    -- adds to what is written here.
    LOCK TABLE products_tally, products_daytally IN EXCLUSIVE MODE;
    UPDATE products_producer AS lying SET province = '' FROM places_place AS place
        WHERE place.id = lying.current_place_id
        AND lying.province <> '/' || split_part(place.lineage, '/', 2) || '/';
    UPDATE products_product AS lying SET province = '' FROM places_place AS place
        WHERE place.id = lying.current_place_id
        AND lying.province <> '/' || split_part(place.lineage, '/', 2) || '/';
    DELETE FROM products_tally;
    DELETE FROM products_daytally;
    INSERT INTO products_tally (scope, level, what, kind, state, count)
        SELECT * FROM products_tally_counted;
    INSERT INTO products_daytally (scope, is_month, day, "group", stars, state, count)
        SELECT * FROM products_daytally_counted;
END $$;

CREATE FUNCTION products_follow_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM came JOIN was USING (id)
        WHERE (came.lineage, came.level) IS DISTINCT FROM (was.lineage, was.level)
    ) THEN
        PERFORM products_count_again();
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER products_follow_places AFTER UPDATE ON places_place
    REFERENCING OLD TABLE AS was NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION products_follow_places();
"""  # nosec B608  # texts of this file
NEVER_AGAIN = """
DROP TRIGGER products_follow_places ON places_place;
DROP FUNCTION products_follow_places();
DROP FUNCTION products_count_again();
DROP VIEW products_daytally_counted;
DROP VIEW products_tally_counted;
"""
FILL = """
SELECT products_count_again();
ANALYZE products_producer, products_product, products_tally, products_daytally;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0009_concern_scopes"),
        ("places", "0005_statistics"),
        ("products", "0005_public"),
    ]

    operations = [
        migrations.CreateModel(
            name="DayTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scope",
                    models.CharField(db_collation="C", max_length=60, verbose_name="phạm vi"),
                ),
                ("is_month", models.BooleanField(verbose_name="cả tháng")),
                ("day", models.DateField(verbose_name="hết hạn")),
                ("group", models.CharField(blank=True, max_length=10, verbose_name="ngành")),
                ("stars", models.PositiveSmallIntegerField(verbose_name="hạng sao")),
                ("state", models.CharField(max_length=10, verbose_name="tình trạng")),
                ("count", models.IntegerField(verbose_name="số lượng")),
            ],
            options={
                "verbose_name": "số đếm theo ngày hết hạn",
                "verbose_name_plural": "số đếm theo ngày hết hạn",
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scope",
                    models.CharField(db_collation="C", max_length=60, verbose_name="phạm vi"),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[("province", "tỉnh"), ("district", "huyện"), ("commune", "xã")],
                        max_length=10,
                        verbose_name="cấp",
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[("producer", "chủ thể"), ("product", "sản phẩm")],
                        max_length=10,
                        verbose_name="đếm gì",
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=40, verbose_name="loại")),
                ("state", models.CharField(max_length=10, verbose_name="tình trạng")),
                ("count", models.IntegerField(verbose_name="số lượng")),
            ],
            options={
                "verbose_name": "số đếm",
                "verbose_name_plural": "số đếm",
            },
        ),
        migrations.RemoveIndex(
            model_name="product",
            name="product_expiry",
        ),
        migrations.AddField(
            model_name="producer",
            name="province",
            field=models.CharField(
                db_collation="C", default="", editable=False, max_length=60, verbose_name="tỉnh"
            ),
        ),
        migrations.AddField(
            model_name="product",
            name="province",
            field=models.CharField(
                db_collation="C", default="", editable=False, max_length=60, verbose_name="tỉnh"
            ),
        ),
        migrations.RunSQL(LIE, LIE_NO_MORE),
        migrations.RunSQL(FILL_PROVINCES, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="producer",
            index=models.Index(fields=["province", "sort_key", "id"], name="producer_in_province"),
        ),
        migrations.AddIndex(
            model_name="producer",
            index=models.Index(
                django.db.models.functions.comparison.Collate("name_key", "C"),
                models.F("id"),
                name="producer_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="producer",
            index=models.Index(
                models.F("province"),
                django.db.models.functions.comparison.Collate("name_key", "C"),
                models.F("id"),
                name="producer_begins_province",
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(fields=["expires_on", "sort_key", "id"], name="product_expiry"),
        ),
        migrations.AddIndex(
            model_name="producer",
            index=models.Index(fields=["legal_form", "sort_key", "id"], name="producer_of_form"),
        ),
        migrations.AddIndex(
            model_name="producer",
            index=models.Index(
                fields=["province", "legal_form", "sort_key", "id"], name="producer_form_province"
            ),
        ),
        migrations.AddIndex(
            model_name="producer",
            index=models.Index(
                condition=models.Q(("state", "active"), _negated=True),
                fields=["state", "sort_key", "id"],
                name="producer_not_active",
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                fields=["province", "sort_key", "id"],
                include=("state",),
                name="product_in_province",
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(fields=["group", "sort_key", "id"], name="product_of_group"),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                fields=["province", "group", "sort_key", "id"], name="product_group_province"
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                fields=["province", "expires_on", "sort_key", "id"], name="product_expiry_province"
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                fields=["province", "stars", "sort_key", "id"], name="product_stars_province"
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                django.db.models.functions.comparison.Collate("name_key", "C"),
                models.F("id"),
                name="product_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                models.F("province"),
                django.db.models.functions.comparison.Collate("name_key", "C"),
                models.F("id"),
                name="product_begins_province",
            ),
        ),
        migrations.AddIndex(
            model_name="daytally",
            index=models.Index(
                fields=["scope", "is_month", "day", "group", "stars", "state"],
                include=("count",),
                name="day_tally_of_scope",
            ),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(
                fields=["scope", "what", "kind", "state"], include=("count",), name="tally_of_scope"
            ),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(
                condition=models.Q(("level", "province")),
                fields=["what", "scope"],
                include=("count",),
                name="tally_of_provinces",
            ),
        ),
        migrations.RunSQL(FOLLOW, LEAVE),
        migrations.RunSQL(AGAIN, NEVER_AGAIN),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
