"""What an applied row did is kept apart from the row."""

import django.db.models.deletion
from django.db import migrations, models

OUTCOMES = """
INSERT INTO register_rowoutcome (row_id, product_id)
    SELECT id, product_id FROM register_importrow WHERE applied;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0003_fewer_indexes"),
        ("register", "0002_sheets"),
    ]

    operations = [
        migrations.AlterField(
            model_name="importrow",
            name="importing",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="register.import",
                verbose_name="lần nhập",
            ),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="product",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="products.product",
            ),
        ),
        migrations.CreateModel(
            name="RowOutcome",
            fields=[
                (
                    "row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="outcome",
                        serialize=False,
                        to="register.importrow",
                        verbose_name="dòng của sổ",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="import_rows",
                        to="products.product",
                        verbose_name="sản phẩm",
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng đã áp dụng",
                "verbose_name_plural": "dòng đã áp dụng",
            },
        ),
        migrations.RunSQL(OUTCOMES, migrations.RunSQL.noop),
        migrations.DeleteModel(name="RecognitionSource"),
        migrations.RemoveField(
            model_name="importrow",
            name="applied",
        ),
    ]
