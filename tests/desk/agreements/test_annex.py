"""A signed annex, as it is written down: several items at once."""

import pytest
from django.utils import timezone

from tests.agreements.worlds import signed
from tests.desk.forms import errors_of, fields_of
from tests.desk.pages import DESK, signed_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def written(user, agreement, query="", **typed):
    client, here = signed_in(user), f"{DESK}phoi-hop/{agreement.pk}/phu-luc/{query}"
    names = {f"name_{party.pk}": "Ka Dơn" for party in agreement.parties.all()}
    fields = fields_of(client.get(here), among="reason")
    return client.post(
        here, {**fields, "reason": "Thêm việc", "signed_on": f"{TODAY}", **names, **typed}
    )


def test_one_annex_changes_items_and_adds_some(coordinator, programme_party):
    agreement = signed(coordinator, programme_party)
    first, second = agreement.items.order_by("number")
    lead = agreement.parties.first()

    answer = written(
        coordinator,
        agreement,
        item_1=str(first.pk),
        text_1="Nội dung đã sửa",
        item_2=str(second.pk),
        due_on_2=f"{TODAY}",
        text_4="Nội dung thêm",
        lead_4=str(lead.pk),
    )

    assert answer.status_code == 302
    assert list(agreement.items.order_by("number").values_list("text", "due_on")) == [
        ("Nội dung đã sửa", None),
        ("Nội dung thứ 2", TODAY),
        ("Nội dung thêm", None),
    ]
    assert agreement.amendments.get().reason == "Thêm việc"


def test_what_is_missing_is_said_at_its_line(coordinator, programme_party):
    agreement = signed(coordinator, programme_party)
    first = str(agreement.items.order_by("number").first().pk)
    faults = lambda **typed: list(errors_of(written(coordinator, agreement, **typed)))  # noqa: E731

    assert faults() == ["id_text_1"]
    assert faults(product_3="Nhãn") == ["id_text_3", "id_lead_3"]
    assert faults(item_1=first, text_1="x", item_2=first, text_2="y") == ["id_item_2"]
    assert not agreement.amendments.exists()


def test_a_longer_annex_gets_as_many_lines(coordinator, programme_party):
    agreement = signed(coordinator, programme_party)
    lead = agreement.parties.first()
    added = {f"text_{n}": f"Việc {n}" for n in range(1, 31)}
    added |= {f"lead_{n}": str(lead.pk) for n in range(1, 31)}

    assert written(coordinator, agreement, "?dong=30", **added).status_code == 302
    assert agreement.items.count() == 32
    assert 'name="text_31"' not in _page(coordinator, signed(coordinator, programme_party))


def _page(user, agreement) -> str:
    answer = signed_in(user).get(f"{DESK}phoi-hop/{agreement.pk}/phu-luc/?dong=999")
    return answer.content.decode()
