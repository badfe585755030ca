from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.utils.functional import SimpleLazyObject

from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.locks import locked
from tests.people import make_user

NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_a_locked_row_is_read_anew():
    held = make_user("Nguyễn Thị Lan", "0911000001")
    User.objects.update(name="Nguyễn Thị Lan Anh")

    with transaction.atomic():
        assert locked(held).name == "Nguyễn Thị Lan Anh"


def test_the_person_of_a_request_is_locked_and_hidden_like_any_other():
    lan = make_user("Nguyễn Thị Lan", "0911000001")
    wrapped = SimpleLazyObject(lambda: lan)

    with transaction.atomic():
        assert locked(wrapped) == lan
    entry = journal.write(
        "join", by=wrapped, subject=wrapped, at=NOON, changes={"email": ("", "a")}
    )
    assert entry.changes == {"email": ["", "•"]}
