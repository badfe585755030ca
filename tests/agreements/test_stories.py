"""The founding stories of Thanh Trì and Ba Chẽ, built by the acts of the room and read back."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from sanvat.agreements.models import Agreement
from sanvat.indicators.countable import Period, countable
from sanvat.indicators.counting import count
from sanvat.parties import demonstration
from sanvat.site.demo import World, agreements, parties

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(own_store):
    world = World(timezone.now())
    with demonstration.being_built():
        parties.add(world)
        agreements.add(world)
    return world


def rows() -> dict[str, dict]:
    """The public agreements, as anybody reads them through the API, by title and year."""
    found = Client().get("/api/v1/agreements/", {"limit": 100}).json()["items"]
    return {
        f"{row['place']['name'].partition(',')[0]} {row['starts_on'][:4]}": row for row in found
    }


def test_the_stories_are_told_as_the_reports_tell_them(world):
    read = rows()
    assert set(read) == {
        "huyện Thanh Trì 2016",
        "huyện Thanh Trì 2017",
        "huyện Ba Chẽ 2019",
        "huyện Ba Chẽ 2020",
    }

    # Story 4
    row = read["huyện Thanh Trì 2017"]
    assert (row["signed_on"], row["starts_on"], row["ends_on"]) == (
        "2017-03-30",
        "2017-01-01",
        "2017-12-31",
    )
    assert [party["name"] for party in row["parties"]] == [
        "Ban Tuyên giáo Huyện ủy Thanh Trì",
        "Ủy ban nhân dân huyện Thanh Trì",
    ]
    assert row["place"]["name"] == "huyện Thanh Trì, thành phố Hà Nội"
    texts = [item["text"] for item in row["items"]]
    assert texts[1] == "Giải quyết những vấn đề bức xúc của nhân dân"
    assert texts[2] == "Thực hiện “Năm kỷ cương hành chính 2017”"
    assert read["huyện Thanh Trì 2016"]["state"] == "renewed"

    # Story 5
    before, after = read["huyện Ba Chẽ 2019"], read["huyện Ba Chẽ 2020"]
    assert before["counts"] == {"items": 16, "confirmed": 16, "overdue": 0}
    assert (before["state"], after["signed_on"]) == ("renewed", "2020-03-26")
    assert after["continues"] == before["id"]
    assert {party["position"] for party in after["parties"]} == {
        "Phó Chủ tịch Thường trực UBND huyện",
        "Trưởng khối",
    }
    assert "Nâng cao chất lượng sản phẩm OCOP" in [item["text"] for item in after["items"]]
    assert len(after["items"]) == 12
    assert after["theme"].endswith("trở thành huyện nông thôn mới")

    review = Agreement.objects.get(pk=before["id"]).review
    assert {line.mark for line in review.lines.all()} == {"done"}
    assert [(f.value, f.unit, f.day) for f in review.figures.all()] == [
        (Decimal("2.13"), "%", date(2019, 12, 31)),
        (Decimal(3), "xã", date(2019, 12, 31)),
    ]
    assert set(review.signatures.values_list("signed_on", flat=True)) == {date(2020, 3, 26)}

    # What is ours says so.
    notes = set(Agreement.objects.get(pk=before["id"]).items.values_list("note", flat=True))
    assert notes == {agreements.OURS, agreements.SPLIT + agreements.OURS}

    # Counted in the units of their day, and on today's map where that is one unit.
    district = Agreement.objects.get(pk=before["id"]).place
    year = Period(date(2019, 12, 31), date(2019, 1, 1))
    confirmed = countable("agreements.items_confirmed")
    assert count(confirmed, year, map_of=date(2019, 12, 31), level="district").by_place == {
        district: 16
    }
    running = countable("agreements.running")
    assert (
        count(running, Period(date(2019, 6, 1)), map_of=date(2019, 6, 1), level="district").total
        == 1
    )

    # Today: an item at every state.
    living = Agreement.objects.get(is_public=False)
    assert {item.state for item in living.items.all()} == {"open", "done", "confirmed", "returned"}
    late = [item.number for item in living.items.all() if item.is_late_on(timezone.localdate())]
    assert late == [6]
    assert living.state == "running"
