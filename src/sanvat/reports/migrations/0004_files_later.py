"""The files of a large report come a moment after it is issued, once; all else of it stays."""

from django.db import migrations, models

GUARD = """
CREATE OR REPLACE FUNCTION reports_issued_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'issued' AND OLD.pdf_id IS NULL
        AND NEW.pdf_id IS NOT NULL
        AND to_jsonb(NEW) - '{pdf_id,word_id,sheet_id}'::text[]
            = to_jsonb(OLD) - '{pdf_id,word_id,sheet_id}'::text[] THEN
        RETURN NEW;
    END IF;
    IF OLD.state = 'issued' THEN
        RAISE EXCEPTION 'an issued report stays as it is' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION reports_issued_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'issued' THEN
        RAISE EXCEPTION 'an issued report stays as it is' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_description")]

    operations = [
        migrations.RemoveConstraint(
            model_name="yearlyreport",
            name="report_issued_whole",
        ),
        migrations.AddConstraint(
            model_name="yearlyreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("description__isnull", True),
                        ("instrument", None),
                        ("pdf", None),
                        ("sheet", None),
                        ("state", "draft"),
                        ("word", None),
                    ),
                    models.Q(
                        ("description__isnull", False),
                        ("instrument__isnull", False),
                        ("issued_on__isnull", False),
                        ("state", "issued"),
                    ),
                    _connector="OR",
                ),
                name="report_issued_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearlyreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pdf", None), ("sheet", None), ("word", None)),
                    models.Q(
                        ("pdf__isnull", False), ("sheet__isnull", False), ("word__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="report_has_all_files",
            ),
        ),
        migrations.RunSQL(GUARD, BEFORE),
    ]
