"""What was understood of a file, sheet by sheet, before a row is answered: shown and corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.pages import (
    Present,
    desk_page,
    refusals_on,
    row_or_404,
    unprocessable,
    user_of,
)
from sanvat.desk.register.forms import PARTS, ColumnsForm, PartsForm, SheetsForm, column_name
from sanvat.errors import Refusal
from sanvat.records import journal
from sanvat.records.versions import version_of
from sanvat.register import actions, jobs, sheets
from sanvat.register import columns as register_columns
from sanvat.register.layout import Part
from sanvat.register.models import Import, ImportSheet
from sanvat.ui.tables import Cell, Column, under

ROWS = 50
STRIP = 120
"""Into so many strips a sheet is drawn, however long it is."""
SHOWN_COLUMNS = 40
EXAMPLES = 3
State = Import.State

COLUMN_COLUMNS = (
    Column(gettext_lazy("Cột"), kind="nowrap"),
    Column(gettext_lazy("Tên trong tệp")),
    Column(gettext_lazy("Đọc là")),
    Column(gettext_lazy("Ví dụ")),
)


def _found(request: HttpRequest, pk: int, position: int) -> tuple[Import, ImportSheet]:
    imports = Import.objects.visible_to(user_of(request))
    importing = row_or_404(imports.select_related("file", "place", "started_by"), pk)
    sheet = importing.sheets.filter(position=min(position, 32_767)).first()
    if sheet is None:
        raise Http404
    return importing, sheet


# The page


@desk_page()
def sheet(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """One sheet as a picture: each row in the colour of its part, each column with what it is."""
    return _page(request, *_found(request, pk, position))


def _page(
    request: HttpRequest,
    importing: Import,
    sheet: ImportSheet,
    *,
    sheets_form: SheetsForm | None = None,
    parts_form: PartsForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    rows = list(importing.sheets.all())
    counts = sheets.outcome(sheet)
    chosen = request.GET.get("phan", "")
    chosen = chosen if chosen in counts else ""
    numbers = _Numbers(sheet, chosen)
    page = Paginator(numbers, ROWS).get_page(request.GET.get("page"))
    shown = list(page)
    drawn = parts_form or PartsForm(sheet=sheet, rows=dict(shown))
    here = reverse("desk:import_sheet", args=[importing.pk, sheet.position])
    response = render(
        request,
        "desk/imports/sheet.html",
        {
            "importing": importing,
            "sheet": sheet,
            "sheets": rows,
            "sheets_form": sheets_form or SheetsForm(rows=rows),
            "parts_form": drawn,
            "page": page,
            "lines": list(_lines(sheet, shown, drawn)),
            "heads": list(_heads(sheet)),
            "strip": _strip(sheet),
            "counts": [
                (part, label, counts[part]) for part, label in _PART_NAMES.items() if part in counts
            ],
            "tabs": _tabs(sheet, counts, here),
            "current": f"{here}?phan={chosen}" if chosen else here,
            "column_columns": COLUMN_COLUMNS,
            "columns": list(_columns(sheet)),
            "fonts": _fonts(sheet),
            "version": version_of(sheet),
            "all_version": version_of(*rows),
            "missing": [
                register_columns.title(key)
                for key in register_columns.NEEDED
                if key not in sheet.mapping
            ],
            "can_change": State.MAPPED in Import.STEPS.after(importing.state),
            "refusal": refusal,
        },
    )
    wrong = refusal or any(form is not None and form.errors for form in (sheets_form, parts_form))
    return unprocessable(response) if wrong else response


def _heads(sheet: ImportSheet) -> Iterator[tuple[str, str]]:
    """The columns of the picture, each with what it is read as."""
    read_as = {place: key for key, place in sheet.mapping.items()}
    for place in range(min(sheet.width, SHOWN_COLUMNS)):
        key = read_as.get(place)
        yield column_name(sheet, place), register_columns.title(key) if key else _("không đọc")


_PART_NAMES = {**{part.value: label for part, label in PARTS.items()}} | {
    "hidden": gettext_lazy("dòng sản phẩm đang ẩn")
}


def _tabs(sheet: ImportSheet, counts: dict[str, int], here: str) -> list[tuple[str, str, int]]:
    return [(_("Mọi dòng"), here, sheet.last_row)] + [
        (capfirst(str(label)), f"{here}?phan={part}", counts[part])
        for part, label in _PART_NAMES.items()
        if counts.get(part)
    ]


class _Numbers(Sequence[tuple[int, str]]):
    """The rows of a sheet that are one part, or all: (number, part), made as a page asks."""

    def __init__(self, sheet: ImportSheet, part: str) -> None:
        hidden = set(sheet.hidden_rows)
        self._runs = [
            run
            for run in sheet.parts
            if not part or run[0] == part or (part == "hidden" and run[0] == Part.DATA)
        ]
        if part == "hidden":
            self._runs = [
                [found, number, number]
                for found, first, last in self._runs
                for number in range(first, last + 1)
                if number in hidden
            ]
        self._count: int = sum(last - first + 1 for _part, first, last in self._runs)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, wanted: Any) -> Any:
        if not isinstance(wanted, slice):
            return self[wanted : wanted + 1][0]
        start, stop, _step = wanted.indices(self._count)
        found: list[tuple[int, str]] = []
        before = 0
        for part, first, last in self._runs:
            size = last - first + 1
            low, high = max(start - before, 0), min(stop - before, size)
            found += [(first + n, part) for n in range(low, high)]
            before += size
        return found


@dataclass(frozen=True)
class LineOfSheet:
    number: int
    part: str
    label: str
    cells: list[str]
    is_hidden: bool
    is_told: bool
    field: Any


def _lines(
    sheet: ImportSheet, shown: Sequence[tuple[int, str]], form: PartsForm
) -> Iterator[LineOfSheet]:
    """The rows of a page with their cells; rows that lie together are fetched together."""
    hidden = set(sheet.hidden_rows)
    cells: dict[int, list[str]] = {}
    for first, last in _stretches([number for number, _part in shown]):
        cells |= dict(enumerate(sheets.cells(sheet, first, last), start=first))
    fonts = {int(n): name for n, name in sheet.fonts.items()} if sheet.is_converted else {}
    for number, part in shown:
        found = sheets.in_unicode(cells.get(number, [])[:SHOWN_COLUMNS], fonts)
        width = min(sheet.width, SHOWN_COLUMNS)
        name = f"row_{number}"
        yield LineOfSheet(
            number,
            part,
            str(_PART_NAMES[part]),
            found + [""] * (width - len(found)),
            is_hidden=number in hidden,
            is_told=str(number) in sheet.told,
            field=form[name] if name in form.fields else None,
        )


def _stretches(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rows in their order as (first, last), those near each other in one."""
    first = last = 0
    for number in numbers:
        if not first:
            first = last = number
        elif number - last <= sheets.PACKED_ROWS:
            last = number
        else:
            yield first, last
            first = last = number
    if first:
        yield first, last


_RARE = {part.value: n for n, part in enumerate([Part.BLANK, Part.DATA, Part.GROUP, Part.HEADING])}


def _strip(sheet: ImportSheet) -> list[tuple[int, int, str]]:
    """The sheet from its first row to its last in equal strips (from, width, part), in hundredths
    of a percent; of each the part one would look for first."""
    if not sheet.last_row:
        return []
    strips = min(STRIP, sheet.last_row)
    parts: list[str] = [""] * strips
    for part, first, last in sheet.parts:
        for n in range(
            (first - 1) * strips // sheet.last_row, (last - 1) * strips // sheet.last_row + 1
        ):
            if not parts[n] or _RARE.get(part, 9) > _RARE.get(parts[n], 9):
                parts[n] = part
    drawn: list[tuple[int, int, str]] = []
    for n, part in enumerate(parts):
        start, end = n * 10_000 // strips, (n + 1) * 10_000 // strips
        if drawn and drawn[-1][2] == part:
            drawn[-1] = (drawn[-1][0], end - drawn[-1][0], part)
        else:
            drawn.append((start, end - start, part))
    return drawn


def _columns(sheet: ImportSheet) -> Iterator[tuple[Cell, ...]]:
    """Each column with what it is read as, or why it is not read, and what it holds."""
    read_as = {place: key for key, place in sheet.mapping.items()}
    examples = [cells for _number, cells in sheets.first_lines(sheet)]
    for place, label in enumerate(sheet.labels):
        values = dict.fromkeys(_at(line, place, sheet) for line in examples)
        values.pop("", None)
        if place in read_as:
            said = register_columns.title(read_as[place])
        elif place < sheet.width:
            reason = register_columns.reason_of(sheet.unread.get(str(place), "left"))
            said = under(_("Không đọc"), reason)
        else:
            said = _("Không dùng")
        yield (
            column_name(sheet, place),
            register_columns.label_title(label).replace("\n", " ") or _("(không có tên)"),
            said,
            "; ".join(value.replace("\n", " ")[:60] for value in list(values)[:EXAMPLES]),
        )


def _at(line: Sequence[str], place: int, sheet: ImportSheet) -> str:
    """The cell of a column; of a part of a long sheet only its own columns are sure."""
    is_sure = place < sheet.width or len(line) == len(sheet.labels)
    return line[place] if is_sure and place < len(line) else ""


@dataclass(frozen=True)
class Fonts:
    """Columns in an old font, by its name, and one cell before and after."""

    name: str
    columns: str
    before: str
    after: str


_FONTS = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}


def _fonts(sheet: ImportSheet) -> list[Fonts]:
    found = []
    for encoding in sorted(set(sheet.fonts.values())):
        places = sorted(int(n) for n, name in sheet.fonts.items() if name == encoding)
        before = _example(sheet, places)
        after = sheets.in_unicode([before], {0: encoding})[0]
        names = ", ".join(column_name(sheet, place) for place in places)
        found.append(Fonts(_FONTS.get(encoding, encoding), names, before, after))
    return found


def _example(sheet: ImportSheet, places: Sequence[int]) -> str:
    """The first cell of data in these columns."""
    first = next((start for part, start, _last in sheet.parts if part == Part.DATA), 1)
    for row in sheets.cells(sheet, first, first + sheets.PACKED_ROWS):
        for place in places:
            if place < len(row) and not row[place].isascii():
                return row[place].replace("\n", " ")[:80]
    return ""


# What is corrected


@desk_page("POST")
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Which sheets are read."""
    importing, first = _found(request, pk, 0)
    rows = list(importing.sheets.all())
    form = SheetsForm(request.POST, rows=rows)
    if form.is_valid():
        present = Present(
            lambda: SheetsForm(rows=list(importing.sheets.all())),
            here=reverse("desk:import_sheet", args=[pk, 0]),
            entries=journal.of(importing).filter(act="choose_sheets"),
        )
        with refusals_on(form, present):
            actions.choose_sheets(
                importing,
                form.cleaned_data["sheets"],
                by=user_of(request),
                at=timezone.now(),
                seen=form.seen,
            )
            return _to_chosen(importing)
    return _page(request, importing, first, sheets_form=form)


def _to_chosen(importing: Import) -> HttpResponse:
    first = importing.sheets.filter(is_chosen=True).first() or importing.sheets.first()
    return redirect("desk:import_sheet", importing.pk, first.position if first else 0)


_ROW = re.compile(r"row_([1-9]\d{0,6})")


@desk_page("POST")
def parts(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """What rows are; all else of the sheet is understood anew."""
    importing, sheet = _found(request, pk, position)
    numbers = [int(m[1]) for m in map(_ROW.fullmatch, request.POST) if m][: ROWS * 2]
    now = _parts_of(sheet, numbers)
    form = PartsForm(request.POST, sheet=sheet, rows=now)
    if form.is_valid():
        present = Present(
            lambda: PartsForm(sheet=_found(request, pk, position)[1], rows=now),
            here=reverse("desk:import_sheet", args=[pk, position]),
            entries=journal.of(importing).filter(act="say_parts"),
        )
        with refusals_on(form, present):
            actions.say_parts(
                importing,
                position,
                form.told,
                by=user_of(request),
                at=timezone.now(),
                seen=form.seen,
            )
            return redirect("desk:import_sheet", pk, position)
    return _page(request, importing, sheet, parts_form=form)


def _parts_of(sheet: ImportSheet, numbers: Sequence[int]) -> dict[int, str]:
    return {
        number: part
        for number in numbers
        for part, first, last in sheet.parts
        if first <= number <= last
    }


@desk_page("GET", "POST")
def columns(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """Which column is which: guessed, and as this office said the last time."""
    importing, sheet = _found(request, pk, position)
    form = ColumnsForm(request.POST or None, sheet=sheet)
    here = reverse("desk:import_columns", args=[pk, position])
    if request.method == "POST" and form.is_valid():
        present = Present(
            lambda: ColumnsForm(sheet=_found(request, pk, position)[1]),
            here=here,
            entries=journal.of(importing).filter(act="map_columns"),
        )
        with refusals_on(form, present):
            actions.map_columns(
                importing,
                form.mapping,
                position=position,
                by=user_of(request),
                at=timezone.now(),
                seen=form.seen,
            )
            return redirect("desk:import_sheet", pk, position)
    response = render(
        request, "desk/imports/columns.html", {"importing": importing, "sheet": sheet, "form": form}
    )
    return unprocessable(response) if form.errors else response


@desk_page("POST")
def fonts(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """Whether old fonts are converted."""
    importing, sheet = _found(request, pk, position)
    try:
        actions.convert_fonts(
            importing,
            position,
            request.POST.get("is_converted") == "1",
            by=user_of(request),
            at=timezone.now(),
            seen=request.POST.get("seen", "")[:40],
        )
    except Refusal as said:
        return _page(request, importing, sheet, refusal=said.message)
    return redirect("desk:import_sheet", pk, position)


@desk_page("POST")
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """All as shown: on to the answer for every row."""
    importing, first = _found(request, pk, 0)
    try:
        actions.accept_columns(
            importing,
            by=user_of(request),
            at=timezone.now(),
            seen=request.POST.get("seen", "")[:40],
        )
    except Refusal as said:
        chosen = importing.sheets.filter(is_chosen=True).first() or first
        return _page(request, importing, chosen, refusal=said.message)
    except ValidationError as error:
        return _page(request, importing, first, refusal=" ".join(error.messages))
    jobs.preview_soon(importing, by=user_of(request))
    return redirect("desk:import", pk)
