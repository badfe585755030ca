from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.utils.functional import SimpleLazyObject

from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.locks import Gone, hold, locked
from tests.people import again, make_organisation, make_user
from tests.threads import at_once

NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_a_locked_row_is_read_anew():
    held = make_user("Nguyễn Thị Lan", "0911000001")
    User.objects.update(name="Nguyễn Thị Lan Anh")

    with transaction.atomic():
        assert locked(held).name == "Nguyễn Thị Lan Anh"


def test_what_somebody_took_out_meanwhile_is_gone():
    taken_out = make_user("Nguyễn Thị Lan", "0911000001")
    User.objects.filter(pk=taken_out.pk).delete()

    with transaction.atomic(), pytest.raises(Gone):
        locked(taken_out)


@pytest.mark.django_db(transaction=True)
def test_whoever_waited_for_a_row_reads_what_belongs_to_it_anew(commune, elsewhere):
    """PostgreSQL itself would join the rows of before the wait."""
    body = make_organisation("other", "Hội", commune)

    def moved() -> None:
        with transaction.atomic():
            found = locked(body, "place")
            found.place = elsewhere if found.place == commune else commune
            found.save()

    assert at_once(moved, moved) == [None, None]
    with transaction.atomic():
        assert locked(body, "place").place == commune


@pytest.mark.django_db(transaction=True)
def test_many_rows_are_held_in_the_order_of_their_keys():
    people = [make_user(f"Người {n}", f"091100000{n}") for n in range(3)]

    def renamed(order: str) -> None:
        with transaction.atomic():
            hold(User.objects.order_by(order))
            for person in User.objects.order_by(order):
                User.objects.filter(pk=person.pk).update(name=f"{person.name}!")

    assert at_once(lambda: renamed("pk"), lambda: renamed("-pk")) == [None, None]
    assert [again(person).name for person in people] == ["Người 0!!", "Người 1!!", "Người 2!!"]


def test_the_person_of_a_request_is_locked_and_hidden_like_any_other():
    lan = make_user("Nguyễn Thị Lan", "0911000001")
    wrapped = SimpleLazyObject(lambda: lan)

    with transaction.atomic():
        assert locked(wrapped) == lan
    entry = journal.write(
        "join", by=wrapped, subject=wrapped, at=NOON, changes={"email": ("", "a")}
    )
    assert entry.changes == {"email": ["", "•"]}
