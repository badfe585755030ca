"""Comments of invented people: under a report of the founding stories two are published, one of
them shortened and with a reply, and one waits; one waits under an article of today."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sanvat.comments import actions
from sanvat.comments.models import Comment, Thread
from sanvat.news import actions as news
from sanvat.news.models import Article
from sanvat.parties.models import Role
from sanvat.site.demo import World

AFTER = ("news",)


def add(world: World) -> None:
    centre, keeper = world.person(Role.CENTRE_OFFICER), world.person(Role.COORDINATOR)
    told = Article.objects.get(title="Thường Tín mở đầu Chương trình OCOP năm 2020")
    thread = news.open_comments(told, by=centre, at=world.at - timedelta(days=6))
    asked = _sent(
        thread,
        "Nguyễn Thị Mận",
        "Hộ làm tăm hương ở xã có phải lập hợp tác xã mới được đăng ký ý tưởng không? Tôi đã hỏi "
        "trưởng thôn hai lần.",
        world.at - timedelta(days=5),
        title="Hộ gia đình có được đăng ký không?",
    )
    shorter = asked.text.partition(" Tôi đã hỏi")[0]
    actions.publish_comment(asked, title=asked.title, text=shorter, by=centre, at=world.at)
    actions.reply_to_comment(
        asked,
        "Hộ sản xuất có đăng ký kinh doanh được đăng ký ý tưởng, không phải lập hợp tác xã. Mời "
        "bạn xem mục Tiêu chí và gặp cán bộ xã để ghi tên.",
        by=centre,
        at=world.at,
    )
    praised = _sent(
        thread,
        "Trần Văn Khoái",
        "Hội nghị giải thích dễ hiểu. Mong có tài liệu in khổ lớn cho người có tuổi.",
        world.at - timedelta(days=3),
    )
    actions.publish_comment(praised, by=centre, at=world.at)
    _sent(
        thread,
        "Lê Thị Nhài",
        "Xã tôi chưa thấy báo lịch, hỏi ai thì được trả lời?",
        world.at - timedelta(days=1),
    )

    today = Article.objects.get(title__startswith="Đợt đánh giá thứ hai năm 2026")
    of_today = news.open_comments(today, by=keeper, at=world.at - timedelta(days=2))
    _sent(
        of_today,
        "K’ Brèo",
        "Hồ sơ nộp ở xã cũ hay ở xã mới sau khi sáp nhập?",
        world.at - timedelta(hours=5),
    )


def _sent(thread: Thread, name: str, text: str, at: datetime, title: str = "") -> Comment:
    return actions.send_comment(
        thread,
        name=name,
        title=title,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        is_proven=True,
        is_demonstration=True,
        at=at,
    )
