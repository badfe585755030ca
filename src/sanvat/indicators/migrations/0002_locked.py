"""Nothing is written into a locked period without a grace; a figure is never changed."""

from django.db import migrations

GUARD = """
CREATE FUNCTION indicators_may_write(
  of_indicator bigint, of_place bigint, of_year int, of_part int, at timestamptz
) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM indicators_collection AS c
      JOIN indicators_asked AS a ON a.collection_id = c.id AND a.indicator_id = of_indicator
      JOIN indicators_valuereport AS r ON r.collection_id = c.id AND r.place_id = of_place
     WHERE c.state = 'locked' AND c.year = of_year AND c.part = of_part
       AND NOT EXISTS (
         SELECT FROM indicators_grace AS g
          WHERE g.collection_id = c.id AND g.place_id = of_place AND g.granted_at <= at
            AND (at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= g.until))
$$;

CREATE FUNCTION indicators_guard_figure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a figure is never taken out' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND (
    OLD.approved_at IS NOT NULL OR NEW.approved_at IS NULL
    OR (NEW.indicator_id, NEW.place_id, NEW.year, NEW.part, NEW.revision, NEW.noted_at)
       IS DISTINCT FROM
       (OLD.indicator_id, OLD.place_id, OLD.year, OLD.part, OLD.revision, OLD.noted_at)
    OR (NEW.amount, NEW.comment, NEW.report_id, NEW.noted_by_id)
       IS DISTINCT FROM (OLD.amount, OLD.comment, OLD.report_id, OLD.noted_by_id)
  ) THEN
    RAISE EXCEPTION 'a figure is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT indicators_may_write(
    NEW.indicator_id, NEW.place_id, NEW.year, NEW.part, coalesce(NEW.approved_at, NEW.noted_at)
  ) THEN
    RAISE EXCEPTION 'the period is locked' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER indicators_figure_kept BEFORE INSERT OR UPDATE OR DELETE ON indicators_figure
  FOR EACH ROW EXECUTE FUNCTION indicators_guard_figure();

-- A value in a locked period is one that a figure says, and such a figure passes the guard above.
CREATE FUNCTION indicators_guard_values() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM indicators_collection WHERE state = 'locked') THEN
    RETURN NULL;
  END IF;
  IF EXISTS (
    SELECT FROM written AS v
      JOIN indicators_asked AS a ON a.indicator_id = v.indicator_id
      JOIN indicators_collection AS c
        ON c.id = a.collection_id AND c.state = 'locked' AND c.year = v.year AND c.part = v.part
      JOIN indicators_valuereport AS r ON r.collection_id = c.id AND r.place_id = v.place_id
     WHERE NOT EXISTS (
       SELECT FROM indicators_figure AS f
        WHERE f.indicator_id = v.indicator_id AND f.place_id = v.place_id AND f.year = v.year
          AND f.part = v.part AND f.amount = v.amount AND f.approved_at IS NOT NULL)
  ) THEN
    RAISE EXCEPTION 'the period is locked' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION indicators_guard_gone_values() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM gone AS v
      JOIN indicators_asked AS a ON a.indicator_id = v.indicator_id
      JOIN indicators_collection AS c
        ON c.id = a.collection_id AND c.state = 'locked' AND c.year = v.year AND c.part = v.part
      JOIN indicators_valuereport AS r ON r.collection_id = c.id AND r.place_id = v.place_id
     WHERE NOT EXISTS (
       SELECT FROM indicators_figure AS f
        WHERE f.indicator_id = v.indicator_id AND f.place_id = v.place_id AND f.year = v.year
          AND f.part = v.part AND f.amount IS NULL AND f.approved_at IS NOT NULL)
  ) THEN
    RAISE EXCEPTION 'the period is locked' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER indicators_value_came AFTER INSERT ON indicators_value
  REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION indicators_guard_values();
CREATE TRIGGER indicators_value_changed AFTER UPDATE ON indicators_value
  REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION indicators_guard_values();
CREATE TRIGGER indicators_value_went AFTER DELETE ON indicators_value
  REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION indicators_guard_gone_values();
"""
UNGUARD = """
DROP TRIGGER indicators_value_came ON indicators_value;
DROP TRIGGER indicators_value_changed ON indicators_value;
DROP TRIGGER indicators_value_went ON indicators_value;
DROP TRIGGER indicators_figure_kept ON indicators_figure;
DROP FUNCTION indicators_guard_values();
DROP FUNCTION indicators_guard_gone_values();
DROP FUNCTION indicators_guard_figure();
DROP FUNCTION indicators_may_write(bigint, bigint, int, int, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
