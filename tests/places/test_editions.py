"""A later edition of the data file over the rows of an earlier one."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from sanvat.parties.models import OrganisationKind
from sanvat.places import loading
from sanvat.places.models import Edition, Level, Place, Succession
from tests.people import make_organisation

pytestmark = pytest.mark.django_db


def rows(code):
    return list(Place.objects.filter(level=Level.COMMUNE, code=code).order_by("valid"))


def spoken(code):
    return [(p.full_name, p.valid.lower, p.valid.upper) for p in rows(code)]


def office_at(place):
    return make_organisation(OrganisationKind.COMMUNE_COMMITTEE, f"UBND {place.pk}", place)


def test_what_stood_at_a_commune_stays_there_when_an_edition_tells_what_was_before_it():
    """Xuân Quang Động has the code of Đông Động, which was merged into it."""
    before = spoken("12775")
    first, second, _today = rows("12775")
    Succession.objects.filter(old=first).delete()
    first.delete()
    Place.objects.filter(pk=second.pk).update(valid=DateRange(None, second.valid.upper))
    office = office_at(second)
    Edition.objects.update(digest="an earlier one")

    assert loading.load()

    office.refresh_from_db()
    assert spoken("12775") == before
    assert office.place.full_name == "xã Xuân Quang Động, huyện Đông Hưng, tỉnh Thái Bình"


def test_a_row_that_an_edition_no_longer_has_hands_over_what_stood_there():
    """Long Thành was a ward of the province Đồng Nai for ten days, by an edition that took the
    days of the resolutions for those in force."""
    before = spoken("26368")
    *_earlier, commune, ward = rows("26368")
    days = [date(2025, 7, 1), date(2026, 4, 14), date(2026, 4, 24)]
    Place.objects.filter(pk=commune.pk).update(valid=DateRange(days[0], days[1]))
    Place.objects.filter(pk=ward.pk).update(valid=DateRange(days[2], None))
    between = Place(code="26368", level=Level.COMMUNE, kind=ward.kind, name=ward.name)
    between.parent, between.valid = commune.parent, DateRange(days[1], days[2])
    between.save()
    office = office_at(between)
    Edition.objects.update(digest="an earlier one")

    assert loading.load()

    office.refresh_from_db()
    assert spoken("26368") == before
    assert office.place == commune


def test_a_decision_of_an_office_younger_than_the_file_stays():
    day = date(2027, 1, 1)
    today = rows("24848")[-1]
    Place.objects.filter(pk=today.pk).update(valid=DateRange(today.valid.lower, day))
    own = Place(code="24848", level=Level.COMMUNE, kind=today.kind, name="Tên Khác")
    own.parent, own.valid = today.parent, DateRange(day, None)
    own.save()
    Edition.objects.update(digest="an earlier one")

    assert loading.load()

    assert spoken("24848")[-2:] == [
        (today.full_name, today.valid.lower, day),
        ("xã Tên Khác, tỉnh Lâm Đồng", day, None),
    ]
