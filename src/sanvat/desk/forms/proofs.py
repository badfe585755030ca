"""Files that show what somebody tells: none, one or several at a time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanvat.records.files import PAPERS, accept


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class ProofsField(forms.FileField):
    """No file, one or several; each is looked into by itself."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Minh chứng"))
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", gettext_lazy("PDF hoặc ảnh; chọn được nhiều tệp một lần."))
        kwargs.setdefault(
            "widget", SeveralFiles(attrs={"accept": accept(PAPERS), "multiple": True})
        )
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [file for file in data or [] if file]
