from django.db import migrations


class Migration(migrations.Migration):
    """How often programmes asked in this minute, unlogged: quick, and empty after a crash."""

    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE api_asked ("
            " who bytea PRIMARY KEY,"
            " minute bigint NOT NULL,"
            " asked integer NOT NULL)"
            " WITH (fillfactor = 50);",  # a row is changed where it lies
            "DROP TABLE api_asked;",
        )
    ]
