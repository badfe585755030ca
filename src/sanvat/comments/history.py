"""How acts on comments are said."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(
    acts={
        "open_thread": _("Mở mục ý kiến"),
        "close_thread": _("Đóng mục ý kiến"),
        "reopen_thread": _("Mở lại mục ý kiến"),
        "send_comment": _("Bạn đọc gửi ý kiến"),
        "publish_comment": _("Đăng ý kiến"),
        "shorten_comment": _("Đăng bản rút gọn"),
        "refuse_comment": _("Không đăng ý kiến"),
        "take_back_comment": _("Người gửi rút ý kiến"),
        "reply_to_comment": _("Trả lời ý kiến"),
        "take_back_reply": _("Gỡ trả lời"),
        "ask_removal": _("Bạn đọc đề nghị gỡ"),
        "settle_removal": _("Giải quyết đề nghị gỡ"),
        "erase_phone": _("Xóa điện thoại của người gửi, hết hạn lưu giữ"),
        "erase_comment": _("Xóa nội dung ý kiến, hết hạn lưu giữ"),
        "erase_removal": _("Xóa đề nghị gỡ, hết hạn lưu giữ"),
    },
)
