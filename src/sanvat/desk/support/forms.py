"""What the pages of support ask."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import (
    AmountField,
    DayField,
    DeskForm,
    MoneyField,
    NameField,
    TextField,
    WholeField,
    YearField,
    text_area,
    with_empty,
)
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.instruments import InstrumentPart
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.products.models import Producer, Product
from sanvat.products.models.producers import legal_forms
from sanvat.records.versions import version_of
from sanvat.support.models import BudgetLine, Scheme, Terms
from sanvat.text.numbers import money

DECIMALS = ("fixed", "cap", "asked", "cost", "amount")


class _WithMoney(DeskForm):
    @property
    def given(self) -> dict[str, Any]:
        """Amounts as exact decimals."""
        return {
            name: Decimal(value) if name in DECIMALS and value is not None else value
            for name, value in super().given.items()
        }


class _TermsPart(_WithMoney):
    """What a scheme gives and asks."""

    fixed = MoneyField(
        label=gettext_lazy("Mức cố định (đồng)"),
        required=False,
        help_text=gettext_lazy("Ghi mức cố định, hoặc ghi tỷ lệ; không ghi cả hai."),
    )
    share = AmountField(
        label=gettext_lazy("Tỷ lệ chi phí (%)"), required=False, max_digits=5, decimal_places=2
    )
    cap = MoneyField(label=gettext_lazy("Mức tối đa (đồng)"), required=False)
    stars = WholeField(
        label=gettext_lazy("Đang có từ mấy sao"), required=False, min_value=1, max_value=5
    )
    legal_form = forms.ChoiceField(
        label=gettext_lazy("Chỉ cho loại hình"),
        required=False,
        choices=lambda: with_empty(legal_forms(), gettext_lazy("Mọi loại hình")),
    )
    first_time = forms.BooleanField(label=gettext_lazy("Chỉ cho lần đầu"), required=False)
    conditions = TextField(
        label=gettext_lazy("Điều kiện khác"),
        required=False,
        max_length=3000,
        widget=text_area(3),
        help_text=gettext_lazy("Điều kiện người xét phải tự xem; máy không kiểm được."),
    )
    proof = TextField(
        label=gettext_lazy("Giấy tờ cần có"), required=False, max_length=3000, widget=text_area(3)
    )
    opens_on = DayField(label=gettext_lazy("Nhận đề nghị từ"))
    closes_on = DayField(label=gettext_lazy("Nhận đến hết"), required=False)


class SchemeForm(InstrumentPart, _TermsPart):
    field_order = ("kind", "title", "place")

    kind = forms.ChoiceField(
        label=gettext_lazy("Loại hỗ trợ"),
        choices=lambda: [(key, capfirst(str(label))) for key, label in Scheme.Kind.choices],
    )
    title = NameField(label=gettext_lazy("Tên chính sách"), max_length=250)
    place = forms.ModelChoiceField(label=gettext_lazy("Địa bàn"), queryset=Place.objects.none())


class TermsForm(EditForm, InstrumentPart, _TermsPart):
    """The terms of a scheme, corrected from a day on."""

    field_order = ("since", "reason")

    since = DayField(
        label=gettext_lazy("Áp dụng từ ngày"),
        help_text=gettext_lazy(
            "Đề nghị ghi từ ngày này trở đi mà chưa quyết định được xét theo quy định mới."
        ),
    )
    reason = TextField(label=gettext_lazy("Vì sao sửa"), max_length=300)

    @classmethod
    def of(cls, terms: Terms, reader: User, data: Any = None, files: Any = None) -> TermsForm:
        initial = {name: getattr(terms, name) for name in Terms.EDITED}
        return cls(data, files, initial=initial, version=version_of(terms), reader=reader)

    @property
    def terms(self) -> dict[str, Any]:
        """What was typed, as the act takes it."""
        given = self.given
        return {name: given[name] for name in Terms.EDITED}


class BudgetForm(_WithMoney):
    year = YearField(label=gettext_lazy("Năm"))
    source = TextField(
        label=gettext_lazy("Nguồn"),
        max_length=200,
        help_text=gettext_lazy("Ngân sách tỉnh, nguồn lồng ghép…"),
    )
    amount = MoneyField(
        label=gettext_lazy("Số tiền (đồng)"),
        help_text=gettext_lazy("Ghi lại nguồn đã có thì đổi số tiền của nguồn ấy."),
    )


class AskForm(_WithMoney):
    producer = forms.ModelChoiceField(
        label=gettext_lazy("Chủ thể"),
        queryset=Producer.objects.none(),
        empty_label=gettext_lazy("Chọn chủ thể"),
    )
    thing = TextField(
        label=gettext_lazy("Hỗ trợ cho việc gì"),
        max_length=200,
        help_text=gettext_lazy("“In hộp giấy”, “mua máy sấy”, “lớp chế biến”."),
    )
    product = forms.ModelChoiceField(
        label=gettext_lazy("Cho sản phẩm"),
        queryset=Product.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không riêng sản phẩm nào"),
    )
    cost = MoneyField(label=gettext_lazy("Chi phí (đồng)"), required=False)
    asked = MoneyField(label=gettext_lazy("Số tiền đề nghị (đồng)"))
    reason = TextField(
        label=gettext_lazy("Vì sao cần"), required=False, max_length=3000, widget=text_area(3)
    )


class DecideForm(_WithMoney):
    budget = forms.ModelChoiceField(
        label=gettext_lazy("Nguồn kinh phí"), queryset=BudgetLine.objects.none()
    )
    amount = MoneyField(label=gettext_lazy("Số tiền (đồng)"))
    number = TextField(label=gettext_lazy("Số quyết định"), max_length=60)
    issuer = TextField(label=gettext_lazy("Cơ quan ban hành"), max_length=200)
    decided_on = DayField(label=gettext_lazy("Ngày quyết định"))
    in_spite = TextField(
        label=gettext_lazy("Vì sao vẫn hỗ trợ"),
        required=False,
        max_length=2000,
        widget=text_area(2),
        help_text=gettext_lazy("Chỉ cần khi có điều chưa đúng quy định."),
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["budget"]
        field.queryset = scheme.budgets.all()  # type: ignore[attr-defined]
        field.label_from_instance = (  # type: ignore[attr-defined]
            lambda line: f"{line}: {money(line.left)}"
        )


class RefuseForm(DeskForm):
    reason = TextField(
        label=gettext_lazy("Vì sao không hỗ trợ"), max_length=2000, widget=text_area(2)
    )


class PayForm(_WithMoney):
    amount = MoneyField(label=gettext_lazy("Số tiền (đồng)"))
    paid_on = DayField(label=gettext_lazy("Ngày chi"))
    voucher = TextField(label=gettext_lazy("Chứng từ"), required=False, max_length=100)


class EffectForm(DeskForm):
    text = TextField(label=gettext_lazy("Hiệu quả đã thấy"), max_length=3000, widget=text_area(3))
    seen_on = DayField(label=gettext_lazy("Ngày xem"))
