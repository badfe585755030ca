from django.db import migrations


class Migration(migrations.Migration):
    """How often secrets were tried (`parties/tries.py`), unlogged: quick, and empty after a
    crash."""

    dependencies = [
        ("parties", "0009_concern_scopes"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE parties_tried ("
            " place bigint PRIMARY KEY,"
            " span bigint NOT NULL,"
            " tries integer NOT NULL)"
            " WITH (fillfactor = 50);",  # a row is changed where it lies
            "DROP TABLE parties_tried;",
        )
    ]
