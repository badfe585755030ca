"""Money is never granted or paid beyond what there is: the sums follow the rows by themselves,
and the constraints on them hold whoever writes. Decisions and payments are only ever added to."""

from django.db import migrations

FOLLOW = """
CREATE FUNCTION support_commit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.paid := 0;
    IF NOT EXISTS (
        SELECT FROM support_budgetline AS line JOIN support_request AS asked
            ON asked.scheme_id = line.scheme_id
        WHERE line.id = NEW.budget_id AND asked.id = NEW.request_id
    ) THEN
        RAISE EXCEPTION 'support: a budget of another scheme'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    UPDATE support_budgetline SET committed = committed + NEW.amount WHERE id = NEW.budget_id;
    RETURN NEW;
END $$;
CREATE TRIGGER support_commit BEFORE INSERT ON support_decision
    FOR EACH ROW EXECUTE FUNCTION support_commit();

CREATE FUNCTION support_pay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_budget bigint;
BEGIN
    UPDATE support_decision SET paid = paid + NEW.amount WHERE id = NEW.decision_id
        RETURNING budget_id INTO of_budget;
    UPDATE support_budgetline SET paid = paid + NEW.amount WHERE id = of_budget;
    RETURN NEW;
END $$;
CREATE TRIGGER support_pay BEFORE INSERT ON support_payment
    FOR EACH ROW EXECUTE FUNCTION support_pay();

CREATE FUNCTION support_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
        RETURN NEW;  -- the sum of a payment
    END IF;
    RAISE EXCEPTION 'support: % is only ever added to', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER support_keep BEFORE UPDATE OR DELETE ON support_decision
    FOR EACH ROW EXECUTE FUNCTION support_keep();
CREATE TRIGGER support_keep BEFORE UPDATE OR DELETE ON support_payment
    FOR EACH ROW EXECUTE FUNCTION support_keep();

CREATE FUNCTION support_keep_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() > 1 THEN
        RETURN NEW;
    ELSIF TG_OP = 'INSERT' THEN
        NEW.committed := 0; NEW.paid := 0;
    ELSE
        NEW.committed := OLD.committed; NEW.paid := OLD.paid;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER support_keep_sums BEFORE INSERT OR UPDATE ON support_budgetline
    FOR EACH ROW EXECUTE FUNCTION support_keep_sums();
"""

UNDO = """
DROP TRIGGER support_commit ON support_decision;
DROP TRIGGER support_keep ON support_decision;
DROP TRIGGER support_pay ON support_payment;
DROP TRIGGER support_keep ON support_payment;
DROP TRIGGER support_keep_sums ON support_budgetline;
DROP FUNCTION support_commit();
DROP FUNCTION support_pay();
DROP FUNCTION support_keep();
DROP FUNCTION support_keep_sums();
"""


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial")]
    operations = [migrations.RunSQL(FOLLOW, UNDO)]
