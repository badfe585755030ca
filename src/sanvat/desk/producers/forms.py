from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanvat.desk.forms.base import (
    DayField,
    DeskForm,
    EmailField,
    NameField,
    TextField,
    WholeField,
    with_empty,
)
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.places import PlaceField
from sanvat.parties.models import Membership
from sanvat.products.models import PersonRights, PrivateReason, Producer, ProducerPerson
from sanvat.records.versions import version_of
from sanvat.rules import library


def legal_forms() -> list[Any]:
    """Those the decision in force allows: for any product, and for tourism alone."""
    title = "title_en" if (get_language() or "").startswith("en") else "title"
    facts = library.rulebook(library.CURRENT).facts["legal_forms"]
    any_product = [(f["id"], f[title]) for f in facts if f["groups"] == "all"]
    tourism = [(f["id"], f[title]) for f in facts if f["groups"] != "all"]
    return with_empty(
        [(_("Mọi sản phẩm"), any_product), (_("Chỉ sản phẩm du lịch"), tourism)],
        _("Chọn loại hình"),
    )


class ProducerForm(DeskForm):
    name = NameField(label=gettext_lazy("Tên chủ thể"), max_length=200)
    legal_form = forms.ChoiceField(label=gettext_lazy("Loại hình"), choices=legal_forms)
    place = PlaceField(
        label=gettext_lazy("Xã, phường"),
        help_text=gettext_lazy(
            "Ghi tên xã, có thể kèm tên tỉnh: tan ha lam dong. Tên cũ cũng tìm được."
        ),
    )
    tax_code = TextField(
        label=gettext_lazy("Mã số thuế"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("10 chữ số; 13 nếu là chi nhánh; 12 nếu dùng số định danh cá nhân."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    registration_number = TextField(
        label=gettext_lazy("Số đăng ký kinh doanh"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    founded_on = DayField(label=gettext_lazy("Ngày thành lập"), required=False)
    representative_name = TextField(
        label=gettext_lazy("Người đại diện"), required=False, max_length=150
    )
    representative_position = TextField(
        label=gettext_lazy("Chức vụ"), required=False, max_length=100
    )
    members = WholeField(
        label=gettext_lazy("Số thành viên"),
        required=False,
        max_value=1_000_000,
        help_text=gettext_lazy("Của hợp tác xã, tổ hợp tác, hội. Chỉ đếm, không ghi tên ai."),
    )
    workers = WholeField(label=gettext_lazy("Số lao động"), required=False, max_value=1_000_000)
    local_workers = WholeField(
        label=gettext_lazy("Trong đó là người trong xã"),
        required=False,
        max_value=1_000_000,
        help_text=gettext_lazy("Tiêu chí về lao động địa phương hỏi tỷ lệ này."),
    )
    address = TextField(
        label=gettext_lazy("Địa chỉ"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Thôn, số nhà, đường. Chỉ chủ thể và cán bộ của địa bàn thấy."),
    )
    phone = TextField(
        label=gettext_lazy("Điện thoại"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = EmailField(label=gettext_lazy("Thư điện tử"), required=False)
    is_another = forms.BooleanField(
        label=gettext_lazy("Đúng là một chủ thể khác, cùng tên"), required=False
    )

    fields_of_producer: tuple[str, ...] = ("name", "place", *Producer.FACTS)


class ChangeProducerForm(EditForm, ProducerForm):
    state = forms.ChoiceField(label=gettext_lazy("Tình trạng"), choices=Producer.State.choices)

    fields_of_producer = (*ProducerForm.fields_of_producer, "state")

    def __init__(self, *args: Any, producer: Producer, **kwargs: Any) -> None:
        initial = {field: getattr(producer, field) for field in self.fields_of_producer}
        super().__init__(*args, initial=initial, version=version_of(producer), **kwargs)
        place = self.fields["place"]
        assert isinstance(place, PlaceField)
        place.known = producer.place

    @property
    def given(self) -> dict[str, Any]:
        """Without what is as it was: the place, for one, need not be settled anew."""
        return self.changed


class RightsForm(EditForm):
    rights = forms.ChoiceField(label=gettext_lazy("Quyền"), choices=PersonRights.Rights.choices)

    @classmethod
    def of(cls, person: Membership, rights: str, data: Any = None) -> RightsForm:
        """`rights`: what they may do now, said or not; `person` as `access.people_of` reads it."""
        return cls(
            data,
            initial={"rights": rights},
            auto_id=f"q{person.pk}_%s",
            version=version_of(getattr(person, "rights", None)),
        )


class PurposeForm(DeskForm):
    purpose = TextField(
        label=gettext_lazy("Xem để làm gì"),
        max_length=200,
        help_text=gettext_lazy("Câu này được ghi vào nhật ký cùng tên bạn."),
    )


class PrivateFactsForm(EditForm):
    shows_present = False
    reason = forms.ChoiceField(
        label=gettext_lazy("Ghi để làm gì"), choices=PrivateReason.choices, widget=forms.RadioSelect
    )
    gender = forms.ChoiceField(
        label=gettext_lazy("Giới tính"),
        required=False,
        choices=with_empty(ProducerPerson.Gender.choices, gettext_lazy("Không ghi")),
    )
    ethnicity = TextField(label=gettext_lazy("Dân tộc"), required=False, max_length=60)
    is_disabled = forms.TypedChoiceField(
        label=gettext_lazy("Là người khuyết tật"),
        required=False,
        choices=[
            ("", gettext_lazy("Không ghi")),
            ("yes", gettext_lazy("Có")),
            ("no", gettext_lazy("Không")),
        ],
        coerce=lambda text: text == "yes",
        empty_value=None,
        help_text=gettext_lazy("Chỉ tiêu chí A.3.2 hỏi điều này."),
    )
    home_address = TextField(
        label=gettext_lazy("Nơi thường trú"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Chỉ các mẫu báo cáo hỏi điều này."),
    )

    @classmethod
    def of(cls, kept: ProducerPerson | None, data: Any = None) -> PrivateFactsForm:
        """Filled from what the person has opened."""
        version = version_of(kept)
        if kept is None:
            return cls(data, version=version)
        disabled = {True: "yes", False: "no", None: ""}[kept.is_disabled]
        fields = ("reason", "gender", "ethnicity", "home_address")
        initial = {field: getattr(kept, field) for field in fields} | {"is_disabled": disabled}
        return cls(data, initial=initial, version=version)
