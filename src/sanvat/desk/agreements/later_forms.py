"""What the pages of meetings, reviews and what comes after them ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.agreements.actions import Figure, Judged
from sanvat.agreements.actions.reviews import review_rows
from sanvat.agreements.matters import counts_itself
from sanvat.agreements.models import Agreement, Item, Meeting, Review, ReviewLine
from sanvat.desk.agreements.forms import choices_of
from sanvat.desk.forms.base import (
    AmountField,
    DayField,
    DeskForm,
    NameField,
    TextField,
    WholeField,
    text_area,
)
from sanvat.desk.forms.editing import EditForm
from sanvat.records.versions import version_of

BLANK_FIGURES = 3


class MeetingForm(EditForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại cuộc họp"), choices=lambda: choices_of(Meeting.Kind.choices)
    )
    held_on = DayField(label=gettext_lazy("Ngày họp"))
    held_at = TextField(label=gettext_lazy("Nơi họp"), required=False, max_length=200)
    chair = TextField(label=gettext_lazy("Chủ trì"), max_length=200)
    attended = TextField(
        label=gettext_lazy("Thành phần dự"), required=False, max_length=3000, widget=text_area(3)
    )
    talk = TextField(
        label=gettext_lazy("Diễn biến, ý kiến"),
        required=False,
        max_length=8000,
        widget=text_area(5),
    )
    decisions = TextField(label=gettext_lazy("Kết luận"), max_length=5000, widget=text_area(4))

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        self.items = list(items)
        super().__init__(*args, **kwargs)
        for item in self.items:
            self.fields[f"remark_{item.pk}"] = TextField(
                label=f"{item.number}. {item.text}",
                required=False,
                max_length=2000,
                widget=text_area(2),
            )

    @property
    def head(self) -> list[Any]:
        return [self[name] for name in Meeting.EDITED]

    @property
    def remarks(self) -> list[Any]:
        return [self[f"remark_{item.pk}"] for item in self.items]

    @property
    def given(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in Meeting.EDITED}
        given["remarks"] = {item: self.cleaned_data[f"remark_{item.pk}"] for item in self.items}
        return given

    @classmethod
    def of(cls, meeting: Meeting | None, items: Sequence[Item], data: Any = None) -> MeetingForm:
        initial: dict[str, Any] = {}
        if meeting is not None:
            initial = {name: getattr(meeting, name) for name in Meeting.EDITED}
            initial |= {f"remark_{each.item_id}": each.text for each in meeting.remarks.all()}
        version = version_of(*([meeting] if meeting else []))
        return cls(data, initial=initial, version=version, items=items)


# Review


class ReviewForm(EditForm):
    """For each item a mark and a reason; some figures; the words."""

    concerns_handled = WholeField(
        label=gettext_lazy("Kiến nghị, phản ánh đã giải quyết"),
        required=False,
        max_value=10**6,
    )
    concerns_source = TextField(
        label=gettext_lazy("Số này do ai báo, theo văn bản nào"), required=False, max_length=300
    )
    weaknesses = TextField(
        label=gettext_lazy("Hạn chế"), required=False, max_length=5000, widget=text_area(4)
    )
    proposals = TextField(
        label=gettext_lazy("Kiến nghị, đề xuất"),
        required=False,
        max_length=5000,
        widget=text_area(4),
    )

    def __init__(self, *args: Any, items: Sequence[Item], figures: int, **kwargs: Any) -> None:
        self.items = list(items)
        self.concerns_counted = any(counts_itself(item) for item in self.items)
        self.places = range(1, figures + 1)
        super().__init__(*args, **kwargs)
        marks = choices_of(ReviewLine.Mark.choices)
        for item in self.items:
            self.fields[f"mark_{item.pk}"] = forms.ChoiceField(
                label=_("Đánh giá"),
                choices=marks if item.state == Item.State.CONFIRMED else marks[1:],
            )
            self.fields[f"reason_{item.pk}"] = TextField(
                label=_("Lý do, nếu chưa hoàn thành"),
                required=False,
                max_length=2000,
            )
        for place in self.places:
            self.fields[f"figure_{place}"] = TextField(
                label=_("Số liệu"), required=False, max_length=200
            )
            self.fields[f"value_{place}"] = AmountField(
                label=_("Giá trị"), required=False, max_digits=18, decimal_places=4
            )
            self.fields[f"unit_{place}"] = TextField(
                label=_("Đơn vị"), required=False, max_length=40
            )
            self.fields[f"day_{place}"] = DayField(label=_("Tính đến ngày"), required=False)
            self.fields[f"source_{place}"] = TextField(
                label=_("Nguồn"), required=False, max_length=300
            )

    @property
    def lines(self) -> list[tuple[Item, Any, Any]]:
        return [(item, self[f"mark_{item.pk}"], self[f"reason_{item.pk}"]) for item in self.items]

    @property
    def figures(self) -> list[list[Any]]:
        names = ("figure", "value", "unit", "day", "source")
        return [[self[f"{name}_{place}"] for name in names] for place in self.places]

    def field_for(self, name: str) -> str | None:
        if name.startswith("item-"):
            found = [item.pk for item in self.items if f"item-{item.number}" == name]
            return f"reason_{found[0]}" if found else None
        return super().field_for(name)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for place in self.places:
            names = [f"{name}_{place}" for name in ("figure", "value", "day", "source")]
            filled = [name for name in names if given.get(name) not in (None, "")]
            for name in names:
                if filled and name not in filled and name not in self.errors:
                    self.add_error(name, _("Hãy ghi ô này, hoặc để trống cả dòng."))
        return given

    @property
    def given(self) -> dict[str, Any]:
        given = self.cleaned_data
        words = ("concerns_handled", "concerns_source", "weaknesses", "proposals")
        return {name: given[name] for name in words} | {
            "judged": {
                item: Judged(given[f"mark_{item.pk}"], given[f"reason_{item.pk}"])
                for item in self.items
            },
            "figures": [
                Figure(
                    given[f"figure_{place}"],
                    given[f"value_{place}"],
                    given[f"unit_{place}"],
                    given[f"day_{place}"],
                    given[f"source_{place}"],
                )
                for place in self.places
                if given[f"figure_{place}"]
            ],
        }

    @classmethod
    def of(cls, review: Review | None, items: Sequence[Item], data: Any = None) -> ReviewForm:
        initial = _kept_lines(review, items)
        figures = list(review.figures.all()) if review else []
        if review is not None:
            initial |= {name: getattr(review, name) for name in Review.EDITED}
        for place, each in enumerate(figures, start=1):
            initial |= {
                f"figure_{place}": each.name,
                f"value_{place}": each.value.normalize() + 0,
                f"unit_{place}": each.unit,
                f"day_{place}": each.day,
                f"source_{place}": each.source,
            }
        version = version_of(*review_rows(review))
        count = len(figures) + BLANK_FIGURES
        return cls(data, initial=initial, version=version, items=items, figures=count)


def _kept_lines(review: Review | None, items: Sequence[Item]) -> dict[str, Any]:
    """As it was judged, or as its confirmation tells."""
    lines: Mapping[int, ReviewLine] = (
        {line.item_id: line for line in review.lines.all()} if review else {}
    )
    kept: dict[str, Any] = {}
    for item in items:
        line = lines.get(item.pk)
        default = (
            ReviewLine.Mark.DONE if item.state == Item.State.CONFIRMED else ReviewLine.Mark.NOT
        )
        kept[f"mark_{item.pk}"] = line.mark if line else default
        kept[f"reason_{item.pk}"] = line.reason if line else ""
    return kept


class SignReviewForm(DeskForm):
    person_name = NameField(label=gettext_lazy("Người ký"), max_length=150)
    position = TextField(label=gettext_lazy("Chức vụ"), required=False, max_length=150)
    signed_on = DayField(label=gettext_lazy("Ngày ký"))


class NextForm(DeskForm):
    title = NameField(label=gettext_lazy("Tên văn bản"), max_length=300)
    theme = TextField(
        label=gettext_lazy("Chủ đề"), required=False, max_length=500, widget=text_area(2)
    )
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến hết ngày"))
    carry = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Chuyển những nội dung"),
        queryset=Item.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nội dung chưa được xác nhận đã chọn sẵn."),
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carry"].queryset = agreement.items.all()  # type: ignore[attr-defined]


class PeriodForm(DeskForm):
    """Which days a report covers."""

    first = DayField(label=gettext_lazy("Từ ngày"))
    last = DayField(label=gettext_lazy("Đến hết ngày"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            self.add_error("last", _("Ngày cuối không trước ngày đầu."))
        return given
