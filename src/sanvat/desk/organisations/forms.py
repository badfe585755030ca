from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import NameField, TextField
from sanvat.places import questions
from sanvat.places.models import Place


class OrganisationForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Loại tổ chức"))
    name = NameField(label=gettext_lazy("Tên tổ chức"), max_length=200)
    place = TextField(
        label=gettext_lazy("Địa bàn"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Xã hoặc tỉnh, ví dụ: xã Tân Hà Lâm Hà, tỉnh Lâm Đồng."),
    )
    tax_code = TextField(
        label=gettext_lazy("Mã số thuế"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean_place(self) -> Place | None:
        text = self.cleaned_data["place"].strip()
        if not text:
            return None
        found = questions.find(text, on=timezone.localdate(), limit=4)
        exact = [place for place in found if place.full_name.lower() == text.lower()]
        if len(exact) == 1 or len(found) == 1:
            return (exact or found)[0]
        if not found:
            raise forms.ValidationError(
                _("Không tìm thấy địa bàn này. Hãy ghi tên xã và tỉnh như hiện nay.")
            )
        raise forms.ValidationError(
            _("Có nhiều địa bàn hợp với tên này: %(places)s. Hãy ghi rõ một tên.")
            % {"places": "; ".join(place.full_name for place in found)}
        )


class InviteForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"))
    name = NameField(label=gettext_lazy("Họ và tên"), required=False, max_length=150)
    email = TextField(
        label=gettext_lazy("Thư điện tử"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Đường dẫn được gửi tới đây."),
    )
    phone = TextField(
        label=gettext_lazy("Hoặc số điện thoại"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        help_text=gettext_lazy("Người không dùng thư: bạn chuyển đường dẫn cho họ."),
    )

    def __init__(self, *args: Any, roles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
