from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import (
    AmountField,
    DayField,
    DeskForm,
    MoneyField,
    NameField,
    TextField,
    text_area,
    with_empty,
)
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.instruments import InstrumentPart
from sanvat.desk.forms.places import PlaceField, place_named
from sanvat.movements.models import Contribution, Movement
from sanvat.parties.models import User
from sanvat.records.files import PAPERS, accept
from sanvat.records.versions import version_of


class MovementForm(InstrumentPart, EditForm):
    name = NameField(label=gettext_lazy("Tên phong trào"), max_length=200)
    call = TextField(
        label=gettext_lazy("Lời kêu gọi"), max_length=5_000, required=False, widget=text_area(4)
    )
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu chưa định ngày kết thúc."),
    )
    parts = TextField(
        label=gettext_lazy("Chỉ vận động ở"),
        max_length=8_000,
        required=False,
        widget=text_area(3),
        help_text=gettext_lazy(
            "Mỗi dòng một xã, huyện hoặc tỉnh trong địa bàn. Để trống là vận động cả địa bàn."
        ),
    )
    under = TextField(label=gettext_lazy("Theo kế hoạch, văn bản"), max_length=200, required=False)

    @classmethod
    def of(
        cls, movement: Movement | None, reader: User, data: Any = None, sent_files: Any = None
    ) -> MovementForm:
        initial: dict[str, Any] = {"paper": movement.basis if movement else None}
        if movement is not None:
            own = [name for name in cls.base_fields if not name.startswith("paper")]
            initial |= {name: getattr(movement, name) for name in own}
            places = movement.parts.order_by("sort_key", "pk")
            initial["parts"] = "\n".join(place.full_name for place in places)
        version = version_of(movement)
        return cls(data, sent_files, reader=reader, initial=initial, version=version)

    def clean(self) -> dict[str, Any] | None:
        """The places are those of the movement's first day; each line that names none is told."""
        cleaned = super().clean() or self.cleaned_data
        found, faults = [], []
        for line in (cleaned.get("parts") or "").splitlines():
            if not line.strip():
                continue
            try:
                found.append(place_named(line.strip(), cleaned.get("starts_on")))
            except ValidationError as fault:
                faults += [f"{line.strip()}: {sentence}" for sentence in fault.messages]
        self.places = found
        if faults:
            self.add_error("parts", faults)
        return cleaned

    @property
    def given(self) -> dict[str, Any]:
        return {**super().given, "parts": self.places}


class ContributionForm(DeskForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Đóng góp gì"),
        choices=lambda: with_empty(Contribution.Kind.choices, gettext_lazy("Chọn")),
    )
    amount = AmountField(
        label=gettext_lazy("Số lượng"),
        required=False,
        max_digits=16,
        decimal_places=2,
        help_text=gettext_lazy("Ngày công, m² đất, cây, đồng; để trống nếu không đo đếm."),
    )
    unit = TextField(label=gettext_lazy("Đơn vị tính của hiện vật"), max_length=40, required=False)
    description = TextField(
        label=gettext_lazy("Mô tả"), max_length=2_000, required=False, widget=text_area(2)
    )
    giver = forms.ChoiceField(
        label=gettext_lazy("Ai đóng góp"),
        choices=lambda: with_empty(Contribution.Giver.choices, gettext_lazy("Chọn")),
    )
    giver_name = TextField(
        label=gettext_lazy("Tên người đóng góp"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Để trống nếu người ấy không muốn ghi tên."),
    )
    may_be_thanked = forms.BooleanField(
        label=gettext_lazy("Người ấy đồng ý được nêu tên trong danh sách cảm ơn"), required=False
    )
    place = PlaceField(label=gettext_lazy("Xã, phường"))
    day = DayField(label=gettext_lazy("Ngày đóng góp"))
    value = MoneyField(label=gettext_lazy("Quy ra tiền (đồng)"), required=False)
    value_method = TextField(
        label=gettext_lazy("Cách quy ra tiền"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Ví dụ: theo giá đất của tỉnh; 250.000 đồng một ngày công."),
    )

    proof = forms.FileField(
        label=gettext_lazy("Ảnh hoặc giấy tờ kèm theo"),
        required=False,
        help_text=gettext_lazy("PDF, Word (.docx) hoặc ảnh chụp, tới 20 MB."),
        widget=forms.FileInput(attrs={"accept": accept(PAPERS)}),
    )


class CancelForm(DeskForm):
    reason = TextField(label=gettext_lazy("Lý do bỏ"), max_length=1_000, widget=text_area(2))
