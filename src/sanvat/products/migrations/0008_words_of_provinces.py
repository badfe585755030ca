"""Words are looked for within a province, and a body bears the province in which its producer lies
today where that is not the one of its own place."""

import django.contrib.postgres.indexes
from django.db import migrations

LIE = """
CREATE FUNCTION products_organisation_lies_elsewhere() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.also_in := coalesce(
        (SELECT province FROM products_producer
            WHERE organisation_id = NEW.id AND province <> NEW.province),
        ''
    );
    RETURN NEW;
END $$;
-- Behind parties_organisation_place, which says in which province the place lies. A body that
-- comes has no producer yet.
CREATE TRIGGER products_organisation_elsewhere
    BEFORE UPDATE OF place_id, province, also_in ON parties_organisation
    FOR EACH ROW EXECUTE FUNCTION products_organisation_lies_elsewhere();

CREATE FUNCTION products_producers_came() RETURNS trigger
LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    UPDATE parties_organisation SET also_in = '' FROM came
        WHERE parties_organisation.id = came.organisation_id
        AND parties_organisation.province <> came.province;
    RETURN NULL;
END $$;
CREATE TRIGGER products_producers_came AFTER INSERT ON products_producer
    REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION products_producers_came();

CREATE FUNCTION products_producers_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE parties_organisation SET also_in = '' WHERE id = ANY (ARRAY(
        (SELECT organisation_id FROM (
            SELECT organisation_id, province FROM came
            EXCEPT SELECT organisation_id, province FROM was
        ) AS other)
        UNION
        (SELECT organisation_id FROM was EXCEPT SELECT organisation_id FROM came)
    ));
    RETURN NULL;
END $$;
CREATE TRIGGER products_producers_changed AFTER UPDATE ON products_producer
    REFERENCING OLD TABLE AS was NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION products_producers_changed();

CREATE FUNCTION products_producers_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE parties_organisation SET also_in = '' FROM was
        WHERE parties_organisation.id = was.organisation_id AND also_in <> '';
    RETURN NULL;
END $$;
CREATE TRIGGER products_producers_went AFTER DELETE ON products_producer
    REFERENCING OLD TABLE AS was
    FOR EACH STATEMENT EXECUTE FUNCTION products_producers_went();

-- Bodies that bear something else than their place and their producer say.
CREATE VIEW products_organisations_elsewhere AS
    SELECT body.id FROM parties_organisation AS body
    LEFT JOIN places_place AS place ON place.id = body.place_id
    LEFT JOIN products_producer AS producer ON producer.organisation_id = body.id
    WHERE (body.province, body.place_key, body.found_by, body.also_in) IS DISTINCT FROM (
        coalesce('/' || split_part(place.lineage, '/', 2) || '/', ''),
        coalesce(place.sort_key, ''),
        concat_ws(' ', body.searchable, place.searchable),
        coalesce(nullif(producer.province, body.province), '')
    );
"""
LIE_NO_MORE = """
DROP VIEW products_organisations_elsewhere;
DROP TRIGGER products_producers_went ON products_producer;
DROP TRIGGER products_producers_changed ON products_producer;
DROP TRIGGER products_producers_came ON products_producer;
DROP TRIGGER products_organisation_elsewhere ON parties_organisation;
DROP FUNCTION products_producers_went();
DROP FUNCTION products_producers_changed();
DROP FUNCTION products_producers_came();
DROP FUNCTION products_organisation_lies_elsewhere();
"""
FILL = """
UPDATE parties_organisation SET province = ''
    WHERE id IN (SELECT id FROM products_organisations_elsewhere)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0012_in_order"),
        ("places", "0005_statistics"),
        ("products", "0007_days_of_provinces"),
    ]

    operations = [
        migrations.RunSQL(LIE, LIE_NO_MORE),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name="producer",
            name="producer_search",
        ),
        migrations.RemoveIndex(
            model_name="product",
            name="product_search",
        ),
        migrations.AddIndex(
            model_name="producer",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["province", "searchable"],
                name="producer_search",
                opclasses=["varchar_ops", "gin_trgm_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["province", "searchable"],
                name="product_search",
                opclasses=["varchar_ops", "gin_trgm_ops"],
            ),
        ),
    ]
