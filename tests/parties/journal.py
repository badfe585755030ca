"""Reading the journal in a test: the last line about a thing, and whether there is any."""

from django.db.models import Model

from sanvat.records import journal
from sanvat.records.models import Entry


def written(subject: Model) -> list[tuple[str, str, str]]:
    """What was done to it: act, by whom, for whom."""
    entries = journal.of(subject).order_by("id")
    return [(entry.act, entry.who_name, entry.for_whom) for entry in entries]


def last_entry() -> Entry:
    return Entry.objects.order_by("id").last()


def nothing_was_written() -> bool:
    return not Entry.objects.exists()
