"""How acts on reports are said."""

from django.utils.translation import gettext_lazy as _

from sanvat.records.history import Words

WORDS = Words(
    acts={
        "draft_report": _("Lập dự thảo báo cáo"),
        "write_report": _("Sửa dự thảo báo cáo"),
        "issue_report": _("Ban hành báo cáo"),
        "discard_report": _("Bỏ dự thảo báo cáo"),
    },
    without_values=frozenset({"texts"}),
)
