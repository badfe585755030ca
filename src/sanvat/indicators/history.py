"""How acts on indicators are said."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words
from sanvat.text.numbers import number


def _value(value: Any) -> str:
    return number(value)


WORDS = Words(
    acts={
        "add_indicator": _("Đặt chỉ tiêu"),
        "change_indicator": _("Sửa chỉ tiêu"),
        "redefine_indicator": _("Đặt định nghĩa mới"),
        "record_value": _("Ghi số liệu"),
        "draft_collection": _("Soạn đợt thu thập"),
        "change_collection": _("Sửa đợt thu thập"),
        "open_collection": _("Mở đợt thu thập"),
        "lock_collection": _("Khóa kỳ số liệu"),
        "grant_grace": _("Cho sửa sau khi khóa"),
        "remind_late": _("Nhắc đơn vị chưa gửi"),
        "note_figures": _("Ghi số liệu của đơn vị"),
        "submit_report": _("Gửi báo cáo"),
        "approve_report": _("Duyệt báo cáo"),
        "stage_form": _("Nhập tệp số liệu"),
        "apply_form": _("Ghi số liệu từ tệp"),
        "return_report": _("Trả lại báo cáo"),
    },
    fields={
        "asked": _("các chỉ tiêu"),
        "lines": _("số dòng"),
        "units": _("số đơn vị"),
        "until": _("đến hết ngày"),
        "reason": _("lý do"),
        "value": _("giá trị"),
    },
    values={"value": _value},
)
