"""How acts on the office's register are said."""

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(
    acts={
        "start_import": _("Đưa tệp sổ vào"),
        "choose_sheets": _("Chọn trang tính của tệp sổ"),
        "say_parts": _("Chỉ ra các phần của trang tính"),
        "convert_fonts": _("Chuyển phông chữ cũ của tệp sổ"),
        "accept_columns": _("Nhận các cột như đã đoán"),
        "map_columns": _("Chọn cột của tệp sổ"),
        "preview_import": _("Xem trước tệp sổ"),
        "decide_rows": _("Quyết định dòng của tệp sổ"),
        "settle_word": _("Giải nghĩa một chữ của sổ"),
        "agree_words": _("Hiểu các chữ của sổ như lần trước"),
        "apply_import": _("Nhập từ sổ của tỉnh"),
        "discard_import": _("Bỏ tệp sổ"),
    }
)
