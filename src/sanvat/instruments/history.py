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
        "draft_paper": _("Lập dự thảo"),
        "amend_draft": _("Sửa dự thảo"),
        "open_draft_for_comment": _("Đăng dự thảo lấy ý kiến"),
        "extend_draft": _("Kéo dài hạn lấy ý kiến"),
        "withdraw_draft": _("Gỡ dự thảo"),
        "answer_opinion": _("Giải trình một ý kiến"),
        "issue_draft": _("Ghi văn bản ban hành từ dự thảo"),
        "relate_instrument": _("Ghi quan hệ với văn bản khác"),
        "unrelate_instrument": _("Bỏ quan hệ với văn bản khác"),
    },
    fields={"verdict": _("kết luận"), "relation": _("quan hệ"), "from_on": _("từ ngày")},
    without_values=frozenset({"file"}),
)
