"""What the journal was told."""

from sanvat.records.models import Entry


def last(subject=None) -> tuple:
    """The newest entry: act, whose it is about, and what changed."""
    entries = Entry.objects.order_by("id")
    if subject is not None:
        entries = entries.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    entry = entries.last()
    return entry.act, entry.subject_name, entry.changes


def count() -> int:
    return Entry.objects.count()
