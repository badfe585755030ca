from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import DayField, DeskForm, TextField, text_area, with_empty
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.instruments import KnownInstrumentField, kinds_of_paper
from sanvat.instruments.actions import ALLOWED
from sanvat.instruments.models import Instrument, Relation
from sanvat.parties.models import User
from sanvat.records import files
from sanvat.records.versions import version_of


class InstrumentForm(DeskForm):
    """`upload` is the file as it was sent; the act asks what becomes of it."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại văn bản"), choices=kinds_of_paper)
    number = TextField(
        label=gettext_lazy("Số, ký hiệu"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Như trên văn bản: 295/VPĐP-OCOP. Để trống nếu không có số."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    issued_on = DayField(label=gettext_lazy("Ngày ban hành"))
    issuer = TextField(label=gettext_lazy("Cơ quan ban hành"), max_length=200)
    summary = TextField(
        label=gettext_lazy("Trích yếu"), required=False, max_length=1_000, widget=text_area(2)
    )
    expires_on = DayField(
        label=gettext_lazy("Hết hiệu lực sau ngày"),
        required=False,
        help_text=gettext_lazy("Chỉ ghi khi chính văn bản nói thời hạn của nó."),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Mọi người làm chương trình đều xem được"),
        required=False,
        help_text=gettext_lazy(
            "Bỏ trống thì chỉ cơ quan đã ghi, cơ quan ban hành, cán bộ của địa bàn và người "
            "được xem việc căn cứ vào văn bản mới xem được."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp văn bản"),
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


class ChangeInstrumentForm(EditForm, InstrumentForm):
    @property
    def given(self) -> dict[str, Any]:
        return {name: value for name, value in self.changed.items() if name != "file"}

    @classmethod
    def of(
        cls, instrument: Instrument, data: Any = None, sent_files: Any = None
    ) -> ChangeInstrumentForm:
        initial = {name: getattr(instrument, name) for name in Instrument.EDITED}
        return cls(data, sent_files, initial=initial, version=version_of(instrument))


class PublishForm(DeskForm):
    was_looked_through = forms.BooleanField(
        label=gettext_lazy(
            "Tôi đã đọc toàn văn và tệp: không có bí mật nhà nước, không có thông tin cá nhân "
            "của người dân"
        ),
        required=False,
    )


class WithdrawForm(DeskForm):
    reason = TextField(
        label=gettext_lazy("Lý do gỡ"),
        max_length=500,
        widget=text_area(2),
        help_text=gettext_lazy("Chỉ cán bộ xem được. Văn bản biến mất khỏi cổng ngay khi gỡ."),
    )


class RelationForm(DeskForm):
    """`reader`: whoever fills it in, of whose papers one is found."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Văn bản này"),
        choices=lambda: with_empty(
            [(value, capfirst(label)) for value, label in Relation.Kind.choices],
            gettext_lazy("Chọn quan hệ"),
        ),
    )
    older = KnownInstrumentField(
        label=gettext_lazy("Văn bản ban hành trước"),
        help_text=gettext_lazy("Ghi số của văn bản đã có trong hệ thống: cv 295, 295/VPĐP."),
    )
    from_on = DayField(
        label=gettext_lazy("Từ ngày"),
        required=False,
        help_text=gettext_lazy(
            "Bỏ trống thì tính từ ngày ban hành của văn bản này. Căn cứ thì không cần ngày."
        ),
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["older"].reader = reader  # type: ignore[attr-defined]

    def clean_older(self) -> Instrument:
        found: Instrument | None = self.cleaned_data["older"]
        if found is None:
            raise ValidationError(_("Hãy ghi số của văn bản ban hành trước."), code="required")
        return found
