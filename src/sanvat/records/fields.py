"""A column that follows others."""

from __future__ import annotations

from typing import Any

from django.db import models

from sanvat.records.secrets import veiled
from sanvat.text.fold import fold


class Searchable(models.CharField):  # type: ignore[type-arg]  # generic for the checker alone
    """The words of other fields, folded, so that people find a row without typing accents;
    no personal number is among them.

    It follows them whenever the row is saved, also by `bulk_create` and `records.bulk`.
    """

    def __init__(self, *of: str, **options: Any) -> None:
        self.of = of
        options.setdefault("editable", False)
        options.setdefault("default", "")
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, _args, options = super().deconstruct()
        return name, path, self.of, options

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = fold(veiled(" ".join(str(getattr(model_instance, name)) for name in self.of)))
        folded = text[: self.max_length]
        setattr(model_instance, self.attname, folded)
        return folded
