"""The public facts of the founding stories, as anybody reads them from outside."""

import pytest

from tests import stories

pytestmark = pytest.mark.django_db


def test_the_public_facts_are_read_back(client, centre, operator):
    stories.build(centre, operator)

    def get(room, **query):
        return client.get(f"/api/v1/{room}/", query).json()["items"]

    # 1 and 2: a conference that opens the year, and a training that a dispatch asks for
    events = {one["starts_on"]: one for one in get("events", limit=100)}
    assert events["2020-10-14"]["place"]["name"] == "huyện Thường Tín, thành phố Hà Nội"
    assert events["2020-10-14"]["time_note"] == "buổi chiều"
    training = events["2019-07-09"]
    assert (training["dispatch"]["number"], training["dispatch"]["issued_on"]) == (
        "295",
        "2019-07-02",
    )
    assert len(training["topics"]) == 5

    # 3: ranges
    [plan] = get("plans", year=2020)
    assert (plan["place"]["name"], plan["issued_on"]) == ("tỉnh Thái Bình", "2020-01-15")
    assert [(t["least"], t["most"], t["units"]) for t in plan["targets"]] == [
        ("15", "20", 8),
        ("8", None, 8),
        ("15", None, 0),
        ("1", None, 0),
    ]

    # 4 and 5: agreements with their items, and the events at which they were signed
    agreements = {
        (one["place"]["name"].partition(",")[0], one["starts_on"][:4]): one
        for one in get("agreements", limit=100)
    }
    signed = agreements["huyện Thanh Trì", "2017"]
    assert signed["signed_on"] == "2017-03-30"
    assert "Giải quyết những vấn đề bức xúc của nhân dân" in [i["text"] for i in signed["items"]]
    before, after = agreements["huyện Ba Chẽ", "2019"], agreements["huyện Ba Chẽ", "2020"]
    assert before["counts"] == {"items": 16, "confirmed": 16, "overdue": 0}
    assert {item["state"] for item in before["items"]} == {"confirmed"}
    assert (after["continues"], after["signed_on"]) == (before["id"], "2020-03-26")
    assert "Nâng cao chất lượng sản phẩm OCOP" in [item["text"] for item in after["items"]]
    assert signed["signing_event"] == events["2017-03-30"]["id"]
    assert after["signing_event"] == events["2020-03-26"]["id"]
    assert before["signing_event"] is None

    # 5: the indicators of the end of 2019
    poor = get("indicators", indicator="ty-le-ho-ngheo", year=2019)
    assert [(one["place"]["name"], one["value"]) for one in poor] == [
        ("huyện Ba Chẽ, tỉnh Quảng Ninh", "2.13")
    ]
    reached = get("indicators", indicator="xa-nong-thon-moi", year=2019)
    assert {one["place"]["name"].partition(",")[0] for one in reached} == {
        "xã Minh Cầm",
        "xã Nam Sơn",
        "xã Đạp Thanh",
    }
