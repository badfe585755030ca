"""How acts on official papers are said."""

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(
    acts={
        "record_instrument": _("Ghi văn bản"),
        "amend_instrument": _("Sửa thông tin văn bản"),
        "attach_file": _("Đính kèm tệp"),
        "remove_instrument": _("Bỏ văn bản"),
        "publish_instrument": _("Đăng văn bản lên cổng"),
        "withdraw_instrument": _("Gỡ văn bản khỏi cổng"),
        "relate_instrument": _("Ghi quan hệ với văn bản khác"),
        "unrelate_instrument": _("Bỏ quan hệ với văn bản khác"),
    },
    fields={"relation": _("quan hệ"), "from_on": _("từ ngày")},
    without_values=frozenset({"file"}),
)
