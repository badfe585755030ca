from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import NameField
from sanvat.parties.scopes import DEFAULT, scopes_for

DAYS = {30: gettext_lazy("30 ngày"), 90: gettext_lazy("90 ngày"), 365: gettext_lazy("một năm")}


class ApiKeyForm(forms.Form):
    name = NameField(
        label=gettext_lazy("Dùng cho việc gì"),
        max_length=100,
        help_text=gettext_lazy("Để sau này biết khóa nào là của hệ thống nào."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Được làm gì"),
        initial=[DEFAULT],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Dùng được trong"), choices=list(DAYS.items()), coerce=int, initial=90
    )

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (scope.value, f"{scope.label} ({scope.value})") for scope in scopes_for(role)
        ]
