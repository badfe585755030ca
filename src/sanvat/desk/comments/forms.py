from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanvat.comments.models import (
    LONGEST_REASON,
    LONGEST_REPLY,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Comment,
    Reply,
    Thread,
)
from sanvat.desk.forms.base import DayField, DeskForm, TextField, text_area
from sanvat.desk.forms.editing import EditForm
from sanvat.records.versions import version_of


class PublishForm(EditForm):
    """What is published: as it was sent, or with something left out."""

    title = TextField(label=gettext_lazy("Tiêu đề đăng"), max_length=LONGEST_TITLE, required=False)
    text = TextField(
        label=gettext_lazy("Nội dung đăng"),
        max_length=LONGEST_TEXT,
        widget=text_area(6),
        help_text=gettext_lazy(
            "Để nguyên là đăng nguyên văn. Chỉ lược bớt, không viết thêm; bản gốc vẫn được giữ."
        ),
    )

    @classmethod
    def of(cls, comment: Comment, data: Any = None) -> PublishForm:
        is_published = comment.state == Comment.State.PUBLISHED
        initial = {
            "title": comment.shown_title if is_published else comment.title,
            "text": comment.shown_text if is_published else comment.text,
        }
        return cls(data, initial=initial, version=version_of(comment))


class RefuseForm(EditForm):
    reason = TextField(
        label=gettext_lazy("Vì sao không đăng"),
        max_length=LONGEST_REASON,
        widget=text_area(3),
        help_text=gettext_lazy("Người gửi đọc câu này ở đường dẫn riêng của họ."),
    )

    @classmethod
    def of(cls, comment: Comment, data: Any = None) -> RefuseForm:
        return cls(data, version=version_of(comment))


class ReplyForm(EditForm):
    text = TextField(
        label=gettext_lazy("Trả lời của đơn vị"),
        max_length=LONGEST_REPLY,
        widget=text_area(5),
        help_text=gettext_lazy("Hiện ngay dưới ý kiến, kèm tên đơn vị bạn đang đại diện."),
    )

    @classmethod
    def of(cls, standing: Reply | None, data: Any = None) -> ReplyForm:
        initial = {"text": standing.text} if standing else {}
        return cls(data, initial=initial, version=version_of(standing))


class SettleForm(DeskForm):
    is_granted = forms.TypedChoiceField(
        label=gettext_lazy("Giải quyết"),
        choices=[("1", gettext_lazy("Gỡ ý kiến")), ("0", gettext_lazy("Giữ lại"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    reason = TextField(label=gettext_lazy("Lý do"), max_length=LONGEST_REASON, widget=text_area(3))


class ReopenForm(EditForm):
    open_until = DayField(
        label=gettext_lazy("Nhận đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống: đến khi có người đóng."),
    )

    @classmethod
    def of(cls, thread: Thread, data: Any = None) -> ReopenForm:
        initial = {"open_until": thread.open_until}
        return cls(data, initial=initial, version=version_of(thread))
