from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import DayField, DeskForm, TextField, text_area
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.instruments import kinds_of_paper
from sanvat.instruments.actions import ALLOWED
from sanvat.instruments.models import Instrument
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
