"""What the pages of the import ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.desk.forms.base import DeskForm, with_empty
from sanvat.desk.forms.editing import EditForm
from sanvat.desk.forms.places import PlaceField
from sanvat.records.versions import version_of
from sanvat.register.columns import COLUMNS, KEYS, NEEDED
from sanvat.register.models import Import
from sanvat.rules import library


class UploadForm(DeskForm):
    file = forms.FileField(
        label=gettext_lazy("Tệp sổ"),
        help_text=gettext_lazy("Excel (.xlsx) hoặc CSV, nhiều nhất 50.000 dòng."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class ColumnsForm(EditForm):
    """One choice for each of the 22 columns; what was guessed stands there already."""

    first_row = forms.IntegerField(
        label=gettext_lazy("Dữ liệu bắt đầu từ dòng"), min_value=1, max_value=1000
    )

    def __init__(self, *args: Any, importing: Import, **kwargs: Any) -> None:
        mapping = importing.mapping
        kwargs["initial"] = {"first_row": importing.first_row} | {
            key: str(mapping.get(key, "")) for key in KEYS
        }
        super().__init__(*args, version=version_of(importing), **kwargs)
        choices = [
            (str(place), f"{letters(place)}: {label or _('(không có tên)')}")
            for place, label in enumerate(importing.labels)
        ]
        for column in COLUMNS[1:]:  # the office's own numbering is not used
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
        return {
            column.key: int(given[column.key]) for column in COLUMNS[1:] if given.get(column.key)
        }

    @property
    def needed(self) -> list[Any]:
        return [self[key] for key in NEEDED]

    @property
    def others(self) -> list[Any]:
        return [self[column.key] for column in COLUMNS[1:] if column.key not in NEEDED]


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
