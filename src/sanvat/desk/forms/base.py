"""What every form of the desk has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.db.models import Model
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _

from sanvat.records.fields import check_name
from sanvat.text import days, numbers
from sanvat.text.tidy import plain_lines, tidy, tidy_lines


class AtOnce(ModelChoiceIterator):  # type: ignore[type-arg]  # no such thing when it runs
    """The rows to choose from, read by one statement: Django would read them as a long table is
    read, by three."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for row in self.queryset:
            yield self.choice(row)


class DeskForm(forms.Form):
    """`refusal` is the code of the act's refusal, for pages that then ask something more."""

    refusal: str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.iterator = AtOnce
                field.widget.choices = field.choices

    def field_for(self, name: str) -> str | None:
        """Where a fault that an act names so is shown; None for the top of the form."""
        return name if name in self.fields else None

    @property
    def given(self) -> dict[str, Any]:
        """What was typed, with "" for what was left empty in a field of text."""
        return self.cleaned_data


def offer(form: forms.Form, name: str, rows: Sequence[Model]) -> None:
    """Has the field offer these rows, which are at hand."""
    field: Any = form.fields[name]
    field.queryset = field.queryset.model.objects.filter(pk__in=[row.pk for row in rows])
    empty = [] if field.empty_label is None else [("", field.empty_label)]
    field.choices = empty + [(row.pk, field.label_from_instance(row)) for row in rows]


class TextField(forms.CharField):
    """What people write: read as `text.tidy` keeps it, so that a text in which nothing shows is
    an empty one. In a box of several lines its lines stay."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return tidy_lines(text) if isinstance(self.widget, forms.Textarea) else tidy(text)


class NameField(TextField):
    """What somebody or something is called: it has a letter or a figure to be called by."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            check_name(value)


class EmailField(forms.EmailField):
    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class LinkField(forms.URLField):
    """A web address, which opens a page: https or http."""

    default_validators = [URLValidator(schemes=("http", "https"))]

    def to_python(self, value: Any) -> str:
        return super().to_python(tidy(value) if isinstance(value, str) else value) or ""


class DocumentField(forms.CharField):
    """A text of several lines whose blanks its writer set."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return plain_lines(super().to_python(value) or "")


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2099, 12, 31)


class DayField(forms.DateField):
    """A day from the browser's own calendar, or typed as people write it, from `FIRST_DAY` to
    `LAST_DAY`: one far out is a slip of the hand, such as a year with a digit too many."""

    widget = forms.DateInput(
        attrs={"type": "date", "min": f"{FIRST_DAY}", "max": f"{LAST_DAY}"}, format="%Y-%m-%d"
    )

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not FIRST_DAY <= value <= LAST_DAY:
            raise forms.ValidationError(
                _("Hãy ghi một ngày từ %(first)s đến %(last)s; xem lại năm đã ghi.")
                % {"first": days.day(FIRST_DAY), "last": days.day(LAST_DAY)},
                code="far-day",
            )

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            return days.read(value) if value.strip() else None
        return super().to_python(value)


class HourField(forms.TimeField):
    """An hour of a day, from the browser's own clock or typed: 8:00."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class NumberField(forms.Field):
    """A number as people write it. Shown untouched, it is read back as itself in either language.

    `text.numbers` reads and writes it; here it is held between two limits.
    """

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, *, min_value: Any = 0, max_value: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.min_value, self.max_value = min_value, max_value

    def read(self, text: str) -> int | Decimal:
        return int(numbers.read(text))

    def write(self, value: int | Decimal) -> str:
        return numbers.typed(value)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.read(value) if value.strip() else None
        return value

    def prepare_value(self, value: Any) -> Any:
        return self.write(value) if isinstance(value, int | Decimal) else value

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if value < self.min_value:
            raise forms.ValidationError(
                _("Hãy ghi một số không nhỏ hơn %(limit)s.")
                % {"limit": self.write(self.min_value)},
                code="min_value",
            )
        if value > self.max_value:
            raise forms.ValidationError(
                _("Hãy ghi một số không lớn hơn %(limit)s.")
                % {"limit": self.write(self.max_value)},
                code="max_value",
            )


class WholeField(NumberField):
    """How many of something: 1.200, 1,200 or 1200."""


class AmountField(NumberField):
    """A number that may have decimals: 1.200,5, 1,200.5, 1200,5 or 1200.5."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, max_digits: int, decimal_places: int, **kwargs: Any) -> None:
        super().__init__(max_value=Decimal("9" * max_digits).scaleb(-decimal_places), **kwargs)
        self.places = decimal_places

    def read(self, text: str) -> Decimal:
        return numbers.read(text, places=self.places)

    def write(self, value: int | Decimal) -> str:
        return numbers.typed(value, places=self.places)


class MoneyField(NumberField):
    """Whole đồng: 1.200.000, with đ behind or without; "1,5 triệu" too."""

    def __init__(self, *, max_value: int = 10**15, **kwargs: Any) -> None:
        super().__init__(max_value=max_value, **kwargs)

    def read(self, text: str) -> int:
        return int(numbers.read_money(text))


class YearField(NumberField):
    """A year, in its four digits."""

    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=FIRST_DAY.year, max_value=LAST_DAY.year, **kwargs)

    def read(self, text: str) -> int:
        if not re.fullmatch("[0-9]{4}", text.strip()):
            raise forms.ValidationError(
                _("Hãy ghi năm bằng bốn chữ số, ví dụ: 2025."), code="invalid"
            )
        return int(text)

    def write(self, value: int | Decimal) -> str:
        return str(value)


def text_area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def with_empty(choices: Iterable[Any], label: Any = "---") -> list[Any]:
    return [("", label), *choices]
