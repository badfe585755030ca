"""What a browser sends with a form that nobody touched, and whether that changed anything."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import transaction
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


def kept() -> dict[str, list[dict[str, Any]]]:
    """Everything that is kept, row by row, with the journal."""
    return {
        model._meta.label_lower: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model.__module__.startswith("sanvat.")
        and model._meta.app_label not in NEVER_EDITED_HERE
        and model._meta.label_lower not in BESIDE_THE_POINT
    }


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The tables and columns that are not as they were."""
    found = []
    for table, rows in before.items():
        if rows == after[table]:
            continue
        if len(rows) != len(after[table]):
            found.append(f"{table}: {len(after[table]) - len(rows):+d} rows")
            continue
        found += sorted(
            {
                f"{table}.{column}"
                for was, now in zip(rows, after[table], strict=True)
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
