"""Issued papers with their figures and the rows behind; PostgreSQL keeps them as they were."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION indicators_kept_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% stays as it was issued', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER indicators_kept_stays BEFORE UPDATE OR DELETE ON indicators_keptpaper
    FOR EACH ROW EXECUTE FUNCTION indicators_kept_stays();
CREATE TRIGGER indicators_kept_stays BEFORE UPDATE OR DELETE ON indicators_keptfigure
    FOR EACH ROW EXECUTE FUNCTION indicators_kept_stays();

CREATE FUNCTION indicators_kept_at_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'indicators_keptpaper' THEN
        NEW.transaction := (pg_current_xact_id()::text)::bigint;
    ELSIF NOT EXISTS (
        SELECT FROM indicators_keptpaper
        WHERE id = NEW.paper_id AND transaction = (pg_current_xact_id()::text)::bigint
    ) THEN
        RAISE EXCEPTION 'the figures of a kept paper are kept with it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER indicators_kept_at_once BEFORE INSERT ON indicators_keptpaper
    FOR EACH ROW EXECUTE FUNCTION indicators_kept_at_once();
CREATE TRIGGER indicators_kept_at_once BEFORE INSERT ON indicators_keptfigure
    FOR EACH ROW EXECUTE FUNCTION indicators_kept_at_once();
"""
UNGUARD = """
DROP TRIGGER indicators_kept_stays ON indicators_keptpaper;
DROP TRIGGER indicators_kept_stays ON indicators_keptfigure;
DROP TRIGGER indicators_kept_at_once ON indicators_keptpaper;
DROP TRIGGER indicators_kept_at_once ON indicators_keptfigure;
DROP FUNCTION indicators_kept_stays();
DROP FUNCTION indicators_kept_at_once();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0004_library"),
        ("places", "0004_boundary"),
        ("records", "0008_seal_in_one"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("description", models.JSONField(verbose_name="nội dung văn bản")),
                ("as_of", models.DateField(verbose_name="số liệu tính đến ngày")),
                ("kept_at", models.DateTimeField(verbose_name="chốt lúc")),
                ("transaction", models.BigIntegerField(default=0, editable=False)),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người chốt",
                    ),
                ),
                (
                    "pdf",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.storedfile",
                        verbose_name="PDF",
                    ),
                ),
                (
                    "word",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.storedfile",
                        verbose_name="Word",
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản đã chốt",
                "verbose_name_plural": "văn bản đã chốt",
            },
        ),
        migrations.CreateModel(
            name="KeptFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.SlugField(db_index=False, max_length=40, verbose_name="mã")),
                ("label", models.CharField(max_length=400, verbose_name="số liệu")),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=24,
                        null=True,
                        verbose_name="giá trị",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="đơn vị tính")),
                (
                    "definition",
                    models.CharField(blank=True, max_length=2000, verbose_name="định nghĩa"),
                ),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="nguồn")),
                ("countable", models.CharField(blank=True, max_length=60, verbose_name="đếm từ")),
                ("is_counted", models.BooleanField(default=False, verbose_name="đếm từ bản ghi")),
                ("choices", models.JSONField(blank=True, default=dict, verbose_name="lọc")),
                ("first", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                ("last", models.DateField(verbose_name="đến hết ngày")),
                ("map_of", models.DateField(blank=True, null=True, verbose_name="bản đồ ngày")),
                ("rows", models.JSONField(blank=True, default=list, verbose_name="dòng")),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="địa bàn",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="indicators.keptpaper",
                        verbose_name="văn bản đã chốt",
                    ),
                ),
            ],
            options={
                "verbose_name": "số liệu đã chốt",
                "verbose_name_plural": "số liệu đã chốt",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("paper", "name"), name="kept_figure_once")
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
