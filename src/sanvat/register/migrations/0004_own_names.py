"""An import is called as its own office called the file. Of files that came before, the stored
file's name is taken where the same person brought it first."""

from typing import Any

from django.db import migrations, models


def own_names(apps: Any, schema_editor: Any) -> None:
    Import = apps.get_model("register", "Import")
    for importing in Import.objects.select_related("file").iterator():
        stored = importing.file
        is_own = stored.created_by_id == importing.started_by_id
        importing.name = stored.original_name if is_own else f"so-ocop.{stored.extension}"
        importing.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0004_marks_of_files"),
        ("register", "0003_outcomes"),
    ]

    operations = [
        migrations.AddField(
            model_name="import",
            name="name",
            field=models.CharField(blank=True, max_length=150, verbose_name="tên tệp"),
        ),
        migrations.RunPython(own_names, migrations.RunPython.noop),
    ]
