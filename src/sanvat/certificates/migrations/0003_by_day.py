"""Recognitions stand in the order of their days, whatever the order they came in.

An older one that comes later moves the others on, so that two may bear one number until the
transaction ends. Those that are here already are put in order where each has its year.
"""

from django.db import migrations, models

PUT_IN_ORDER = """
WITH dated AS (
    SELECT id, product_id, stars, round, kind,
        coalesce(issued_on, make_date(year, 12, 31)) AS day
    FROM certificates_recognition
), placed AS (
    SELECT id, round, kind, stars,
        row_number() OVER by_day AS place, lag(stars) OVER by_day AS stars_before
    FROM dated
    WHERE product_id NOT IN (SELECT product_id FROM dated WHERE day IS NULL)
    WINDOW by_day AS (PARTITION BY product_id ORDER BY day, stars, round, id)
), wanted AS (
    SELECT id, place, CASE
        WHEN place = 1 THEN 'first' WHEN stars > stars_before THEN 'upgrade' ELSE 'again'
    END AS kind
    FROM placed
)
UPDATE certificates_recognition AS kept SET round = wanted.place, kind = wanted.kind
    FROM wanted
    WHERE kept.id = wanted.id AND (kept.round, kept.kind) IS DISTINCT FROM (wanted.place, wanted.kind)
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0002_latest")]

    operations = [
        migrations.RemoveConstraint("recognition", "recognition_in_order"),
        migrations.AddConstraint(
            "recognition",
            models.UniqueConstraint(
                fields=("product", "round"),
                name="recognition_in_order",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ),
        migrations.RunSQL(PUT_IN_ORDER, migrations.RunSQL.noop),
    ]
