"""What the fifth founding story tells of numbers, by the acts, read back at the API."""

import pytest

from sanvat.indicators.models import Indicator
from sanvat.indicators.rolling import roll
from sanvat.places.models import Level, Place
from sanvat.site.demo import indicators as story

pytestmark = pytest.mark.django_db


class World:
    def __init__(self, centre):
        self.person = lambda role: centre


def test_ba_che_at_the_end_of_2019(client, centre):
    story.ba_che(World(centre))

    shares = client.get("/api/v1/indicators/?indicator=ty-le-ho-ngheo&year=2019").json()
    reached = client.get("/api/v1/indicators/?indicator=xa-nong-thon-moi&year=2019").json()
    assert [(row["place"]["name"], row["value"]) for row in shares["items"]] == [
        ("huyện Ba Chẽ, tỉnh Quảng Ninh", "2.13")
    ]
    assert {row["place"]["name"].partition(",")[0] for row in reached["items"]} == {
        "xã Minh Cầm",
        "xã Nam Sơn",
        "xã Đạp Thanh",
    }
    ba_che = Place.objects.on(story.END_OF_2019).get(level=Level.DISTRICT, name="Ba Chẽ")
    standard = Indicator.objects.get(code="xa-nong-thon-moi")
    then = roll([standard], [2019], within=ba_che, map_of=story.END_OF_2019)
    quang_ninh = Place.objects.today().provinces().get(folded="quang ninh")
    today = roll([standard], [2019], within=quang_ninh)
    assert then.get(standard, 2019, 1, ba_che) == 3
    assert today.get(standard, 2019, 1, quang_ninh) == 3
