from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import DocumentField, TextField
from sanvat.desk.forms.editing import EditForm
from sanvat.parties.models import Letter
from sanvat.records.versions import version_of


class LetterForm(EditForm):
    subject = TextField(label=gettext_lazy("Tiêu đề"), max_length=200)
    body = DocumentField(label=gettext_lazy("Nội dung"), max_length=20_000)

    @classmethod
    def of(cls, letter: Letter, data: Any = None) -> LetterForm:
        initial = {"subject": letter.subject, "body": letter.body}
        return cls(data, initial=initial, version=version_of(letter))
