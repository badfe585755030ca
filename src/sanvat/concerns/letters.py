"""The mail this room writes, which returns its subject and its body."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanvat.concerns.models import Concern


def something_to_read(concern: Concern, link: str) -> tuple[str, str]:
    """To a sender who asked for it. It tells nothing of the matter, not even of which kind it is:
    others may read the mailbox."""
    subject = _("Có tin mới cho mã %(code)s") % {"code": concern.code}
    body = _(
        "Việc bạn gửi với mã %(code)s có tin mới.\n\n"
        "Hãy mở trang dưới đây rồi nhập mã và số PIN đã được cấp để xem:\n%(link)s\n\n"
        "Thư này tự động gửi vì bạn đã chọn nhận thư báo. Không cần trả lời."
    ) % {"code": concern.code, "link": link}
    return subject, body
