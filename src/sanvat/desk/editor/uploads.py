"""Pictures and files that editors bring: looked into and kept as every upload is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from sanvat.errors import Refusal
from sanvat.records import files
from sanvat.records.models import StoredFile
from sanvat.text.tidy import tidy

TO_TAKE_AWAY = files.PAPERS | {files.DOCX, files.XLSX}


class Keeping:
    """A form whose file goes through `records.files` before anything else opens it. The file of
    something that is there already is not changed: what is online would change with it."""

    allowed: frozenset[str] = frozenset()
    help: Any = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.person = kwargs.get("user")
        super().__init__(*args, **kwargs)
        fields = self.fields  # type: ignore[attr-defined]
        fields.pop("tags", None)
        if self.instance.pk:  # type: ignore[attr-defined]
            fields.pop("file", None)
            return
        drawn = fields["file"].widget
        drawn.attrs["accept"] = files.accept(self.allowed)
        fields["file"] = forms.FileField(
            label=gettext_lazy("Tệp"), widget=drawn, help_text=self.help, max_length=255
        )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc, attr-defined]
        for name in ("title", "description", "credit"):
            if name in given:
                given[name] = tidy(given[name])
        upload = given.get("file")
        if upload is None or self.errors:  # type: ignore[attr-defined]
            return given
        try:
            stored = self._taken(upload)
        except Refusal as refusal:
            self.add_error("file", str(refusal.message))  # type: ignore[attr-defined]
            return given
        instance = self.instance  # type: ignore[attr-defined]
        instance.stored = stored
        instance.organisation_id = self.person.acting.organisation_id  # type: ignore[union-attr]
        given["file"] = stored.path
        return given

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit=commit)  # type: ignore[misc]
        saved.file.close()  # which was opened to be measured
        return saved

    def _taken(self, upload: Any) -> StoredFile:
        stored = files.take(upload, allowed=self.allowed, by=self.person, at=timezone.now())
        if not files.may_be_published(stored):
            raise Refusal(
                _(
                    "Ảnh trong tệp này còn ghi nơi chụp (GPS) nên không đăng được. Hãy gửi riêng "
                    "ảnh: vị trí trong ảnh được xóa."
                ),
                code="has-gps",
            )
        return stored


class PictureForm(Keeping, BaseImageForm):
    allowed = files.PICTURES
    help = gettext_lazy("Ảnh chụp bằng điện thoại cũng được; ảnh được thu nhỏ và xóa nơi chụp.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = self.fields["description"]
        said.required = True
        said.label = gettext_lazy("Lời tả ảnh")
        said.help_text = gettext_lazy(
            "Cho người không nhìn thấy ảnh: ảnh có ai, có gì, đang làm gì. Một câu."
        )

    def clean_description(self) -> str:
        text = " ".join(str(self.cleaned_data["description"]).split())
        if not any(c.isalpha() for c in text):
            raise ValidationError(_("Hãy tả ảnh bằng một câu."), code="required")
        return text


class PaperForm(Keeping, BaseDocumentForm):
    allowed = TO_TAKE_AWAY
    help = gettext_lazy("PDF, Word, Excel hoặc ảnh.")
