"""What schemes said so far becomes their first terms, by which all was decided. Terms are only ever
added to: those before end where the next begin."""

import django.db.models.deletion
from django.db import migrations, models

MOVE = """
INSERT INTO support_terms (
    scheme_id, valid, conditions, proof, fixed, share, cap, stars, legal_form, first_time,
    opens_on, closes_on, reason, made_by_id, made_at
)
SELECT id, '(,)', conditions, proof, fixed, share, cap, stars, legal_form, first_time,
    opens_on, closes_on, '', made_by_id, made_at
FROM support_scheme;
ALTER TABLE support_decision DISABLE TRIGGER support_keep;
UPDATE support_decision AS decided SET terms_id = terms.id
FROM support_terms AS terms JOIN support_request AS asked ON asked.scheme_id = terms.scheme_id
WHERE asked.id = decided.request_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE support_decision ENABLE TRIGGER support_keep;
"""

GUARD = """
CREATE OR REPLACE FUNCTION support_commit() RETURNS trigger LANGUAGE plpgsql AS $$
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
    IF NOT EXISTS (
        SELECT FROM support_terms AS terms JOIN support_request AS asked
            ON asked.scheme_id = terms.scheme_id
        WHERE terms.id = NEW.terms_id AND asked.id = NEW.request_id
    ) THEN
        RAISE EXCEPTION 'support: terms of another scheme'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    UPDATE support_budgetline SET committed = committed + NEW.amount WHERE id = NEW.budget_id;
    RETURN NEW;
END $$;

CREATE FUNCTION support_keep_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ended support_terms := OLD;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        ended.valid := NEW.valid;
        IF ended = NEW AND upper_inf(OLD.valid)
            AND lower(NEW.valid) IS NOT DISTINCT FROM lower(OLD.valid) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'support: terms are only ever added to'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER support_keep_terms BEFORE UPDATE OR DELETE ON support_terms
    FOR EACH ROW EXECUTE FUNCTION support_keep_terms();
"""


class Migration(migrations.Migration):
    dependencies = [("support", "0004_terms")]
    operations = [
        migrations.RunSQL(MOVE),
        migrations.RemoveConstraint(
            model_name="scheme",
            name="scheme_gives_one_way",
        ),
        migrations.RemoveConstraint(
            model_name="scheme",
            name="scheme_cap_is_an_amount",
        ),
        migrations.RemoveConstraint(
            model_name="scheme",
            name="scheme_stars",
        ),
        migrations.RemoveConstraint(
            model_name="scheme",
            name="scheme_closes_after_it_opened",
        ),
        migrations.RemoveField(
            model_name="scheme",
            name="cap",
        ),
        migrations.RemoveField(
            model_name="scheme",
            name="closes_on",
        ),
        migrations.RemoveField(
            model_name="scheme",
            name="conditions",
        ),
        migrations.RemoveField(
            model_name="scheme",
            name="first_time",
        ),
        migrations.RemoveField(
            model_name="scheme",
            name="fixed",
        ),
        migrations.RemoveField(
            model_name="scheme",
            name="legal_form",
        ),
        migrations.RemoveField(
            model_name="scheme",
            name="opens_on",
        ),
        migrations.RemoveField(
            model_name="scheme",
            name="proof",
        ),
        migrations.RemoveField(
            model_name="scheme",
            name="share",
        ),
        migrations.RemoveField(
            model_name="scheme",
            name="stars",
        ),
        migrations.AlterField(
            model_name="decision",
            name="terms",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="support.terms",
                verbose_name="quy định áp dụng",
            ),
        ),
        migrations.RunSQL(GUARD),
    ]
