"""The world of this room: a coordination office that gives tasks, and communes that take them."""

import pytest

from sanvat.parties.models import OrganisationKind as Kind
from sanvat.places.models import Place
from tests.people import make_organisation


@pytest.fixture
def committee(officer):
    """The commune's committee, in which the officer works."""
    return officer.acting.organisation


@pytest.fixture
def communes(committee, province):
    """Three communes' committees of the province, that of the officer first."""
    others = Place.objects.today().communes().filter(parent=province).exclude(pk=committee.place_id)
    return [
        committee,
        *(
            make_organisation(Kind.COMMUNE_COMMITTEE, f"UBND {place.title}", place)
            for place in others.order_by("pk")[:2]
        ),
    ]
