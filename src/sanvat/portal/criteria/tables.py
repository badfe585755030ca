"""Tables of the criteria pages: their columns, and their rows as cells."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from sanvat.portal.criteria.changes import Changes
from sanvat.portal.criteria.readings import TranslatedReading
from sanvat.portal.criteria.words import told
from sanvat.rules.model import Rulebook
from sanvat.text.days import day
from sanvat.ui.tables import Cell, Column, link
from sanvat.ui.tags.marks import tag

Row = tuple[Cell, ...]

BOOK_COLUMNS = [
    Column(gettext_lazy("Quyết định")),
    Column(gettext_lazy("Hiệu lực")),
    Column(gettext_lazy("Bộ"), kind="number"),
    Column(gettext_lazy("Tiêu chí"), kind="number"),
    Column(gettext_lazy("Mức tối thiểu"), kind="number"),
    Column(gettext_lazy("Cách đọc"), kind="number"),
]
READING_COLUMNS = [
    Column(gettext_lazy("Chỗ")),
    Column(gettext_lazy("Bản in")),
    Column(gettext_lazy("Đọc là")),
    Column(gettext_lazy("Mức chắc")),
]


def book_row(book: Rulebook, title: str, state: tuple[str, str, str]) -> Row:
    """A rulebook with what it holds. `state`: label, kind and icon of the tag of its force."""
    label, kind, icon = state
    criteria = sum(len(cs.criteria) for cs in book.sets.values())
    minima = sum(len(m) for cs in book.sets.values() for m in cs.minima.values())
    return (
        format_html(
            '{}<br><span class="muted table__note">{}</span>',
            link(book.decision, reverse("portal:rulebook", args=[book.id])),
            title,
        ),
        format_html("<span>{}<br>{}</span>", _in_force(book), tag(label, kind=kind, icon=icon)),
        len(book.sets),
        criteria,
        minima or format_html('<span class="muted">{}</span>', gettext("chưa có")),
        link(len(book.readings), reverse("portal:readings", args=[book.id])),
    )


def reading_row(reading: TranslatedReading, codes: Sequence[str], address: str) -> Row:
    """A reading used in a set. `codes`: the criteria it touches; `address`: the page of all."""
    return (
        link(reading.where, f"#{codes[0]}") if codes else reading.where,
        reading.printed,
        reading.reading,
        link(tag(reading.name, kind=reading.tag), f"{address}#{reading.id}"),
    )


def part_columns(old: Rulebook, new: Rulebook) -> list[Column]:
    return [
        Column(gettext_lazy("Phần")),
        Column(old.decision, kind="number"),
        Column(new.decision, kind="number"),
    ]


def part_rows(changes: Changes) -> list[Row]:
    """The points of each part, then and now."""
    return [
        (f"{code}. {told(title)}", then, now if then == now else format_html("<ins>{}</ins>", now))
        for code, title, then, now in changes.parts
    ]


def _in_force(book: Rulebook) -> str:
    return f"{day(book.in_force)} – {day(book.ended)}" if book.ended else day(book.in_force)
