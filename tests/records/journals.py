"""A journal to try things on, and what somebody who owns the database could do to it."""

from datetime import UTC, datetime, timedelta

from django.db import connection

from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.chain import SEAL

NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)


def write_entries(count: int) -> User:
    """That many entries about one person, sealed as by a commit."""
    lan = User.objects.create_user("lan", name="Nguyễn Thị Lan")
    for minute in range(count):
        at = NOON + timedelta(minutes=minute)
        journal.write("rename", by=lan, subject=lan, at=at, changes={"name": ("Lan", minute)})
    seal()
    return lan


def seal() -> None:
    """What a commit does, within a test that never commits."""
    execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def tamper(*statements: str) -> None:
    """Change the journal as only a superuser can, past every guard."""
    execute("SET LOCAL session_replication_role = replica")
    for statement in statements:
        execute(statement.replace("SEAL", SEAL))
    execute("SET LOCAL session_replication_role = origin")


def shift(condition: str, by: int) -> tuple[str, str]:
    """Statements that renumber entries, in two steps since numbers are unique."""
    return (
        f"UPDATE records_entry SET number = -(number + {by}) WHERE {condition}",
        "UPDATE records_entry SET number = -number WHERE number < 0",
    )


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
