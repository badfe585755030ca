"""How acts on what is followed are said, and what they change."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sanvat.follow.declared import sources
from sanvat.records.history import Words


def _kinds(value: Any) -> str:
    known = sources()
    return ", ".join(str(known[kind].label) if kind in known else kind for kind in value)


WORDS = Words(
    acts={
        "ask_to_follow": _("Xin theo dõi qua trang công khai"),
        "send_own_page": _("Xin lại đường dẫn tới trang theo dõi của mình"),
        "confirm_following": _("Xác nhận theo dõi"),
        "change_wishes": _("Đổi cách nhận thư theo dõi"),
        "stop_following": _("Thôi theo dõi một điều"),
        "end_following": _("Thôi theo dõi, xóa địa chỉ"),
        "drop_dead_address": _("Xóa địa chỉ theo dõi không nhận được thư"),
        "forget_unconfirmed": _("Xóa địa chỉ theo dõi không ai xác nhận"),
        "register_webhook": _("Ghi webhook"),
        "try_webhook": _("Gửi thử một lượt gọi"),
        "renew_secret": _("Đổi khóa ký của webhook"),
        "pause_webhook": _("Tạm ngừng webhook"),
        "turn_on_webhook": _("Cho webhook gọi lại"),
        "turn_off_webhook": _("Tự tắt webhook vì hỏng"),
        "end_webhook": _("Bỏ webhook"),
    },
    values={"kinds": _kinds},
)
