from django.db import migrations


class Migration(migrations.Migration):
    """The table of Django's database cache, unlogged: quick, and empty after a crash, which only
    forgets who tried to sign in how often."""

    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE shared_cache ("
            " cache_key varchar(255) PRIMARY KEY,"
            " value text NOT NULL,"
            " expires timestamptz NOT NULL);"
            "CREATE INDEX shared_cache_expires ON shared_cache (expires);",
            "DROP TABLE shared_cache;",
        )
    ]
