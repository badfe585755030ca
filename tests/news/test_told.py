"""Who is told that an article waits for a second person."""

import pytest
from django.utils import timezone

from sanvat.news import actions
from sanvat.parties.models import Notice
from tests.news.conftest import fresh
from tests.people import make_person

NOW = timezone.now


def lines(user):
    return [(each.text, each.about_type) for each in Notice.objects.visible_to(user).unread()]


def test_those_who_approve_have_one_line_for_all_that_waits(draft, writer, coordinator, advisor):
    first, second = draft("Chè vào vụ"), draft("Hội chợ xuân")
    actions.submit(first, by=writer, at=NOW())
    site = "Văn phòng Điều phối Lâm Đồng"

    assert lines(coordinator) == [
        (f"1 bài chờ duyệt trên {site}, mới nhất: “Chè vào vụ”.", "news.article")
    ]
    assert lines(writer) == lines(advisor) == []  # of another body

    actions.submit(second, by=writer, at=NOW())

    assert lines(coordinator) == [
        (f"2 bài chờ duyệt trên {site}, mới nhất: “Hội chợ xuân”.", "news.unithome")
    ]

    actions.approve(fresh(first), by=coordinator, at=NOW())
    assert len(lines(coordinator)) == 1
    actions.give_back(fresh(second), "Thêm ảnh.", by=advisor, at=NOW())
    assert lines(coordinator) == []
    assert lines(writer) == [("Tin “Hội chợ xuân” được trả lại để sửa.", "news.article")]

    actions.submit(fresh(second), by=writer, at=NOW())
    assert [text for text, _about in lines(coordinator)] == [
        f"1 bài chờ duyệt trên {site}, mới nhất: “Hội chợ xuân”."
    ]


@pytest.mark.parametrize("is_alone", [True, False])
def test_who_wrote_it_is_not_told_and_the_place_is_where_the_body_has_nobody(
    draft, writer, coordinator, advisor, home, is_alone
):
    if is_alone:
        coordinator.memberships.all().delete()
    else:
        make_person("Lê Thêm", "coordinator", home.organisation, username="0987000009")
    actions.submit(draft(), by=writer, at=NOW())

    told = set(Notice.objects.values_list("user__name", flat=True))
    assert told == ({advisor.name} if is_alone else {coordinator.name, "Lê Thêm"})
