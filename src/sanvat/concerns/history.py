"""How what is done about matters of the people is said."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(
    acts={
        "send_concern": _("Gửi phản ánh"),
        "enter_concern": _("Nhập phản ánh"),
        "record_meeting": _("Nhập ý kiến của hội nghị"),
        "classify": _("Phân loại"),
        "transfer": _("Chuyển cơ quan khác"),
        "ask_help": _("Mời phối hợp"),
        "end_help": _("Kết thúc phối hợp"),
        "assign": _("Giao người phụ trách"),
        "hand_over": _("Bàn giao việc"),
        "return_with_guidance": _("Trả lại kèm hướng dẫn"),
        "refuse": _("Không thụ lý"),
        "merge": _("Gộp vào việc khác"),
        "separate": _("Tách khỏi việc đã gộp"),
        "accept": _("Thụ lý"),
        "begin_verifying": _("Bắt đầu xác minh"),
        "ask_sender": _("Hỏi người gửi"),
        "note_opinion": _("Ghi ý kiến phối hợp"),
        "extend_concern": _("Gia hạn giải quyết"),
        "suspend": _("Tạm dừng giải quyết"),
        "take_up_again": _("Tiếp tục giải quyết"),
        "answer": _("Trả lời"),
        "close": _("Kết thúc"),
        "reply": _("Người gửi trả lời câu hỏi"),
        "rate": _("Người gửi đánh giá"),
        "reopen": _("Người gửi mở lại"),
        "withdraw": _("Người gửi rút"),
        "allow_publication": _("Người gửi đổi ý về công khai"),
        "publish": _("Công khai việc đã trả lời"),
        "unpublish": _("Gỡ việc đã công khai"),
        "read_identity": _("Đọc danh tính người gửi"),
        "erase_identity": _("Xóa danh tính theo lịch"),
        "erase_words": _("Xóa nội dung theo lịch"),
        "escalate": _("Báo cấp trên việc quá hạn"),
        "set_route": _("Phân công tiếp nhận"),
        "end_route": _("Kết thúc phân công tiếp nhận"),
        "name_confidant": _("Giao người xử lý tố cáo"),
        "end_confidant": _("Thôi giao xử lý tố cáo"),
        "set_limit": _("Ghi thời hạn của cơ quan"),
        "end_limit": _("Bỏ thời hạn của cơ quan"),
        "save_template": _("Lưu mẫu trả lời"),
        "set_endpoint": _("Ghi nơi nhận Open311"),
        "end_endpoint": _("Bỏ nơi nhận Open311"),
        "forward": _("Gửi tới thành phố khác qua Open311"),
        "forward_again": _("Gửi lại qua Open311"),
        "note_arrived": _("Ghi mã ở nơi nhận Open311"),
        "stop_forwarding": _("Thôi gửi qua Open311"),
        "remove_template": _("Xóa mẫu trả lời"),
    },
)
