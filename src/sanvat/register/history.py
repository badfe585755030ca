"""How acts on the office's register are said."""

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(
    acts={
        "start_import": _("Đưa tệp sổ vào"),
        "map_columns": _("Chọn cột của tệp sổ"),
        "preview_import": _("Xem trước tệp sổ"),
        "decide_rows": _("Quyết định dòng của tệp sổ"),
        "settle_word": _("Giải nghĩa một chữ của sổ"),
        "apply_import": _("Nhập từ sổ của tỉnh"),
        "discard_import": _("Bỏ tệp sổ"),
    }
)
