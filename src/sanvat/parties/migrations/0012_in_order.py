"""A body says itself in which province its place lies, where that stands in the order of places, and
by which words both are found; so a list of a province needs no look at the places of all bodies.

The database keeps that with the place. `also_in` is kept by a room above (`products`,
`0008_words_of_provinces`).
"""

import django.contrib.postgres.indexes
from django.db import migrations, models

from sanvat.places.extensions import Extension

LIE = """
CREATE FUNCTION parties_lie_in_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lying places_place;
BEGIN
    SELECT * INTO lying FROM places_place WHERE id = NEW.place_id;
    NEW.province := coalesce('/' || split_part(lying.lineage, '/', 2) || '/', '');
    NEW.place_key := coalesce(lying.sort_key, '');
    NEW.found_by := concat_ws(' ', NEW.searchable, lying.searchable);
    NEW.also_in := coalesce(NEW.also_in, '');  -- whoever copies rows in need not name it
    RETURN NEW;
END $$;
CREATE TRIGGER parties_organisation_place
    BEFORE INSERT OR UPDATE OF place_id, searchable, province, place_key, found_by
    ON parties_organisation FOR EACH ROW EXECUTE FUNCTION parties_lie_in_place();

CREATE FUNCTION parties_follow_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE parties_organisation SET province = '' FROM came JOIN was USING (id)
        WHERE parties_organisation.place_id = came.id
        AND (came.lineage, came.sort_key, came.searchable)
            IS DISTINCT FROM (was.lineage, was.sort_key, was.searchable);
    RETURN NULL;
END $$;
CREATE TRIGGER parties_follow_places AFTER UPDATE ON places_place
    REFERENCING OLD TABLE AS was NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION parties_follow_places();
"""
LIE_NO_MORE = """
DROP TRIGGER parties_follow_places ON places_place;
DROP FUNCTION parties_follow_places();
DROP TRIGGER parties_organisation_place ON parties_organisation;
DROP FUNCTION parties_lie_in_place();
"""
FILL = "UPDATE parties_organisation SET province = ''"


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("parties", "0011_found_by_words"),
        ("places", "0005_statistics"),
    ]

    operations = [
        Extension("btree_gin"),
        migrations.RemoveIndex(
            model_name="organisation",
            name="organisation_search",
        ),
        migrations.AddField(
            model_name="organisation",
            name="also_in",
            field=models.CharField(
                db_collation="C",
                default="",
                editable=False,
                max_length=60,
                verbose_name="tỉnh hiện nay",
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="found_by",
            field=models.CharField(
                db_collation="C",
                default="",
                editable=False,
                max_length=620,
                verbose_name="từ để tìm",
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="place_key",
            field=models.CharField(
                db_collation="C",
                default="",
                editable=False,
                max_length=300,
                verbose_name="thứ tự theo địa bàn",
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="province",
            field=models.CharField(
                db_collation="C", default="", editable=False, max_length=60, verbose_name="tỉnh"
            ),
        ),
        migrations.RunSQL(LIE, LIE_NO_MORE),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["place_key", "name", "id"], name="organisation_in_order"),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                fields=["province", "place_key", "name", "id"], name="organisation_in_province"
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                condition=models.Q(("also_in", ""), _negated=True),
                fields=["also_in", "place_key", "name", "id"],
                name="organisation_also_in",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                condition=models.Q(("kind", "producer"), _negated=True),
                fields=["kind", "place_key", "name", "id"],
                name="organisation_offices",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                condition=models.Q(("kind", "producer"), _negated=True),
                fields=["province", "kind", "place_key", "name", "id"],
                name="organisation_offices_province",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["province", "found_by"],
                name="organisation_search",
                opclasses=["varchar_ops", "gin_trgm_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["name", "id"], name="user_by_name"),
        ),
    ]
