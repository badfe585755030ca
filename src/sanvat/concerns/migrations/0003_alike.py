"""The pairs of words of every matter, by which like ones are found."""

import django.contrib.postgres.indexes
from django.db import migrations
from django.db.models import F

import sanvat.concerns.models.pairs

PAIRS = """
CREATE FUNCTION concerns_pairs(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(array_agg(DISTINCT said.word || ' ' || after.word), '{}'::text[])
    FROM string_to_table(words, ' ') WITH ORDINALITY AS said(word, n)
    JOIN string_to_table(words, ' ') WITH ORDINALITY AS after(word, n) ON after.n = said.n + 1
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("concerns", "0002_guards")]

    operations = [
        migrations.RunSQL(PAIRS, "DROP FUNCTION concerns_pairs(text)"),
        migrations.AddIndex(
            model_name="concern",
            index=django.contrib.postgres.indexes.GinIndex(
                sanvat.concerns.models.pairs.Pairs(F("searchable")), name="concern_alike"
            ),
        ),
    ]
