"""The files of a large kept paper come a moment after it, once; all else of it stays."""

import django.db.models.deletion
from django.db import migrations, models

GUARD = """
CREATE OR REPLACE FUNCTION indicators_kept_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'indicators_keptpaper' THEN
        IF OLD.pdf_id IS NULL AND NEW.pdf_id IS NOT NULL
            AND to_jsonb(NEW) - '{pdf_id,word_id}'::text[]
                = to_jsonb(OLD) - '{pdf_id,word_id}'::text[] THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% stays as it was issued', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION indicators_kept_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% stays as it was issued', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0005_kept"), ("records", "0009_ordered_paper")]

    operations = [
        migrations.AlterField(
            model_name="keptpaper",
            name="pdf",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.storedfile",
                verbose_name="PDF",
            ),
        ),
        migrations.AlterField(
            model_name="keptpaper",
            name="word",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.storedfile",
                verbose_name="Word",
            ),
        ),
        migrations.AddConstraint(
            model_name="keptpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pdf", None), ("word", None)),
                    models.Q(("pdf__isnull", False), ("word__isnull", False)),
                    _connector="OR",
                ),
                name="kept_paper_has_both_files",
            ),
        ),
        migrations.RunSQL(GUARD, BEFORE),
    ]
