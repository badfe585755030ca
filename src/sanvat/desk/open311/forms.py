from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanvat.concerns.models import Endpoint, EndpointQuerySet
from sanvat.concerns.models.systems import (
    LONGEST_FORWARDED,
    LONGEST_NAME_OF_THEIRS,
    LONGEST_URL,
    Spelling,
)
from sanvat.desk.forms.base import DeskForm, LinkField, NameField, TextField, text_area

LONGEST_CODE = 20


class EndpointForm(DeskForm):
    name = NameField(label=gettext_lazy("Tên nơi nhận"), max_length=LONGEST_NAME_OF_THEIRS)
    url = LinkField(
        label=gettext_lazy("Địa chỉ Open311"),
        max_length=LONGEST_URL,
        assume_scheme="https",
        help_text=gettext_lazy("Tới phiên bản, ví dụ https://open311.thanhpho.vn/v2"),
    )
    spelling = forms.ChoiceField(label=gettext_lazy("Định dạng"), choices=Spelling.choices)
    jurisdiction = TextField(
        label=gettext_lazy("jurisdiction_id"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Để trống nếu nơi nhận không đòi."),
    )
    service_code = TextField(
        label=gettext_lazy("service_code thường dùng"),
        max_length=100,
        help_text=gettext_lazy("Mã dịch vụ của nơi nhận, ở services của họ."),
    )
    key = forms.CharField(
        label=gettext_lazy("Khóa nơi nhận cấp (api_key)"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Được niêm phong, không hiện lại."),
    )


class FindForm(DeskForm):
    code = TextField(label=gettext_lazy("Mã của việc"), max_length=LONGEST_CODE)


class ForwardForm(DeskForm):
    endpoint = forms.ModelChoiceField(
        label=gettext_lazy("Nơi nhận"), queryset=Endpoint.objects.none()
    )
    service_code = TextField(
        label=gettext_lazy("service_code"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Để trống: mã thường dùng của nơi nhận."),
    )
    text = TextField(
        label=gettext_lazy("Nội dung gửi đi"),
        max_length=LONGEST_FORWARDED,
        widget=text_area(8),
        help_text=gettext_lazy("Bỏ tên, điện thoại, địa chỉ: nơi nhận có thể công khai lời này."),
    )

    def __init__(self, *args: Any, endpoints: EndpointQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["endpoint"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = endpoints


class NumberForm(DeskForm):
    number = TextField(label=gettext_lazy("Mã ở nơi nhận"), max_length=100)
