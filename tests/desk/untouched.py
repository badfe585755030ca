"""What a browser sends with a form that nobody touched, and whether that changed anything."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from lxml import html

# Written by every form that is sent once, and by every page that is looked at.
# A job is left by the act of an import, and gone with it; it is nobody's to edit.
BESIDE_THE_POINT = {"records.sentform", "operation.job"}
NEVER_EDITED_HERE = {"places"}


def as_sent(form: html.FormElement) -> dict[str, str | list[str]]:
    """The fields as a browser sends them: what a control cannot hold it does not send."""
    sent: dict[str, Any] = {}
    for control in form.inputs:
        if not control.name or control.get("disabled") is not None:
            continue
        for value in _values(control):
            sent.setdefault(control.name, []).append(value)
    buttons = form.xpath(".//button[@name]")
    if buttons:
        sent.setdefault(buttons[0].get("name"), [buttons[0].get("value", "")])
    return sent


def _values(control: html.HtmlElement) -> list[str]:
    if isinstance(control, html.SelectElement):
        options = control.xpath(".//option")
        chosen = [each for each in options if each.get("selected") is not None]
        if not control.multiple:
            chosen = (chosen or options)[-1:] if chosen else options[:1]
        return [each.get("value", each.text or "") for each in chosen]
    if isinstance(control, html.TextareaElement):
        text = (control.text or "").removeprefix("\n")
        return [re.sub(r"\r\n|\r|\n", "\r\n", text)]
    kind, value = control.get("type", "text"), control.get("value", "")
    match kind:
        case "submit" | "button" | "reset" | "image" | "file":
            return []
        case "checkbox" | "radio":
            return [control.get("value", "on")] if control.get("checked") is not None else []
        case "hidden":
            return [value]
        case "date":
            return [value if re.fullmatch(r"\d{4,}-\d\d-\d\d", value) else ""]
        case "number":
            return [value if re.fullmatch(r"-?\d*\.?\d+([eE][-+]?\d+)?", value) else ""]
    return [re.sub(r"[\r\n]", "", value)]


@dataclass(frozen=True)
class Kept:
    """Everything that is kept, row by row, with the journal; and for each table what its rows
    come to, by which a table is known to be as it was."""

    rows: dict[str, list[dict[str, Any]]]
    sums: dict[str, str]


def kept() -> Kept:
    return Kept({label: _rows(model) for label, model in _models().items()}, _sums())


@cache
def _models() -> dict[str, type[Model]]:
    return {
        model._meta.label_lower: model
        for model in apps.get_models()
        if model.__module__.startswith("sanvat.")
        and model._meta.app_label not in NEVER_EDITED_HERE
        and model._meta.label_lower not in BESIDE_THE_POINT
    }


def _rows(model: type[Model]) -> list[dict[str, Any]]:
    return list(model._base_manager.order_by("pk").values())


def _sums() -> dict[str, str]:
    asked = " UNION ALL ".join(
        f"SELECT '{label}', (SELECT md5(string_agg(r::text, ' ' ORDER BY {_key(model)}))"
        f' FROM "{model._meta.db_table}" r)'
        for label, model in _models().items()
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return dict(cursor.fetchall())


def _key(model: type[Model]) -> str:
    return ", ".join(f'"{field.column}"' for field in model._meta.pk_fields)


def differences(before: Kept) -> list[str]:
    """The tables and columns that are not as they were."""
    found, sums = [], _sums()
    for table, model in _models().items():
        if before.sums[table] == sums[table]:
            continue
        rows, after = before.rows[table], _rows(model)
        if len(rows) != len(after):
            found.append(f"{table}: {len(after) - len(rows):+d} rows")
            continue
        found += sorted(
            {
                f"{table}.{column}"
                for was, now in zip(rows, after, strict=True)
                for column in was
                if was[column] != now[column]
            }
        )
    return found


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
