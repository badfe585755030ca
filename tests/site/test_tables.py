"""The tables of an empty database, laid in one go."""

from __future__ import annotations

import gzip
import re
from unittest.mock import Mock

import pytest
from django.db import connection

from sanvat.indicators import first_library
from sanvat.indicators.models import Indicator
from sanvat.places import loading
from sanvat.places.models import Edition, Place, Succession
from sanvat.site import prepare, tables
from tests.site.backup.conftest import every_installation, installations  # noqa: F401


@pytest.fixture
def migrations(monkeypatch) -> Mock:
    """Counts how often the migrations themselves are run, and runs none."""
    run = Mock()
    monkeypatch.setattr(prepare, "call_command", run)
    return run


@pytest.mark.django_db
def test_the_file_was_made_from_the_migrations_that_stand():
    """Else: `sanvat tables update`."""
    assert tables.is_current()


def test_an_empty_database_gets_them_at_once(installations, migrations):  # noqa: F811
    installations.new()

    prepare.migrate()

    assert not migrations.called
    assert not prepare.pending_migrations()
    assert Edition.objects.get().digest == loading.digest()
    assert Indicator.objects.count() == len(first_library.read())
    assert Place.objects.filter(pk__lte=Place.objects.count()).count() == Place.objects.count() > 0


@pytest.fixture
def of_another_edition(monkeypatch, tmp_path) -> str:
    """Rows that were made before the data file was changed: a ward bears another name in them."""
    rows = gzip.decompress(tables.PLACES.read_bytes()).decode()
    rows = rows.replace(loading.digest(), "0" * 64, 1)
    rows, renamed = re.subn(r"(\t00004\tcommune\tphuong\t)[^\t]+", r"\1Tên Cũ", rows)
    assert renamed
    older = tmp_path / "places.sql.gz"
    older.write_bytes(gzip.compress(rows.encode()))
    monkeypatch.setattr(tables, "PLACES", older)
    return "Tên Cũ"


def test_the_rows_of_places_are_what_the_data_file_makes(installations):  # noqa: F811
    installations.new()
    prepare.migrate()
    laid = everything()
    following = next_numbers()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE places_place, places_succession, places_edition CASCADE")
        cursor.execute("ALTER SEQUENCE places_succession_id_seq RESTART")

    assert tables.edition_of_places() == loading.digest()
    assert loading.load()

    assert everything() == laid
    assert next_numbers() == following
    assert len(laid[0]) > 15_000
    assert len(laid[1]) > 16_000


def test_a_data_file_that_was_changed_since_is_taken_in(
    installations,  # noqa: F811
    migrations,
    of_another_edition,
):
    installations.new()

    prepare.migrate()

    assert not migrations.called
    assert Edition.objects.get().digest == loading.digest()
    assert not Place.objects.filter(name=of_another_edition).exists()
    told = sorted(row["name"] for row in loading._read(loading.UNITS))
    assert sorted(Place.objects.values_list("name", flat=True)) == told


def everything() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    columns = sorted(field.attname for field in Place._meta.concrete_fields)
    return (
        list(Place.objects.order_by("pk").values_list(*columns)),
        list(Succession.objects.order_by("pk").values_list()),
    )


def next_numbers() -> list[int]:
    with connection.cursor() as cursor:
        numbers = []
        for table in ("places_place", "places_succession"):
            cursor.execute(f"SELECT last_value FROM {table}_id_seq")
            numbers += cursor.fetchone()
        return numbers


def test_a_database_that_holds_something_goes_through_the_migrations(
    installations,  # noqa: F811
    migrations,
    monkeypatch,
):
    installations.new()
    monkeypatch.setattr(prepare, "follow_the_map", Mock())
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_somebody (id int)")

    prepare.migrate()

    assert migrations.called
    assert connection.introspection.table_names() == ["of_somebody"]


def test_tables_of_other_migrations_are_not_taken(
    installations,  # noqa: F811
    migrations,
    monkeypatch,
    tmp_path,
):
    installations.new()
    monkeypatch.setattr(prepare, "follow_the_map", Mock())
    older = tmp_path / "tables.sql"
    older.write_text(f"{tables.MADE_OF}{'0' * 32}, by PostgreSQL 18\nCREATE TABLE of_before ();\n")
    monkeypatch.setattr(tables, "FILE", older)

    prepare.migrate()

    assert migrations.called
    assert connection.introspection.table_names() == []


def test_what_a_server_does_not_take_is_left_to_the_migrations(
    installations,  # noqa: F811
    migrations,
    monkeypatch,
    tmp_path,
):
    installations.new()
    monkeypatch.setattr(prepare, "follow_the_map", Mock())
    otherwise = tmp_path / "tables.sql"
    otherwise.write_text(
        f"{tables.first_line()}CREATE TABLE one ();\nCREATE TABLE two (x nothing);\n"
    )
    monkeypatch.setattr(tables, "FILE", otherwise)

    prepare.migrate()

    assert migrations.called
    assert connection.introspection.table_names() == []
