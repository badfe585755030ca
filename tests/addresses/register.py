"""The office's register: the one that the advisor brought."""

import io

import xlsxwriter
from django.core.files.base import ContentFile

from sanvat.records import files
from sanvat.register import actions
from tests.addresses import MARK, NOT_SERVED, OFFICERS, Address, World, of, only

_IMPORTERS = OFFICERS | {"far_advisor"}
_IMPORT = only("advisor", sees=frozenset({"advisor"}))
_IMPORTING = of("importing")


def _SHEET(world: World) -> dict[str, int]:
    return {"pk": world.importing.pk, "position": 0}


ADDRESSES = {
    "desk:imports": Address(
        *[only(_IMPORTERS, sees=frozenset({"advisor"}))] * 2,
    ),
    "desk:import_template": Address(only(_IMPORTERS)),
    "desk:register_download": Address(only(_IMPORTERS, sees=OFFICERS)),
    "desk:import": Address(_IMPORT, sample=_IMPORTING),
    "desk:import_sheets": Address(NOT_SERVED, _IMPORT, _IMPORTING),
    "desk:import_sheet": Address(_IMPORT, sample=_SHEET),
    "desk:import_parts": Address(NOT_SERVED, _IMPORT, _SHEET),
    "desk:import_columns": Address(_IMPORT, _IMPORT, _SHEET),
    "desk:import_fonts": Address(NOT_SERVED, _IMPORT, _SHEET),
    "desk:import_accept": Address(NOT_SERVED, _IMPORT, _IMPORTING),
    "desk:import_agree": Address(NOT_SERVED, _IMPORT, _IMPORTING),
    "desk:import_answers": Address(_IMPORT, sample=_IMPORTING),
    "desk:import_progress": Address(_IMPORT, sample=_IMPORTING),
    "desk:import_preview": Address(NOT_SERVED, _IMPORT, _IMPORTING),
    "desk:import_decide": Address(NOT_SERVED, _IMPORT, _IMPORTING),
    "desk:import_settle": Address(NOT_SERVED, _IMPORT, _IMPORTING),
    "desk:import_apply": Address(NOT_SERVED, _IMPORT, _IMPORTING),
    "desk:import_discard": Address(NOT_SERVED, _IMPORT, _IMPORTING),
}


def _book(*sheets: tuple[str, list[list[str]]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    return made.getvalue()


def furnish(world: World) -> None:
    advisor, now = world.people["advisor"], world.now
    head = ["Tên sản phẩm", "Tên chủ thể", "Xã"]
    line = ["Mật ong", "HTX Ong", world.commune.full_name]
    sheet = ContentFile(_book(("2023", [head, line]), ("2024", [head])), name=f"so-{MARK}.xlsx")
    stored = files.take(sheet, allowed=files.TABLES, by=advisor, at=now)
    importing = actions.start_import(stored, by=advisor, at=now)
    actions.accept_columns(importing, by=advisor, at=now)
    actions.preview_import(importing, by=advisor, at=now)
    world.importing = importing
