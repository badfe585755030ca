"""What a body bears of its place and of its producer's follows both, whoever writes them."""

import pytest
from django.db import connection

from sanvat.parties.models import Organisation, OrganisationKind
from sanvat.places.models import Place
from sanvat.products import tallies
from sanvat.products.models import Producer
from tests.register.registers import NOON

pytestmark = pytest.mark.django_db


def two_provinces():
    return list(Place.objects.today().provinces().order_by("pk")[:2])


def a_commune_of(province):
    return Place.objects.today().communes().below(province).first()


def kept(body):
    return Organisation.objects.values_list("province", "place_key", "found_by", "also_in").get(
        pk=body.pk
    )


def of(place, body, also_in=""):
    province = f"/{place.lineage.split('/')[1]}/"
    return (province, place.sort_key, f"{body.searchable} {place.searchable}", also_in)


def a_producer_in(place, name="HTX Chè Ngọc"):
    body = Organisation.objects.create(kind=OrganisationKind.PRODUCER, name=name, place=place)
    producer = Producer(organisation=body, place=place, current_place=place, registered_at=NOON)
    producer.complete()
    producer.save()
    return body, producer


def test_a_body_bears_where_it_lies_and_by_which_words_it_is_found():
    here, there = map(a_commune_of, two_provinces())
    body = Organisation.objects.create(kind="union", name="Hội Nông dân", place=here)
    assert kept(body) == of(here, body)

    body.name, body.place = "Hội Phụ nữ", there
    body.save()
    assert kept(body) == of(there, body)
    assert "phu nu" in kept(body)[2]

    body.place = None
    body.save()
    assert kept(body) == ("", "", body.searchable, "")


def test_nothing_else_than_its_place_says_where_it_lies():
    here, there = two_provinces()
    body = Organisation.objects.create(kind="union", name="Hội Nông dân", place=here)
    Organisation.objects.filter(pk=body.pk).update(
        province=there.lineage, also_in=there.lineage, found_by="khac"
    )
    assert kept(body) == of(here, body)


def test_a_producer_that_lies_in_another_province_today_is_kept_there_too():
    one, other = two_provinces()
    here, there = a_commune_of(one), a_commune_of(other)
    body, producer = a_producer_in(here)
    assert kept(body) == of(here, body)

    Producer.objects.filter(pk=producer.pk).update(current_place=there)
    assert kept(body) == of(here, body, other.lineage)

    Organisation.objects.filter(pk=body.pk).update(place=there)
    assert kept(body) == of(there, body)
    Producer.objects.filter(pk=producer.pk).update(current_place=here)
    assert kept(body) == of(there, body, one.lineage)

    producer.delete()
    assert kept(body) == of(there, body)
    assert tallies.wrong() == 0


def test_a_place_that_gets_another_lineage_takes_its_bodies_along():
    one, other = two_provinces()
    here = a_commune_of(one)
    body, _producer = a_producer_in(here)
    here.lineage = here.lineage.replace(one.lineage, other.lineage)
    Place.objects.filter(pk=here.pk).update(lineage=here.lineage)
    assert kept(body) == of(here, body)
    assert tallies.wrong() == 0


def test_what_is_wrong_is_counted_and_mended():
    here, there = two_provinces()
    body, _producer = a_producer_in(here)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE parties_organisation DISABLE TRIGGER USER")
        Organisation.objects.filter(pk=body.pk).update(province=there.lineage)
        cursor.execute("ALTER TABLE parties_organisation ENABLE TRIGGER USER")
    assert tallies.wrong() == 1
    tallies.count_again()
    assert tallies.wrong() == 0
    assert kept(body) == of(here, body)
