"""The days off of a year, for other programmes."""

from datetime import date

import pytest

from sanvat.api.days_off import EXAMPLES
from sanvat.clocks import actions
from tests.register.registers import NOON

pytestmark = pytest.mark.django_db

DAYS_OFF = "/api/v1/days-off/"


def test_a_year_is_told_day_by_day_with_its_sources(client):
    answer = client.get(DAYS_OFF, {"year": 2026}).json()

    assert answer == EXAMPLES["list_days_off"]("vi")
    assert (answer["announced"], answer["edition"], answer["count"]) == (True, "2026-1", 17)
    assert answer["items"][2] == {
        "day": "2026-01-10",
        "works": True,
        "what": "Làm việc thay ngày 2/1/2026",
        "source": "12729/VPCP-KGVX",
    }


def test_what_the_centre_corrects_is_told_and_what_a_province_does_is_not(
    client, centre, advisor, province
):
    def correct(place, day, by):
        actions.correct_days(place, day, day, works=False, reason="Bão", by=by, at=NOON)

    correct(None, date(2031, 3, 5), centre)
    correct(province, date(2031, 3, 6), advisor)

    answer = client.get(DAYS_OFF, {"year": 2031}).json()

    assert not answer["announced"]
    days = [item["day"] for item in answer["items"] if item["day"].startswith("2031-03")]
    assert days == ["2031-03-05"]


@pytest.mark.parametrize("year", ["1999", "2100", "x", "2026.0"])
def test_a_year_without_a_table_is_refused(client, year):
    assert client.get(DAYS_OFF, {"year": year}).status_code == 422
