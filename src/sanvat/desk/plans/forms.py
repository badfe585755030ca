from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
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
    text_area,
    with_empty,
)
from sanvat.desk.forms.counted import choice_fields
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.instruments import InstrumentPart
from sanvat.indicators.countable import Breakdown, countable, countables
from sanvat.indicators.models import Indicator
from sanvat.instruments.models import Instrument
from sanvat.parties.models import Organisation, User
from sanvat.places.models import Level, Place
from sanvat.plans.actions import Given
from sanvat.plans.models import Plan, Programme, Result, Share, Target
from sanvat.records.versions import version_of
from sanvat.text import numbers
from sanvat.text.fold import fold
from sanvat.text.tidy import tidy

CHOICE = "choice_"


class ProgrammeForm(DeskForm):
    name = NameField(
        label=gettext_lazy("Tên chương trình"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Chương trình OCOP tỉnh giai đoạn 2026–2030."),
    )
    first_year = YearField(label=gettext_lazy("Từ năm"))
    last_year = YearField(label=gettext_lazy("Đến năm"))


class ProgrammeChangeForm(EditForm, InstrumentPart):
    """The same of one that is there, with its papers: those that stay, and one more."""

    name = ProgrammeForm.base_fields["name"]
    first_year = ProgrammeForm.base_fields["first_year"]
    last_year = ProgrammeForm.base_fields["last_year"]
    grounds = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Căn cứ"),
        queryset=Instrument.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Bỏ dấu ở văn bản không còn là căn cứ."),
    )

    @classmethod
    def of(
        cls, programme: Programme, reader: User, data: Any = None, files: Any = None
    ) -> ProgrammeChangeForm:
        names = ("name", "first_year", "last_year")
        papers = programme.grounds.order_by("issued_on", "pk")
        initial = {name: getattr(programme, name) for name in names}
        form = cls(data, files, initial=initial, version=version_of(programme), reader=reader)
        form.fields["grounds"].queryset = papers  # type: ignore[attr-defined]
        form.fields["grounds"].initial = papers
        if not papers:
            form.fields["grounds"].widget = forms.MultipleHiddenInput()
        return form


class NewPlanForm(DeskForm):
    programme = forms.ModelChoiceField(
        label=gettext_lazy("Thuộc chương trình"), queryset=Programme.objects.none()
    )
    year = YearField(label=gettext_lazy("Năm"))
    title = NameField(label=gettext_lazy("Tên kế hoạch"), max_length=250)
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến hết ngày"))
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Theo kế hoạch cấp trên"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không theo kế hoạch nào"),
    )
    goals = TextField(
        label=gettext_lazy("Mục tiêu"), max_length=10_000, required=False, widget=text_area(4)
    )
    tasks = TextField(
        label=gettext_lazy("Nhiệm vụ và phân công"),
        max_length=10_000,
        required=False,
        widget=text_area(5),
        help_text=gettext_lazy("Ai làm việc gì, đến bao giờ; mỗi việc một dòng."),
    )


class PlanForm(EditForm):
    """What a draft says of itself."""

    title = NameField(label=gettext_lazy("Tên kế hoạch"), max_length=250)
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến hết ngày"))
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Theo kế hoạch cấp trên"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không theo kế hoạch nào"),
    )
    goals = NewPlanForm.base_fields["goals"]
    tasks = NewPlanForm.base_fields["tasks"]
    revision_reason = TextField(
        label=gettext_lazy("Lý do điều chỉnh"), max_length=2_000, widget=text_area(2)
    )

    @classmethod
    def of(cls, plan: Plan, parents: Any, data: Any = None) -> PlanForm:
        names = ("title", "starts_on", "ends_on", "goals", "tasks", "revision_reason")
        initial = {name: getattr(plan, name) for name in names} | {"parent": plan.parent_id}
        form = cls(data, initial=initial, version=version_of(plan))
        form.fields["parent"].queryset = parents  # type: ignore[attr-defined]
        if plan.replaces_id is None:
            del form.fields["revision_reason"]
        return form

    @property
    def given(self) -> dict[str, Any]:
        return {name: value for name, value in self.changed.items() if name != "parent"} | (
            {"parent": self.cleaned_data["parent"]} if "parent" in self.data else {}
        )


def amount_field(label: Any, *, required: bool = False, **more: Any) -> AmountField:
    return AmountField(label=label, required=required, max_digits=14, decimal_places=4, **more)


class TargetForm(EditForm):
    """One target: an indicator, or plain words; its range; who is responsible."""

    indicator = forms.ModelChoiceField(
        label=gettext_lazy("Chỉ tiêu thống kê"),
        queryset=Indicator.objects.all(),
        required=False,
        empty_label=gettext_lazy("Không có; ghi bằng lời"),
        help_text=gettext_lazy("Chỉ tiêu đếm từ bản ghi thì tiến độ tự có, không phải báo số."),
    )
    name = TextField(
        label=gettext_lazy("Nội dung"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("Để trống thì lấy tên của chỉ tiêu thống kê."),
    )
    unit = TextField(label=gettext_lazy("Đơn vị tính"), max_length=40, required=False)
    least = amount_field(
        gettext_lazy("Ít nhất"), help_text=gettext_lazy("Hai ô bằng nhau nghĩa là đúng số ấy.")
    )
    most = amount_field(
        gettext_lazy("Nhiều nhất"), help_text=gettext_lazy("Để trống là không có mức trên.")
    )
    decimals = WholeField(
        label=gettext_lazy("Số chữ số thập phân"), max_value=4, required=False, initial=0
    )
    adds_up = forms.BooleanField(
        label=gettext_lazy("Số của các đơn vị cộng lại thành số chung (bỏ chọn nếu là tỷ lệ)"),
        required=False,
        initial=True,
    )
    priorities = TextField(
        label=gettext_lazy("Ưu tiên"), max_length=2_000, required=False, widget=text_area(2)
    )
    responsible = forms.ModelChoiceField(
        label=gettext_lazy("Cơ quan chủ trì"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("Chưa giao"),
    )
    note = TextField(
        label=gettext_lazy("Ghi chú"), max_length=2_000, required=False, widget=text_area(2)
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = organisations  # type: ignore[attr-defined]
        for name, chosen in choice_fields(_("Chỉ tính: %(what)s"), _("Tất cả")):
            self.fields[f"{CHOICE}{name}"] = chosen

    @classmethod
    def of(cls, target: Target | None, organisations: Any, data: Any = None) -> TargetForm:
        initial: dict[str, Any] = {"decimals": 0, "adds_up": True}
        if target is not None:
            names = ("name", "unit", "least", "most", "decimals", "adds_up", "priorities", "note")
            initial = {name: getattr(target, name) for name in names}
            initial |= {
                "indicator": target.indicator_id,
                "responsible": target.responsible_id,
            }
            initial |= {f"{CHOICE}{name}": str(v) for name, v in target.choices.items()}
        return cls(data, initial=initial, version=version_of(target), organisations=organisations)

    def field_for(self, name: str) -> str | None:
        return super().field_for("indicator" if name == "choices" else name)

    @property
    def given(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        chosen = {
            name.removeprefix(CHOICE): given.pop(name)
            for name in list(given)
            if name.startswith(CHOICE)
        }
        indicator = given["indicator"]
        given["choices"] = _as_counted(indicator, {k: v for k, v in chosen.items() if v})
        given["decimals"] = given["decimals"] or 0
        if indicator is not None:
            given["name"] = given["name"] or indicator.name
            given["unit"] = given["unit"] or indicator.unit
        return given

    def choice_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(CHOICE)]


def _as_counted(indicator: Indicator | None, chosen: Mapping[str, str]) -> dict[str, Any]:
    """What was chosen, as the rows have it: a number of stars is a number."""
    if indicator is None or indicator.countable not in countables():
        return dict(chosen)
    known = countable(indicator.countable).breakdowns
    return {
        name: next(
            (value for value in _values(known, name) if str(value) == text),
            text,
        )
        for name, text in chosen.items()
    }


def _values(known: Mapping[str, Breakdown], name: str) -> Iterable[Any]:
    return known[name].choices() if name in known else ()


# Handing down


class SharesForm(EditForm):
    """A page of units: for each whether it is given something (`u_7`), and how much (`l_7`,
    `m_7`, `n_7`)."""

    @classmethod
    def of(
        cls, target: Target, units: Sequence[Place], shares: Mapping[int, Share], data: Any = None
    ) -> SharesForm:
        return cls(
            data,
            target=target,
            units=units,
            shares=shares,
            version=version_of(*(shares[u.pk] for u in units if u.pk in shares)),
        )

    def __init__(
        self,
        *args: Any,
        target: Target,
        units: Sequence[Place],
        shares: Mapping[int, Share],
        **kwargs: Any,
    ) -> None:
        initial: dict[str, Any] = {}
        for unit in units:
            share = shares.get(unit.pk)
            initial[f"u_{unit.pk}"] = share is not None
            if share is not None:
                initial[f"l_{unit.pk}"] = share.least
                initial[f"m_{unit.pk}"] = share.most
                initial[f"n_{unit.pk}"] = share.note
        super().__init__(*args, initial=initial, **kwargs)
        self.units, self.shares = units, shares
        places = target.decimals
        for unit in units:
            named = {"unit": unit.title}
            self.fields[f"u_{unit.pk}"] = forms.BooleanField(
                label=_("Giao cho %(unit)s") % named, required=False
            )
            self.fields[f"l_{unit.pk}"] = _amount(_("Ít nhất, %(unit)s") % named, places)
            self.fields[f"m_{unit.pk}"] = _amount(_("Nhiều nhất, %(unit)s") % named, places)
            self.fields[f"n_{unit.pk}"] = TextField(
                label=_("Ghi chú, %(unit)s") % named, max_length=500, required=False
            )

            for letter in "ulmn":
                field = self.fields[f"{letter}_{unit.pk}"]
                field.widget.attrs["aria-label"] = str(field.label)

    def field_for(self, name: str) -> str | None:
        """The act names a fault by the unit's key: `7.least`."""
        key, _dot, part = name.partition(".")
        return super().field_for(f"{ {'least': 'l', 'most': 'm'}.get(part, 'u') }_{key}")

    def _of(self, letter: str, unit: Place) -> Any:
        return self.cleaned_data.get(f"{letter}_{unit.pk}")

    def is_in(self, unit: Place) -> bool:
        return bool(
            self._of("u", unit)
            or self._of("l", unit) is not None
            or self._of("m", unit) is not None
        )

    def shares_given(self) -> list[Given]:
        return [
            Given(unit, self._of("l", unit), self._of("m", unit), self._of("n", unit) or "")
            for unit in self.units
            if self.is_in(unit)
        ]

    def without(self) -> list[Place]:
        return [unit for unit in self.units if not self.is_in(unit)]

    def rows(self) -> list[dict[str, Any]]:
        heads = {"l": _("Ít nhất"), "m": _("Nhiều nhất"), "n": _("Ghi chú")}
        return [
            {
                "unit": unit,
                "cells": [(head, self[f"{key}_{unit.pk}"]) for key, head in heads.items()],
                "box": self[f"u_{unit.pk}"],
            }
            for unit in self.units
        ]


def _amount(label: str, places: int) -> AmountField:
    return AmountField(label=label, required=False, max_digits=14, decimal_places=places)


class SameForAllForm(DeskForm):
    level = forms.ChoiceField(label=gettext_lazy("Giao cho mọi"))
    least = amount_field(gettext_lazy("Mỗi đơn vị ít nhất"))
    most = amount_field(gettext_lazy("Mỗi đơn vị nhiều nhất"))

    def __init__(self, *args: Any, levels: Iterable[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(level.value, level.label) for level in levels]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and given["least"] is None and given["most"] is None:
            self.add_error("least", _("Hãy ghi mức ít nhất, mức nhiều nhất, hoặc cả hai."))
        return given

    def field_for(self, name: str) -> str | None:
        return super().field_for(name.partition(".")[2] or name)


class TableField(forms.CharField):
    """Lines copied from a sheet: the tabs between the cells stay, each cell is read as kept."""

    def to_python(self, value: Any) -> str:
        lines = (super().to_python(value) or "").splitlines()
        return "\n".join("\t".join(map(tidy, line.split("\t"))) for line in lines).strip()


class TableForm(DeskForm):
    """Lines copied from a sheet: unit, least, most, note."""

    table = TableField(
        label=gettext_lazy("Bảng giao"),
        max_length=400_000,
        widget=text_area(10),
        help_text=gettext_lazy(
            "Mỗi dòng một đơn vị: Tên đơn vị; ít nhất; nhiều nhất; ghi chú. Dán từ bảng tính cũng "
            "được. Đơn vị không có trong bảng giữ nguyên phần đã giao."
        ),
    )

    def __init__(self, *args: Any, units: Sequence[Place], decimals: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._decimals = decimals
        self._units: dict[str, list[Place]] = {}
        for unit in units:
            for name in {fold(unit.full_name), fold(unit.title), fold(unit.name), unit.code}:
                self._units.setdefault(name, []).append(unit)

    def clean_table(self) -> list[Given]:
        faults, given = [], {}
        lines = [line for line in self.cleaned_data["table"].splitlines() if tidy(line).strip(";")]
        for number, line in enumerate(lines, start=1):
            try:
                one = self._line(line)
            except ValidationError as fault:
                said = " ".join(fault.messages)
                faults.append(_("Dòng %(number)s: %(said)s") % {"number": number, "said": said})
            else:
                given[one.place.pk] = one
        if faults:
            raise ValidationError(faults[:20])
        return list(given.values())

    def _line(self, line: str) -> Given:
        cells = [tidy(cell) for cell in line.split("\t" if "\t" in line else ";")]
        name, least, most, note, *rest = [*cells, "", "", "", ""]
        if any(rest):
            raise ValidationError(_("Có nhiều hơn bốn phần. Hãy xem lại dấu ; trong dòng."))
        found = self._units.get(fold(name), self._units.get(name, []))
        if not found:
            raise ValidationError(
                _("Không có đơn vị nào tên “%(name)s” ở cấp này.") % {"name": name[:80]}
            )
        if len(found) > 1:
            raise ValidationError(
                _("Có nhiều đơn vị tên “%(name)s”. Hãy ghi kèm tên cấp trên.") % {"name": name[:80]}
            )
        return Given(found[0], self._number(least), self._number(most), note[:500])

    def _number(self, text: str) -> Decimal | None:
        return numbers.read(text, places=self._decimals) if text else None

    def field_for(self, name: str) -> str | None:
        return super().field_for("table" if "." in name else name)


class FigureForm(DeskForm):
    value = amount_field(gettext_lazy("Số đạt được"), required=True)
    day = DayField(label=gettext_lazy("Tính đến ngày"))
    place = forms.ModelChoiceField(
        label=gettext_lazy("Của"), queryset=Place.objects.none(), required=False
    )
    note = TextField(label=gettext_lazy("Nguồn, ghi chú"), max_length=1_000, required=False)


# Issuing, revising, reviewing


class IssueForm(EditForm):
    on = DayField(label=gettext_lazy("Ngày ban hành"))
    number = TextField(
        label=gettext_lazy("Số, ký hiệu văn bản"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Ví dụ: 12/KH-UBND. Để trống nếu chưa có văn bản."),
    )
    issuer = TextField(
        label=gettext_lazy("Cơ quan ban hành văn bản"), max_length=200, required=False
    )
    gap_reason = TextField(
        label=gettext_lazy("Lý do vẫn ban hành khi phần giao chưa khớp"),
        max_length=2_000,
        required=False,
        widget=text_area(2),
    )

    def __init__(self, *args: Any, has_gap: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_gap:
            del self.fields["gap_reason"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("number") and not given.get("issuer"):
            self.add_error("issuer", _("Hãy ghi cơ quan ban hành văn bản này."))
        return given


class ReviseForm(DeskForm):
    reason = TextField(
        label=gettext_lazy("Lý do điều chỉnh"), max_length=2_000, widget=text_area(3)
    )


class ReviewForm(DeskForm):
    """A result for each target, `outcome_3` and `reason_3` by its number, and the whole."""

    day = DayField(label=gettext_lazy("Tính đến ngày"))
    summary = TextField(
        label=gettext_lazy("Đánh giá chung"),
        max_length=10_000,
        required=False,
        widget=text_area(4),
    )
    weaknesses = TextField(
        label=gettext_lazy("Hạn chế, nguyên nhân"),
        max_length=10_000,
        required=False,
        widget=text_area(4),
    )
    proposals = TextField(
        label=gettext_lazy("Đề xuất, kiến nghị"),
        max_length=10_000,
        required=False,
        widget=text_area(4),
    )

    def __init__(self, *args: Any, targets: Sequence[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = targets
        for target in targets:
            self.fields[f"outcome_{target.number}"] = forms.ChoiceField(
                label=_("Kết quả"), choices=with_empty(Result.Outcome.choices, _("Chọn kết quả"))
            )
            self.fields[f"reason_{target.number}"] = TextField(
                label=_("Lý do, nếu chưa đạt"),
                max_length=2_000,
                required=False,
                widget=text_area(2),
            )

    def field_for(self, name: str) -> str | None:
        number, _dot, part = name.partition(".")
        return super().field_for(f"{part}_{number}" if part else name)

    def rows(self) -> list[tuple[Target, forms.BoundField, forms.BoundField]]:
        return [
            (target, self[f"outcome_{target.number}"], self[f"reason_{target.number}"])
            for target in self.targets
        ]
