"""What the pages of the import ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanvat.desk.forms.base import DeskForm, with_empty
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.places import PlaceField
from sanvat.records import files
from sanvat.records.versions import version_of
from sanvat.register.columns import COLUMNS, DISTRICT, NEEDED, READ, Column, label_title
from sanvat.register.layout import Part
from sanvat.register.models import ImportSheet
from sanvat.rules import library
from sanvat.text.numbers import shown


class UploadForm(DeskForm):
    file = forms.FileField(
        label=gettext_lazy("Tệp sổ"),
        help_text=gettext_lazy(
            "Excel (.xlsx, .xls, .xlsb), OpenDocument (.ods) hoặc CSV, nhiều nhất 50.000 dòng."
        ),
        widget=forms.FileInput(attrs={"accept": files.accept(files.TABLES)}),
    )


class SheetsForm(EditForm):
    """Which sheets of the file are read."""

    sheets = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Đọc những trang tính"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Hãy chọn ít nhất một trang tính để đọc.")},
    )

    def __init__(self, *args: Any, rows: Sequence[ImportSheet], **kwargs: Any) -> None:
        kwargs["initial"] = {"sheets": [row.position for row in rows if row.is_chosen]}
        super().__init__(*args, version=version_of(*rows), **kwargs)
        self.fields["sheets"].choices = [  # type: ignore[attr-defined]
            (row.position, _said_of(row)) for row in rows
        ]


def _said_of(row: ImportSheet) -> str:
    count = row.count(Part.DATA)
    said = ngettext("%(name)s: %(count)s dòng sản phẩm", "%(name)s: %(count)s dòng sản phẩm", count)
    name = row.name or _("Trang %d") % (row.position + 1)
    text = said % {"name": name, "count": shown(count)}
    return f"{text} {_('(đang ẩn trong tệp)')}" if row.is_hidden else text


class PartsForm(EditForm):
    """What some rows of a sheet are: one choice for each, as `row_12`."""

    def __init__(
        self, *args: Any, sheet: ImportSheet, rows: Mapping[int, str], **kwargs: Any
    ) -> None:
        """`rows`: what each is now, by its number."""
        self._now = dict(rows)
        kwargs["initial"] = {f"row_{number}": part for number, part in rows.items()}
        super().__init__(*args, version=version_of(sheet), **kwargs)
        for number in rows:
            is_told = str(number) in sheet.told
            found = [("", _("(như hệ thống nhận ra)"))] if is_told else []
            self.fields[f"row_{number}"] = forms.ChoiceField(
                label=_("Dòng %d là") % number,
                choices=[*found, *((part.value, label) for part, label in PARTS.items())],
                required=False,
            )

    @property
    def told(self) -> dict[int, str]:
        """Of the rows those that are said to be something else than now."""
        return {
            number: self.cleaned_data[f"row_{number}"]
            for number, part in self._now.items()
            if f"row_{number}" in self.data and self.cleaned_data[f"row_{number}"] != part
        }


PARTS = {
    Part.DATA: gettext_lazy("sản phẩm"),
    Part.HEADING: gettext_lazy("tên cột"),
    Part.NUMBERS: gettext_lazy("số thứ tự cột"),
    Part.GROUP: gettext_lazy("dòng nhóm"),
    Part.TITLE: gettext_lazy("tiêu đề của bảng"),
    Part.TOTAL: gettext_lazy("dòng cộng"),
    Part.SIGNATURE: gettext_lazy("chữ ký"),
    Part.NOTE: gettext_lazy("ghi chú"),
    Part.BLANK: gettext_lazy("dòng trống"),
}
"""The parts of a sheet in the words of its page."""


def _with_district(column: Column) -> tuple[Column, ...]:
    return (column, DISTRICT) if column.key == "commune" else (column,)


NAMELESS = gettext_lazy("(không có tên)")


# The office's own numbering is not used; the district stands behind the commune.
ASKED = [column for each in COLUMNS[1:] for column in _with_district(each)]


class ColumnsForm(EditForm):
    """One choice for each of the 22 columns; what was guessed stands there already."""

    def __init__(self, *args: Any, sheet: ImportSheet, **kwargs: Any) -> None:
        mapping = sheet.mapping
        kwargs["initial"] = {key: str(mapping.get(key, "")) for key in READ}
        super().__init__(*args, version=version_of(sheet), **kwargs)
        choices = [
            (
                str(place),
                f"{column_name(sheet, place)}: {label_title(label) or _('(không có tên)')}",
            )
            for place, label in enumerate(sheet.labels)
        ]
        for column in ASKED:
            label = f"{column.group}: {column.title}" if column.group else column.title
            self.fields[column.key] = forms.ChoiceField(
                label=label,
                help_text=column.help,
                required=column.key in NEEDED,
                choices=with_empty(choices, gettext_lazy("(không có trong tệp)")),
            )

    @property
    def mapping(self) -> dict[str, int]:
        given = self.cleaned_data
        return {column.key: int(given[column.key]) for column in ASKED if given.get(column.key)}

    @property
    def needed(self) -> list[Any]:
        return [self[key] for key in NEEDED]

    @property
    def others(self) -> list[Any]:
        return [self[column.key] for column in ASKED if column.key not in NEEDED]


def column_name(sheet: ImportSheet, place: int) -> str:
    """A column as the spreadsheet calls it; "+" for what is read from other rows."""
    return letters(place) if place < sheet.width else "+"


def letters(place: int) -> str:
    """A column as the spreadsheet calls it: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


class WordPlaceForm(DeskForm):
    """What the commune's cell of a row means."""

    words = forms.CharField(widget=forms.HiddenInput, max_length=1000)
    place = PlaceField(label=gettext_lazy("Là nơi nào"))


class WordSetForm(DeskForm):
    """What the set's cell of a row means."""

    words = forms.CharField(widget=forms.HiddenInput, max_length=1000)
    set_number = forms.TypedChoiceField(label=gettext_lazy("Là bộ nào"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sets = library.rulebook(library.CURRENT).sets.values()
        self.fields["set_number"].choices = [  # type: ignore[attr-defined]
            (each.number, f"{each.number}. {each.name}") for each in sets
        ]
