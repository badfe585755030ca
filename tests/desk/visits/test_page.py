"""Figures of visits on the desk, by day and by section."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanvat.visits.models import DayCount
from tests.desk.pages import read, status

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def test_days_and_sections_add_up(advisor):
    for days, section, views, visits in (
        (0, "tin/tin-tuc", 9, 4),
        (1, "", 5, 3),
        (80, "tin", 7, 6),
    ):
        day = TODAY - timedelta(days=days)
        DayCount.objects.create(day=day, section=section, views=views, visits=visits)

    page = read(advisor, "luot-truy-cap/")
    assert "7 lượt truy cập" in page or "lượt truy cập 7" in page
    assert "Tin: Tin tức" in page
    longer = read(advisor, "luot-truy-cap/", ngay="90")
    assert "13 lượt truy cập" in longer or "lượt truy cập 13" in longer
    assert "tuần từ" in longer
    assert read(advisor, "luot-truy-cap/", ngay="x", trang="khong-co") == page


def test_whom_it_does_not_concern_has_no_such_page(producer, editor):
    assert status(producer, "luot-truy-cap/") == 404
    assert "Chưa có lượt nào" in read(editor, "luot-truy-cap/")
