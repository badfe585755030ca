"""What rooms count: on any map, by place, with what stands apart."""

from datetime import date
from random import Random

import pytest

from sanvat.certificates.models import Recognition
from sanvat.indicators.countable import Period, countable, countables, ways_to_choose
from sanvat.indicators.counting import Question, behind, count, count_many, count_units, totals
from sanvat.places.maps import map_on
from sanvat.places.models import Level, Place, on_map
from sanvat.products.models import Producer, Product
from tests.indicators.conftest import AT, at
from tests.people import make_organisation

pytestmark = pytest.mark.django_db

TODAY = Period(date(2026, 6, 1))
OLD_MAP = date(2019, 6, 1)


def producer_at(place, number=0):
    """Entered long ago, with the place of its day."""
    body = make_organisation("producer", f"Chủ thể {place.pk} {number}", place)
    producer = Producer(
        organisation=body,
        place=place,
        current_place=place.today_places()[0],
        registered_at=at(3, 1, 2019),
    )
    producer.complete()
    producer.save()
    return producer


def product_of(producer, name="Gạo", group="I"):
    product = Product(producer=producer, name=name, group=group, registered_at=at(3, 1, 2019))
    product.complete()
    product.group = group
    product.save()
    return product


def recognised(
    product, *, round=1, stars=3, issued_on=None, expires_on=None, year=None, kind="first"
):
    return Recognition.objects.create(
        product=product,
        round=round,
        stars=stars,
        issued_on=issued_on,
        expires_on=expires_on,
        year=year or (issued_on.year if issued_on else None),
        kind=kind,
    )


def old_communes(province: str, many: int) -> list[Place]:
    rows = Place.objects.on(OLD_MAP).communes().filter(parent__parent__folded=province)
    return list(rows.order_by("code")[:many])


def test_what_was_thai_binh_counts_for_hung_yen_today_and_for_itself_then():
    thai_binh = Place.objects.on(OLD_MAP).provinces().get(folded="thai binh")
    hung_yen = Place.objects.today().provinces().get(folded="hung yen")
    for number, place in enumerate(old_communes("thai binh", 3)):
        producer_at(place, number)
    for number, place in enumerate(old_communes("hung yen", 2)):
        producer_at(place, number)
    what = countable("producers.active")

    assert count(what, TODAY, within=hung_yen).total == 5
    then = count(what, TODAY, within=thai_binh, map_of=OLD_MAP, level=Level.DISTRICT)
    assert then.total == 3
    assert sum(then.by_place.values()) == 3
    assert {place.level for place in then.by_place} == {Level.DISTRICT}
    assert count(what, TODAY, within=thai_binh).total == 3  # its own last map, where none is named


def test_figures_add_up_on_every_map():
    """Property: whatever lies where, the parts and what stands apart are the whole, and the whole
    is the same on all maps."""
    chance = Random("figures")
    everywhere = list(Place.objects.communes().order_by("pk"))
    for number, place in enumerate(chance.sample(everywhere, 120)):
        producer_at(place, number)
    provinces = Place.objects.today().provinces().order_by("code")
    producer_at(provinces[0], 999)  # of a province, nobody knows where in it
    what = countable("producers.active")

    for day in (None, OLD_MAP, date(2023, 1, 1), date(2025, 1, 1)):
        for level in (Level.COMMUNE, Level.PROVINCE):
            found = count(what, TODAY, map_of=day, level=level)
            parts = sum(found.by_place.values()) + sum(each.value for each in found.apart)
            assert (found.total, parts) == (121, 121)
            asked = [Question(what, TODAY)]
            assert totals(asked, map_of=day)[0].total == 121
            by_unit = {place.pk: n for place, n in found.by_place.items()}
            assert count_units(asked, list(by_unit), map_of=day) == [by_unit]
    by_province = count(what, TODAY, level=Level.PROVINCE)
    for province in provinces:
        inside = count(what, TODAY, within=province)
        assert inside.total == by_province.by_place.get(province, 0)
        (whole,) = totals([Question(what, TODAY)], within=province)
        perhaps = sum(each.value for each in inside.perhaps)
        assert (whole.total, whole.perhaps) == (inside.total, perhaps)
        assert inside.total == sum(inside.by_place.values()) + sum(a.value for a in inside.apart)


def test_a_divided_commune_stands_apart():
    divided = next(
        place
        for place in Place.objects.on(OLD_MAP).communes().order_by("code")
        if len(place.today_places()) > 1
        and len({each.parent_id for each in place.today_places()}) == 1
    )
    parts = divided.today_places()
    producer_at(divided)
    what = countable("producers.active")

    whole = count(what, TODAY)
    assert (whole.total, dict(whole.by_place)) == (1, {})
    assert [(each.place, each.value, set(each.among)) for each in whole.apart] == [
        (divided, 1, set(parts))
    ]
    part = count(what, TODAY, within=parts[0])
    assert (part.total, part.apart, len(part.perhaps)) == (0, [], 1)
    assert count(what, TODAY, within=parts[0].parent).total == 1


def test_the_whole_map_says_what_each_place_asked_by_itself_says():
    chance = Random("maps")
    some = chance.sample(list(Place.objects.order_by("pk")), 300)
    for day in (None, OLD_MAP, date(2024, 11, 15), date(2008, 1, 1)):
        whole = map_on(day)
        for pk, units in on_map(some, day).items():
            assert set(whole.lies_in[pk]) == {unit.pk for unit in units}


def test_what_is_counted_asks_nothing_while_it_is_made(django_assert_num_queries):
    found = countables().values()
    with django_assert_num_queries(0):
        for what in found:
            what.rows(TODAY)
            what.rows(Period(date(2026, 6, 1), date(2025, 1, 1)))
    assert len(found) > 10


def test_things_that_are_only_counted_cost_one_query_together(django_assert_num_queries, commune):
    keys = ("producers.active", "products.made", "ideas.registered")
    asked = [Question(countable(key), TODAY) for key in keys]
    producer_at(commune)
    by_itself = [totals([each])[0].total for each in asked]

    with django_assert_num_queries(1):
        assert [each.total for each in totals(asked)] == by_itself
    assert by_itself[0] == 1


def test_questions_of_one_thing_cost_one_query(django_assert_num_queries, commune):
    product = product_of(producer_at(commune))
    recognised(product, issued_on=date(2025, 1, 1), expires_on=date(2028, 1, 1), stars=4)
    what = countable("recognitions.in_force")
    asked = [Question(what, TODAY, {"stars": n}) for n in (3, 4, 5)]
    asked += [Question(what, TODAY, {"group": "I"}), Question(what, TODAY, {"stars": [4, 5]})]
    asked += [Question(what, TODAY)]
    count_many(asked)  # the map is made

    with django_assert_num_queries(2):  # whether the map still holds, and the figures
        found = count_many(asked)

    assert [each.total for each in found] == [0, 1, 0, 1, 1, 1]


@pytest.mark.parametrize("key", sorted(countables()))
def test_whatever_is_counted_is_one_row_for_each_of_them(key, advisor, province):
    what = countable(key)
    period = Period(date(2026, 12, 31), date(2026, 1, 1))

    found = count(what, period, within=province)
    rows = behind(what, period, advisor, within=province)

    assert (found.total, rows.count()) == (0, 0)
    assert all(breakdown.choices() for breakdown in what.breakdowns.values())


class TestInForce:
    def counted(self, day, **choices):
        return count(countable("recognitions.in_force"), Period(day), choices=choices).total

    def test_from_the_day_of_issue_to_the_last_day(self, commune):
        product = product_of(producer_at(commune))
        recognised(product, issued_on=date(2022, 5, 2), expires_on=date(2025, 5, 2))

        days = (date(2022, 5, 1), date(2022, 5, 2), date(2025, 5, 2), date(2025, 5, 3))
        assert [self.counted(day) for day in days] == [0, 1, 1, 0]

    def test_the_newest_one_of_its_product_by_then(self, commune):
        product = product_of(producer_at(commune))
        recognised(product, issued_on=date(2022, 5, 2), expires_on=date(2025, 5, 2))
        recognised(
            product,
            round=2,
            stars=4,
            kind="upgrade",
            issued_on=date(2024, 3, 1),
            expires_on=date(2027, 3, 1),
        )

        assert [self.counted(date(2024, 2, 1), stars=n) for n in (3, 4)] == [1, 0]
        assert [self.counted(date(2024, 4, 1), stars=n) for n in (3, 4)] == [0, 1]

    def test_without_days(self, commune):
        """As the definition says: by the year, and until another follows."""
        producer = producer_at(commune)
        recognised(product_of(producer, "Chè"), year=2023)
        recognised(product_of(producer, "Mật"))

        assert [self.counted(date(year, 12, 31)) for year in (2022, 2023, 2026)] == [0, 1, 1]
        assert self.counted(date(2023, 1, 1)) == 1


class TestInAPeriod:
    YEAR = Period(date(2025, 12, 31), date(2025, 1, 1))
    QUARTER = Period(date(2025, 3, 31), date(2025, 1, 1))

    def counted(self, key, period):
        return count(countable(f"recognitions.{key}"), period).total

    def test_each_kind_by_itself(self, commune):
        producer = producer_at(commune)
        for number, kind in enumerate(("first", "upgrade", "again", "again")):
            product = product_of(producer, f"Sản phẩm {number}")
            recognised(product, kind=kind, issued_on=date(2025, 6, 1), expires_on=date(2028, 6, 1))

        keys = ("issued", "first", "upgraded", "again", "renewed")
        assert [self.counted(key, self.YEAR) for key in keys] == [4, 1, 1, 2, 3]
        assert self.counted("issued", self.QUARTER) == 0

    def test_without_a_day_only_in_a_whole_year(self, commune):
        recognised(product_of(producer_at(commune)), year=2025)

        assert self.counted("issued", self.YEAR) == 1
        assert self.counted("issued", self.QUARTER) == 0
        assert self.counted("issued", Period(date(2026, 3, 31), date(2025, 2, 1))) == 0

    def test_lapsed_is_what_nothing_followed_in_time(self, commune):
        producer = producer_at(commune)
        lapsed, renewed, late = (product_of(producer, name) for name in ("Chè", "Mật", "Nấm"))
        for product in (lapsed, renewed, late):
            recognised(product, issued_on=date(2022, 3, 1), expires_on=date(2025, 3, 1))
        recognised(renewed, round=2, issued_on=date(2025, 2, 1), expires_on=date(2028, 2, 1))
        recognised(late, round=2, issued_on=date(2025, 3, 3), expires_on=date(2028, 3, 3))

        assert self.counted("lapsed", self.YEAR) == 2
        assert self.counted("lapsed", Period(date(2025, 3, 1), date(2025, 1, 1))) == 0
        assert self.counted("lapsed", Period(date(2025, 3, 2), date(2025, 3, 2))) == 2


def test_names_behind_a_figure_are_for_those_who_may_read_them(coffee, officer, far_advisor):
    what, day = countable("products.made"), Period(date(2100, 1, 1))

    assert count(what, day).total == 1
    assert list(behind(what, day, officer)) == [coffee]
    assert list(behind(what, day, far_advisor)) == []


def test_ideas_are_counted_from_note_to_product(advisor, commune, coffee):
    assert count(countable("products.registered"), Period(date(2100, 1, 1))).total == 1
    assert count(countable("ideas.noted"), Period(date(2100, 1, 1))).total == 0
    assert AT


def test_what_rooms_call_by_one_name_is_kept_apart_and_the_same_is_said_once():
    kinds, stars = ways_to_choose()["kind"], ways_to_choose()["stars"]

    assert kinds["Loại công nhận"] == {
        "first": "lần đầu",
        "again": "phân hạng lại",
        "upgrade": "nâng hạng",
    }
    assert "training" in kinds["Loại sự kiện"]
    assert "training" not in kinds["Loại văn bản"]
    assert list(stars) == ["Hạng sao"]
