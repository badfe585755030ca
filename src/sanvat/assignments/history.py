"""How acts on tasks given are said."""

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(
    acts={
        "give_assignment": _("Giao nhiệm vụ"),
        "give_further": _("Giao thêm đơn vị"),
        "take_share": _("Nhận việc"),
        "report_share": _("Báo cáo kết quả"),
        "confirm_share": _("Xác nhận hoàn thành"),
        "return_share": _("Yêu cầu làm lại"),
        "withdraw_assignment": _("Rút nhiệm vụ"),
    },
    fields={
        "takers": _("số đơn vị nhận"),
        "without_body": _("số địa bàn chưa có đơn vị nhận"),
        "proofs": _("minh chứng"),
    },
)
