"""Imports in a table, their state as a tag, and what one row of a file would change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.register.models import Import
from sanvat.text.days import moment
from sanvat.text.numbers import shown
from sanvat.ui.tables import Cell, Column, link
from sanvat.ui.templatetags.ui import tag

IMPORT_COLUMNS = (
    Column(gettext_lazy("Tệp")),
    Column(gettext_lazy("Người nhập")),
    Column(gettext_lazy("Lúc")),
    Column(gettext_lazy("Số dòng"), kind="number"),
    Column(gettext_lazy("Trạng thái")),
)
IMPORT_KINDS = {Import.State.APPLIED: ("good", "check"), Import.State.DISCARDED: ("plain", "")}


def import_rows(imports: Iterable[Import]) -> list[tuple[Cell, ...]]:
    return [
        (
            link(one.name, reverse("desk:import", args=[one.pk])),
            str(one.started_by),
            moment(one.started_at),
            shown(one.total),
            import_state(one),
        )
        for one in imports
    ]


def import_state(importing: Import) -> SafeString:
    kind, icon = IMPORT_KINDS.get(Import.State(importing.state), ("warn", "clock"))
    return tag(capfirst(importing.get_state_display()), kind=kind, icon=icon)


CHANGE_COLUMNS = (
    Column(gettext_lazy("Mục")),
    Column(gettext_lazy("Trước")),
    Column(gettext_lazy("Sau")),
)


def change_rows(changes: Iterable[tuple[str, Any, Any]]) -> list[tuple[Cell, ...]]:
    """`changes`: (field, before, after)."""
    return [
        (
            field,
            format_html("<del>{}</del>", before) if before else _("trống"),
            format_html("<ins>{}</ins>", after),
        )
        for field, before, after in changes
    ]
