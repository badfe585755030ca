"""Sums by the province of the units' own day follow the values (`models.Total`)."""

from django.db import migrations

ADD = """
INSERT INTO indicators_total AS kept (indicator_id, year, part, home, level, amount, count)
  SELECT v.indicator_id, v.year, v.part, split_part(p.lineage, '/', 2), p.level,
         %(sign)s sum(v.amount), %(sign)s count(*)
    FROM %(rows)s AS v JOIN places_place AS p ON p.id = v.place_id
   GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (indicator_id, year, part, home, level)
  DO UPDATE SET amount = kept.amount + excluded.amount, count = kept.count + excluded.count
"""


def added(rows: str, sign: str = "") -> str:
    return ADD % {"rows": rows, "sign": sign}


FOLLOW = f"""
CREATE FUNCTION indicators_values_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {added("came")};
  RETURN NULL;
END $$;

CREATE FUNCTION indicators_values_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {added("was", "-")};
  {added("came")};
  DELETE FROM indicators_total WHERE count = 0;
  RETURN NULL;
END $$;

CREATE FUNCTION indicators_values_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {added("was", "-")};
  DELETE FROM indicators_total WHERE count = 0;
  RETURN NULL;
END $$;

CREATE TRIGGER indicators_total_came AFTER INSERT ON indicators_value
  REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION indicators_values_came();
CREATE TRIGGER indicators_total_changed AFTER UPDATE ON indicators_value
  REFERENCING OLD TABLE AS was NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION indicators_values_changed();
CREATE TRIGGER indicators_total_went AFTER DELETE ON indicators_value
  REFERENCING OLD TABLE AS was
  FOR EACH STATEMENT EXECUTE FUNCTION indicators_values_went();
"""  # nosec B608  # texts of this file
UNFOLLOW = """
DROP TRIGGER indicators_total_came ON indicators_value;
DROP TRIGGER indicators_total_changed ON indicators_value;
DROP TRIGGER indicators_total_went ON indicators_value;
DROP FUNCTION indicators_values_came();
DROP FUNCTION indicators_values_changed();
DROP FUNCTION indicators_values_went();
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_locked")]

    operations = [migrations.RunSQL(FOLLOW, UNFOLLOW)]
