"""How acts on official papers are said."""

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(
    acts={
        "record_instrument": _("Ghi văn bản"),
        "amend_instrument": _("Sửa thông tin văn bản"),
        "attach_file": _("Đính kèm tệp"),
        "remove_instrument": _("Bỏ văn bản"),
    },
    without_values=frozenset({"file"}),
)
