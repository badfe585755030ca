"""The data file into the tables: quick the first time, and only what changed after that.

Migrations call `load`, so the columns are named one by one: it also works on the tables as
they were before a later migration.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import ManyToOneRel

from sanvat.places import names
from sanvat.places.models import Change, Edition, Level, Place, Succession

DATA = Path(__file__).parent / "data"
UNITS, SUCCESSIONS = DATA / "units.csv.gz", DATA / "successions.csv.gz"
LEVELS = {2: Level.PROVINCE, 3: Level.DISTRICT, 5: Level.COMMUNE}

PLACE_COLUMNS = (
    *("id", "code", "level", "kind", "name", "parent_id", "valid", "latitude", "longitude"),
    *("decision", "full_name", "lineage", "folded", "searchable", "sort_key"),
)
SUCCESSION_COLUMNS = ("old_id", "new_id", "on", "kind", "whole")

Row = dict[str, str]


@transaction.atomic
def load() -> bool:
    """Bring the tables up to the edition of the data file; False where they hold it already.

    A unit keeps its row, known by its code, name and days. Rows that begin after the file's own
    stay: an office may have entered a decision that is younger than the file.
    """
    edition = digest()
    if Edition.objects.filter(digest=edition).exists():
        return False
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE places_place, places_succession IN SHARE ROW EXCLUSIVE MODE")
    units, successions = _read(UNITS), _read(SUCCESSIONS)
    places = _places(units, successions)
    _write_places(places)
    _write_successions(places, successions)
    Edition.objects.update_or_create(pk=1, defaults={"digest": edition})
    return True


def digest() -> str:
    """Of all that the rows are made from, other spellings too."""
    files = (UNITS, SUCCESSIONS, names.SPELLINGS)
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _read(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> float | None:
    return float(text) if text else None


# Rows of the file as places


def _places(units: list[Row], successions: list[Row]) -> list[Place]:
    """A parent before its children, and a unit's earlier row before its later one."""
    before = {
        (row["new"], row["on"]): row["old"]
        for row in successions
        if row["kind"] in (Change.RENAME, Change.MOVE) and len(row["old"]) == len(row["new"])
    }
    of_code: dict[str, list[Place]] = defaultdict(list)
    places = []
    for row in sorted(units, key=lambda row: (row["start"], len(row["code"]), row["code"])):
        place = Place(
            code=row["code"],
            level=LEVELS[len(row["code"])],
            kind=row["kind"],
            name=row["name"],
            parent=_then(of_code[row["parent"]], row["start"]) if row["parent"] else None,
            valid=DateRange(_day(row["start"]), _day(row["end"])),
            latitude=_number(row["latitude"]),
            longitude=_number(row["longitude"]),
            decision=row["decision"],
        )
        earlier = before.get((row["code"], row["start"]))
        place.complete(continues=_ended(of_code[earlier], row["start"]) if earlier else None)
        of_code[place.code].append(place)
        places.append(place)
    return places


def _then(rows: Iterable[Place], start: str) -> Place:
    """Of a unit's rows the one in whose time that day falls."""
    return next(p for p in rows if p.is_valid_on(_day(start) or date.min))


def _ended(rows: Iterable[Place], on: str) -> Place:
    return next(p for p in rows if p.valid.upper == _day(on))


# Into the tables


def _write_places(places: list[Place]) -> None:
    stood = {row[0]: row for row in Place.objects.values_list(*PLACE_COLUMNS)}
    kept = _known(places, stood)
    following = max(stood, default=0) + 1
    fresh, changed = [], []
    for place in places:
        row = kept.get(id(place))
        place.pk = row[0] if row else following
        place.parent = place.parent  # which has its number by now
        if row is None:
            following += 1
            fresh.append(place)
        elif row != _values(place):
            changed.append(place)
    taken = {row[0] for row in kept.values()}
    gone = _replaced(places, [row for pk, row in stood.items() if pk not in taken])
    _set_aside([*gone, *(p.pk for p in changed if stood[p.pk][6] != p.valid)])
    _copy("places_place", PLACE_COLUMNS, map(_values, fresh))
    _hand_over(gone)
    Place.objects.bulk_update(changed, PLACE_COLUMNS[1:], batch_size=1000)


def _known(places: list[Place], stood: dict[int, tuple[Any, ...]]) -> dict[int, tuple[Any, ...]]:
    """Each place's row, by `id(place)`: that of the same name until the same day, else that of
    the same first day. An edition may tell what was before a unit, or correct a day."""
    by_end = {(row[2], row[1], row[3], row[4], row[6].upper): row for row in stood.values()}
    by_start = {(row[2], row[1], row[6].lower): row for row in stood.values()}
    kept = {}
    for place in places:
        key = (place.level, place.code, place.kind, place.name, place.valid.upper)
        if row := by_end.get(key):
            kept[id(place)] = row
    taken = {row[0] for row in kept.values()}
    for place in places:
        row = by_start.get((place.level, place.code, place.valid.lower))
        if id(place) not in kept and row and row[0] not in taken:
            kept[id(place)] = row
    return kept


def _set_aside(numbers: list[int]) -> None:
    """Under codes of their own, so that no two rows overlap while one after the other is
    written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE places_place SET code = '~' || lpad(to_hex(id), 4, '0') WHERE id = ANY(%s)",
            [numbers],
        )


def _replaced(places: list[Place], others: list[tuple[Any, ...]]) -> dict[int, Place]:
    """Rows of an earlier edition that this one tells otherwise, and the place each now is.

    A row that begins after the file's last one of its code is an office's own decision: it
    stays, and the file's last row ends where it begins.
    """
    of_code: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        of_code[place.level, place.code].append(place)
    gone = {}
    for row in others:
        those = sorted(of_code[row[2], row[1]], key=lambda place: place.valid.lower or date.min)
        begins = row[6].lower or date.min
        if those and begins > (those[-1].valid.lower or date.min):
            those[-1].valid = DateRange(those[-1].valid.lower, begins)
        elif those:
            last = [place for place in those if (place.valid.lower or date.min) <= begins]
            gone[row[0]] = (last or those)[-1]
    return gone


def _hand_over(gone: dict[int, Place]) -> None:
    """What stands at a row that is no more stands at the other; then the row goes."""
    tables = set(connection.introspection.table_names()) if gone else set()
    for relation in Place._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        model, name = relation.related_model, relation.field.name
        if model is Succession or model._meta.db_table not in tables:
            continue
        for old, place in gone.items():
            model._base_manager.filter(**{name: old}).update(**{name: place.pk})
    Place.objects.filter(pk__in=gone).delete()


def _values(place: Place) -> tuple[Any, ...]:
    return tuple(getattr(place, column) for column in PLACE_COLUMNS)


def _write_successions(places: list[Place], successions: list[Row]) -> None:
    """Written anew, since nothing refers to them."""
    ended = {(p.code, str(p.valid.upper)): p.pk for p in places if p.valid.upper}
    begun = {(p.code, str(p.valid.lower)): p.pk for p in places if p.valid.lower}
    ours = [place.pk for place in places]
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM places_succession WHERE old_id = ANY(%s) AND new_id = ANY(%s)",
            [ours, ours],
        )
    rows = [
        (
            ended[row["old"], row["on"]],
            begun[row["new"], row["on"]],
            _day(row["on"]),
            row["kind"],
            row["whole"] == "1",
        )
        for row in successions
    ]
    _copy("places_succession", SUCCESSION_COLUMNS, rows)


def _copy(table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    named = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        if "id" in columns:  # the numbers given by us are taken
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id))"  # nosec B608  # ours
                f" FROM {table}"  # a table of this room
            )
