"""What the pages of a work calendar ask: a whole week in one form, and one entry of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.forms import formset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from sanvat.agenda.actions import MOST_ENTRIES, Given
from sanvat.agenda.models import WorkEntry
from sanvat.agenda.weeks import weekdays
from sanvat.desk.forms.base import DeskForm, HourField, TextField, text_area, with_empty
from sanvat.desk.forms.editing import EditForm, EditRows
from sanvat.records.versions import version_of

TYPED = ("content", "led_by", "participants", "prepared_by", "venue", "leader_name", "note")


class EntryFields(DeskForm):
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Ngày"),
        coerce=int,
        choices=lambda: list(enumerate(weekdays(), start=1)),
    )
    starts_time = HourField(label=gettext_lazy("Từ giờ"), required=False)
    ends_time = HourField(label=gettext_lazy("Đến giờ"), required=False)
    part = forms.ChoiceField(
        label=gettext_lazy("Hoặc buổi"),
        required=False,
        choices=lambda: with_empty(
            [(value, capfirst(str(label))) for value, label in WorkEntry.Part.choices]
        ),
    )
    content = TextField(label=gettext_lazy("Nội dung"), required=False, max_length=500)
    led_by = TextField(
        label=gettext_lazy("Chủ trì (chức danh)"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("Lãnh đạo Văn phòng")}),
    )
    participants = TextField(
        label=gettext_lazy("Thành phần (chức danh, phòng)"), required=False, max_length=500
    )
    prepared_by = TextField(label=gettext_lazy("Chuẩn bị"), required=False, max_length=200)
    venue = TextField(label=gettext_lazy("Địa điểm"), required=False, max_length=300)
    leader_name = TextField(
        label=gettext_lazy("Người chủ trì (không công bố)"), required=False, max_length=150
    )
    note = TextField(
        label=gettext_lazy("Ghi chú nội bộ: xe, tài liệu (không công bố)"),
        required=False,
        max_length=1_000,
    )
    is_internal = forms.BooleanField(
        label=gettext_lazy("Chỉ trong đơn vị, không công bố"), required=False
    )
    is_regular = forms.BooleanField(label=gettext_lazy("Việc hằng tuần"), required=False)

    @property
    def entry(self) -> Given:
        names = Given.__dataclass_fields__
        return Given(**{name: self.cleaned_data[name] for name in names if name in self.fields})


class WeekRows(EditRows):
    """A row that says nothing is gone."""

    @classmethod
    def of(cls, kept: Sequence[WorkEntry], data: Any = None) -> WeekRows:
        initial = [Given.of(entry).__dict__ for entry in kept]
        return WeekFormSet(data, initial=initial, version=version_of(*kept))

    def filled(self) -> list[EntryFields]:
        return [form for form in self.forms if any(form.cleaned_data.get(name) for name in TYPED)]

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Of the empty rows each stands for another day."""
        super().add_fields(form, index)
        if index is not None and index >= self.initial_form_count():
            form.fields["weekday"].initial = (index - self.initial_form_count()) % 7 + 1


WeekFormSet = cast(
    type[WeekRows],
    formset_factory(EntryFields, formset=WeekRows, extra=7, max_num=MOST_ENTRIES + 7),
)


class AddForm(EntryFields):
    content = TextField(label=gettext_lazy("Nội dung"), max_length=500)


class ChangeForm(EditForm, EntryFields):
    """Whether the entry is internal stays as it was published."""

    content = TextField(label=gettext_lazy("Nội dung"), max_length=500)
    reason = TextField(
        label=gettext_lazy("Lý do đổi (hiện cùng dòng cũ)"), required=False, max_length=500
    )

    @classmethod
    def of(cls, entry: WorkEntry, data: Any = None) -> ChangeForm:
        form = cls(data, initial=Given.of(entry).__dict__, version=version_of(entry))
        del form.fields["is_internal"]
        return form


class CallOffForm(DeskForm):
    reason = TextField(
        label=gettext_lazy("Lý do hoãn (hiện cho người xem lịch)"),
        max_length=500,
        widget=text_area(2),
    )
