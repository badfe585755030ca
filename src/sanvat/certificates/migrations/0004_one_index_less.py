"""Indexes that another one makes superfluous."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0003_by_day"),
        ("products", "0002_idea_noted_for"),
    ]

    operations = [
        migrations.AlterField(
            model_name="recognition",
            name="product",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="recognitions",
                to="products.product",
                verbose_name="sản phẩm",
            ),
        ),
    ]
