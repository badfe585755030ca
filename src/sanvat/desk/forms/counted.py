"""The fields by which a form chooses among what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import capfirst

from sanvat.desk.forms.base import with_empty
from sanvat.indicators.countable import ways_to_choose


def choice_fields(label: str, empty: Any) -> Iterator[tuple[str, forms.ChoiceField]]:
    """For each way to choose its name and its field. `label`: with `%(what)s` in it. Where rooms
    mean other things by one name, each thing has its values under its own heading."""
    for name, ways in ways_to_choose().items():
        values: list[Any] = [(what, list(each.items())) for what, each in ways.items()]
        if len(values) == 1:
            values = values[0][1]
        what = ", ".join(ways)
        yield (
            name,
            forms.ChoiceField(
                label=capfirst(label % {"what": what}),
                required=False,
                choices=with_empty(values, empty),
            ),
        )
