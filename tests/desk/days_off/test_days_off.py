"""The calendar of a year, and what an office corrects in it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sanvat.clocks.models import Announcement, Correction
from sanvat.desk.days_off.forms import DaysField
from tests.clocks.test_clocks import started
from tests.desk.forms import errors_of
from tests.desk.pages import DESK, read, signed_in, status

pytestmark = pytest.mark.django_db

HERE = f"{DESK}ngay-nghi/dieu-chinh/"


def send(user, **changed):
    given = {"first": "2026-10-08", "last": "", "kind": "off", "reason": "Bão số 9"}
    return signed_in(user).post(HERE, given | changed)


def test_a_year_is_drawn_with_its_papers(officer):
    page = read(officer, "ngay-nghi/", nam="2026")

    for text in ("Ngày nghỉ năm 2026", "tỉnh Lâm Đồng", "12729/VPCP-KGVX", "9441/TB-BNV"):
        assert text in page
    assert "Làm việc thay ngày 2/1/2026" in page
    assert "tạm tính" not in page


def test_a_year_without_a_paper_says_that_it_is_provisional(officer, centre):
    assert "Năm 2031 còn là tạm tính" in read(officer, "ngay-nghi/", nam="2031")
    assert "Cả nước" in read(centre, "ngay-nghi/", nam="2031")


@pytest.mark.parametrize("asked", ["x", "1", "1999", "99999", "-1"])
def test_a_year_without_a_table_is_this_one(officer, asked):
    assert f"Ngày nghỉ năm {timezone.localdate().year}" in read(officer, "ngay-nghi/", nam=asked)


def test_what_would_move_is_shown_and_nothing_is_saved(advisor, commune):
    started(commune, date(2026, 10, 5), 5)

    page = read(advisor, "ngay-nghi/dieu-chinh/", first="2026-10-08", last="2026-10-09", kind="off")

    assert "2 ngày sẽ khác với bảng hiện nay: 8/10/2026, 9/10/2026." in page
    assert "Báo cáo kết quả 12/10/2026 14/10/2026" in page
    assert not Correction.objects.exists()


def test_a_correction_is_saved_and_seen_by_the_communes(advisor, officer):
    answer = send(advisor, paper="123/UBND-VX", paper_on="2026-10-07")

    assert (answer.status_code, answer.url) == (302, f"{DESK}ngay-nghi/?nam=2026")
    page = read(officer, "ngay-nghi/", nam="2026")
    assert "8/10/2026 tỉnh Lâm Đồng Nghỉ Bão số 9 123/UBND-VX ngày 7/10/2026" in page
    assert "Rút" not in page


def test_what_is_wrong_is_said_and_nothing_is_lost(advisor):
    assert errors_of(send(advisor, reason=""))
    again = send(advisor, first="2026-09-02")
    assert again.status_code == 422
    assert "đã đúng như vậy trong bảng" in again.content.decode()
    assert "Bão số 9" in again.content.decode()


def test_a_correction_is_withdrawn(advisor, coordinator):
    send(advisor)
    pk = Correction.objects.get().pk

    answer = signed_in(coordinator).post(f"{HERE}{pk}/rut/", {"reason": "Bão đổi hướng"})

    assert answer.status_code == 302
    assert Correction.objects.get().withdrawn_reason == "Bão đổi hướng"


@pytest.mark.parametrize("name", ["officer", "producer", "chair", "operator", "nobody"])
def test_nobody_else_corrects(name, request):
    user = request.getfixturevalue(name)

    assert status(user, "ngay-nghi/dieu-chinh/") == 403
    assert send(user).status_code == 403


def test_the_centre_announces_a_year_from_what_was_computed(centre, officer):
    page = signed_in(centre).get(f"{DESK}ngay-nghi/2031/cong-bo/")
    form = page.context["form"]
    given = {"paper": "9/TB-BNV", "issuer": "Bộ Nội vụ", "issued_on": "2030-10-02"}
    given |= {"off": f"{form['off'].value()}\n3/1", "worked": "11/1"}

    answer = signed_in(centre).post(f"{DESK}ngay-nghi/2031/cong-bo/", given)

    assert answer.status_code == 302
    assert Announcement.objects.get().paper == "9/TB-BNV"
    assert [(c.day, c.works) for c in Correction.objects.all()] == [
        (date(2031, 1, 3), False),
        (date(2031, 1, 11), True),
    ]
    assert "Đã công bố: 9/TB-BNV của Bộ Nội vụ." in read(officer, "ngay-nghi/", nam="2031")


def test_days_are_read_a_line_each():
    field = DaysField(year=2031)

    assert field.clean("1/1\n 4/2 - 6/2 \n30/4/2031") == {
        date(2031, 1, 1),
        *(date(2031, 2, day) for day in (4, 5, 6)),
        date(2031, 4, 30),
    }
    for wrong in ("31/2", "x", "1/1/2030", "6/2 - 4/2", "1-2-3"):
        with pytest.raises(ValidationError, match="chưa đúng"):
            field.clean(wrong)
