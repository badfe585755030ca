"""A product also bears the day of its latest recognition, by which the public list puts the newest
first; of one without a day, the first day of its year."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION certificates_follow_recognition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE products_product AS product
        SET stars = latest.stars, expires_on = latest.expires_on{set}
        FROM (SELECT DISTINCT product_id FROM touched) AS of_product
        LEFT JOIN LATERAL (
            SELECT stars, expires_on{day} FROM certificates_recognition
            WHERE product_id = of_product.product_id ORDER BY round DESC LIMIT 1
        ) AS latest ON true
        WHERE product.id = of_product.product_id
        AND (product.stars, product.expires_on{product_day})
            IS DISTINCT FROM (latest.stars::smallint, latest.expires_on{latest_day});
    RETURN NULL;
END $$;
"""
BEFORE = FUNCTION.format(set="", day="", product_day="", latest_day="")
NOW = FUNCTION.format(
    set=", recognised_on = latest.day",
    day=", coalesce(issued_on, make_date(year::int, 1, 1)) AS day",
    product_day=", product.recognised_on",
    latest_day=", latest.day",
)
FILL = """
UPDATE products_product AS product SET recognised_on = latest.day
    FROM (
        SELECT DISTINCT ON (product_id)
            product_id, coalesce(issued_on, make_date(year::int, 1, 1)) AS day
        FROM certificates_recognition ORDER BY product_id, round DESC
    ) AS latest
    WHERE product.id = latest.product_id AND product.recognised_on IS DISTINCT FROM latest.day
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0004_one_index_less"), ("products", "0005_public")]
    operations = [
        migrations.RunSQL(NOW, BEFORE),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
