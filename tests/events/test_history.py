"""What happened to an event, as people read it."""

from sanvat.events.models import Event
from sanvat.records.history import tell
from sanvat.records.models import Entry


def told(**changes) -> list[tuple[str, str, str]]:
    entry = Entry(act="prepare_event", note="", changes=changes)
    return [(each.label, each.before, each.after) for each in tell(entry, Event()).changes]


def test_what_is_taught_and_when_is_told_without_keys_and_seconds():
    assert told(
        topics=[["Giới thiệu"], ["Chấm điểm · criteria", "Hồ sơ · giấy tờ · registration"]],
        agenda=[[], ["08:00:00 · Khai mạc", "Nghỉ 10:15:00"]],
    ) == [
        ("chuyên đề", "Giới thiệu", "Chấm điểm · bộ tiêu chí, Hồ sơ · giấy tờ · đăng ký, hồ sơ"),
        ("chương trình", "", "08:00 · Khai mạc, Nghỉ 10:15:00"),
    ]


def test_days_and_moments_are_told_as_people_write_them():
    assert [
        after
        for _label, _before, after in told(
            starts_on=["2026-02-31", "2026-12-10"],
            published_at=[None, "2026-11-25T14:14:12.344037+00:00"],
            venue=["", "2026-12"],
        )
    ] == ["10/12/2026", "21:14 ngày 25/11/2026", "2026-12"]


def test_an_act_that_another_room_calls_by_the_same_name_is_told_in_our_words():
    about = {"subject_type": "events.event", "note": "Mọi chủ thể"}
    entry = Entry(act="invite", **about, changes={"guests": [None, 3]})
    said = tell(entry, Event())

    assert (said.act, said.note) == ("Mời dự", "Mọi chủ thể")
    assert [(each.label, each.after) for each in said.changes] == [("khách mời thêm", "3")]
