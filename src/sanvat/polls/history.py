"""How acts on polls are said. That somebody chose an option is no act of the journal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(
    acts={
        "draft_poll": _("Soạn cuộc thăm dò"),
        "change_poll": _("Sửa cuộc thăm dò"),
        "announce_poll": _("Công bố cuộc thăm dò"),
        "close_poll": _("Đóng cuộc thăm dò trước hạn"),
        "withdraw_poll": _("Rút cuộc thăm dò"),
    },
    fields={"options": _("các phương án")},
)
