from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.editing import EditForm
from sanvat.parties.models import Letter
from sanvat.records.versions import version_of


class LetterForm(EditForm):
    subject = forms.CharField(label=gettext_lazy("Tiêu đề"), max_length=200)
    body = forms.CharField(label=gettext_lazy("Nội dung"), max_length=20_000, widget=forms.Textarea)

    @classmethod
    def of(cls, letter: Letter, data: Any = None) -> LetterForm:
        initial = {"subject": letter.subject, "body": letter.body}
        return cls(data, initial=initial, version=version_of(letter))
