from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.comments.models import LONGEST_REPLY, Comment
from sanvat.desk.forms.base import DayField, DeskForm, TextField, text_area, with_empty
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.instruments import KnownInstrumentField, kinds_of_paper
from sanvat.instruments.actions import ALLOWED
from sanvat.instruments.models import Answer, Draft, Instrument
from sanvat.instruments.models.drafts import LONGEST_BODY
from sanvat.parties.models import User
from sanvat.records import files
from sanvat.records.versions import version_of


class DraftForm(DeskForm):
    """`upload` is the file as it was sent; the act asks what becomes of it."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại văn bản"), choices=kinds_of_paper)
    title = TextField(
        label=gettext_lazy("Tên dự thảo"),
        max_length=300,
        help_text=gettext_lazy("Kế hoạch phát triển sản phẩm OCOP của tỉnh năm 2027"),
    )
    issuer = TextField(label=gettext_lazy("Cơ quan sẽ ban hành"), max_length=200)
    why = TextField(
        label=gettext_lazy("Vì sao cần văn bản này"), max_length=3_000, widget=text_area(3)
    )
    summary = TextField(
        label=gettext_lazy("Tóm tắt nội dung chính"),
        required=False,
        max_length=2_000,
        widget=text_area(3),
    )
    wording = TextField(
        label=gettext_lazy("Toàn văn"),
        required=False,
        max_length=LONGEST_BODY,
        widget=text_area(12),
        help_text=gettext_lazy("Người dân đọc ngay trên trang. Có tệp thì để trống cũng được."),
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp dự thảo"),
        required=False,
        help_text=gettext_lazy("PDF, Word (.docx) hoặc ảnh chụp, tới 20 MB."),
        widget=forms.FileInput(attrs={"accept": files.accept(ALLOWED)}),
    )

    @property
    def upload(self) -> Any:
        return self.cleaned_data.get("file")

    @property
    def given(self) -> dict[str, Any]:
        return {name: value for name, value in super().given.items() if name != "file"}


class ChangeDraftForm(EditForm, DraftForm):
    @property
    def given(self) -> dict[str, Any]:
        return {name: value for name, value in self.changed.items() if name != "file"}

    @classmethod
    def of(cls, draft: Draft, data: Any = None, sent_files: Any = None) -> ChangeDraftForm:
        initial = {name: getattr(draft, name) for name in Draft.EDITED}
        return cls(data, sent_files, initial=initial, version=version_of(draft))


class OpenForm(DeskForm):
    open_until = DayField(
        label=gettext_lazy("Nhận ý kiến đến hết ngày"),
        help_text=gettext_lazy(
            "Hết ngày này thì tự đóng. Về sau chỉ kéo dài được, không rút ngắn."
        ),
    )
    was_looked_through = forms.BooleanField(
        label=gettext_lazy(
            "Tôi đã đọc toàn văn và tệp: không có bí mật nhà nước, không có thông tin cá nhân "
            "của người dân"
        ),
        required=False,
    )


class ExtendForm(DeskForm):
    open_until = DayField(label=gettext_lazy("Nhận ý kiến đến hết ngày"))


class WithdrawDraftForm(DeskForm):
    reason = TextField(
        label=gettext_lazy("Lý do gỡ"),
        max_length=500,
        widget=text_area(2),
        help_text=gettext_lazy("Dự thảo và các ý kiến biến mất khỏi cổng ngay khi gỡ."),
    )


class IssuedForm(DeskForm):
    paper = KnownInstrumentField(
        label=gettext_lazy("Văn bản đã ban hành"),
        help_text=gettext_lazy("Ghi số của văn bản đã có trong hệ thống: cv 295, 295/VPĐP."),
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].reader = reader  # type: ignore[attr-defined]

    def clean_paper(self) -> Instrument:
        found: Instrument | None = self.cleaned_data["paper"]
        if found is None:
            raise ValidationError(_("Hãy ghi số của văn bản đã ban hành."), code="required")
        return found


class AnswerForm(EditForm):
    verdict = forms.ChoiceField(
        label=gettext_lazy("Kết luận"),
        choices=lambda: with_empty(
            [(value, capfirst(label)) for value, label in Answer.Verdict.choices],
            gettext_lazy("Chọn kết luận"),
        ),
    )
    reason = TextField(
        label=gettext_lazy("Lý do"),
        max_length=LONGEST_REPLY - 100,
        widget=text_area(5),
        help_text=gettext_lazy("Hiện ngay dưới ý kiến, ai cũng đọc được."),
    )

    @classmethod
    def of(cls, comment: Comment, data: Any = None) -> AnswerForm:
        """Filled with what was answered, if anything was."""
        reply = comment.replies.filter(taken_back_at=None).first()
        known = Answer.objects.filter(reply=reply).first() if reply else None
        initial = {"verdict": known.verdict, "reason": known.reason} if known else {}
        return cls(data, initial=initial, version=version_of(reply))
