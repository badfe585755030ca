"""Indexes that another one makes superfluous."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0004_marks_of_files"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="hash",
            field=models.CharField(editable=False, max_length=64, null=True, verbose_name="mã băm"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("hash",), name="entry_hash_once"),
        ),
    ]
