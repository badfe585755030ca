"""Rows that bear the province in which their place lies: those of a province are then found along
an index in the order of a list, without a look at places.

A model takes it with a column, and its migration with one line behind that:

    province = in_province()
    operations = [migrations.AddField(…), keep_province("events_event")]
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.migrations import RunSQL
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanvat.places.models import Level, Place
from sanvat.records.among import among_rows

KEEP = """
CREATE FUNCTION {table}_lie_in_province() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.province := coalesce(
        (SELECT '/' || split_part(lineage, '/', 2) || '/' FROM places_place
            WHERE id = NEW.{place}),
        ''
    );
    RETURN NEW;
END $$;
CREATE TRIGGER {table}_lie_in_province BEFORE INSERT OR UPDATE OF {place}, province ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_lie_in_province();

CREATE FUNCTION {table}_follow_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {table} SET province = '' FROM came JOIN was USING (id)
        WHERE {table}.{place} = came.id AND came.lineage IS DISTINCT FROM was.lineage;
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_follow_places AFTER UPDATE ON places_place
    REFERENCING OLD TABLE AS was NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_follow_places();

UPDATE {table} SET province = '';
"""
LEAVE = """
DROP TRIGGER {table}_follow_places ON places_place;
DROP FUNCTION {table}_follow_places();
DROP TRIGGER {table}_lie_in_province ON {table};
DROP FUNCTION {table}_lie_in_province();
"""


def in_province() -> Any:
    """The lineage of the province, "" of what has no place; the database keeps it."""
    return models.CharField(_("tỉnh"), max_length=60, editable=False, default="", db_collation="C")


def keep_province(table: str, place: str = "place_id") -> RunSQL:
    """For a migration: the table's column `province` says where the `place` of each row lies, of
    those there are and of those to come, also when the place comes under another."""
    names = {"table": table, "place": place}
    return RunSQL(KEEP.format(**names), LEAVE.format(**names))


def lying_in(place: Place) -> Q:
    """The rows of such a model that lie in this place. Of what is no province the places are looked
    up first, so that "or" beside it keeps its index too."""
    if place.level == Level.PROVINCE:
        return Q(province=place.lineage)
    return Q(among_rows("place", Place.objects.below(place)))
