from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import (
    AmountField,
    DayField,
    DeskForm,
    NameField,
    TextField,
    WholeField,
    YearField,
    offer,
    text_area,
    with_empty,
)
from sanvat.desk.forms.counted import choice_fields
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.instruments import InstrumentPart
from sanvat.indicators.actions import Line, Said
from sanvat.indicators.amounts import LARGEST_VALUE, MOST_DECIMALS
from sanvat.indicators.countable import countables, ways_to_choose
from sanvat.indicators.models import Asked, Collection, Figure, Indicator
from sanvat.indicators.periods import PARTS, Every, ReportPeriod
from sanvat.parties.models import User
from sanvat.places.models import Level, Place
from sanvat.records import files
from sanvat.records.versions import version_of

DIGITS = 18
CHOSEN = "choice_"


def amount_field(indicator: Indicator, **options: Any) -> AmountField:
    """A number of that indicator, with as many decimals as it has."""
    field = AmountField(
        max_digits=DIGITS,
        decimal_places=indicator.decimals,
        min_value=Decimal(-LARGEST_VALUE),
        **options,
    )
    field.max_value = Decimal(LARGEST_VALUE)
    return field


class _Facts(forms.Form):
    """What an indicator has besides its code and definition."""

    name = NameField(label=gettext_lazy("Tên chỉ tiêu"), max_length=200)
    unit = TextField(label=gettext_lazy("Đơn vị tính"), max_length=40)
    direction = forms.ChoiceField(
        label=gettext_lazy("Chiều"), choices=Indicator.Direction.choices, initial="up"
    )
    every = forms.ChoiceField(label=gettext_lazy("Kỳ"), choices=Every.choices, initial="year")
    decimals = WholeField(
        label=gettext_lazy("Số chữ số thập phân"), max_value=MOST_DECIMALS, initial=0
    )
    countable = forms.ChoiceField(
        label=gettext_lazy("Đếm từ"),
        required=False,
        help_text=gettext_lazy("Để trống khi các đơn vị báo cáo số liệu."),
    )
    least = AmountField(
        label=gettext_lazy("Nhỏ nhất"),
        max_digits=DIGITS,
        decimal_places=MOST_DECIMALS,
        min_value=Decimal(-LARGEST_VALUE),
        required=False,
    )
    most = AmountField(
        label=gettext_lazy("Lớn nhất"),
        max_digits=DIGITS,
        decimal_places=MOST_DECIMALS,
        min_value=Decimal(-LARGEST_VALUE),
        required=False,
    )
    adds_up = forms.BooleanField(
        label=gettext_lazy("Cộng được theo địa bàn"), required=False, initial=True
    )
    numerator = forms.ModelChoiceField(
        Indicator.objects.none(), label=gettext_lazy("Tử số"), required=False
    )
    denominator = forms.ModelChoiceField(
        Indicator.objects.none(), label=gettext_lazy("Mẫu số"), required=False
    )
    per = WholeField(
        label=gettext_lazy("Tính trên"), min_value=1, max_value=10**6, required=False, initial=100
    )
    is_published = forms.BooleanField(
        label=gettext_lazy("Công bố số liệu cho mọi người"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(key, what.label) for key, what in countables().items()]
        self.fields["countable"].choices = with_empty(known, gettext_lazy("không, do báo cáo"))  # type: ignore[attr-defined]
        plain = list(Indicator.objects.reported().filter(numerator=None))
        for name in ("numerator", "denominator"):
            offer(self, name, plain)
        for name, chosen in choice_fields("%(what)s", gettext_lazy("tất cả")):
            self.fields[f"{CHOSEN}{name}"] = chosen

    def clean(self) -> dict[str, Any]:
        """The choices of breakdowns become one mapping, with the values as the rooms have them."""
        given = super().clean() or {}
        what = countables().get(given.get("countable") or "")
        chosen = {}
        for name in ways_to_choose():
            text = given.pop(f"{CHOSEN}{name}", "")
            if text and what is not None and name in what.breakdowns:
                values = {str(key): key for key in what.breakdowns[name].choices()}
                if text in values:
                    chosen[name] = values[text]
                else:
                    self.add_error(f"{CHOSEN}{name}", _("Thứ được đếm không chia như vậy."))
            elif text:
                self.add_error(f"{CHOSEN}{name}", _("Thứ được đếm không chia như vậy."))
        given["choices"] = chosen
        if given.get("per") is None:
            given["per"] = 100
        return given

    def parts(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(CHOSEN)]


class NewIndicatorForm(_Facts, DeskForm):
    code = TextField(
        label=gettext_lazy("Mã"),
        max_length=40,
        help_text=gettext_lazy("Ngắn, không đổi về sau: “so-dan-ong”."),
    )
    definition = TextField(label=gettext_lazy("Định nghĩa"), max_length=2_000, widget=text_area(3))
    source_note = TextField(
        label=gettext_lazy("Nguồn"), max_length=500, required=False, widget=text_area(2)
    )
    since = DayField(
        label=gettext_lazy("Định nghĩa dùng từ ngày"),
        required=False,
        help_text=gettext_lazy("Để trống khi dùng cho mọi năm."),
    )


class IndicatorForm(_Facts, EditForm):
    @classmethod
    def of(cls, indicator: Indicator, data: Any = None) -> IndicatorForm:
        initial = {name: getattr(indicator, name) for name in cls.base_fields}
        initial |= {f"{CHOSEN}{name}": str(value) for name, value in indicator.choices.items()}
        return cls(data, initial=initial, version=version_of(indicator))


class DefinitionForm(DeskForm):
    definition = TextField(
        label=gettext_lazy("Định nghĩa mới"), max_length=2_000, widget=text_area(3)
    )
    source_note = TextField(
        label=gettext_lazy("Nguồn"), max_length=500, required=False, widget=text_area(2)
    )
    since = DayField(label=gettext_lazy("Dùng từ ngày"))


class ValueForm(DeskForm):
    """One value of one unit, written down without a collection."""

    year = YearField(label=gettext_lazy("Năm"))
    part = forms.TypedChoiceField(label=gettext_lazy("Kỳ thứ"), coerce=int)
    unit = forms.ModelChoiceField(Place.objects.none(), label=gettext_lazy("Đơn vị"))
    comment = TextField(
        label=gettext_lazy("Ghi chú"), max_length=1_000, required=False, widget=text_area(2)
    )

    def __init__(self, *args: Any, indicator: Indicator, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        parts = [(n, str(n)) for n in range(1, PARTS[Every(indicator.every)] + 1)]
        self.fields["part"].choices = parts  # type: ignore[attr-defined]
        label = f"{capfirst(indicator.name)} ({indicator.unit})"
        self.fields["value"] = amount_field(indicator, label=label, required=False)
        self.order_fields(["unit", "year", "part", "value", "comment"])

    def period(self) -> ReportPeriod:
        return ReportPeriod(
            self.indicator.every, self.cleaned_data["year"], self.cleaned_data["part"]
        )

    def field_for(self, name: str) -> str | None:
        return "year" if name == "period" else super().field_for(name)


class _CollectionFacts(forms.Form):
    name = NameField(label=gettext_lazy("Tên đợt"), max_length=200)
    every = forms.ChoiceField(label=gettext_lazy("Kỳ"), choices=Every.choices, initial="year")
    year = YearField(label=gettext_lazy("Năm"))
    part = WholeField(
        label=gettext_lazy("Kỳ thứ"),
        min_value=1,
        max_value=12,
        initial=1,
        help_text=gettext_lazy("Quý 3 ghi 3, tháng 11 ghi 11; kỳ năm ghi 1."),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Cấp báo cáo"), choices=Level.choices, initial=Level.COMMUNE
    )
    due_on = DayField(label=gettext_lazy("Hạn gửi"))
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Các cấp duyệt"),
        choices=Collection.Approver.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn cấp nào thì số liệu được tính ngay khi đơn vị gửi."),
    )
    by_another = forms.BooleanField(
        label=gettext_lazy("Người duyệt phải khác người gửi"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Mặc định của hệ thống; bỏ được khi đơn vị chỉ có một cán bộ."),
    )
    guidance = TextField(
        label=gettext_lazy("Hướng dẫn"), max_length=2_000, required=False, widget=text_area(3)
    )
    indicators = forms.ModelMultipleChoiceField(
        Indicator.objects.none(),
        label=gettext_lazy("Các chỉ tiêu"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicators"].queryset = Indicator.objects.reported()  # type: ignore[attr-defined]


class NewCollectionForm(_CollectionFacts, InstrumentPart):
    change_percent = WholeField(
        label=gettext_lazy("Hỏi lý do khi số thay đổi quá (%)"),
        required=False,
        max_value=1_000,
        initial=30,
        help_text=gettext_lazy("So với kỳ trước; để trống thì không hỏi."),
    )

    def lines(self) -> list[Line]:
        """Each with the same question; what is above the line of a ratio is no more than what is
        below it."""
        chosen = list(self.cleaned_data["indicators"])
        percent = self.cleaned_data["change_percent"]
        return [
            Line(each, change_percent=percent, at_most=whole_of(each, chosen)) for each in chosen
        ]

    def facts(self) -> dict[str, Any]:
        return _collection_facts(self)


def _collection_facts(form: DeskForm) -> dict[str, Any]:
    names = set(_CollectionFacts.base_fields) - {"indicators"}
    return {name: value for name, value in form.cleaned_data.items() if name in names}


def whole_of(indicator: Indicator, among: Iterable[Indicator]) -> Indicator | None:
    """What an indicator is a share of, where that is asked too."""
    there = {each.pk: each for each in among}
    shares = Indicator.objects.filter(numerator=indicator, per=100, denominator__in=there)
    share = shares.first()
    return there[share.denominator_id] if share is not None else None  # type: ignore[index]


class CollectionForm(_CollectionFacts, EditForm, InstrumentPart):
    """The facts, and for each line that is asked what is checked about it."""

    @classmethod
    def of(
        cls, collection: Collection, reader: User, data: Any = None, uploads: Any = None
    ) -> CollectionForm:
        asked = list(collection.asked.select_related("indicator"))
        initial: dict[str, Any] = {
            name: getattr(collection, name)
            for name in _CollectionFacts.base_fields
            if name != "indicators"
        }
        initial["indicators"] = [row.indicator_id for row in asked]
        initial["paper"] = collection.instrument
        version = version_of(collection)
        return cls(data, uploads, initial=initial, version=version, asked=asked, reader=reader)

    def __init__(self, *args: Any, asked: list[Asked], **kwargs: Any) -> None:
        initial = kwargs["initial"]
        by_key = {row.pk: row.indicator_id for row in asked}
        for row in asked:
            n = row.indicator_id
            initial[f"required_{n}"] = row.is_required
            initial[f"percent_{n}"] = row.change_percent
            initial[f"part_of_{n}"] = str(by_key.get(row.part_of_id or 0, ""))
            initial[f"at_most_{n}"] = str(by_key.get(row.at_most_id or 0, ""))
        super().__init__(*args, **kwargs)
        self.asked = asked
        for row in asked:
            n = row.indicator_id
            others = [(str(o.indicator_id), o.indicator.name) for o in asked if o.pk != row.pk]
            none = with_empty(others, gettext_lazy("không"))
            self.fields[f"required_{n}"] = forms.BooleanField(
                label=gettext_lazy("Phải ghi"), required=False
            )
            self.fields[f"percent_{n}"] = WholeField(
                label=gettext_lazy("Hỏi khi thay đổi quá (%)"), required=False, max_value=1_000
            )
            self.fields[f"part_of_{n}"] = forms.ChoiceField(
                label=gettext_lazy("Là một phần của"), required=False, choices=none
            )
            self.fields[f"at_most_{n}"] = forms.ChoiceField(
                label=gettext_lazy("Không lớn hơn"), required=False, choices=none
            )

    def rows(self) -> list[tuple[Asked, list[forms.BoundField]]]:
        names = ("required", "percent", "part_of", "at_most")
        return [(row, [self[f"{name}_{row.indicator_id}"] for name in names]) for row in self.asked]

    def facts(self) -> dict[str, Any]:
        return _collection_facts(self)

    def lines(self) -> list[Line]:
        """In the order there was; what is asked newly comes after it."""
        given = self.cleaned_data
        chosen = {each.pk: each for each in given["indicators"]}
        order = [row.indicator_id for row in self.asked if row.indicator_id in chosen]
        order += [pk for pk in chosen if pk not in order]

        def other(name: str, pk: int) -> Indicator | None:
            text = given.get(f"{name}_{pk}") or ""
            return chosen.get(int(text)) if text else None

        there = {row.indicator_id for row in self.asked}
        return [
            Line(
                chosen[pk],
                is_required=given[f"required_{pk}"] if pk in there else True,
                change_percent=given[f"percent_{pk}"] if pk in there else None,
                part_of=other("part_of", pk),
                at_most=other("at_most", pk),
            )
            for pk in order
        ]


class GraceForm(DeskForm):
    place = forms.ModelChoiceField(Place.objects.none(), label=gettext_lazy("Đơn vị"))
    until = DayField(label=gettext_lazy("Được sửa đến hết ngày"))
    reason = TextField(label=gettext_lazy("Vì sao"), max_length=1_000, widget=text_area(2))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = units  # type: ignore[attr-defined]


class ReturnForm(DeskForm):
    reason = TextField(label=gettext_lazy("Lý do trả lại"), max_length=1_000, widget=text_area(3))


class ReportForm(EditForm):
    """What one unit says: a number and a comment for each line."""

    def __init__(
        self, *args: Any, asked: list[Asked], newest: Mapping[int, Figure], **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {}
        for row in asked:
            figure = newest.get(row.indicator_id)
            initial[f"value_{row.indicator_id}"] = figure.value if figure else None
            initial[f"comment_{row.indicator_id}"] = figure.comment if figure else ""
        super().__init__(*args, initial=initial, **kwargs)
        self.asked = asked
        # They may be kept empty, and not be sent so.
        self.needed_later = {f"value_{row.indicator_id}" for row in asked if row.is_required}
        for row in asked:
            label = f"{row.indicator.name} ({row.indicator.unit})"
            value = amount_field(row.indicator, label=label, required=False)
            self.fields[f"value_{row.indicator_id}"] = value
            self.fields[f"comment_{row.indicator_id}"] = TextField(
                label=gettext_lazy("Ghi chú"), required=False, max_length=1_000
            )

    def said(self) -> dict[Indicator, Said]:
        given = self.cleaned_data
        return {
            row.indicator: Said(
                given[f"value_{row.indicator_id}"], given[f"comment_{row.indicator_id}"]
            )
            for row in self.asked
            if f"value_{row.indicator_id}" in given and f"comment_{row.indicator_id}" in given
        }

    def field_for(self, name: str) -> str | None:
        """The act names a line by the code of its indicator."""
        for row in self.asked:
            if row.indicator.code == name:
                return f"value_{row.indicator_id}"
        return super().field_for(name)

    def lines(self) -> list[tuple[Asked, forms.BoundField, forms.BoundField]]:
        return [
            (row, self[f"value_{row.indicator_id}"], self[f"comment_{row.indicator_id}"])
            for row in self.asked
        ]


class FilledForm(DeskForm):
    file = forms.FileField(
        label=gettext_lazy("Tệp đã điền"),
        help_text=gettext_lazy("Mẫu Excel của đợt này, đã điền; hoặc CSV cùng các cột."),
        widget=forms.FileInput(attrs={"accept": files.accept(files.TABLES)}),
    )
