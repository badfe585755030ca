"""How acts on movements are said."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words
from sanvat.text.numbers import number

WORDS = Words(
    acts={
        "call_movement": _("Phát động phong trào"),
        "change_movement": _("Sửa thông tin phong trào"),
        "record_contribution": _("Ghi đóng góp"),
        "cancel_contribution": _("Bỏ khoản đóng góp ghi nhầm"),
        "close_movement": _("Kết thúc phong trào"),
    },
    fields={"parts": _("các nơi vận động")},
    values={"amount": number},
)
