"""The yearly cycle: six steps, and the days a province gives them."""

import pytest
from django.utils import timezone

from sanvat.programme.models import CycleStep
from tests.desk.forms import errors_of, on_top
from tests.desk.pages import DESK, read, signed_in, status

pytestmark = pytest.mark.django_db

YEAR = timezone.localdate().year


def days(**changed):
    fields = {}
    for n in range(1, 7):
        fields[f"opens_{n}"] = f"{YEAR}-0{n}-01"
        fields[f"closes_{n}"] = f"{YEAR}-0{n + 1}-28"
    return fields | changed


def send(user, **changed):
    return signed_in(user).post(f"{DESK}chu-trinh/{YEAR}/", days(**changed))


@pytest.mark.parametrize(
    "name", ["producer", "officer", "advisor", "chair", "centre", "operator", "nobody"]
)
def test_everybody_sees_the_six_steps(name, request):
    page = read(request.getfixturevalue(name), "chu-trinh/")

    for title in ("Tuyên truyền, hướng dẫn", "Nhận đăng ký ý tưởng", "Xúc tiến thương mại"):
        assert title in page
    assert "Tỉnh chưa đặt ngày" in page


@pytest.mark.parametrize("asked", ["x", "1", "1999", "99999", "-1"])
def test_a_year_out_of_reach_is_this_one(officer, asked):
    assert f"Chu trình năm {YEAR}" in read(officer, "chu-trinh/", nam=asked)


def test_the_advisory_body_gives_the_days_of_its_province(advisor, officer, province):
    answer = send(advisor)

    assert (answer.status_code, answer.url) == (302, f"{DESK}chu-trinh/?nam={YEAR}")
    assert CycleStep.objects.filter(place=province, year=YEAR).count() == 6
    page = read(officer, "chu-trinh/")
    assert f"1/1/{YEAR} – 28/2/{YEAR}" in page
    assert "Tỉnh chưa đặt ngày" not in page


def test_a_step_that_ends_before_it_begins_is_said_at_its_last_day(advisor):
    answer = send(advisor, closes_3=f"{YEAR}-01-01")

    assert answer.status_code == 422
    assert errors_of(answer) == {"id_closes_3": "Ngày đóng không trước ngày mở."}
    assert len(on_top(answer)) == 1
    assert not CycleStep.objects.exists()


def test_a_day_that_is_none_is_said_at_its_field(advisor):
    assert list(errors_of(send(advisor, opens_2="mai"))) == ["id_opens_2"]


@pytest.mark.parametrize("name", ["officer", "producer", "coordinator", "centre", "chair"])
def test_nobody_else_gives_them(name, request):
    user = request.getfixturevalue(name)

    assert status(user, f"chu-trinh/{YEAR}/") == 403
    assert send(user).status_code == 403
    assert not CycleStep.objects.exists()


def test_a_year_far_off_has_no_form(advisor):
    assert status(advisor, f"chu-trinh/{YEAR + 2}/") == 403
