"""Every commune of the old map, as registers of 2019 to 2025 name it, finds its own unit."""

import time
from collections import Counter
from datetime import date

import pytest

from sanvat.parties.roles import OrganisationKind
from sanvat.places.gazetteer import Gazetteer
from sanvat.places.models import Level, Place, today_of
from sanvat.register.words import PlaceReader
from tests.people import make_organisation

pytestmark = pytest.mark.django_db

LAST_OLD_DAY = date(2025, 6, 30)


def ways(place):
    own, *above = place.full_name.split(", ")
    district, province = above
    return {
        "one cell": (place.full_name, ""),
        "address": (own, f"thôn 3, {district}, {province}"),
        "district first": (f"{district}, {own}", province),
        "short": (f"{place.name} - {place.parent.name}", province),
    }, {
        "in the province": (f"{own}, {district}", ""),
        "address in the province": (own, f"số 5, {district}"),
        "slash": (f"{place.parent.name}/{own}", ""),
    }


def wrong(reader, place, pair, today):
    """ "" where it is right; else what came: another unit, or a question."""
    found = reader._candidates[pair]
    if len(found) != 1:
        return "asks" if found else "nothing"
    (found,) = found
    if found.pk == place.pk:
        return ""
    same = reader._gazetteer.today(found) == frozenset(p.pk for p in today)
    return "same today" if same else "another"


def test_every_commune_of_the_old_map_finds_itself():
    started = time.process_time()
    places = list(
        Place.objects.on(LAST_OLD_DAY).communes().select_related("parent__parent").order_by("id")
    )
    became = today_of(places)
    offices = {
        p.lineage: make_organisation(OrganisationKind.COORDINATION_OFFICE, p.name, p)
        for p in Place.objects.today().provinces()
    }
    country = PlaceReader(next(iter(offices.values())), None)
    of_province = {line: PlaceReader(o, o.place) for line, o in offices.items()}
    tellings = []
    for place in places:
        anywhere, inside = ways(place)
        top = next(line for line in of_province if became[place.pk][0].lineage.startswith(line))
        tellings += [(name, country, place, pair) for name, pair in anywhere.items()]
        tellings += [(name, of_province[top], place, pair) for name, pair in inside.items()]
    for reader in (country, *of_province.values()):
        reader.prepare([pair for _name, r, _place, pair in tellings if r is reader])
    said = {}
    counts = Counter()
    for name, reader, place, pair in tellings:
        fault = wrong(reader, place, pair, became[place.pk])
        counts[name, fault] += 1
        if fault:
            said.setdefault((name, fault), []).append((pair, place.full_name, [str(c) for c in reader._candidates[pair]][:4]))
    for key, n in sorted(counts.items()): print(key, n)
    for key, those in said.items():
        print(key)
        for each in those[:12]: print("   ", each)
    print(time.process_time() - started)
    assert 0
