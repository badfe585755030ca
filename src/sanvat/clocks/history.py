"""How acts on days off and clocks are said."""

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(
    acts={
        "correct_day": _("Điều chỉnh một ngày nghỉ"),
        "withdraw_correction": _("Rút một ngày đã điều chỉnh"),
        "announce_year": _("Ghi công bố ngày nghỉ của năm"),
        "start_clock": _("Bắt đầu tính thời hạn"),
        "stop_clock": _("Dừng tính thời hạn"),
        "resume_clock": _("Tính tiếp thời hạn"),
        "extend_clock": _("Gia hạn"),
        "finish_clock": _("Kết thúc thời hạn"),
        "recompute_clock": _("Tính lại ngày đến hạn"),
    },
    fields={"days": _("số ngày điều chỉnh")},
)
