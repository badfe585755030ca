from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import (
    AmountField,
    DayField,
    DeskForm,
    MoneyField,
    NameField,
    TextField,
    WholeField,
    text_area,
)
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.places import PlaceField, Typed
from sanvat.desk.products.forms import criteria_sets
from sanvat.places.models import Place
from sanvat.products.actions import Interested
from sanvat.products.models import BusinessPlan, Idea, Producer
from sanvat.records.versions import version_of
from sanvat.text.tidy import tidy


class IdeaForm(DeskForm):
    """`for_others`: whoever notes it may do so for a villager, who is then named."""

    name = NameField(
        label=gettext_lazy("Tên ý tưởng"),
        max_length=200,
        help_text=gettext_lazy("Gọi tên sản phẩm sẽ làm: “Trà túi lọc lá sen”."),
    )
    text = TextField(
        label=gettext_lazy("Ý tưởng"),
        max_length=5_000,
        widget=text_area(5),
        help_text=gettext_lazy("Làm gì, từ nguyên liệu nào, vì sao ở đây làm được."),
    )
    place = PlaceField(label=gettext_lazy("Xã, phường"))
    told_by = TextField(label=gettext_lazy("Người nêu ý tưởng"), required=False, max_length=150)
    phone = TextField(
        label=gettext_lazy("Điện thoại người nêu"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    event = TextField(
        label=gettext_lazy("Nêu tại"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Hội nghị, lớp tập huấn, buổi họp thôn… nếu có."),
    )

    def __init__(self, *args: Any, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_others:
            for name in ("told_by", "phone", "event"):
                del self.fields[name]


class PeopleField(forms.CharField):
    """An event's list, a person a line, as it is typed or copied from a sheet."""

    widget = forms.Textarea(attrs={"rows": 10})

    near: Place | None = None  # where communes of the last column are looked for first

    def clean(self, value: Any) -> list[Interested]:
        lines = [line for line in super().clean(value).splitlines() if tidy(line).strip(" ;")]
        if not lines:
            raise ValidationError(self.error_messages["required"], code="required")
        people, faults = [], []
        for number, line in enumerate(lines, start=1):
            try:
                people.append(self._person(line))
            except ValidationError as fault:
                said = " ".join(fault.messages)
                faults.append(_("Dòng %(number)s: %(said)s") % {"number": number, "said": said})
        if faults:
            raise ValidationError(faults)
        return people

    def _person(self, line: str) -> Interested:
        cells = [tidy(cell) for cell in line.split("\t" if "\t" in line else ";")]
        name, phone, wish, commune, *rest = [*cells, "", "", "", ""]
        if any(rest):
            raise ValidationError(_("Có nhiều hơn bốn phần. Hãy xem lại dấu ; trong dòng."))
        if not name or not wish:
            raise ValidationError(
                _("Hãy ghi đủ họ tên và việc muốn làm: Họ tên; điện thoại; muốn làm gì.")
            )
        return Interested(name, wish, phone, self._place(commune) if commune else None)

    def _place(self, text: str) -> Place:
        field = PlaceField()
        field.near = self.near
        place = field.clean(Typed(text))
        assert place is not None  # the field is required
        return place


class EventListForm(DeskForm):
    event = TextField(
        label=gettext_lazy("Sự kiện"),
        max_length=200,
        help_text=gettext_lazy("Hội nghị, lớp tập huấn, phiên chợ… và ngày: “Tập huấn 12/6”."),
    )
    place = PlaceField(
        label=gettext_lazy("Xã, phường"),
        help_text=gettext_lazy(
            "Của những người trong danh sách; ai ở xã khác thì ghi ở cuối dòng."
        ),
    )
    people = PeopleField(
        label=gettext_lazy("Danh sách"),
        max_length=60_000,
        help_text=gettext_lazy(
            "Mỗi người một dòng: Họ tên; điện thoại; muốn làm gì; xã nếu ở nơi khác. "
            "Dán từ bảng tính cũng được."
        ),
    )


class AdviceForm(EditForm):
    advice = TextField(
        label=gettext_lazy("Góp ý"), max_length=5_000, widget=text_area(4), strip=True
    )

    @classmethod
    def of(cls, idea: Idea, data: Any = None) -> AdviceForm:
        return cls(data, initial={"advice": idea.advice}, version=version_of(idea))


class PlanForm(EditForm):
    product = TextField(
        label=gettext_lazy("Sản phẩm và quy cách"), max_length=5_000, widget=text_area(2)
    )
    materials = TextField(
        label=gettext_lazy("Nguyên liệu và nơi có"), max_length=5_000, widget=text_area(2)
    )
    making = TextField(
        label=gettext_lazy("Cách làm, nơi làm"),
        max_length=5_000,
        required=False,
        widget=text_area(2),
    )
    market = TextField(
        label=gettext_lazy("Bán cho ai, ở đâu"), max_length=5_000, widget=text_area(2)
    )
    output = AmountField(
        label=gettext_lazy("Sản lượng một năm"), required=False, max_digits=16, decimal_places=3
    )
    unit = TextField(label=gettext_lazy("Đơn vị tính"), required=False, max_length=30)
    price = MoneyField(
        label=gettext_lazy("Giá bán dự kiến một đơn vị (đồng)"), required=False, max_value=10**13
    )
    workers = WholeField(label=gettext_lazy("Số lao động"), required=False, max_value=1_000_000)
    capital = MoneyField(label=gettext_lazy("Vốn cần (đồng)"), required=False, max_value=10**15)
    capital_source = TextField(label=gettext_lazy("Vốn từ đâu"), required=False, max_length=200)
    starts_on = DayField(label=gettext_lazy("Bắt đầu từ"), required=False)

    @property
    def given(self) -> dict[str, Any]:
        return self.changed

    @classmethod
    def of(cls, plan: BusinessPlan | None, data: Any = None) -> PlanForm:
        initial = {f: getattr(plan, f) for f in cls.base_fields} if plan else {}
        return cls(data, initial=initial, version=version_of(plan))


class RegisterIdeaForm(DeskForm):
    producer = forms.ModelChoiceField(
        label=gettext_lazy("Chủ thể"),
        queryset=Producer.objects.none(),
        empty_label=gettext_lazy("Chọn chủ thể"),
    )
    name = NameField(label=gettext_lazy("Tên sản phẩm"), max_length=200)
    set_number = forms.TypedChoiceField(
        label=gettext_lazy("Bộ tiêu chí"),
        required=False,
        choices=criteria_sets,
        coerce=int,
        empty_value=None,
    )
    is_another = forms.BooleanField(label=gettext_lazy("Đúng là một sản phẩm khác"), required=False)


class SetAsideForm(DeskForm):
    reason = TextField(
        label=gettext_lazy("Vì sao gác lại"),
        max_length=2_000,
        widget=text_area(3),
        help_text=gettext_lazy("Người nêu ý tưởng sẽ đọc câu này."),
    )
