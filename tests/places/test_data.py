"""What the data file brings: both maps, whole, and the way from one to the other."""

import time
from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, F, Q

from sanvat.places import loading
from sanvat.places.models import Change, Edition, Kind, Level, Place, Succession
from sanvat.places.names import WORDS
from sanvat.text.tidy import one_spelling
from tests.places import reference

pytestmark = pytest.mark.django_db

LAST_OLD_DAY, FIRST_NEW_DAY = date(2025, 6, 30), date(2025, 7, 1)


def counted(places, field):
    return dict(places.order_by().values_list(field).annotate(Count("id")))


def test_the_map_of_today_has_34_provinces_and_3321_communes():
    assert counted(Place.objects.today(), "level") == {"province": 34, "commune": 3321}
    assert counted(Place.objects.today().communes(), "kind") == {
        "xa": 2599,
        "phuong": 709,
        "dac_khu": 13,
    }
    assert counted(Place.objects.today().provinces(), "kind") == {"tinh": 25, "thanh_pho": 9}


def test_the_map_before_july_2025_has_63_provinces_696_districts_and_10035_communes():
    assert counted(Place.objects.on(LAST_OLD_DAY), "level") == {
        "province": 63,
        "district": 696,
        "commune": 10035,
    }
    assert counted(Place.objects.on(LAST_OLD_DAY).filter(level=Level.DISTRICT), "kind") == {
        "huyen": 508,
        "quan": 49,
        "thanh_pho": 87,
        "thi_xa": 52,
    }


def test_the_map_of_july_2025_knows_no_city_and_no_ward_of_2026():
    places = Place.objects.on(FIRST_NEW_DAY)

    assert counted(places, "level") == {"province": 34, "commune": 3321}
    assert counted(places.provinces(), "kind") == {"tinh": 28, "thanh_pho": 6}
    assert counted(places.communes(), "kind") == {"xa": 2621, "phuong": 687, "dac_khu": 13}


@reference.at_hand
def test_the_units_of_2025_are_those_of_the_reference():
    """But for one code: the catalogue of the statistics office has 23938 for Ia Mơ."""
    listed = {
        (row["code"], row["level"], row["parent_code"], bare(row["name"]))
        for row in reference.rows("admin_units_2025")
    }
    places = Place.objects.on(FIRST_NEW_DAY).select_related("parent")
    ours = {(p.code, p.kind, p.parent.code if p.parent else "", p.name) for p in places}

    assert listed - ours == {("23737", "xa", "52", "Ia Mơ")}
    assert ours - listed == {("23938", "xa", "52", "Ia Mơ")}


def bare(name):
    name = one_spelling(name)
    for word in WORDS.values():
        name = name.removeprefix(f"{word.capitalize()} ")
    return name


def test_a_unit_lies_in_a_unit_all_its_days():
    outside = Place.objects.filter(parent__isnull=False).exclude(parent__valid__contains=F("valid"))

    assert not outside.exists()


def test_every_unit_of_the_old_map_became_something():
    ended = Place.objects.exclude(valid__upper_inf=True)
    begun = Place.objects.exclude(valid__lower_inf=True)

    unknown = ended.filter(successions=None)
    assert [place.name for place in unknown] == ["Phú An Hòa"]  # no source at hand tells
    assert {place.parent.name for place in unknown.get().today_places()} == {"Vĩnh Long"}
    assert not begun.filter(origins=None).exists()
    assert not Succession.objects.exclude(old__valid__endswith=F("on")).exists()
    assert not Succession.objects.exclude(new__valid__startswith=F("on")).exists()


def test_a_divided_unit_became_several_and_a_whole_one_became_one():
    successors = Succession.objects.values("old").annotate(
        news=Count("id"), whole=Count("id", filter=Q(whole=True))
    )

    assert not successors.filter(whole=1).exclude(news=1).exists()
    assert not successors.filter(whole=0, news=1).exists()
    assert (
        Counter(
            Succession.objects.filter(on=FIRST_NEW_DAY, old__level=Level.COMMUNE)
            .values_list("old")
            .annotate(news=Count("id"))
            .values_list("news", flat=True)
        ).total()
        == 10035
    )
    divided = Succession.objects.filter(
        old__level=Level.COMMUNE, kind=Change.SPLIT, on=FIRST_NEW_DAY
    )
    assert divided.values("old").distinct().count() == 471


def test_the_catalogue_of_may_2023_had_705_districts_and_10598_communes():
    places = Place.objects.on(date(2023, 5, 7))

    assert counted(places, "level") == {"province": 63, "district": 705, "commune": 10598}


def test_the_mergers_of_2023_to_2025_have_their_days():
    """566 communes ended; three were divided, and one of their parts bears the code."""
    merged = Succession.objects.filter(
        on__gt=date(2023, 5, 7), on__lt=FIRST_NEW_DAY, old__level=Level.COMMUNE
    ).exclude(old__code=F("new__code"))

    assert counted(merged, "on") == {
        date(2024, 2, 1): 1,
        date(2024, 5, 1): 2,
        date(2024, 9, 1): 53,
        date(2024, 11, 1): 70,
        date(2025, 1, 1): 433,
        date(2025, 3, 1): 10,
    }


@pytest.mark.parametrize(
    ("code", "became"),
    [
        ("12799", ("xã Xuân Quang Động, huyện Đông Hưng, tỉnh Thái Bình", date(2024, 11, 1))),
        ("06991", ("xã Lương Minh, huyện Ba Chẽ, tỉnh Quảng Ninh", date(2024, 11, 1))),
    ],
)
def test_a_commune_of_those_years_became_another(code, became):
    step = Succession.objects.filter(old__code=code, on__lt=FIRST_NEW_DAY).get()

    assert (step.new.full_name, step.on) == became


def test_the_raisings_of_2026_are_rows_of_their_own():
    raised = Succession.objects.filter(on__gt=FIRST_NEW_DAY, kind=Change.RENAME)

    assert counted(raised, "new__kind") == {Kind.PHUONG: 22, Kind.THANH_PHO: 3}
    long_thanh = Place.objects.filter(code="26368", level=Level.COMMUNE).order_by("valid")
    assert [(p.full_name, p.valid.lower, p.decision, p.unit) for p in long_thanh][-2:] == [
        ("xã Long Thành, tỉnh Đồng Nai", date(2025, 7, 1), "1662/NQ-UBTVQH15", "c26368-20250701"),
        (
            "phường Long Thành, thành phố Đồng Nai",
            date(2026, 4, 30),
            "237/NQ-UBTVQH16",
            "c26368-20250701",
        ),
    ]


def test_names_are_written_one_way():
    names = set(Place.objects.values_list("name", flat=True))

    assert {name for name in names if one_spelling(name) != name} == set()
    assert {"Hòa Bình", "M’Drắk", "Thủy Nguyên", "Quý Lộc", "Xuân Hương - Đà Lạt"} <= names


def test_nearly_every_unit_has_its_centre_in_the_country():
    without = Place.objects.filter(Q(latitude=None) | Q(longitude=None))
    outside = Place.objects.exclude(latitude__range=(7.5, 23.5), longitude__range=(102, 115))

    assert not without.filter(valid__contains=LAST_OLD_DAY).exists()
    assert not without.filter(valid__upper_inf=True).exists()
    assert set(outside.values_list("pk")) <= set(without.values_list("pk"))


def test_loading_again_changes_nothing():
    before = list(Place.objects.order_by("id").values_list())
    said = StringIO()

    call_command("load_places", stdout=said)

    assert said.getvalue() == f"Đã có sẵn {len(before)} đơn vị.\n"
    assert list(Place.objects.order_by("id").values_list()) == before


def test_a_new_edition_changes_what_changed_and_keeps_the_rest():
    before = list(Place.objects.order_by("id").values_list())
    steps = Succession.objects.count()
    Edition.objects.update(digest="an earlier one")
    Place.objects.filter(name="Tân Hà Lâm Hà").update(name="Tân Hà", folded="tan ha")
    Succession.objects.filter(new__name="Tân Hà").delete()
    own = Place.objects.create(
        code="99999",
        level=Level.COMMUNE,
        kind=Kind.XA,
        name="Của tỉnh",
        parent=Place.objects.today().get(level=Level.PROVINCE, code="68"),
        valid=DateRange(date(2027, 1, 1), None),
    )

    assert loading.load()

    assert list(Place.objects.exclude(pk=own.pk).order_by("id").values_list()) == before
    assert Succession.objects.count() == steps
    assert Place.objects.filter(pk=own.pk).exists()


def test_everything_is_loaded_within_seconds():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM places_edition")
        cursor.execute("TRUNCATE places_place, places_succession CASCADE")
    started = time.process_time()

    assert loading.load()

    assert time.process_time() - started < 4  # our part of about 3 s on two slow cores
    assert Place.objects.count() > 14_000
