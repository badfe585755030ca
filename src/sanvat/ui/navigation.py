"""The main navigation and the links of the footer: label, address, in one place."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Link:
    key: str
    label: str | Promise
    path: str


MAIN = [
    Link("catalogue", _("Sản phẩm"), "/san-pham/"),
    Link("news", _("Tin"), "/tin/"),
    Link("criteria", _("Tiêu chí"), "/tieu-chi/"),
    Link("self_score", _("Tự chấm"), "/tu-cham/"),
    Link("calendar", _("Lịch"), "/lich/"),
    Link("concerns", _("Phản ánh"), "/phan-anh/"),
    Link("api", _("API"), "/api/v1/docs"),
]

SIGN_IN = Link("desk", _("Đăng nhập"), "/ban-lam-viec/")  # who is signed in goes straight in
DESK = Link("desk", _("Bàn làm việc"), "/ban-lam-viec/")  # for a page that cannot know who reads it

FOOTER = [
    Link("catalogue", _("Sản phẩm OCOP"), "/san-pham/"),
    Link("news", _("Tin tức"), "/tin/"),
    Link("criteria", _("Bộ tiêu chí"), "/tieu-chi/"),
    Link("self_score", _("Tự chấm điểm sản phẩm"), "/tu-cham/"),
    Link("calendar", _("Lịch sự kiện"), "/lich/"),
    Link("agenda", _("Lịch công tác"), "/lich-cong-tac/"),
    Link("papers", _("Văn bản"), "/van-ban/"),
    Link("open_data", _("Số liệu mở"), "/so-lieu/"),
    Link("follow", _("Theo dõi"), "/theo-doi/"),
    Link("concerns", _("Phản ánh, kiến nghị"), "/phan-anh/"),
    Link("concerns_answered", _("Phản ánh đã trả lời"), "/phan-anh/da-tra-loi/"),
    Link("concern_figures", _("Số liệu phản ánh"), "/phan-anh/so-lieu/"),
    Link("polls", _("Thăm dò ý kiến"), "/tham-do/"),
    Link("visits", _("Lượt truy cập"), "/luot-truy-cap/"),
    Link("api", _("API"), "/api/v1/docs"),
    Link("components", _("Thành phần giao diện"), "/giao-dien/"),
]


def current_key(path: str) -> str:
    """The key of the main link whose pages `path` belongs to, or an empty string."""
    return next((link.key for link in MAIN if path.startswith(link.path)), "")
