"""How acts on events are said, and what they change."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanvat.events.models import Guest, Topic
from sanvat.records.history import Words


def _reply(value: Any) -> str:
    return str(dict(Guest.Reply.choices).get(value, value))


def _lines(value: Any) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def _topics(value: Any) -> str:
    """Lines of a title and the key of what it is of, each with the words of the key."""
    called = {str(key): str(said) for key, said in Topic.Subject.choices}
    parts = (line.rpartition(" · ") for line in _lines(value))
    return ", ".join(title + dot + called.get(key, key) for title, dot, key in parts)


def _agenda(value: Any) -> str:
    """Lines that begin with a time, which has no seconds."""
    return ", ".join(re.sub(r"^(\d\d:\d\d):\d\d\b", r"\1", line) for line in _lines(value))


WORDS = Words(
    acts={
        "plan_event": _("Lập sự kiện"),
        "change_event": _("Sửa sự kiện"),
        "prepare_event": _("Chuẩn bị nội dung"),
        "publish_event": _("Đưa lên lịch công khai"),
        "unpublish_event": _("Bỏ khỏi lịch công khai"),
        "cancel_event": _("Hủy sự kiện"),
        "add_handout": _("Thêm tài liệu"),
        "remove_handout": _("Bỏ tài liệu"),
        "invite": _("Mời dự"),
        "remind": _("Nhắc trả lời"),
        "reply": _("Trả lời lời mời dự"),
        "record_arrivals": _("Ghi có mặt"),
        "withdraw_arrival": _("Bỏ lượt có mặt"),
        "walk_in": _("Ghi người đến không qua mời"),
        "come_in": _("Tự ghi có mặt"),
        "ask": _("Hỏi"),
        "answer_question": _("Trả lời câu hỏi"),
        "note_interest": _("Ghi nguyện vọng tham gia"),
        "erase_interests": _("Xóa người nêu nguyện vọng, hết thời hạn lưu giữ"),
        "make_idea": _("Ghi nguyện vọng thành ý tưởng"),
        "hold_event": _("Ghi là đã tổ chức"),
        "conclude_event": _("Ghi kết luận"),
        "report_event": _("Báo cáo"),
        "issue_papers": _("Cấp giấy chứng nhận tham dự"),
    },
    fields={
        "agenda": _("chương trình"),
        "topics": _("chuyên đề"),
        "speakers": _("báo cáo viên"),
        "costs": _("kinh phí"),
        "co_hosts": _("đơn vị phối hợp"),
        "handout": _("tài liệu"),
        "guests": _("khách mời thêm"),
        "reminded": _("số người được nhắc"),
        "reply": _("trả lời"),
        "reply_note": _("lời nhắn"),
        "stand_in": _("người dự thay"),
        "came": _("số người có mặt"),
        "question": _("câu hỏi"),
        "answer": _("trả lời"),
        "interest": _("nguyện vọng"),
        "erased_interests": _("số nguyện vọng đã xóa người nêu"),
        "idea": _("ý tưởng"),
        "papers": _("số giấy cấp"),
    },
    values={"reply": _reply, "topics": _topics, "agenda": _agenda},
)
