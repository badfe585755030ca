"""How the journal says what changed of a product's recognitions."""

from datetime import UTC, datetime

from sanvat.records import journal
from sanvat.records.history import tell

NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)


def test_the_fields_of_a_recognition_have_their_names(coffee, officer):
    changes = {"recognition.2.stars": (3, 4)}
    entry = journal.write("change_product", by=officer, subject=coffee, at=NOON, changes=changes)

    (change,) = tell(entry, coffee).changes

    assert (change.label, change.before, change.after) == (
        "hạng sao, lần công nhận thứ 2",
        "3",
        "4",
    )
