"""A slow query is told by its shape: never with what was asked for."""

import pytest
from django.db import connection
from structlog.contextvars import bound_contextvars
from structlog.testing import capture_logs

from sanvat.operation import queries
from sanvat.operation.notes import Kind, latest
from sanvat.operation.queries import shape, tallied

NAME = "Nguyễn Thị Bí Mật"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("SELECT 1", "SELECT ?"),
        ("SELECT *\n  FROM t1 WHERE a = %s", "SELECT * FROM t1 WHERE a = %s"),
        ("WHERE a IN (%s, %s, %s) AND b IN (1,2,3)", "WHERE a IN (…) AND b IN (…)"),
        ("WHERE a = 'Bí mật' OR b = 'it''s'", "WHERE a = ? OR b = ?"),
        (r"WHERE a = E'it\'s 12'", "WHERE a = ?"),
        (r"WHERE a = 'C:\' OR b = 'Bí mật'", "WHERE a = ? OR b = ?"),
        ("WHERE a = $x$Bí mật$x$ AND b = 0.5", "WHERE a = ? AND b = ?"),
        ("WHERE a = 'Bí mật, cắt ngang", "WHERE a = ?"),
        ('SELECT "t"."id" FROM "t" LIMIT 25', 'SELECT "t"."id" FROM "t" LIMIT ?'),
    ],
)
def test_the_shape_of_a_statement_has_no_values(statement, told):
    assert shape(statement) == told


def test_a_long_statement_is_cut():
    assert len(shape("SELECT " + "a, " * 10_000)) <= queries.LONGEST


def test_a_slow_query_is_one_line_with_its_page_and_request(db, settings, django_user_model):
    settings.SLOW_QUERY_MS = 0
    queries.watch(connection)
    with (
        capture_logs() as lines,
        bound_contextvars(request_id="abc-12345"),
        tallied(lambda: "desk:home"),
    ):
        django_user_model.objects.filter(name=NAME).exists()

    (line,) = lines
    assert NAME not in str(line)
    assert isinstance(line.pop("ms"), int)
    assert line.pop("shape") == (
        'SELECT %s AS "a" FROM "parties_user" WHERE "parties_user"."name" = %s LIMIT ?'
    )
    assert line == {"event": "slow query", "log_level": "warning", "page": "desk:home"}
    (note,) = latest(Kind.SLOW_QUERY)
    assert (note["page"], note["request_id"]) == ("desk:home", "abc-12345")
    assert NAME not in str(note)


def test_what_is_quick_is_not_told(db, settings, django_user_model):
    settings.SLOW_QUERY_MS = 60_000
    with capture_logs() as lines:
        django_user_model.objects.exists()

    assert lines == []


def test_a_request_knows_its_queries_and_their_time(db, django_user_model):
    queries.watch(connection)
    with tallied(lambda: "desk:home") as tally:
        for _each in range(3):
            django_user_model.objects.exists()

    assert tally.queries == 3
    assert 0 < tally.seconds < 10


def test_a_connection_is_watched_once(db):
    queries.watch(connection)
    queries.watch(connection)

    assert connection.execute_wrappers.count(queries.timed) == 1
