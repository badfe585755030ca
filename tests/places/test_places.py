"""A unit and its days; what it lies in; what became of it."""

from datetime import date
from importlib import import_module

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from sanvat.errors import Refusal
from sanvat.places.extensions import Extension
from sanvat.places.gazetteer import Gazetteer
from sanvat.places.models import Kind, Level, Place, Succession, today_of, within

pytestmark = pytest.mark.django_db

DAY_BEFORE = date(2025, 6, 30)


def today(code):
    return Place.objects.today().get(code=code)


def before(code, level=Level.COMMUNE):
    return Place.objects.on(DAY_BEFORE).get(code=code, level=level)


def new(**given):
    parent = today("68")
    told = {"code": "99999", "level": Level.COMMUNE, "kind": Kind.XA, "name": "Mới"}
    return Place(**{**told, "parent": parent, "valid": DateRange(date(2027, 1, 1), None), **given})


def test_a_place_is_told_with_its_kind_and_what_it_lies_in():
    assert str(today("24848")) == today("24848").full_name
    assert today("68").full_name == "tỉnh Lâm Đồng"
    assert before("06979").full_name == "xã Đạp Thanh, huyện Ba Chẽ, tỉnh Quảng Ninh"
    assert today("06970").title == "xã Ba Chẽ"


def test_the_gazetteer_knows_what_became_of_each_as_the_database_does():
    gazetteer = Gazetteer()
    places = list(Place.objects.all())

    asked = today_of(places)

    assert {place.pk: gazetteer.places_today(place) for place in places} == asked


def test_a_commune_written_in_full_is_what_weighing_finds(monkeypatch):
    """Each of today, for an office of its province, of another one and of the country."""
    monkeypatch.setattr("sanvat.places.gazetteer._in_full", lambda places: {})
    weighing = Gazetteer()
    monkeypatch.undo()
    gazetteer = Gazetteer()
    communes = Place.objects.today().communes().values_list("full_name", flat=True)

    for name in communes:
        own = name.rpartition(", ")[2]
        for province in (None, own, "tỉnh Lâm Đồng" if own != "tỉnh Lâm Đồng" else "tỉnh Tây Ninh"):
            found = gazetteer.candidates(name, province)
            assert found == weighing.candidates(name, province), (name, province)
            assert province not in (None, own) or [each.full_name for each in found] == [name]


def test_a_full_name_that_two_units_bear_is_weighed():
    commune = today("24848")
    namesake = new(parent=commune.parent, name=commune.name, kind=commune.kind)
    namesake.save()
    Place.objects.filter(pk=namesake.pk).update(full_name=commune.full_name)

    found = Gazetteer().candidates(commune.full_name)

    assert {place.pk for place in found} == {commune.pk, namesake.pk}


def test_a_place_is_valid_on_its_days():
    old, current = before("68", Level.PROVINCE), today("68")

    assert old.is_valid_on(date(1990, 1, 1))
    assert old.is_valid_on(DAY_BEFORE)
    assert not old.is_valid_on(date(2025, 7, 1))
    assert not old.is_of_today
    assert current.is_valid_on(date(2025, 7, 1))
    assert current.is_valid_on(date(2100, 1, 1))
    assert not current.is_valid_on(DAY_BEFORE)
    assert current.is_of_today


def test_two_units_never_share_a_code_on_the_same_day():
    with pytest.raises(IntegrityError, match="place_periods_apart"), transaction.atomic():
        new(code="24848").save()
    with pytest.raises(ValidationError, match="Mã này đã thuộc một đơn vị khác"):
        new(code="24848").full_clean()

    new(code="24848", valid=DateRange(None, date(1970, 1, 1)), name="Xưa").full_clean(
        validate_constraints=False
    )


def test_the_same_code_may_stand_for_another_unit_on_another_day():
    Place.objects.filter(pk=today("24848").pk).update(
        valid=DateRange(date(2025, 7, 1), date(2027, 1, 1))
    )

    new(code="24848").save()

    assert today("24848").name == "Mới"


def test_a_period_has_days_and_a_commune_lies_somewhere():
    with pytest.raises(IntegrityError, match="place_has_days"), transaction.atomic():
        new(valid=DateRange(empty=True)).save()
    with pytest.raises(IntegrityError, match="place_under_a_place"), transaction.atomic():
        new(parent=None).save()
    with pytest.raises(IntegrityError, match="place_under_a_place"), transaction.atomic():
        new(level=Level.PROVINCE, kind=Kind.TINH).save()


def test_a_unit_does_not_become_itself():
    place = today("68")
    step = Succession(old=place, new=place, on=DAY_BEFORE, kind="merge", whole=True)

    with pytest.raises(IntegrityError, match="succession_moves_on"), transaction.atomic():
        step.save()


def test_a_province_covers_its_communes_and_what_lies_in_them_today():
    lam_dong, old_lam_dong = today("68"), before("68", Level.PROVINCE)
    dak_nong = before("67", Level.PROVINCE)

    assert lam_dong.covers(lam_dong)
    assert lam_dong.covers(today("24848"))
    assert lam_dong.covers(dak_nong)  # it was merged into it
    assert lam_dong.covers(before("24739"))  # Đắk Song of old Đắk Nông
    assert old_lam_dong.covers(before("24848"))
    assert not old_lam_dong.covers(today("24848"))
    assert not old_lam_dong.covers(before("24739"))
    assert not today("24848").covers(lam_dong)
    assert not today("01").covers(today("24848"))


def test_a_unit_covers_itself_under_every_name_it_had():
    commune = Place.objects.filter(code="26368", kind=Kind.XA, name="Long Thành").get()
    ward = today("26368")

    assert commune.covers(ward)
    assert ward.covers(commune)
    assert today("75").covers(commune)


def test_a_unit_that_is_saved_again_stays_the_same_unit():
    ward = today("26368")

    ward.save()

    assert today("26368").lineage == "/p75-20250701/c26368-20250701/"


def test_what_lies_in_a_place_is_one_condition_of_a_query():
    lam_dong = today("68")

    assert Place.objects.today().communes().below(lam_dong).count() == 124
    assert Succession.objects.filter(within(lam_dong, "new"), on="2025-07-01").count() > 300


def test_a_whole_commune_became_one_and_a_divided_one_several():
    assert [p.full_name for p in before("06979").today_places()] == [
        "xã Kỳ Thượng, thành phố Quảng Ninh"
    ]
    divided = Succession.objects.filter(kind="split", old__level=Level.COMMUNE).first().old
    assert len(divided.today_places()) > 1
    assert today("68").today_places() == [today("68")]


def test_an_old_province_is_today_a_part_of_one():
    thai_binh = before("34", Level.PROVINCE)

    assert [p.full_name for p in thai_binh.today_places()] == ["tỉnh Hưng Yên"]


@pytest.mark.parametrize("many", [1, 3, 300])
def test_what_became_of_many_costs_no_more_queries(many, django_assert_max_num_queries):
    places = list(Place.objects.on(DAY_BEFORE).communes().order_by("code")[:many])

    with django_assert_max_num_queries(5):
        found = today_of(places)

    assert all(found[place.pk] for place in places)


@pytest.mark.parametrize("many", [1, 3, 300])
def test_a_list_of_places_is_one_query(many, django_assert_num_queries):
    with django_assert_num_queries(1):
        listed = [(str(p), p.title, p.is_of_today) for p in Place.objects.today()[:many]]

    assert len(listed) == many


def test_places_stand_in_vietnamese_order():
    names = [p.name for p in Place.objects.today().provinces()]

    assert names[:8] == [
        "An Giang",
        "Bắc Ninh",
        "Cà Mau",
        "Cao Bằng",
        "Cần Thơ",
        "Đà Nẵng",
        "Đắk Lắk",
        "Điện Biên",
    ]


def test_a_server_without_the_extension_is_told_in_one_sentence(monkeypatch):
    initial = import_module("sanvat.places.migrations.0001_initial").Migration
    extensions = [o for o in initial.operations if isinstance(o, Extension)]
    assert [o.name for o in extensions] == ["btree_gist", "pg_trgm"]

    def refused(*_given):
        raise DatabaseError("permission denied to create extension")

    monkeypatch.setattr(
        "django.contrib.postgres.operations.CreateExtension.database_forwards", refused
    )
    with pytest.raises(Refusal) as told:
        extensions[0].database_forwards("places", None, None, None)

    assert told.value.code == "extension-missing"
    assert told.value.message == (
        "Máy chủ PostgreSQL không cho dùng phần mở rộng btree_gist "
        "(permission denied to create extension). Hãy nhờ người quản trị cài gói "
        "postgresql-contrib rồi chạy lệnh CREATE EXTENSION btree_gist trong cơ sở dữ liệu này, "
        "sau đó chạy lại."
    )
