"""What strangers write to follow something."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from sanvat.follow.models import Language, Rhythm
from sanvat.portal.public_forms import PublicForm


class WishesForm(PublicForm):
    """How often, and in which language."""

    wanted = forms.ChoiceField(
        label=gettext_lazy("Nhận thư"),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        initial=Rhythm.AT_ONCE,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Bằng"), choices=Language.choices, widget=forms.RadioSelect
    )


class AddressForm(PublicForm):
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử của bạn"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("Chỉ để gửi thư này; được niêm phong, và xóa khi bạn thôi."),
    )


class FollowForm(AddressForm, WishesForm):
    field_order = ("email", "wanted", "language")
