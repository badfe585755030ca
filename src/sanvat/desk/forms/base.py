"""What every form of the desk has."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DeskForm(forms.Form):
    """`refusal` is the code of the act's refusal, for pages that then ask something more."""

    refusal: str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def field_for(self, name: str) -> str | None:
        """Where a fault that an act names so is shown; None for the top of the form."""
        return name if name in self.fields else None

    @property
    def given(self) -> dict[str, Any]:
        """What was typed, with "" for what was left empty in a field of text."""
        return self.cleaned_data


class DayField(forms.DateField):
    """A day from the browser's own calendar, or typed as people write it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"])
        kwargs.setdefault(
            "error_messages", {"invalid": _("Ngày chưa đúng dạng, ví dụ: 22/5/2026.")}
        )
        super().__init__(**kwargs)


class AmountField(forms.DecimalField):
    """A number as people write it here: 1.200,5 or 1200.5 or 1200,5."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid": _("Hãy ghi một số, ví dụ: 1.200,5.")})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        number = super().to_python(plain_number(value) if isinstance(value, str) else value)
        # A zero more than the decimals that are kept says nothing: see as_typed.
        if isinstance(number, Decimal) and number.is_finite() and self.decimal_places is not None:
            exponent = number.as_tuple().exponent
            if isinstance(exponent, int) and -exponent > self.decimal_places:
                return number.normalize()
        return number

    def prepare_value(self, value: Any) -> Any:
        return as_typed(value) if isinstance(value, Decimal) else value


def as_typed(value: Decimal) -> str:
    """A number as it is typed, so that it is read back as itself: 1200,5.

    Of three decimals a fourth is written, or `plain_number` would take them for thousands.
    """
    whole, _point, decimals = f"{value.normalize():f}".partition(".")
    if len(decimals) == 3 and whole.lstrip("-") != "0":
        decimals += "0"
    return f"{whole},{decimals}" if decimals else whole


class MoneyField(forms.IntegerField):
    """Whole đồng: 1.200.000."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault(
            "error_messages", {"invalid": _("Hãy ghi số tiền bằng đồng, ví dụ: 1.200.000.")}
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = plain_number(value.replace("₫", "").replace("đ", ""))
        return super().to_python(value)


def plain_number(text: str) -> str:
    """The number with a point for its decimals and nothing for its thousands.

    One separator before exactly three digits stands for thousands, as it mostly does here.
    """
    text = "".join(text.split())
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return text
    whole, part = text[:last], text[last + 1 :]
    mixed = ("." in text) and ("," in text)
    groups = whole.replace(",", ".").split(".")
    is_thousands = not mixed and len(part) == 3 and groups[0].lstrip("-") not in ("", "0")
    digits = whole.replace(".", "").replace(",", "")
    return digits + part if is_thousands else f"{digits}.{part}"


def text_area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def with_empty(choices: Iterable[Any], label: Any = "---") -> list[Any]:
    return [("", label), *choices]
