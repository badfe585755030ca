"""Comments and threads in tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.comments.models import Comment, Thread
from sanvat.records.keeping import Kept
from sanvat.text.days import day, moment
from sanvat.ui.addresses import address
from sanvat.ui.tables import Cell, Column, link, under
from sanvat.ui.tags.marks import tag

COMMENT_COLUMNS = [
    Column(gettext_lazy("Ý kiến")),
    Column(gettext_lazy("Người gửi")),
    Column(gettext_lazy("Trạng thái")),
    Column(gettext_lazy("Gửi lúc"), kind="nowrap"),
]
THREAD_COLUMNS = [
    Column(gettext_lazy("Trang")),
    Column(gettext_lazy("Nhận ý kiến")),
    Column(gettext_lazy("Chờ xem"), kind="number"),
    Column(gettext_lazy("Đã đăng"), kind="number"),
]
KEEPING_COLUMNS = [
    Column(gettext_lazy("Điều được giữ")),
    Column(gettext_lazy("Giữ trong")),
    Column(gettext_lazy("Quá hạn, chưa xóa"), kind="number"),
    Column(gettext_lazy("Đã xóa"), kind="number"),
    Column(gettext_lazy("Lần gần nhất"), kind="nowrap"),
]
KINDS = {
    Comment.State.WAITING: ("warn", "clock"),
    Comment.State.PUBLISHED: ("good", "circle-check"),
    Comment.State.REFUSED: ("plain", "ban"),
    Comment.State.TAKEN_BACK: ("plain", "undo-2"),
}
SHOWN = 90
"""Letters of a comment in a list."""


def comment_rows(comments: Iterable[Comment]) -> list[tuple[Cell, ...]]:
    return [
        (
            under(link(_begin(one), address("desk:comment", one.pk)), one.thread.title),
            one.name or "–",
            state_tag(one),
            moment(one.sent_at),
        )
        for one in comments
    ]


def _begin(comment: Comment) -> str:
    said = comment.title or comment.text
    return Truncator(" ".join(said.split())).chars(SHOWN) or str(comment)


def state_tag(comment: Comment) -> SafeString:
    kind, icon = KINDS[Comment.State(comment.state)]
    said = _("đã đăng, rút gọn") if comment.is_shortened else comment.get_state_display()
    return tag(capfirst(said), kind=kind, icon=icon)


def thread_rows(
    threads: Iterable[Thread], counted: Mapping[tuple[int, str], int], today: date
) -> list[tuple[Cell, ...]]:
    """`counted`: how many comments, by the key of the thread and their state."""
    return [
        (
            link(one.title, address("desk:comment_thread", one.pk)),
            open_tag(one, today),
            counted.get((one.pk, Comment.State.WAITING), 0),
            counted.get((one.pk, Comment.State.PUBLISHED), 0),
        )
        for one in threads
    ]


def open_tag(thread: Thread, today: date) -> SafeString:
    if not thread.is_open_on(today):
        return tag(_("Đã đóng"))
    if thread.open_until:
        return tag(_("Đến hết %(day)s") % {"day": day(thread.open_until)}, kind="good")
    return tag(_("Đang mở"), kind="good")


def keeping_rows(schedule: Iterable[Kept]) -> list[tuple[Cell, ...]]:
    return [
        (
            capfirst(one.what),
            under(_("%(n)s ngày") % {"n": one.days}, one.since),
            one.over,
            one.erased,
            moment(one.last_at) if one.last_at else "–",
        )
        for one in schedule
    ]
