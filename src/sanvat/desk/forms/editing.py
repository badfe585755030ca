"""Forms of something that is there already: each carries the version that the person saw.

Where somebody else saved first, the form comes back with what stands there now beside what was
typed, and carries the version of now: sent again, it is saved over that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet
from django.utils.translation import gettext as _

from sanvat.desk.forms.base import DeskForm, MoneyField, YearField
from sanvat.places.models import Place
from sanvat.records.models import Entry
from sanvat.text.days import day, moment
from sanvat.text.numbers import money, number
from sanvat.text.tidy import tidy_lines
from sanvat.ui.meanwhile import Meanwhile
from sanvat.ui.tables import Cell, Column

SEEN = "seen"
LONGEST = 2_000


class Versioned:
    """What a form and a form of rows have in common; `{% version form %}` puts it into the page.

    `version` is that of the rows from which the form is filled, by `records.versions`.
    """

    data: Any
    is_bound: bool
    meanwhile: Meanwhile | None = None
    shows_present = True
    """Whether a page may show what is kept now without being asked."""

    def __init__(self, *args: Any, version: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version

    @property
    def sent(self) -> str:
        return str(self.data.get(SEEN, ""))[:LONGEST]

    @property
    def seen(self) -> str:
        """The version the person saw, for the act; "" where none was sent, and then nothing is
        compared."""
        return self.sent

    @property
    def carried(self) -> str:
        """The version for the page: of what it shows beside what was typed, so that of before
        while something else is wrong."""
        return self.version if self.meanwhile or not self.is_bound else self.sent

    def compare(
        self, present: Versioned, *, sentence: str, here: str, last: Entry | None
    ) -> Meanwhile:
        """Put what is kept now beside what was typed. `present`: the form as it is filled now."""
        self.version = present.version
        told = _told(last) if last is not None else ""
        self.meanwhile = Meanwhile(
            sentence,
            here,
            told=told,
            is_shown=self.shows_present,
            **(self.differences(present) if self.shows_present else {}),
        )
        return self.meanwhile

    def differences(self, present: Any) -> dict[str, Any]:
        raise NotImplementedError


class EditForm(Versioned, DeskForm):
    """A form of one thing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ChoiceField) and not _is_of_rows(field):
                _offer_kept(field, self._kept(name))

    @property
    def changed(self) -> dict[str, Any]:
        """What was sent and is not what is kept: an act takes this, and leaves the rest."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if not self._is_left_out(name)
            and (name not in self.initial or differs(value, self._kept(name)))
        }

    def _is_left_out(self, name: str) -> bool:
        """Whether the page that sent this form did not have the field at all."""
        widget = self.fields[name].widget
        return bool(widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name)))

    def _kept(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)

    def differences(self, present: BaseForm) -> dict[str, Any]:
        return {
            "theirs": {
                name: said(field, present.get_initial_for_field(field, name))
                for name, field in self.fields.items()
                if name in present.initial
                and differs(self.cleaned_data.get(name), present.get_initial_for_field(field, name))
            }
        }


class EditRows(Versioned, BaseFormSet):  # type: ignore[type-arg]
    """A form of several rows, which are kept all together."""

    def differences(self, present: BaseFormSet[Any]) -> dict[str, Any]:
        fields = present.empty_form.fields
        return {
            "columns": [Column(str(field.label)) for field in fields.values()],
            "rows": list(_rows(present.initial or [], fields)),
        }


def _is_of_rows(field: forms.Field) -> bool:
    """Whether the choices are rows, which the form itself sets and names once it is made."""
    return isinstance(field, forms.ModelChoiceField)


def _offer_kept(field: forms.ChoiceField, kept: Any) -> None:
    """What is kept and no longer on offer is a choice too, or saving would change it unseen."""
    on_offer: Iterable[Any] = field.choices  # type: ignore[assignment]
    if kept not in (None, "") and str(kept) not in dict(_flat(on_offer)):
        field.choices = [*on_offer, (str(kept), str(kept))]


def _rows(
    kept: Iterable[Mapping[str, Any]], fields: dict[str, forms.Field]
) -> Iterable[list[Cell]]:
    for row in kept:
        yield [said(field, row.get(name)) or "–" for name, field in fields.items()]


def differs(mine: Any, theirs: Any) -> bool:
    return bool(_bare(mine) != _bare(theirs))


def _bare(value: Any) -> Any:
    return "" if value is None else tidy_lines(value) if isinstance(value, str) else value


def said(field: forms.Field, value: Any) -> str:
    """What a field holds, in the words of the page; "" where it is empty."""
    match value:
        case None | "":
            return ""
        case bool():
            return _("có") if value else _("không")
        case Place():
            return value.full_name
        case date():
            return day(value)
        case int() if isinstance(field, MoneyField):
            return money(value)
        case Decimal() | int() if not isinstance(field, YearField | forms.ChoiceField):
            return number(value)
    labels = dict(_flat(getattr(field, "choices", ())))
    return str(labels.get(str(value), value))


def _flat(choices: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _flat(label)
        else:
            yield str(value), label


def _told(last: Entry) -> str:
    if not last.who_name:
        return _("Bản hiện nay được lưu lúc %(at)s.") % {"at": moment(last.at)}
    return _("Bản hiện nay do %(who)s lưu lúc %(at)s.") % {
        "who": last.who_name,
        "at": moment(last.at),
    }
