"""Which days are off: asked for first, and saved once one has seen what would move."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import DayField, DeskForm, TextField
from sanvat.rules.days_off import table

OFF, WORKS = "off", "works"


class WhichDaysForm(DeskForm):
    """The days, and what they are to be; asks with GET."""

    first = DayField(label=gettext_lazy("Từ ngày"))
    last = DayField(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu chỉ một ngày."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Là ngày"),
        widget=forms.RadioSelect,
        choices=[(OFF, gettext_lazy("nghỉ")), (WORKS, gettext_lazy("làm việc"))],
        initial=OFF,
    )

    def days(self) -> tuple[date, date]:
        given = self.cleaned_data
        return given["first"], given["last"] or given["first"]

    @property
    def works(self) -> bool:
        return bool(self.cleaned_data["kind"] == WORKS)


class CorrectionForm(WhichDaysForm):
    """The same days, with the reason, to be saved."""

    reason = TextField(
        label=gettext_lazy("Lý do"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: cơ quan nghỉ tránh bão; làm bù cho ngày nghỉ địa phương."),
    )
    paper = TextField(label=gettext_lazy("Số, ký hiệu văn bản"), max_length=60, required=False)
    paper_on = DayField(label=gettext_lazy("Ngày văn bản"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # On the page beside the form that asks which days.
        super().__init__(*args, auto_id="luu_%s", **kwargs)
        for name in ("first", "last", "kind"):
            self.fields[name].widget = forms.HiddenInput()


class WithdrawForm(DeskForm):
    reason = TextField(label=gettext_lazy("Vì sao rút"), max_length=200)


_ONE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}))?")
MOST_LINES = 60


class DaysField(TextField):
    """Days of one year, a line each: 4/2, or from one to another: 4/2 - 10/2."""

    widget = forms.Textarea(attrs={"rows": 8})

    def __init__(self, *, year: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.year = year

    def clean(self, value: Any) -> set[date]:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(
                _("Nhiều nhất %(most)s dòng.") % {"most": MOST_LINES}, code="too-many"
            )
        return {day for line in lines for day in self._read(line)}

    def _read(self, line: str) -> list[date]:
        ends = [self._day(part.strip(), line) for part in re.split(r"[-–]", line, maxsplit=1)]
        first, last = ends[0], ends[-1]
        if last < first:
            raise self._fault(line)
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]

    def _day(self, text: str, line: str) -> date:
        found = _ONE.fullmatch(text)
        if found and int(found[3] or self.year) == self.year:
            try:
                return date(self.year, int(found[2]), int(found[1]))
            except ValueError:  # 31/2
                pass
        raise self._fault(line)

    def _fault(self, line: str) -> forms.ValidationError:
        return forms.ValidationError(
            _("Dòng «%(line)s» chưa đúng. Ghi 4/2, hoặc 4/2 - 10/2, của năm %(year)s.")
            % {"line": line[:40], "year": self.year},
            code="invalid",
        )


class AnnouncementForm(DeskForm):
    """What the paper says of a year; proposes the days as they are computed."""

    paper = TextField(label=gettext_lazy("Số, ký hiệu văn bản"), max_length=60)
    issuer = TextField(label=gettext_lazy("Cơ quan ban hành"), max_length=200)
    issued_on = DayField(label=gettext_lazy("Ngày ban hành"))

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["off"] = DaysField(
            year=year,
            label=gettext_lazy("Các ngày nghỉ trong tuần"),
            help_text=gettext_lazy("Mỗi dòng một ngày hoặc một đợt; không kể thứ Bảy, Chủ nhật."),
            initial="\n".join(_computed(year)),
        )
        self.fields["worked"] = DaysField(
            year=year,
            label=gettext_lazy("Các thứ Bảy, Chủ nhật làm bù"),
            help_text=gettext_lazy("Để trống nếu không có."),
            required=False,
        )


def _computed(year: int) -> list[str]:
    """The days off of the table that are no Saturday or Sunday, those in a row as one line."""
    spells: list[list[date]] = []
    for each in table(year).days.values():
        if each.works or each.day.isoweekday() > 5:
            continue
        if spells and spells[-1][-1] + timedelta(days=1) == each.day:
            spells[-1].append(each.day)
        else:
            spells.append([each.day])
    said = [[f"{day.day}/{day.month}" for day in (days[0], days[-1])] for days in spells]
    return [first if first == last else f"{first} - {last}" for first, last in said]
