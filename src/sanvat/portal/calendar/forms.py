"""What strangers may write: that they want to join, and whether they come."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.events.models import Guest
from sanvat.places import questions
from sanvat.places.models import Level, Place
from sanvat.portal.public_forms import PublicForm, Typed
from sanvat.records.fields import check_name


class CommuneField(Typed):
    """A commune of today, by its name and perhaps its province."""

    near: Place | None = None

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found = questions.find(text, on=timezone.localdate(), level=Level.COMMUNE, limit=5)
        exact = [place for place in found if place.full_name.lower() == text.lower()]
        meant = exact or found
        if len(meant) > 1 and self.near is not None:
            province = questions.province_of(self.near)
            here = [place for place in meant if province and province.covers(place)]
            meant = here or meant
        if len(meant) == 1:
            return meant[0]
        if not found:
            raise ValidationError(
                _("Không tìm thấy xã, phường này. Hãy ghi tên xã kèm tên tỉnh như hiện nay."),
                code="unknown",
            )
        raise ValidationError(
            _("Có nhiều nơi hợp với tên này: %(places)s. Hãy ghi rõ một tên.")
            % {"places": "; ".join(place.full_name for place in found)},
            code="several",
        )


class InterestForm(PublicForm):
    name = Typed(label=gettext_lazy("Họ và tên"), max_length=150)
    phone = Typed(
        label=gettext_lazy("Điện thoại"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=gettext_lazy("Để cán bộ xã gọi lại."),
    )
    place = CommuneField(
        label=gettext_lazy("Xã, phường nơi ở"),
        max_length=200,
        help_text=gettext_lazy("Tên xã kèm tên tỉnh."),
    )
    wish = Typed(
        label=gettext_lazy("Muốn làm sản phẩm gì"),
        max_length=200,
        help_text=gettext_lazy("Gọi tên sản phẩm nghĩ tới: “Mứt gừng dẻo”."),
    )
    text = Typed(
        label=gettext_lazy("Nói thêm"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreed = forms.BooleanField(
        label=gettext_lazy(
            "Tôi đồng ý để cơ quan ghi lại tên và điện thoại, chuyển cho cán bộ xã nơi tôi ở liên "
            "hệ"
        ),
        required=False,
    )

    def clean_name(self) -> str:
        return _with_letters(self.cleaned_data["name"])

    def clean_wish(self) -> str:
        return _with_letters(self.cleaned_data["wish"])


def _with_letters(text: str) -> str:
    check_name(text)
    return text


class ReplyForm(PublicForm):
    reply = forms.ChoiceField(
        label=gettext_lazy("Trả lời"),
        choices=lambda: [
            (value, capfirst(str(label))) for value, label in Guest.Reply.choices if value
        ],
        widget=forms.RadioSelect,
    )
    stand_in = Typed(
        label=gettext_lazy("Người dự thay"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("Để trống nếu tự đi."),
    )
    stand_in_title = Typed(
        label=gettext_lazy("Chức vụ người dự thay"), required=False, max_length=200
    )
    note = Typed(label=gettext_lazy("Lời nhắn"), required=False, max_length=500)

    @property
    def given(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {"answer": data.pop("reply"), **data}
