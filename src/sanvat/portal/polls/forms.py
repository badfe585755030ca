from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanvat.polls.models import Option
from sanvat.polls.published import said
from sanvat.portal.public_forms import PublicForm


class AnswerForm(PublicForm):
    option = forms.TypedChoiceField(
        label=gettext_lazy("Chọn một phương án"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Hãy chọn một phương án rồi gửi."),
            "invalid_choice": gettext_lazy("Hãy chọn một phương án có trên trang."),
        },
    )

    def __init__(self, options: Sequence[Option], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"].choices = [  # type: ignore[attr-defined]
            (each.pk, said(each)) for each in options
        ]
