"""What was issued stays as it was: the database refuses whatever would change it.

A plan that is no draft only steps on (issued, then revised or reviewed); its targets, its shares
and what they take on can be neither added to, changed nor taken away. Figures, reviews and results
are only ever added.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION plans_guard_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN coalesce(NEW, OLD);
    ELSIF TG_OP = 'UPDATE' AND to_jsonb(NEW) = to_jsonb(OLD) THEN
        RETURN NEW;
    ELSIF TG_OP = 'UPDATE' AND OLD.state = 'issued' AND NEW.state IN ('revised', 'reviewed')
        AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'plan % is %: it is frozen', OLD.id, OLD.state
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION plans_guard_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part jsonb := to_jsonb(coalesce(NEW, OLD));
    plan_state text;
BEGIN
    IF TG_TABLE_NAME = 'plans_target' THEN
        SELECT state INTO plan_state FROM plans_plan WHERE id = (part->>'plan_id')::bigint;
    ELSE
        SELECT state INTO plan_state FROM plans_target AS target
            JOIN plans_plan AS plan ON plan.id = target.plan_id
            WHERE target.id = (part->>'target_id')::bigint;
    END IF;
    IF plan_state IS NULL OR plan_state = 'draft' THEN  -- null: it goes with its target
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION '% of a plan that is %: it is frozen', TG_TABLE_NAME, plan_state
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION plans_guard_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of %: it is only ever added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER plans_guard BEFORE UPDATE OR DELETE ON plans_plan
    FOR EACH ROW EXECUTE FUNCTION plans_guard_plan();
CREATE TRIGGER plans_guard BEFORE INSERT OR UPDATE OR DELETE ON plans_target
    FOR EACH ROW EXECUTE FUNCTION plans_guard_part();
CREATE TRIGGER plans_guard BEFORE INSERT OR UPDATE OR DELETE ON plans_share
    FOR EACH ROW EXECUTE FUNCTION plans_guard_part();
CREATE TRIGGER plans_guard BEFORE INSERT OR UPDATE OR DELETE ON plans_adoption
    FOR EACH ROW EXECUTE FUNCTION plans_guard_part();
CREATE TRIGGER plans_guard BEFORE UPDATE OR DELETE ON plans_figure
    FOR EACH ROW EXECUTE FUNCTION plans_guard_fact();
CREATE TRIGGER plans_guard BEFORE UPDATE OR DELETE ON plans_review
    FOR EACH ROW EXECUTE FUNCTION plans_guard_fact();
CREATE TRIGGER plans_guard BEFORE UPDATE OR DELETE ON plans_result
    FOR EACH ROW EXECUTE FUNCTION plans_guard_fact();
"""

UNDO = """
DROP TRIGGER plans_guard ON plans_plan;
DROP TRIGGER plans_guard ON plans_target;
DROP TRIGGER plans_guard ON plans_share;
DROP TRIGGER plans_guard ON plans_adoption;
DROP TRIGGER plans_guard ON plans_figure;
DROP TRIGGER plans_guard ON plans_review;
DROP TRIGGER plans_guard ON plans_result;
DROP FUNCTION plans_guard_plan();
DROP FUNCTION plans_guard_part();
DROP FUNCTION plans_guard_fact();
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
