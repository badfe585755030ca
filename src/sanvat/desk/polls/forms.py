from __future__ import annotations

from itertools import zip_longest
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import DayField, DeskForm, NameField, TextField, text_area
from sanvat.desk.forms.editing import EditForm
from sanvat.polls.actions import Words
from sanvat.polls.models import Poll
from sanvat.polls.published import options_of
from sanvat.records.versions import version_of

LONGEST_OPTIONS = 4_000


class PollForm(EditForm):
    """The options stand one a line; the English ones beside them, line by line."""

    question = NameField(label=gettext_lazy("Câu hỏi thăm dò"), max_length=300)
    options = TextField(
        label=gettext_lazy("Các phương án"),
        max_length=LONGEST_OPTIONS,
        widget=text_area(6),
        help_text=gettext_lazy("Mỗi dòng một phương án, từ 2 đến 12 dòng."),
    )
    question_en = TextField(
        label=gettext_lazy("Câu hỏi, tiếng Anh"), max_length=300, required=False
    )
    options_en = TextField(
        label=gettext_lazy("Các phương án, tiếng Anh"),
        max_length=LONGEST_OPTIONS,
        required=False,
        widget=text_area(6),
        help_text=gettext_lazy("Đúng thứ tự ở trên; để trống nếu chưa dịch."),
    )
    opens_on = DayField(label=gettext_lazy("Mở từ ngày"))
    closes_on = DayField(
        label=gettext_lazy("Đến hết ngày"),
        help_text=gettext_lazy("Cuộc thăm dò tự mở và tự đóng theo hai ngày này."),
    )
    results = forms.ChoiceField(
        label=gettext_lazy("Hiện kết quả"),
        choices=lambda: [(key, capfirst(str(said))) for key, said in Poll.Results.choices],
        initial=Poll.Results.WHEN_CLOSED,
        help_text=gettext_lazy("Xem trước kết quả dễ làm người sau trả lời theo."),
    )

    @classmethod
    def of(cls, poll: Poll | None, data: Any = None) -> PollForm:
        if poll is None:
            return cls(data, version="")
        options = options_of(poll)
        initial = {name: getattr(poll, name) for name in Poll.EDITED}
        initial["options"] = "\n".join(each.text for each in options)
        has_english = any(each.text_en for each in options)
        initial["options_en"] = "\n".join(each.text_en for each in options) if has_english else ""
        return cls(data, initial=initial, version=version_of(poll, *options))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        options, english = (_lines(cleaned.get(name)) for name in ("options", "options_en"))
        if english and options and len(english) != len(options):
            fault = _("Tiếng Anh có %(english)d dòng, tiếng Việt có %(options)d dòng.")
            self.add_error(
                "options_en",
                ValidationError(fault % {"english": len(english), "options": len(options)}),
            )
        self.words: list[Words] = list(zip_longest(options, english, fillvalue=""))
        return cleaned

    @property
    def given(self) -> dict[str, Any]:
        given = {name: value for name, value in super().given.items() if name != "options_en"}
        return {**given, "options": self.words}


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


class WithdrawForm(DeskForm):
    reason = TextField(label=gettext_lazy("Lý do rút"), max_length=1_000, widget=text_area(2))
