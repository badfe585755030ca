from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import DayField, DeskForm, TextField, YearField, text_area
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.places import PlaceField
from sanvat.records.versions import version_of
from sanvat.reports.actions import LONGEST_SECTION
from sanvat.reports.documents import text_of
from sanvat.reports.models import YearlyReport


class NewReportForm(DeskForm):
    place = PlaceField(
        label=gettext_lazy("Địa bàn"),
        required=False,
        level=None,
        help_text=gettext_lazy("Để trống: địa bàn của vai trò đang dùng."),
    )
    year = YearField(label=gettext_lazy("Năm"))
    last = DayField(
        label=gettext_lazy("Đếm đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống: hết năm. Ghi 30/6 để báo cáo sáu tháng."),
    )


class TextForm(EditForm):
    """The texts of all sections, each a field of its id, and the head of the paper."""

    number = TextField(label=gettext_lazy("Số, ký hiệu"), required=False, max_length=60)
    signer = TextField(label=gettext_lazy("Người ký"), required=False, max_length=150)
    signer_position = TextField(
        label=gettext_lazy("Chức vụ người ký"), required=False, max_length=150
    )

    @classmethod
    def of(cls, report: YearlyReport, data: Any = None) -> TextForm:
        initial = {name: getattr(report, name) for name in ("number", "signer", "signer_position")}
        initial |= {each.id: text_of(report, each) for each in report.form.sections}
        return cls(data, report=report, initial=initial, version=version_of(report))

    def __init__(self, *args: Any, report: YearlyReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in report.form.sections:
            self.fields[section.id] = TextField(
                label=section.heading,
                required=False,
                max_length=LONGEST_SECTION,
                widget=text_area(5),
                help_text=section.ask,
            )
        self.sections = [self[each.id] for each in report.form.sections]

    @property
    def given(self) -> dict[str, Any]:
        changed = self.changed
        head = {name: changed.pop(name) for name in tuple(changed) if name in self.base_fields}
        return {**head, "texts": changed}


class IssueForm(DeskForm):
    issued_on = DayField(label=gettext_lazy("Ngày ban hành"))
