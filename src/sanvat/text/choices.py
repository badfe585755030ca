"""The words for the value of a choice, translated one at a time.

Django looks a value up among all the choices of its field in such a way that each of them is
translated: twenty for the kind of one body, five hundred for a page of a list.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Field, Model
from django.utils.encoding import force_str


def translate_one() -> None:
    """From now on `get_…_display` of a model translates what it says and nothing else. Models that
    are there already are left as they are."""
    Model._get_FIELD_display = _display  # type: ignore[attr-defined]


def _display(self: Model, field: Field[Any, Any]) -> Any:
    value = getattr(self, field.attname)
    return force_str(dict(field.flatchoices).get(value, value), strings_only=True)
