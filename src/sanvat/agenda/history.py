"""How acts on work calendars are said."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(
    acts={
        "open_calendar": _("Mở lịch công tác"),
        "set_week": _("Ghi lịch cả tuần"),
        "copy_regular": _("Chép việc hằng tuần"),
        "publish_week": _("Công bố lịch tuần"),
        "add_entry": _("Thêm việc vào lịch đã công bố"),
        "change_entry": _("Đổi việc trong lịch đã công bố"),
        "call_off_entry": _("Hoãn việc trong lịch"),
    },
    fields={"entries": _("các việc trong tuần"), "day": _("ngày"), "when": _("giờ")},
)
