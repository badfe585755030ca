"""The pages of a unit's work calendar: written by week, published, changed, called off."""

import pytest

from sanvat.agenda import actions
from sanvat.agenda.models import WorkCalendar, WorkEntry
from sanvat.agenda.weeks import WEEK
from tests.agenda.conftest import BRIEFING, INNER, MONDAY, NOW, VISIT
from tests.desk.forms import errors_of
from tests.desk.pages import DESK, queries, read, signed_in, status

pytestmark = pytest.mark.django_db

HERE = f"{DESK}lich-cong-tac/"


def rows(*given, seen: str = "") -> dict[str, str]:
    data = {"form-TOTAL_FORMS": str(len(given) + 1), "form-INITIAL_FORMS": "0", "seen": seen}
    for n, row in enumerate(given):
        data |= {f"form-{n}-{name}": value for name, value in row.items()}
    return data | {f"form-{len(given)}-weekday": "1"}


def test_a_week_is_opened_written_copied_and_published(coordinator, client):
    desk = signed_in(coordinator)
    assert "chưa có lịch công tác" in read(coordinator, "lich-cong-tac/")
    desk.post(f"{HERE}mo/")
    calendar = WorkCalendar.objects.get()

    answer = desk.post(
        f"{HERE}tuan/{MONDAY}/",
        rows(
            {"weekday": "2", "part": "morning", "content": "Đi cơ sở", "leader_name": "Bà Sen"},
            {"weekday": "1", "starts_time": "08:00", "content": "Giao ban", "is_regular": "on"},
        ),
    )
    assert answer.status_code == 302, errors_of(answer)
    public = f"/lich-cong-tac/{calendar.slug}/"
    assert client.get(public).status_code == 404
    desk.post(f"{HERE}tuan/{MONDAY}/cong-bo/")
    page = client.get(public).content.decode()
    assert "Giao ban" in page
    assert "Bà Sen" not in page
    assert "Bà Sen" in read(coordinator, "lich-cong-tac/")

    desk.post(f"{HERE}tuan/{MONDAY + WEEK}/hang-tuan/")
    copied = WorkEntry.objects.get(week__monday=MONDAY + WEEK)
    assert (copied.content, copied.is_regular) == ("Giao ban", True)


def test_what_is_wrong_stands_at_its_row(calendar, coordinator):
    answer = signed_in(coordinator).post(
        f"{HERE}tuan/{MONDAY}/",
        rows(
            {"weekday": "1", "content": "Giao ban", "led_by": "Ông Trần Văn Tư"},
            {"weekday": "2", "venue": "Hội trường"},
        ),
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Lịch công bố chỉ ghi chức danh" in page
    assert "Hãy ghi nội dung công việc." in page
    assert 'value="Giao ban"' in page


def test_an_entry_is_changed_called_off_and_added(week, coordinator, client):
    desk = signed_in(coordinator)
    visit, briefing = (week.entries.get(content=each.content) for each in (VISIT, BRIEFING))
    given = {"weekday": "4", "part": "morning", "content": "Thăm cơ sở mứt", "reason": "Mưa"}

    desk.post(f"{HERE}viec/{visit.pk}/", given)
    desk.post(f"{HERE}viec/{briefing.pk}/hoan/", {"reason": "Họp tỉnh"})
    answer = desk.post(
        f"{HERE}tuan/{MONDAY}/them/", {"weekday": "5", "part": "all_day", "content": "Tiếp đoàn"}
    )
    assert answer.status_code == 302, errors_of(answer)

    page = client.get(f"/lich-cong-tac/{week.calendar.slug}/").content.decode()
    for word in ("Đã đổi", "Lịch mới", "Hoãn", "Bổ sung", "Lý do: Họp tỉnh", "Lý do: Mưa"):
        assert word in page
    assert page.count("<s>") == 2
    assert "đã đổi" in read(coordinator, f"lich-cong-tac/viec/{visit.pk}/").lower()
    told = read(coordinator, f"lich-cong-tac/tuan/{MONDAY}/nhat-ky/")
    assert "Hoãn việc trong lịch" in told
    assert "Đổi việc trong lịch đã công bố" in told


def test_a_published_week_is_not_written_whole_from_an_old_page(week, coordinator):
    desk = signed_in(coordinator)

    answer = desk.post(f"{HERE}tuan/{MONDAY}/", rows({"weekday": "1", "content": "Khác"}))

    assert answer.status_code == 422
    assert "đã công bố" in answer.content.decode()
    assert desk.get(f"{HERE}tuan/{MONDAY}/").status_code == 302
    assert week.entries.count() == 3


def test_the_week_is_taken_along_as_paper(week, coordinator):
    desk = signed_in(coordinator)
    for kind in ("cong-khai", "noi-bo"):
        for form in ("pdf", "docx"):
            answer = desk.get(f"{HERE}tuan/{MONDAY}/{kind}.{form}")
            assert answer.status_code == 200
            assert len(answer.content) > 1_000
    for path in (f"{kind}.exe", "khac.pdf"):
        assert desk.get(f"{HERE}tuan/{MONDAY}/{path}").status_code == 404


@pytest.mark.parametrize("monday", ["2026-11-24", "x", "9999-12-27", "2026-11-2"])
def test_what_is_no_monday_is_not_there(calendar, coordinator, monday):
    assert status(coordinator, f"lich-cong-tac/tuan/{monday}/") == 404


def test_others_find_nothing_inside(week, advisor, centre, producer):
    entry = week.entries.get(content=INNER.content)
    for other in (advisor, centre, producer):
        assert INNER.content not in read(other, "lich-cong-tac/")
        for path in (f"tuan/{MONDAY}/", f"viec/{entry.pk}/", f"tuan/{MONDAY}/noi-bo.pdf"):
            assert status(other, f"lich-cong-tac/{path}") == 404


def test_pages_cost_the_same_with_one_entry_and_with_three(calendar, coordinator):
    paths = ("lich-cong-tac/", f"lich-cong-tac/?thang={MONDAY:%Y-%m}")
    who = {"by": coordinator, "at": NOW}
    actions.set_week(calendar, MONDAY, [BRIEFING], **who)
    one = [queries(coordinator, path) for path in paths]
    actions.set_week(calendar, MONDAY, [BRIEFING, VISIT, INNER], **who)

    assert [queries(coordinator, path) for path in paths] == one
