"""The newest decisions of a place, as PostgreSQL keeps them counted."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection

from sanvat.certificates import decisions
from sanvat.certificates.models import DecisionTally, Recognition
from sanvat.parties.models import Organisation
from sanvat.places.models import Place
from sanvat.products.models import Producer, Product
from sanvat.records.bulk import insert_many
from tests.register.registers import NOON

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 4)


@pytest.fixture
def two():
    """Two provinces with a commune and a product each."""
    provinces = list(Place.objects.today().provinces().order_by("pk")[:2])
    return [_in(province, n) for n, province in enumerate(provinces)]


def _in(province, n):
    commune = Place.objects.today().communes().below(province).first()
    body = Organisation.objects.create(kind="producer", name=f"HTX {n}", place=commune)
    producer = Producer(organisation=body, place=commune, current_place=commune, registered_at=NOON)
    producer.complete()
    producer.save()
    product = Product(producer=producer, name=f"Chè {n}", registered_at=NOON)
    product.complete()
    product.save()
    return SimpleNamespace(province=province, commune=commune, product=product)


def ranked(product, decision="12/QĐ-UBND", *, on=DAY, round=1):
    return Recognition.objects.create(
        product=product,
        round=round,
        kind="first",
        stars=3,
        issued_on=on,
        decision=decision,
        authority="UBND tỉnh",
    )


def newest(place):
    found = decisions.newest(place, since=DAY - timedelta(days=30))
    return [(each.decision, each.issued_on, each.n) for each in found]


def test_they_are_told_of_the_country_of_a_province_and_of_a_unit(two):
    one, other = two
    ranked(one.product, on=DAY - timedelta(days=2))
    ranked(one.product, "13/QĐ-UBND", round=2)
    ranked(other.product)
    ranked(other.product, "", round=2)
    ranked(other.product, "1/QĐ-UBND", on=DAY - timedelta(days=31), round=3)
    of_one = [("13/QĐ-UBND", DAY, 1), ("12/QĐ-UBND", DAY - timedelta(days=2), 1)]
    of_other = [("12/QĐ-UBND", DAY, 1)]
    assert newest(one.province) == newest(one.commune) == of_one
    assert newest(other.province) == newest(other.commune) == of_other
    assert newest(None) == [of_other[0], *of_one]


def test_they_follow_recognitions_that_change_and_go(two):
    one = two[0]
    first, second = ranked(one.product), ranked(one.product, round=2)
    assert newest(one.province) == [("12/QĐ-UBND", DAY, 2)]
    Recognition.objects.filter(pk=second.pk).update(decision="14/QĐ-UBND")
    assert newest(one.province) == [("12/QĐ-UBND", DAY, 1), ("14/QĐ-UBND", DAY, 1)]
    first.delete()
    assert newest(one.province) == [("14/QĐ-UBND", DAY, 1)]
    assert decisions.wrong() == 0


def test_they_move_with_their_product(two):
    one, other = two
    ranked(one.product)
    Product.objects.filter(pk=one.product.pk).update(current_place=other.commune)
    assert newest(one.province) == []
    assert newest(other.province) == [("12/QĐ-UBND", DAY, 1)]
    assert decisions.wrong() == 0


def test_what_is_counted_wrongly_is_found_and_counted_anew(two):
    ranked(two[0].product)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE certificates_decisiontally SET count = 5")
    assert decisions.wrong() == 1
    decisions.count_again()
    assert decisions.wrong() == 0
    assert newest(None) == [("12/QĐ-UBND", DAY, 1)]


def test_what_comes_by_the_hundred_is_put_beside_and_together_later(two):
    product = two[0].product
    first = [
        Recognition(
            product=product,
            round=round,
            kind="first",
            stars=3,
            issued_on=DAY,
            decision=f"{round}/QĐ-UBND",
        )
        for round in range(1, 401)
    ]
    insert_many(first)
    again = [
        Recognition(
            product=two[1].product,
            round=each.round,
            kind="first",
            stars=3,
            issued_on=DAY,
            decision=each.decision,
        )
        for each in first
    ]
    Product.objects.filter(pk=two[1].product.pk).update(current_place=two[0].commune)
    insert_many(again)
    assert DecisionTally.objects.count() == 800
    assert decisions.wrong() == 0

    decisions.put_together()

    assert DecisionTally.objects.count() == 400
    assert set(DecisionTally.objects.values_list("count", flat=True)) == {2}
    assert decisions.wrong() == 0
