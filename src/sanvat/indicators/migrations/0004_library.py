from typing import Any

from django.db import migrations

from sanvat.indicators import first_library


def load(apps: Any, editor: Any) -> None:
    indicators = apps.get_model("indicators", "Indicator").objects
    first_library.load(indicators, apps.get_model("indicators", "Definition").objects)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_totals")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
