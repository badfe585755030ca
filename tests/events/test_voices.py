"""Questions, wishes, ideas, and what came after an event."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanvat.events import actions
from sanvat.events.funnel import Stage, by_province, by_unit, funnels_of, together, within
from sanvat.events.models import Interest
from sanvat.indicators.countable import Period, countable
from sanvat.indicators.counting import behind, count
from sanvat.places.models import Place
from sanvat.products import actions as products
from tests.desk.pages import headings, read
from tests.events.conftest import AFTER, BEFORE, DAY, NOON, days, scan
from tests.events.test_life import refused
from tests.products.journals import last


def wish(event, commune, **more):
    given = {"by": None, "at": BEFORE, "agreed": True, "name": "Chị Ba", **more}
    return actions.note_interest(event, given.pop("wish", "Mứt gừng"), commune, **given)


def test_who_takes_part_asks_and_the_host_answers(event, guests, officer, coordinator, advisor):
    question = actions.ask(event, "Nộp ở đâu?", by=officer, at=BEFORE)
    told = actions.ask(event, "Mấy sao?", by=coordinator, at=NOON, name="Bà Tư")

    assert (question.name, told.name) == ("Nguyễn Thị Lan", "Bà Tư")
    assert actions.answer_question(question, "Ở xã.", by=coordinator, at=NOON)
    assert not actions.answer_question(question, "Ở xã.", by=coordinator, at=NOON)
    assert last(event)[0] == "answer_question"
    with pytest.raises(PermissionDenied):
        actions.answer_question(question, "Ở tỉnh.", by=officer, at=NOON)
    with pytest.raises(PermissionDenied):
        actions.ask(event, "Hộ", by=officer, at=NOON, name="Người khác")


def test_nobody_is_noted_who_did_not_agree(event, guests, officer, commune):
    asked = {"by": officer, "at": NOON, "agreed": False}

    assert refused(actions.note_interest, event, "Mứt", commune, **asked) == "no-consent"
    assert Interest.objects.count() == 0


def test_a_stranger_writes_only_where_the_host_asks_for_it(event, coordinator, commune):
    assert refused(wish, event, commune) == "interest-closed"
    actions.publish_event(event, by=coordinator, at=BEFORE)
    actions.change_event(event, by=coordinator, at=BEFORE, interest_until=DAY)

    first, again = wish(event, commune), wish(event, commune)

    assert (first, first.noted_by) == (again, None)
    assert refused(wish, event, commune, at=AFTER) == "interest-closed"
    with pytest.raises(ValidationError):
        wish(event, commune, wish="Tương ớt", phone="không phải số")


def test_an_officer_makes_an_idea_of_a_wish_once(
    event, guests, coordinator, officer, far_advisor, commune
):
    told = wish(event, commune, by=coordinator, at=NOON, phone="0912345678")
    for person in (coordinator, far_advisor):
        with pytest.raises(PermissionDenied):
            actions.make_idea(told, by=person, at=AFTER)

    idea = actions.make_idea(told, by=officer, at=AFTER)

    assert (idea.name, idea.told_by, idea.phone, idea.event) == (
        "Mứt gừng",
        "Chị Ba",
        "0912345678",
        event.title,
    )
    assert refused(actions.make_idea, told, by=officer, at=AFTER) == "interest-has-its-idea"


def test_what_came_after_is_counted_from_the_rows(event, guests, coordinator, officer, commune):
    """The officer and the producer's body came; two wishes, of which one became a product."""
    producer = products.register_producer(
        "HTX Mới", commune, by=officer, at=BEFORE, legal_form="cooperative"
    )
    actions.record_arrivals(event, [scan(guests[0]), scan(guests[1])], by=coordinator, at=NOON)
    first = wish(event, commune, by=coordinator, at=NOON)
    wish(event, commune, by=coordinator, at=NOON, wish="Tương ớt", name="Anh Tư")
    idea = actions.make_idea(first, by=officer, at=AFTER)
    plan = {"product": "Mứt", "materials": "gừng", "market": "chợ"}
    products.plan_idea(idea, **plan, by=officer, at=AFTER)
    products.register_idea(idea, producer, by=officer, at=AFTER + days(30))

    found = funnels_of([event])[event.pk]

    assert found.counts == [
        (Stage.CAME, 2),
        (Stage.INTEREST, 2),
        (Stage.IDEA, 1),
        (Stage.PRODUCT, 1),
        (Stage.RECOGNISED, 0),
        (Stage.ROSE, 0),
    ]
    assert {place: part[Stage.CAME] for place, part in by_unit(found).items()} == {commune: 2}
    assert list(by_province(found)) == [commune.parent]
    assert within(found, commune.parent).counts == found.counts
    assert together([found, found]).counts == found.counts


def test_provinces_stand_before_their_communes_and_add_up(event, coordinator, commune):
    """One wish from elsewhere: two provinces, and behind each its own units and figures."""
    far = Place.objects.today().communes().exclude(parent=commune.parent)[0]
    for place, wished in ((commune, ("Mứt", "Trà")), (far, ("Mắm",))):
        for text in wished:
            wish(event, place, by=coordinator, at=NOON, wish=text)
    path = f"su-kien/{event.pk}/hieu-qua/"

    whole = read(coordinator, path)
    one = read(coordinator, path, noi=commune.parent.pk, buoc="interest")

    assert headings(coordinator, path) == [p.full_name for p in (commune.parent, far.parent)]
    assert "Cộng 0 3 0 0 0 0" in whole
    assert commune.full_name not in whole
    assert f"{commune.full_name} 0 2 0 0 0 0" in one
    assert ("Trà" in one, "Mắm" in one, far.full_name in one) == (True, False, False)


def test_rooms_above_count_events_by_their_keys(held, coordinator, officer, province, commune):
    wish(held, commune, by=coordinator, at=AFTER)
    year = Period(last=DAY.replace(month=12, day=31), first=DAY.replace(month=1, day=1))

    def total(key: str, **choices) -> int:
        return count(countable(key), year, within=province, level="province", choices=choices).total

    assert total("events.held") == total("events.held", kind="training") == 1
    assert total("events.held", kind="fair") == 0
    assert total("events.participants") == total("events.participants", role="commune_officer") == 1
    assert total("events.interest") == 1
    assert total("events.ideas") == 0
    assert behind(countable("events.participants"), year, coordinator).count() == 1
    assert behind(countable("events.participants"), year, officer).count() == 0
