"""How acts on jobs are said."""

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(
    acts={
        "retry_job": _("Cho chạy lại việc hỏng"),
        "give_up_job": _("Bỏ việc"),
    },
    fields={"status": _("trạng thái")},
)
