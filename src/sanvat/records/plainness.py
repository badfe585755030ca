"""Rows of before names were kept as they show (`records.fields.Plain`): found, and made plain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Field, Model, Q

from sanvat.records import journal
from sanvat.records.fields import Plain
from sanvat.text.plain import UNFAMILIAR

# Blanks that `tidy` takes out are familiar, and still not plain.
_LOOKED_AT = f"{UNFAMILIAR}|^ | $|  "

Found = tuple[Model, dict[str, tuple[str, str]]]


def not_plain() -> Iterator[Found]:
    """Each row that holds something else than it shows, with what of it, before and after."""
    for model in apps.get_models():
        if fields := [field for field in model._meta.concrete_fields if isinstance(field, Plain)]:
            yield from _rows_of(model, fields)


def _rows_of(model: type[Model], fields: list[Any]) -> Iterator[Found]:
    doubtful = Q()
    for field in fields:
        doubtful |= Q((f"{field.name}__regex", _LOOKED_AT))
    for row in model._default_manager.filter(doubtful).order_by("pk").iterator():
        if changes := {field.name: pair for field in fields if (pair := _differing(row, field))}:
            yield row, changes


def _differing(row: Model, field: Field[Any, Any]) -> tuple[str, str] | None:
    before = getattr(row, field.attname)
    after = field.as_kept(before) if isinstance(before, str) else before  # type: ignore[attr-defined]
    return (before, after) if before != after else None


def make_plain(*, at: datetime) -> tuple[int, list[Model]]:
    """By the command of that name: keep each such row as it shows, with what follows from it.

    Returns how many were, and those left as they are: beside each stands another that then would
    bear the same name, and somebody has to say which of the two it is.
    """
    made, left = 0, []
    for row, changes in list(not_plain()):
        try:
            with transaction.atomic():
                for name, (_before, after) in changes.items():
                    setattr(row, name, after)
                if complete := getattr(row, "complete", None):
                    complete()
                row.save()
                journal.write("make_plain", by=None, subject=row, at=at, changes=changes)
        except IntegrityError:
            left.append(row)
        else:
            made += 1
    return made, left
