from typing import Any

from django.db import migrations

from sanvat.places import loading


def load(apps: Any, editor: Any) -> None:
    loading.load()


class Migration(migrations.Migration):
    """What ended between 2023 and 2025; the units of 2026 from the days in force."""

    dependencies = [("places", "0002_load")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
