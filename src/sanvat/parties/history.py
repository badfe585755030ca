"""How acts on people, organisations, letters and API keys are said, and what they change."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanvat.parties.models import Role, Scope
from sanvat.records.history import Words
from sanvat.text.days import day, moment


def _role(value: Any) -> str:
    return str(dict(Role.choices).get(value, value))


def _scopes(value: Any) -> str:
    labels = dict(Scope.choices)
    return ", ".join(str(labels.get(scope, scope)) for scope in value)


def _period(value: Any) -> str:
    """People are told the last day; the journal has the one after it."""
    first, after = (value[end] and date.fromisoformat(value[end]) for end in ("from", "to"))
    if after is None:
        return gettext("từ %(first)s") % {"first": day(first)} if first else ""
    last = after - timedelta(days=1)
    if first is None or last < first:
        return gettext("kết thúc ngay ngày %(day)s") % {"day": day(after)}
    return gettext("từ %(first)s đến hết %(last)s") % {
        "first": day(first),
        "last": day(last),
    }


def _moment(value: str) -> str:
    return moment(datetime.fromisoformat(value))


WORDS = Words(
    acts={
        "create_organisation": _("Ghi tổ chức mới"),
        "grant_role": _("Giao vai trò"),
        "end_membership": _("Kết thúc tư cách"),
        "invite": _("Mời một người"),
        "revoke_invitation": _("Rút lời mời"),
        "join": _("Lập tài khoản"),
        "accept_invitation": _("Nhận lời mời"),
        "choose_acting": _("Chọn tư cách để làm việc"),
        "lock_out": _("Khóa tài khoản"),
        "end_session": _("Đăng xuất một thiết bị"),
        "end_other_sessions": _("Đăng xuất các thiết bị khác"),
        "take_address": _("Đổi thư điện tử để đăng nhập"),
        "allow_new_password": _("Lập đường dẫn đặt mật khẩu mới"),
        "reset_second_step": _("Gỡ bước xác thực thứ hai"),
        "let_operator_back": _("Mở lại đường vào cho người vận hành"),
        "erase_letter": _("Xóa nội dung thư, hết thời hạn lưu giữ"),
        "open_feed": _("Tạo địa chỉ lịch riêng"),
        "end_feed": _("Chấm dứt địa chỉ lịch riêng"),
        "draft_letter": _("Soạn thư"),
        "revise_letter": _("Sửa lời thư"),
        "read_letter": _("Đọc lại thư"),
        "queue_letter": _("Đưa thư vào hàng chờ gửi"),
        "send_letter": _("Gửi thư đi"),
        "give_up_letter": _("Ngừng gửi thư vì hỏng"),
        "retry_letter": _("Gửi lại thư"),
        "cancel_letter": _("Bỏ thư"),
        "make_api_key": _("Tạo khóa API"),
        "revoke_api_key": _("Hủy khóa API"),
    },
    values={
        "role": _role,
        "scopes": _scopes,
        "valid": _period,
        "expires_at": _moment,
        "revoked_at": _moment,
    },
    # About an invitation or who takes it up: who and when is all there is to tell.
    without_changes=frozenset({"invite", "revoke_invitation", "accept_invitation"}),
)
