"""Movements: what is given, what it adds up to, and whose names are told."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sanvat.documents.paper import Table
from sanvat.errors import Refusal
from sanvat.indicators.countable import Period, countable
from sanvat.indicators.counting import count
from sanvat.movements import actions
from sanvat.movements.documents import thanked, thanks_paper
from sanvat.movements.models import Contribution
from sanvat.movements.totals import Kind, by_place, given_to, totals_of
from sanvat.places.models import Level, Place
from sanvat.records import journal
from tests.people import make_organisation

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def give(movement, kind, by, place, **fields) -> Contribution:
    given = {"giver": "household", "day": TODAY}
    return actions.record_contribution(
        movement, kind, place=place, by=by, at=NOW, **(given | fields)
    )


def test_what_was_given_adds_up_by_kind_and_by_place(
    movement, advisor, officer, commune, neighbour
):
    give(
        movement, Kind.LAND, officer, commune, amount=120, value=60_000_000, value_method="Bảng giá"
    )
    give(movement, Kind.LAND, advisor, neighbour, amount=Decimal("80.5"))
    give(movement, Kind.MONEY, officer, commune, amount=500_000)
    give(movement, Kind.TREES, officer, commune, description="Một hàng tre")
    give(movement, Kind.GOODS, officer, commune, amount=3, unit="bao xi măng")

    assert [(t.kind, t.times, t.amount, t.value) for t in totals_of(given_to(movement))] == [
        (Kind.LAND, 2, Decimal("200.5"), 60_000_000),
        (Kind.TREES, 1, None, None),
        (Kind.MONEY, 1, Decimal(500_000), 500_000),
        (Kind.GOODS, 1, None, None),
    ]
    assert dict(by_place(given_to(movement), None).units) == {
        commune: {Kind.LAND: Decimal(120), Kind.MONEY: Decimal(500_000)},
        neighbour: {Kind.LAND: Decimal("80.5")},
    }


def test_a_contribution_of_the_old_map_is_counted_on_both(centre):
    old = Place.objects.on(date(2020, 1, 1)).communes().get(code="06991")
    province = Place.objects.on(date(2020, 1, 1)).provinces().get(name="Quảng Ninh")
    movement = actions.call_movement(
        "Trồng tre",
        organisation=centre.acting.organisation,
        place=province,
        starts_on=date(2020, 1, 1),
        by=centre,
        at=NOW,
    )
    give(movement, Kind.TREES, centre, old, amount=40, day=date(2020, 2, 2))

    (then,) = by_place(given_to(movement), date(2020, 1, 1)).units
    (now,) = by_place(given_to(movement), None).units
    assert then == old
    assert now.is_of_today
    counted = count(countable("movements.trees"), Period(date(2020, 12, 31), date(2020, 1, 1)))
    assert counted.total == 40


def test_what_is_counted_leaves_out_what_was_taken_back(movement, officer, commune):
    kept = give(movement, Kind.LABOUR, officer, commune, amount=4)
    wrong = give(movement, Kind.LABOUR, officer, commune, amount=400)

    actions.cancel_contribution(wrong, "Ghi thừa hai số 0.", by=officer, at=NOW)

    what = countable("movements.labour")
    assert count(what, Period(TODAY, TODAY)).total == 4
    assert list(what.rows(Period(TODAY))) == [kept]
    with pytest.raises(Refusal) as refused:
        actions.cancel_contribution(wrong, "Lại.", by=officer, at=NOW)
    assert refused.value.code == "cancelled"


def test_only_who_agreed_is_thanked_by_name(movement, officer, commune):
    give(movement, Kind.MONEY, officer, commune, amount=1, giver_name="Ông Kín")
    open_one = give(
        movement, Kind.LAND, officer, commune, amount=9, giver_name="Bà Mở", may_be_thanked=True
    )

    assert list(thanked(movement)) == [open_one]
    paper = thanks_paper(movement, thanked(movement))
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    assert [row[1] for row in table.rows] == ["Bà Mở"]


def test_a_name_stands_in_no_journal(movement, officer, commune):
    one = give(movement, Kind.MONEY, officer, commune, amount=1, giver_name="Ông Kín")

    assert "Ông Kín" not in str(list(journal.of(one).values()))


def test_who_gave_is_seen_near_by_alone(
    movement, officer, advisor, far_advisor, programme_party, producer, nobody, commune
):
    give(movement, Kind.MONEY, officer, commune, amount=1, giver_name="Ông Kín")

    def sees(person) -> bool:
        return Contribution.objects.visible_to(person).exists()

    everybody = (officer, advisor, far_advisor, programme_party, producer, nobody)
    assert [sees(one) for one in everybody] == [True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"may_be_thanked": True}, "giver_name"),
        ({"value": 5}, "value_method"),
        ({"day": TODAY + timedelta(days=1)}, "day"),
        ({"day": TODAY - timedelta(days=900)}, "day"),
        ({"giver": "ai đó"}, "giver"),
    ],
)
def test_a_contribution_is_told_properly(movement, officer, commune, fields, at):
    with pytest.raises(ValidationError) as refused:
        give(movement, Kind.LAND, officer, commune, amount=1, **fields)

    assert list(refused.value.message_dict) == [at]


def test_goods_have_a_unit_and_a_place_lies_in_the_movement(
    movement, advisor, centre, elsewhere, commune
):
    with pytest.raises(ValidationError):
        give(movement, Kind.GOODS, advisor, commune, amount=2)
    with pytest.raises(ValidationError):
        give(movement, Kind.LAND, centre, elsewhere, amount=2)


def test_who_keeps_nothing_there_records_and_changes_nothing(
    movement, far_advisor, officer, producer, neighbour, commune, province
):
    one = give(movement, Kind.LAND, officer, commune, amount=1)
    body = make_organisation("union", "Hội thử", province)
    for act in (
        lambda: give(movement, Kind.LAND, officer, neighbour, amount=1),
        lambda: give(movement, Kind.LAND, far_advisor, commune, amount=1),
        lambda: actions.cancel_contribution(one, "Vì.", by=producer, at=NOW),
        lambda: actions.change_movement(movement, by=officer, at=NOW, name="Khác"),
        lambda: actions.close_movement(movement, by=officer, at=NOW),
        lambda: actions.call_movement(
            "X", organisation=body, place=province, starts_on=TODAY, by=officer, at=NOW
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_movement_calls_in_some_places_alone(movement, advisor, commune, neighbour, elsewhere):
    who = {"by": advisor, "at": NOW}
    assert actions.change_movement(movement, parts=[commune], **who)
    assert not actions.change_movement(movement, parts=[commune], **who)

    give(movement, Kind.LAND, advisor, commune, amount=5)

    with pytest.raises(ValidationError) as fault:
        give(movement, Kind.LAND, advisor, neighbour, amount=5)
    assert list(fault.value.message_dict) == ["place"]
    with pytest.raises(ValidationError) as fault:
        actions.change_movement(movement, parts=[elsewhere], **who)
    assert list(fault.value.message_dict) == ["parts"]


def test_a_closed_movement_takes_nothing_more(movement, advisor, commune):
    assert actions.change_movement(movement, by=advisor, at=NOW, under="Kế hoạch năm")
    actions.close_movement(movement, by=advisor, at=NOW)
    movement.refresh_from_db()

    assert movement.ends_on == TODAY
    with pytest.raises(Refusal) as refused:
        give(movement, Kind.LAND, advisor, commune, amount=1)
    assert refused.value.code == "movement-closed"
    assert list(journal.of(movement).values_list("act", flat=True)) == [
        "call_movement",
        "change_movement",
        "close_movement",
    ]


def test_a_district_is_a_place_of_a_contribution_too(centre):
    day = date(2020, 3, 26)
    district = Place.objects.on(day).get(level=Level.DISTRICT, name="Ba Chẽ")
    movement = actions.call_movement(
        "Hiến cây",
        organisation=centre.acting.organisation,
        place=district,
        starts_on=date(2019, 1, 1),
        ends_on=date(2019, 12, 31),
        by=centre,
        at=NOW,
    )

    give(movement, Kind.TREES, centre, district, giver="group", day=date(2019, 12, 31))

    assert [(t.kind, t.times, t.amount) for t in totals_of(given_to(movement))] == [
        (Kind.TREES, 1, None)
    ]
