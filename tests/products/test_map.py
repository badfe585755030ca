"""The map changes, and what lies on it follows."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from sanvat.places.models import Change, Place, Succession
from sanvat.products import actions
from sanvat.products.models import Idea, Producer, Product
from tests.people import again
from tests.products import journals
from tests.register.registers import NOON

DAY = date(2026, 9, 1)


def becomes(old: Place, *names: str) -> list[Place]:
    """On that day the unit is no more, and these are there instead."""
    Place.objects.filter(pk=old.pk).update(valid=DateRange(old.valid.lower, DAY))
    kind = Change.MERGE if len(names) == 1 else Change.SPLIT
    made = []
    for number, name in enumerate(names):
        place = Place(
            code=f"9999{number}",
            level=old.level,
            kind=old.kind,
            name=name,
            parent=old.parent,
            valid=DateRange(DAY, None),
        )
        place.save()
        whole = len(names) == 1
        Succession.objects.create(old=old, new=place, on=DAY, kind=kind, whole=whole)
        made.append(place)
    return made


@pytest.fixture
def idea(officer, commune):
    return actions.note_idea("Trà", "Trà từ vỏ cà phê", commune, by=officer, at=NOON)


def test_what_lay_in_a_merged_commune_lies_in_what_it_became(cooperative, coffee, idea, commune):
    [merged] = becomes(commune, "Đức Trọng Mới")

    assert actions.follow_the_map(at=NOON) == 2

    producer = Producer.objects.get(pk=cooperative.pk)
    product = Product.objects.get(pk=coffee.pk)
    assert (producer.place, producer.current_place) == (commune, merged)
    assert product.current_place == merged
    assert "duc trong moi" in product.searchable
    assert Idea.objects.get(pk=idea.pk).current_place == merged
    assert journals.last(producer)[0] == "follow_the_map"

    written = journals.count()
    assert actions.follow_the_map(at=NOON) == 0
    assert journals.count() == written


def test_of_a_divided_commune_somebody_says_the_part(cooperative, idea, commune, advisor):
    _north, south = becomes(commune, "Đức Trọng Bắc", "Đức Trọng Nam")

    assert actions.follow_the_map(at=NOON) == 0
    assert Producer.objects.get(pk=cooperative.pk).current_place == commune

    actions.change_producer(cooperative, by=again(advisor), at=NOON, current_place=south)

    assert Producer.objects.get(pk=cooperative.pk).current_place == south
