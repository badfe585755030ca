"""Every commune of the old map, as registers of 2019 to 2025 name it, finds its own unit."""

import time
from datetime import date

import pytest

from sanvat.parties.models import OrganisationKind
from sanvat.places.models import Place, today_of
from sanvat.register.words import PlaceReader
from tests.people import make_organisation

pytestmark = pytest.mark.django_db

LAST_OLD_DAY = date(2025, 6, 30)
ONE_CELL, BESIDE, NO_PROVINCE, SLASH = "one cell", "beside", "no province", "slash"

# Not told apart without the province: within today's Vĩnh Long and Cần Thơ two districts Châu
# Thành have a commune of one name, and the city Bắc Ninh was a district and is a province.
ALIKE = ("huyện Châu Thành", "thành phố Bắc Ninh")


@pytest.fixture
def old_map():
    places = Place.objects.on(LAST_OLD_DAY).communes().select_related("parent").order_by("id")
    return list(places)


def readers(scopes):
    for scope in scopes:
        office = make_organisation(OrganisationKind.COORDINATION_OFFICE, str(scope), scope)
        yield PlaceReader(office, scope)


def read(reader, pairs):
    """What each pair of commune and address means: where it lies today, or a question."""
    return [reader.read(*pair) for pair in pairs]


@pytest.mark.parametrize("way", [ONE_CELL, BESIDE])
def test_a_commune_with_district_and_province_is_itself(old_map, way):
    """In one cell or in two, the same. What was divided is asked, by the name of that unit."""
    started = time.process_time()
    pairs = []
    for place in old_map:
        own, above = place.full_name.split(", ", 1)
        pairs.append((place.full_name, "") if way == ONE_CELL else (own, f"thôn 3, {above}"))
    (reader,) = readers([None])

    found = read(reader, pairs)

    became = today_of(old_map)
    wrong = []
    for place, pair, answer in zip(old_map, pairs, found, strict=True):
        today = became[place.pk]
        if len(today) > 1:
            many = "; ".join(str(p) for p in today)
            right = answer == ("place_split", {"text": place.full_name, "many": many})
        else:
            right = answer[:2] == (place, today[0])
        if not right:
            wrong.append((pair, answer))
    assert wrong == []
    assert len(pairs) == 10035
    assert time.process_time() - started < 10


@pytest.mark.parametrize("way", [NO_PROVINCE, SLASH])
def test_within_its_province_a_commune_with_its_district_is_itself(old_map, way):
    became = today_of(old_map)
    tops = {p.lineage: p for p in Place.objects.today().provinces()}
    wrong = []
    for reader in readers(tops.values()):
        inside = [
            p
            for p in old_map
            if became[p.pk][0].lineage.startswith(reader._scope.lineage)
            and not p.parent.full_name.startswith(ALIKE)
        ]
        pairs = []
        for place in inside:
            own, district, _province = place.full_name.split(", ")
            if way == SLASH:
                pairs.append((f"{district}/{own}", ""))
            else:
                pairs.append((f"{own}, {district}", ""))
        for place, pair, answer in zip(inside, pairs, read(reader, pairs), strict=True):
            if answer[0] != place and "place_split" not in answer:
                wrong.append((pair, answer))

    assert wrong == []


def test_a_name_that_two_units_of_the_office_had_is_asked_and_never_todays(old_map):
    """By its name alone an old commune, whose name another of the province bears today."""
    became = today_of(old_map)
    of_today = {}
    for place in Place.objects.today().communes():
        of_today[place.lineage.split("/")[1], place.title] = place
    exposed = [
        (place, namesake)
        for place in old_map
        if (namesake := of_today.get((became[place.pk][0].lineage.split("/")[1], place.title)))
        and namesake not in became[place.pk]
    ]
    scopes = {
        line: next(readers([Place.objects.today().provinces().get(lineage=line)]))
        for line in {f"/{place.lineage.split('/')[1]}/" for _old, place in exposed}
    }

    silent = []
    for place, namesake in exposed:
        reader = scopes[f"/{namesake.lineage.split('/')[1]}/"]
        (answer,) = read(reader, [(place.title, "")])
        if answer[0] != "unknown_place" or place.full_name not in str(answer[1]):
            silent.append((place.full_name, answer))

    assert len(exposed) == 156
    assert silent == []
