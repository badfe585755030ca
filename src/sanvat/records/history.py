"""What became of a thing, from the journal, in words people use.

Each room says its own words in a module `history.py` with one `WORDS`; they are gathered here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanvat.records.hiding import HIDDEN, kind_in, veiled
from sanvat.records.models import Entry
from sanvat.records.secrets import NUMBER, is_empty, masked
from sanvat.text.days import day, moment

Sentence = str | Promise
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:\d\d)")
LONGEST = 160
"""Letters of a value that are shown; the entry itself keeps all."""


@dataclass(frozen=True)
class Words:
    """The words of one room."""

    acts: Mapping[str, Sentence]
    """What each act is called: "set_variants" → "Sửa quy cách"."""

    fields: Mapping[str, Sentence] = field(default_factory=dict)
    """What is changed and is no field of the subject's model, or is called otherwise there."""

    values: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    """How the values of a field are said, where its choices or plain text do not tell."""

    notes: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """How the note of an act is said, where it is a key and not a text."""

    without_values: frozenset[str] = frozenset()
    """Fields whose change is not worth a line, such as the fingerprint of a picture."""

    without_changes: frozenset[str] = frozenset()
    """Acts of which who and when is all there is to tell."""


WORDS = Words(acts={"make_plain": gettext_lazy("Bỏ chữ ẩn và chữ giả dạng")})


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """One entry for people: what was done, the note beside it, and what it changed."""

    entry: Entry
    act: str
    note: str
    changes: list[Change]


@cache
def _rooms() -> dict[str, Words]:
    """The words of every room that is installed and has some, by its label."""
    return {
        app.label: module.WORDS
        for app in apps.get_app_configs()
        if app.name.startswith("sanvat.") and module_has_submodule(app.module, "history")
        if hasattr(module := import_module(f"{app.name}.history"), "WORDS")
    }


@cache
def all_words(room: str = "") -> Words:
    """The words for what happened to things of this room: its own, and of all others those for
    which it has none. Two rooms may call two acts, or two fields, by one name."""
    own = _rooms().get(room, Words(acts={}))
    rooms = [words for label, words in _rooms().items() if label != room] + [own]
    return Words(
        acts={act: said for words in rooms for act, said in words.acts.items()},
        fields={name: said for words in rooms for name, said in words.fields.items()},
        values={name: say for words in rooms for name, say in words.values.items()},
        notes={
            act: say
            for words in rooms
            for act, say in words.notes.items()
            if words is own or act not in own.acts
        },
        without_values=frozenset().union(*(words.without_values for words in rooms)),
        without_changes=own.without_changes.union(
            *(words.without_changes.difference(own.acts) for words in rooms)
        ),
    )


def tell(entry: Entry, subject: Model, called: Mapping[str, Sentence] | None = None) -> Told:
    """An entry of the life of this subject, in the language of the page. `called`: what is changed
    under a name of this subject's own, such as the code of an indicator, and what that is called.
    """
    # Of the room of what the act was about: on a producer's page an invitation speaks as one.
    words = all_words(entry.subject_type.partition(".")[0])
    say_note = words.notes.get(entry.act, str)
    changes = {} if entry.act in words.without_changes else entry.changes
    return Told(
        entry,
        act=str(words.acts.get(entry.act, entry.act.replace("_", " "))),
        note=say_note(veiled(entry.note)),
        changes=[
            Change(
                str((called or {}).get(name) or _label(name, subject)),
                *(_value(name, _told(name, value, subject), subject) for value in (before, after)),
            )
            for name, (before, after) in changes.items()
            if name not in words.without_values
        ],
    )


def _label(name: str, subject: Model) -> str:
    """What a field is called; one of a year ("2025.output") with its year."""
    year, _dot, rest = name.partition(".")
    if year.isdecimal() and rest:
        return f"{_label(rest, subject)} {year}"
    fields = all_words(subject._meta.app_label).fields
    if name in fields:
        return str(fields[name])
    try:
        found = subject._meta.get_field(rest or name)
    except FieldDoesNotExist:
        return name
    return str(getattr(found, "verbose_name", name))


def _told(name: str, value: Any, subject: Model) -> Any:
    """A value as it may be shown, also of an entry from before its field was known as a secret."""
    kind = kind_in(subject.__class__, name)
    if kind is not None and value != HIDDEN and not is_empty(value) and kind.covers(value):
        return masked(value) if kind is NUMBER else HIDDEN
    return veiled(value, name)


def _value(name: str, value: Any, subject: Model) -> str:
    say = all_words(subject._meta.app_label).values.get(name.rpartition(".")[2])
    match value:
        case None | "" | []:
            return ""
        case bool():
            return _("có") if value else _("không")
        case {"name": of_a_thing}:
            return str(of_a_thing)
        case str() if value == HIDDEN:
            return _("(không ghi lại)")
        case _ if say is not None:
            text = say(value)
        case list():
            text = ", ".join(str(one) for one in value)
        case _:
            text = _time(value) or _choice(name, value, subject)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _time(value: Any) -> str:
    """A day or a moment, kept in the journal as its standard form; "" for anything else."""
    with suppress(ValueError):
        if isinstance(value, str) and _DAY.fullmatch(value):
            return day(date.fromisoformat(value))
        if isinstance(value, str) and _MOMENT.fullmatch(value):
            return moment(datetime.fromisoformat(value))
    return ""


def _choice(name: str, value: Any, subject: Model) -> str:
    """What a choice is called, where the field has choices."""
    try:
        choices = dict(subject._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        return str(value)
    return str(choices.get(value, value))
