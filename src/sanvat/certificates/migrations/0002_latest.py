"""A product bears the stars and the expiry of its latest recognition.

Lists sort and filter by them, and looking them up for every row that a page skips would cost
more than the page. Whoever writes a recognition need not think of it: the database follows.
"""

from django.db import migrations

FOLLOW = """
CREATE FUNCTION certificates_follow_recognition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE products_product AS product
        SET stars = latest.stars, expires_on = latest.expires_on
        FROM (SELECT DISTINCT product_id FROM touched) AS of_product
        LEFT JOIN LATERAL (
            SELECT stars, expires_on FROM certificates_recognition
            WHERE product_id = of_product.product_id ORDER BY round DESC LIMIT 1
        ) AS latest ON true
        WHERE product.id = of_product.product_id
        AND (product.stars, product.expires_on)
            IS DISTINCT FROM (latest.stars::smallint, latest.expires_on);
    RETURN NULL;
END $$;

CREATE TRIGGER certificates_recognition_came AFTER INSERT ON certificates_recognition
    REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION certificates_follow_recognition();
CREATE TRIGGER certificates_recognition_changed AFTER UPDATE ON certificates_recognition
    REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION certificates_follow_recognition();
CREATE TRIGGER certificates_recognition_went AFTER DELETE ON certificates_recognition
    REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION certificates_follow_recognition();
"""

UNFOLLOW = """
DROP TRIGGER certificates_recognition_came ON certificates_recognition;
DROP TRIGGER certificates_recognition_changed ON certificates_recognition;
DROP TRIGGER certificates_recognition_went ON certificates_recognition;
DROP FUNCTION certificates_follow_recognition();
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial")]
    operations = [migrations.RunSQL(FOLLOW, UNFOLLOW)]
