from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from sanvat.comments.models import LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE
from sanvat.parties import addresses
from sanvat.portal.public_forms import PublicForm, Typed
from sanvat.records.fields import check_name


class PhoneField(Typed):
    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})

    def clean(self, value: object) -> str:
        return addresses.phone(super().clean(value))


class CommentForm(PublicForm):
    name = Typed(
        label=gettext_lazy("Tên của bạn"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=gettext_lazy("Hiện cùng ý kiến."),
    )
    title = Typed(label=gettext_lazy("Tiêu đề"), max_length=LONGEST_TITLE, required=False)
    text = Typed(
        label=gettext_lazy("Ý kiến"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    phone = PhoneField(
        label=gettext_lazy("Điện thoại"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Để người phụ trách hỏi lại khi cần; không bao giờ hiện ra."),
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        check_name(name)
        return name


class RemovalForm(PublicForm):
    text = Typed(
        label=gettext_lazy("Vì sao nên gỡ"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Sai sự thật, lộ chuyện riêng, xúc phạm… và chỗ nào trong ý kiến."),
    )
    phone = PhoneField(
        label=gettext_lazy("Điện thoại"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Để người phụ trách hỏi lại khi cần; không bao giờ hiện ra."),
    )
