from typing import Any

from django.db import migrations

from sanvat.indicators import first_library


def load(apps: Any, editor: Any) -> None:
    """Those that came to the library since: what counts matters of the people."""
    indicators = apps.get_model("indicators", "Indicator").objects
    first_library.load(indicators, apps.get_model("indicators", "Definition").objects)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0006_files_later")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
