"""How acts on agreements are said, and what they change."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from sanvat.agreements.models import Agreement, Comment, Item, Meeting, Party, Review
from sanvat.records.history import Words


def _choice_of(choices: Any) -> Any:
    labels = dict(choices)
    return lambda value: str(labels.get(value, value))


def _said(model: type[Model], field: str) -> Any:
    """What a field is called, for entries about another thing than its row."""
    return getattr(model._meta.get_field(field), "verbose_name", field)


WORDS = Words(
    acts={
        "draft_agreement": _("Bắt đầu soạn"),
        "change_agreement": _("Sửa bản soạn"),
        "change_party": _("Sửa thông tin một bên"),
        "add_agreement_item": _("Thêm nội dung"),
        "change_agreement_item": _("Sửa nội dung"),
        "remove_agreement_item": _("Bỏ nội dung"),
        "send_round": _("Gửi các bên lấy ý kiến"),
        "comment_agreement": _("Góp ý bản soạn"),
        "answer_comment": _("Trả lời ý kiến"),
        "sign_agreement": _("Ký"),
        "begin_agreement": _("Bắt đầu thực hiện"),
        "renew_agreement": _("Được ký tiếp"),
        "amend_agreement": _("Ký phụ lục"),
        "publish_agreement": _("Đổi việc công khai"),
        "note_progress": _("Ghi tiến độ"),
        "say_done": _("Báo xong"),
        "confirm_item": _("Xác nhận hoàn thành"),
        "return_item": _("Trả lại, kèm lý do"),
        "carry_over_item": _("Chuyển sang năm sau"),
        "record_meeting": _("Ghi biên bản họp"),
        "change_meeting": _("Sửa biên bản họp"),
        "issue_agreement_report": _("Chốt báo cáo theo kỳ"),
        "write_review": _("Lập bản tổng kết"),
        "sign_review": _("Ký bản tổng kết"),
        "close_agreement": _("Kết thúc"),
        "draft_next_agreement": _("Soạn văn bản tiếp theo"),
    },
    fields={
        "parties": _("các bên"),
        "party": _("bên"),
        "item": _("nội dung"),
        "items": _("nội dung chuyển tiếp"),
        "proofs": _("minh chứng"),
        "version": _("bản số"),
        "comment": _("ý kiến"),
        "outcome": _("kết quả"),
        "answer": _("trả lời"),
        "amendment": _("phụ lục số"),
        "signed_on": _("ngày ký"),
        "signing_event": _("ký tại"),
        "reported_from": _("từ ngày"),
        "reported_until": _("đến hết ngày"),
        "lines": _("đánh giá từng nội dung"),
        "figures": _("số liệu"),
        "remarks": _("nhận xét từng nội dung"),
        **{f"party.{name}": _said(Party, name) for name in Party.EDITED},
        **{
            f"item.{name}": _said(Item, name)
            for name in ("text", "lead", "duty", "indicator", "product", "due_on", "note")
        },
        "item.partners": _("bên phối hợp"),
        **{name: _said(Review, name) for name in Review.EDITED},
        **{
            name: _said(Meeting, name)
            for name in ("held_on", "held_at", "chair", "attended", "talk", "decisions")
        },
    },
    values={
        "outcome": _choice_of(Comment.Outcome.choices),
        "meets_every": _choice_of(Agreement.Every.choices),
        "reports_every": _choice_of(Agreement.Every.choices),
        "confirm_rule": _choice_of(Agreement.ConfirmRule.choices),
    },
)
