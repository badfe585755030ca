"""How acts on sites and articles are said, and what they change."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(
    acts={
        "open_home": _("Mở trang của đơn vị"),
        "set_up_home": _("Đổi cách đăng của trang"),
        "write_page": _("Soạn"),
        "edit_page": _("Sửa bản nháp"),
        "delete_page": _("Xóa"),
        "submit_page": _("Gửi duyệt"),
        "take_back_page": _("Rút lại, chưa duyệt nữa"),
        "approve_page": _("Duyệt đăng"),
        "return_page": _("Trả lại để sửa"),
        "publish_page": _("Đăng"),
        "schedule_page": _("Đặt lịch đăng"),
        "unschedule_page": _("Bỏ lịch đăng"),
        "publish_page_on_time": _("Đăng đúng giờ đã đặt"),
        "withdraw_page": _("Gỡ xuống"),
        "expire_page": _("Gỡ xuống vì hết hạn"),
        "move_page": _("Chuyển chuyên mục"),
        "copy_page": _("Chép thành bài khác"),
        "revert_page": _("Trở về một phiên bản cũ"),
        "rename_page": _("Đổi tiêu đề"),
        "open_section_comments": _("Cho tin mới của chuyên mục nhận ý kiến"),
        "close_section_comments": _("Thôi cho tin mới của chuyên mục nhận ý kiến"),
    },
    fields={
        "revision": _("phiên bản"),
        "organisation": _("đơn vị"),
        "editors_publish": _("biên tập viên tự đăng"),
        "host": _("tên miền riêng"),
        "days": _("số ngày nhận ý kiến"),
    },
)
