"""What is read of a file: which sheets, which rows are data, which column is which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.parties import demonstration
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import files, journal
from sanvat.records.models import StoredFile
from sanvat.records.versions import check_version
from sanvat.register import access, reading, sheets
from sanvat.register.actions.checks import own
from sanvat.register.columns import NEEDED, READ, title
from sanvat.register.layout import Part
from sanvat.register.models import Import, ImportSheet, RegisterColumns
from sanvat.register.progress import unhurried

State = Import.State


@transaction.atomic
def start_import(
    file: StoredFile, *, by: User, at: datetime, is_demonstration: bool = False
) -> Import:
    """Take in a register that has been stored, for the office and the place one acts for.

    Reads every sheet, says what each row and column seems to be, and chooses the sheets that look
    like a register. Refuses a file that cannot be read, is empty or is longer than any register
    (the codes of `reading.read`).
    """
    require(access.may_import(by))
    with unhurried():
        return _start(file, by, at, is_demonstration)


def _start(file: StoredFile, by: User, at: datetime, is_demonstration: bool) -> Import:
    assert by.acting is not None
    with files.open(file) as opened:
        found = reading.read(opened, file.extension)
    importing = Import.objects.create(
        file=file,
        name=file.name,
        organisation=by.acting.organisation,
        place=by.acting.place,
        is_demonstration=demonstration.marks(by, is_demonstration),
        started_by=by,
        started_at=at,
    )
    rows = sheets.keep(importing, found)
    _offer_remembered(importing, rows)
    importing.total = _lines_chosen(rows)
    importing.save()
    changes = {
        "file": (None, file.sha256),
        "sheets": (None, len(rows)),
        "rows": (None, importing.total),
    }
    journal.write("start_import", by=by, subject=importing, at=at, changes=changes)
    return importing


def _offer_remembered(importing: Import, rows: Iterable[ImportSheet]) -> None:
    """Columns as this office named them the last time, where they are here again."""
    kept = RegisterColumns.objects.filter(organisation=importing.organisation_id).first()
    for row in rows:
        if mapping := sheets.remembered(row, kept):
            row.mapping = mapping
            row.unread = {p: why for p, why in row.unread.items() if int(p) not in mapping.values()}
            row.save()


def _lines_chosen(rows: Iterable[ImportSheet]) -> int:
    return sum(row.count(Part.DATA) for row in rows if row.is_chosen)


@transaction.atomic
def choose_sheets(
    importing: Import, positions: Collection[int], *, by: User, at: datetime, seen: str = ""
) -> None:
    """Read the sheets at these positions and no others; the rows are answered anew.

    At least one. Refuses where the sheets are no longer as they were `seen`
    (`changed-meanwhile`).
    """
    importing = own(importing, by)
    Import.STEPS.check(importing, State.MAPPED)
    rows = list(importing.sheets.all())
    check_version(seen, *rows)
    if not {row.position for row in rows} & set(positions):
        raise ValidationError({"sheets": _("Hãy chọn ít nhất một trang tính để đọc.")})
    before = [row.position for row in rows if row.is_chosen]
    for row in rows:
        row.is_chosen = row.position in positions
        row.save(update_fields=["is_chosen"])
    after = [row.position for row in rows if row.is_chosen]
    if before != after:
        _begin_again(importing, rows)
        changes = {"sheets": (before, after)}
        journal.write("choose_sheets", by=by, subject=importing, at=at, changes=changes)


@transaction.atomic
def say_parts(
    importing: Import,
    position: int,
    told: Mapping[int, str],
    *,
    by: User,
    at: datetime,
    seen: str = "",
) -> None:
    """Say what rows of a sheet are: {row from 1: part}; an empty part takes a word back. All else
    of the sheet is understood anew.

    Refuses a row or a part there is not (ValidationError), and where the sheet is no longer as
    it was `seen` (`changed-meanwhile`).
    """
    importing = own(importing, by)
    Import.STEPS.check(importing, State.MAPPED)
    row = _sheet(importing, position)
    check_version(seen, row)
    for number, part in told.items():
        if not 1 <= number <= row.last_row:
            raise ValidationError(
                {"told": _("Trang tính không có dòng %d. Hãy tải lại trang rồi chọn lại.") % number}
            )
        if part and part not in set(Part):
            raise ValidationError({"told": _("Hãy chọn một trong các phần của trang tính.")})
    before = dict(row.told)
    row.told = {
        number: part
        for number, part in (before | {str(n): p for n, p in told.items()}).items()
        if part
    }
    if row.told == before:
        return
    sheets.understand(row, sheets.whole(row))
    row.save()
    _begin_again(importing, importing.sheets.all())
    changes = {
        f"{row.position}.{number}": (before.get(number), row.told.get(number))
        for number in sorted({*before, *row.told}, key=int)
        if before.get(number) != row.told.get(number)
    }
    journal.write("say_parts", by=by, subject=importing, at=at, changes=changes)


@transaction.atomic
def map_columns(
    importing: Import,
    mapping: Mapping[str, int],
    *,
    by: User,
    at: datetime,
    position: int | None = None,
    seen: str = "",
) -> None:
    """Say which column of a sheet is which (key → place from 0). Other sheets with the same
    headings follow. Remembered for the office's next file. `position` may be left out where one
    sheet is read.

    The product's and the producer's columns are needed; no column is two things. Refuses where
    the sheet is no longer as it was `seen` (`changed-meanwhile`).
    """
    importing = own(importing, by)
    Import.STEPS.check(importing, State.MAPPED)
    row = _sheet(importing, position)
    check_version(seen, row)
    mapping = {key: mapping[key] for key in READ if mapping.get(key) is not None}
    _check_mapping(row, mapping)
    before = row.mapping
    if row.is_mapped and before == mapping:
        return
    alike = importing.sheets.filter(is_chosen=True).exclude(pk=row.pk)
    for each in (row, *(other for other in alike if other.labels == row.labels)):
        _name_columns(each, mapping)
    _remember_columns(importing, row)
    _begin_again(importing, importing.sheets.all())
    changes = {"mapping": (before, mapping)}
    journal.write("map_columns", by=by, subject=importing, at=at, changes=changes)


@transaction.atomic
def convert_fonts(
    importing: Import,
    position: int,
    is_converted: bool,
    *,
    by: User,
    at: datetime,
    seen: str = "",
) -> None:
    """Convert the columns of a sheet that are written in an old font to Unicode, or leave them as
    they are. Refuses where the sheet is no longer as it was `seen` (`changed-meanwhile`).
    """
    importing = own(importing, by)
    Import.STEPS.check(importing, State.MAPPED)
    row = _sheet(importing, position)
    check_version(seen, row)
    if row.is_converted == is_converted:
        return
    row.is_converted = is_converted
    sheets.understand(row, sheets.whole(row))
    row.save()
    _begin_again(importing, importing.sheets.all())
    changes = {"is_converted": (not is_converted, is_converted)}
    journal.write("convert_fonts", by=by, subject=importing, at=at, changes=changes)


@transaction.atomic
def accept_columns(importing: Import, *, by: User, at: datetime, seen: str = "") -> None:
    """Take the columns of every chosen sheet as they are offered.

    Refuses where a sheet lacks a needed column (`sheet-without-column`), and where the sheets
    are no longer as they were `seen` (`changed-meanwhile`).
    """
    importing = own(importing, by)
    Import.STEPS.check(importing, State.MAPPED)
    check_version(seen, *importing.sheets.all())
    rows = [row for row in importing.sheets.all() if row.is_chosen]
    if importing.state != State.STARTED and all(row.is_mapped for row in rows):
        return
    for row in rows:
        if missing := [title(key) for key in NEEDED if key not in row.mapping]:
            raise Refusal(
                _(
                    "Trang tính «%(sheet)s» chưa có cột %(columns)s. Hãy chọn cột, "
                    "hoặc bỏ chọn trang tính này."
                )
                % {"sheet": row.name or "1", "columns": ", ".join(missing)},
                code="sheet-without-column",
            )
        row.is_mapped = True
        row.save(update_fields=["is_mapped"])
    if rows:
        _remember_columns(importing, rows[0])
    _begin_again(importing, rows)
    changes = {"mapping": (None, {row.name: row.mapping for row in rows})}
    journal.write("accept_columns", by=by, subject=importing, at=at, changes=changes)


def _sheet(importing: Import, position: int | None) -> ImportSheet:
    rows = importing.sheets.all()
    row = (
        rows.filter(is_chosen=True) if position is None else rows.filter(position=position)
    ).first()
    if row is None:
        raise ValidationError(_("Tệp không có trang tính này. Hãy chọn một trang khác."))
    return row


def _name_columns(row: ImportSheet, mapping: Mapping[str, int]) -> None:
    taken = set(mapping.values())
    row.mapping, row.is_mapped = dict(mapping), True
    row.unread = {
        str(place): row.unread.get(str(place), "left")
        for place in range(row.width)
        if place not in taken
    }
    row.save()


def _remember_columns(importing: Import, row: ImportSheet) -> None:
    names = sheets.names_of_columns(row.labels)
    labels = {key: names[place] for key, place in row.mapping.items()}
    RegisterColumns.objects.update_or_create(
        organisation=importing.organisation, defaults={"labels": labels}
    )


def _begin_again(importing: Import, rows: Iterable[ImportSheet]) -> None:
    """What was answered rests on other rows or columns: forget it."""
    importing.rows.all().delete()
    chosen = [row for row in rows if row.is_chosen]
    is_ready = all(set(NEEDED) <= set(row.mapping) for row in chosen)
    importing.state = State.MAPPED if is_ready else State.STARTED
    importing.counts, importing.progress = {}, 0
    importing.total = _lines_chosen(chosen)
    importing.save()


def _check_mapping(row: ImportSheet, mapping: Mapping[str, int]) -> None:
    faults: dict[str, Any] = {}
    for key in NEEDED:
        if key not in mapping:
            faults[key] = _("Hãy chọn cột %(column)s.") % {"column": title(key)}
    taken: dict[int, str] = {}
    for key, place in mapping.items():
        if not 0 <= place < len(row.labels):
            faults[key] = _("Trang tính không có cột này. Hãy chọn một cột trong danh sách.")
        elif place in taken:
            faults[key] = _("Cột này đã chọn cho %(column)s. Hãy chọn cột khác.") % {
                "column": title(taken[place])
            }
        taken.setdefault(place, key)
    if faults:
        raise ValidationError(faults)
