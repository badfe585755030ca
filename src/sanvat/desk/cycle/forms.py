from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import DayField
from sanvat.desk.forms.editing import EditForm
from sanvat.places.models import Place
from sanvat.programme.cycle import STEPS, Step, steps_of
from sanvat.programme.models import CycleStep
from sanvat.records.versions import version_of


class CycleForm(EditForm):
    """The first and the last day of each of the six steps: `opens_1`, `closes_1` …"""

    @classmethod
    def of(cls, province: Place, year: int, data: Any = None) -> CycleForm:
        kept = CycleStep.objects.filter(place=province, year=year)
        return cls(data, steps=steps_of(province, year), version=version_of(*kept))

    def __init__(self, *args: Any, steps: Sequence[Step], **kwargs: Any) -> None:
        initial = {}
        for step in steps:
            initial[f"opens_{step.number}"] = step.opens_on
            initial[f"closes_{step.number}"] = step.closes_on
        super().__init__(*args, initial=initial, **kwargs)
        self.steps = steps
        for step in steps:
            self.fields[f"opens_{step.number}"] = DayField(label=gettext_lazy("Từ ngày"))
            self.fields[f"closes_{step.number}"] = DayField(label=gettext_lazy("Đến hết ngày"))

    def days(self) -> dict[int, tuple[date, date]]:
        given = self.cleaned_data
        return {n: (given[f"opens_{n}"], given[f"closes_{n}"]) for n in STEPS}

    def field_for(self, name: str) -> str | None:
        """The act names a step by its number; its last day is where the fault is shown."""
        return super().field_for(f"closes_{name}" if name.isdecimal() else name)

    def rows(self) -> list[tuple[Step, forms.BoundField, forms.BoundField]]:
        return [(s, self[f"opens_{s.number}"], self[f"closes_{s.number}"]) for s in self.steps]
