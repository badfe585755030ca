"""How many recognitions each decision has in a province stands in rows of its own, as
`products.0006_tallies` keeps other counts: the newest decisions are found without a look at all
recognitions of a year. What a statement changed in very many rows is put beside them, and added
to them later (`certificates.decisions.put_together`).
"""

from django.db import migrations, models

COUNTED = """
    SELECT product.province, told.issued_on, told.decision, told.authority, sum({n}) AS n
    FROM {rows}
    WHERE told.decision <> '' AND told.issued_on IS NOT NULL
    GROUP BY 1, 2, 3, 4 HAVING sum({n}) <> 0
"""
CAME = """
    (SELECT *, 1 AS n FROM came) AS told
    JOIN products_product AS product ON product.id = told.product_id
"""
WENT = CAME.replace("1 AS n FROM came", "-1 AS n FROM was")
CHANGED = CAME.replace("FROM came", "FROM came UNION ALL SELECT *, -1 FROM was")
ALL = CAME.replace("came", "certificates_recognition")
MOVED = """
    (
        (SELECT id, province, 1 AS n FROM came EXCEPT SELECT id, province, 1 FROM was)
        UNION ALL
        (SELECT id, province, -1 FROM was EXCEPT SELECT id, province, -1 FROM came)
    ) AS product
    JOIN certificates_recognition AS told ON told.product_id = product.id
"""
ADD = """
    WITH delta AS MATERIALIZED ({delta}), free AS MATERIALIZED (
        SELECT kept.id FROM delta JOIN certificates_decisiontally AS kept
            USING (province, issued_on, decision, authority)
        WHERE (SELECT count(*) FROM delta) <= 300
        FOR UPDATE OF kept SKIP LOCKED
    ), taken AS (
        DELETE FROM certificates_decisiontally AS kept USING free WHERE kept.id = free.id
        RETURNING kept.*
    )
    INSERT INTO certificates_decisiontally (province, issued_on, decision, authority, count)
    SELECT province, issued_on, decision, authority, sum(n) FROM (
        SELECT province, issued_on, decision, authority, n FROM delta
        UNION ALL SELECT province, issued_on, decision, authority, count FROM taken
    ) AS found
    GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0;
"""
QUICK = "SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off"
TABLES = {
    "INSERT": "NEW TABLE AS came",
    "UPDATE": "OLD TABLE AS was NEW TABLE AS came",
    "DELETE": "OLD TABLE AS was",
}
FOLLOWED = (
    ("certificates_recognition", "INSERT", CAME),
    ("certificates_recognition", "UPDATE", CHANGED),
    ("certificates_recognition", "DELETE", WENT),
    ("products_product", "UPDATE", MOVED),
)


def _name(table: str, event: str) -> str:
    return f"certificates_count_decisions_{table.rpartition('_')[2]}_{event.lower()}"


def _follow(table: str, event: str, rows: str) -> str:
    name = _name(table, event)
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {QUICK} AS $$
BEGIN
{ADD.format(delta=COUNTED.format(rows=rows, n="n" if rows is MOVED else "told.n"))}
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {TABLES[event]}
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


FOLLOW = f"""
{"".join(_follow(*each) for each in FOLLOWED)}
CREATE VIEW certificates_decisiontally_counted AS {COUNTED.format(rows=ALL, n="told.n")};
CREATE FUNCTION certificates_count_decisions_again() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever has counted and not committed is waited for, and then seen.
    LOCK TABLE certificates_decisiontally IN EXCLUSIVE MODE;
    DELETE FROM certificates_decisiontally;
    INSERT INTO certificates_decisiontally (province, issued_on, decision, authority, count)
        SELECT * FROM certificates_decisiontally_counted;
END $$;
"""  # nosec B608  # texts of this file
LEAVE = (
    "".join(
        f"DROP TRIGGER {_name(table, event)} ON {table}; DROP FUNCTION {_name(table, event)}();"
        for table, event, _rows in FOLLOWED
    )
    + """
DROP FUNCTION certificates_count_decisions_again();
DROP VIEW certificates_decisiontally_counted;
"""
)
FILL = "SELECT certificates_count_decisions_again()"


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0006_printed_catalogue"),
        ("products", "0008_words_of_provinces"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "province",
                    models.CharField(db_collation="C", max_length=60, verbose_name="tỉnh"),
                ),
                ("issued_on", models.DateField(verbose_name="ngày công nhận")),
                ("decision", models.CharField(max_length=100, verbose_name="số quyết định")),
                (
                    "authority",
                    models.CharField(blank=True, max_length=200, verbose_name="cơ quan công nhận"),
                ),
                ("count", models.IntegerField(verbose_name="số lượng")),
            ],
            options={
                "verbose_name": "số đếm theo quyết định",
                "verbose_name_plural": "số đếm theo quyết định",
                "indexes": [
                    models.Index(
                        models.F("province"),
                        models.OrderBy(models.F("issued_on"), descending=True),
                        models.F("decision"),
                        models.F("authority"),
                        name="decision_tally_of_province",
                    ),
                    models.Index(
                        models.OrderBy(models.F("issued_on"), descending=True),
                        models.F("decision"),
                        models.F("authority"),
                        name="decision_tally_newest",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FOLLOW, LEAVE),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
