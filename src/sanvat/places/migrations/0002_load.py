from typing import Any

from django.db import migrations

from sanvat.places import loading


def load(apps: Any, editor: Any) -> None:
    loading.load()


class Migration(migrations.Migration):
    """The places. A later edition of the data file comes with a migration like this one."""

    dependencies = [("places", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
