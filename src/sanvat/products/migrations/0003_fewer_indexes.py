"""Indexes that another one makes superfluous."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0003_load_2026"),
        ("products", "0002_idea_noted_for"),
    ]

    operations = [
        migrations.AlterField(
            model_name="producer",
            name="current_place",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="producers",
                to="places.place",
                verbose_name="địa bàn hiện nay",
            ),
        ),
        migrations.AlterField(
            model_name="product",
            name="current_place",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="products",
                to="places.place",
                verbose_name="địa bàn hiện nay",
            ),
        ),
        migrations.AlterField(
            model_name="product",
            name="producer",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="products",
                to="products.producer",
                verbose_name="chủ thể",
            ),
        ),
    ]
