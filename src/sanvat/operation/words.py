"""What jobs are for, in words; a job of a task that is not here is called one of the system."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.assignments import jobs as of_assignments
from sanvat.clocks import jobs as of_clocks
from sanvat.comments import jobs as of_comments
from sanvat.concerns import jobs as of_concerns
from sanvat.events import jobs as of_events
from sanvat.findable import jobs as of_the_search
from sanvat.follow import jobs as of_following
from sanvat.indicators import jobs as of_indicators
from sanvat.inquiries import jobs as of_inquiries
from sanvat.news import jobs as of_news
from sanvat.opendata import jobs as of_open_data
from sanvat.parties import jobs as of_parties
from sanvat.plans import jobs as of_plans
from sanvat.records import papers
from sanvat.register import jobs as of_register
from sanvat.reports import jobs as of_reports

TASKS: Mapping[str, Any] = {
    of_parties.SEND_LETTER: gettext_lazy("Gửi một lá thư"),
    of_parties.SEND_MAIL: gettext_lazy("Gửi thư về việc đăng nhập"),
    "accounts.send_new_password_link": gettext_lazy("Gửi đường dẫn đặt lại mật khẩu"),
    "accounts.tell_of_tries": gettext_lazy("Báo cho người bị thử mật khẩu"),
    # Of the library itself, and of jobs that nobody but the clock starts.
    "builtin:procrastinate.builtin_tasks.remove_old_jobs": gettext_lazy("Dọn các việc đã xong"),
    "procrastinate.builtin_tasks.remove_old_jobs": gettext_lazy("Dọn các việc đã xong"),
    "parties.send_due_letters": gettext_lazy("Gửi các thư đến hạn"),
    "parties.forget_sessions": gettext_lazy("Dọn các phiên đăng nhập đã hết"),
    "records.forget_sent_forms": gettext_lazy("Dọn dấu của các biểu mẫu đã gửi"),
    "records.forget_papers": gettext_lazy("Dọn các văn bản dài đã quá một ngày"),
    papers.MAKE: gettext_lazy("Lập một văn bản dài"),
    "records.forget_failed_jobs": gettext_lazy("Dọn các việc hỏng đã lâu"),
    "records.forget_kept_forms": gettext_lazy("Dọn các biểu mẫu giữ hộ đã quá một ngày"),
    "certificates.print_catalogues": gettext_lazy("Giao in danh mục của các tỉnh"),
    "certificates.print_catalogue": gettext_lazy("In danh mục sản phẩm của một tỉnh"),
    "certificates.put_counts_together": gettext_lazy("Gộp các số đếm ghi rời trong ngày"),
    "certificates.remind_of_renewal": gettext_lazy("Nhắc chủ thể sắp đến hạn nộp lại hồ sơ"),
    of_assignments.TELL: gettext_lazy("Báo cho các đơn vị được giao việc"),
    "assignments.remind_of_due": gettext_lazy("Nhắc việc được giao sắp hoặc đã quá hạn"),
    of_plans.TELL: gettext_lazy("Báo cho các đơn vị được giao chỉ tiêu"),
    of_indicators.MAKE_FILES: gettext_lazy("Lập tệp của một văn bản dài đã chốt"),
    of_reports.MAKE_FILES: gettext_lazy("Lập tệp của một báo cáo dài đã ban hành"),
    of_clocks.RECOMPUTE: gettext_lazy("Tính lại các thời hạn theo bảng ngày nghỉ mới"),
    "clocks.follow_tables": gettext_lazy("So các thời hạn với bảng ngày nghỉ"),
    "agreements.begin_due": gettext_lazy("Cho chương trình phối hợp đến ngày bắt đầu thực hiện"),
    of_open_data.BUILD: gettext_lazy("Lập số liệu mở"),
    "opendata.build_daily": gettext_lazy("Lập số liệu mở mỗi ngày"),
    "news.publish_due": gettext_lazy("Đăng tin đúng giờ và gỡ tin hết hạn"),
    of_news.DRAW_CARD: gettext_lazy("Vẽ ảnh chia sẻ của một tin"),
    of_the_search.FOLLOW: gettext_lazy("Cập nhật mục tra cứu của trang tìm kiếm"),
    of_the_search.REBUILD: gettext_lazy("Lập lại mục tra cứu mỗi ngày"),
    of_following.LOOK: gettext_lazy("Ghi điều mới để báo cho người theo dõi"),
    of_following.SEND: gettext_lazy("Gửi thư cho người theo dõi"),
    of_following.DELIVER: gettext_lazy("Gọi một webhook"),
    of_following.DELIVER_DUE: gettext_lazy("Giao các lượt gọi webhook đến hạn"),
    of_following.FORGET: gettext_lazy("Xóa địa chỉ theo dõi không ai xác nhận"),
    of_inquiries.ERASE: gettext_lazy("Xóa câu hỏi của người mua đã hết hạn lưu giữ"),
    of_events.ERASE: gettext_lazy("Xóa người nêu nguyện vọng tại sự kiện đã hết hạn lưu giữ"),
    of_concerns.TELL: gettext_lazy("Báo người gửi phản ánh có tin mới"),
    "concerns.remind": gettext_lazy("Nhắc hạn việc của người dân"),
    "concerns.close": gettext_lazy("Kết thúc việc đã trả lời"),
    "concerns.erase": gettext_lazy("Xóa người gửi phản ánh đã hết hạn lưu giữ"),
    of_concerns.FORWARD: gettext_lazy("Gửi một việc tới thành phố khác qua Open311"),
    of_concerns.FORWARD_DUE: gettext_lazy("Giao các lượt gọi Open311 đến hạn"),
    of_comments.ERASE: gettext_lazy("Xóa điều bạn đọc gửi đã hết hạn lưu giữ"),
    of_register.PREVIEW_IMPORT: gettext_lazy("Xem trước một lần nhập sổ"),
    of_register.APPLY_IMPORT: gettext_lazy("Áp dụng một lần nhập sổ"),
}

QUEUES: Mapping[str, Any] = {
    of_parties.QUEUE: gettext_lazy("Thư"),
    of_register.QUEUE: gettext_lazy("Nhập sổ"),
    papers.QUEUE: gettext_lazy("Văn bản dài"),
    of_following.MAILS: gettext_lazy("Thư theo dõi"),
    of_following.CALLS: gettext_lazy("Webhook"),
    of_concerns.CALLS: gettext_lazy("Open311"),
    "builtin": gettext_lazy("Của thư viện"),
    "default": gettext_lazy("Dọn dẹp và nhắc việc"),
}


RESTARTED: Mapping[str, Any] = {
    "database": gettext_lazy("Cơ sở dữ liệu"),
    "web": gettext_lazy("Một tiến trình web"),
    "jobs": gettext_lazy("Tiến trình làm việc chạy sau"),
}
"""What the server starts again by itself."""


def task_said(name: str) -> str:
    """What a job is for, by the name of its task."""
    return str(TASKS.get(name) or _("Việc của hệ thống"))


def queue_said(name: str) -> str:
    return str(QUEUES.get(name) or name)
