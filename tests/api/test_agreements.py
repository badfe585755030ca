"""GET /api/v1/agreements/: what is signed and public, with its items and counts; never a draft."""

import pytest
from django.test import Client
from django.utils import timezone

from sanvat.agreements import actions
from tests.agreements.worlds import done, drafted, first, signed

pytestmark = pytest.mark.django_db
PATH = "/api/v1/agreements/"


def get(**query):
    return Client().get(PATH, query).json()


def test_public_agreements_are_open_to_all_with_items_and_counts(coordinator, programme_party):
    agreement = signed(coordinator, programme_party)
    actions.publish(agreement, True, by=coordinator, at=timezone.now())
    actions.confirm(done(first(agreement), coordinator), by=programme_party, at=timezone.now())
    signed(coordinator, programme_party)  # not public
    drafted(coordinator, programme_party)

    page = get()

    assert (page["count"], page["next"]) == (1, None)
    (row,) = page["items"]
    today = timezone.localdate().isoformat()
    assert row["counts"] == {"items": 2, "confirmed": 1, "overdue": 0}
    assert row["signed_on"] == today
    assert [(p["name"], p["signed_by"]) for p in row["parties"]] == [
        ("Văn phòng Điều phối tỉnh", "Người ký 1"),
        ("Hội Nông dân tỉnh", "Người ký 2"),
    ]
    assert [(i["number"], i["state"], i["confirmed_on"]) for i in row["items"]] == [
        (1, "confirmed", today),
        (2, "open", None),
    ]


def test_pages_follow_one_another(coordinator, programme_party):
    for _ in range(3):
        agreement = signed(coordinator, programme_party, items=1)
        actions.publish(agreement, True, by=coordinator, at=timezone.now())

    page = get(limit=2)
    rest = Client().get(page["next"]).json()

    assert (len(page["items"]), page["count"]) == (2, 3)
    assert [row["id"] for row in rest["items"]] == [agreement.pk]
