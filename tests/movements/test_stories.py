"""Ba Chẽ's people gave trees and land; Thường Tín's were asked for their ideas."""

from datetime import date

import pytest

from sanvat.movements.models import Contribution
from sanvat.movements.totals import Kind, given_to, totals_of
from sanvat.parties.models import OrganisationKind
from sanvat.places.models import Level, Place
from sanvat.site.demo.movements import BA_CHE, THUONG_TIN, add_ba_che, add_thuong_tin
from tests.people import make_organisation

pytestmark = pytest.mark.django_db


def district(name: str, day: date) -> Place:
    return Place.objects.on(day).get(level=Level.DISTRICT, name=name)


def test_trees_and_land_were_given_and_nobody_is_named(centre):
    place = district("Ba Chẽ", date(2020, 3, 26))
    make_organisation(OrganisationKind.DISTRICT_COMMITTEE, BA_CHE, place)

    movement = add_ba_che(centre)

    assert [(t.kind, t.times, t.amount) for t in totals_of(given_to(movement))] == [
        (Kind.LAND, 1, None),
        (Kind.TREES, 1, None),
    ]
    given = Contribution.objects.filter(movement=movement)
    assert {(c.place, c.giver, c.giver_name) for c in given} == {(place, "group", "")}


def test_people_are_asked_for_their_ideas(centre):
    place = district("Thường Tín", date(2020, 10, 14))
    make_organisation(OrganisationKind.DISTRICT_COMMITTEE, THUONG_TIN, place)

    movement = add_thuong_tin(centre)

    assert (movement.starts_on, movement.place) == (date(2020, 10, 14), place)
