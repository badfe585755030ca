"""Official papers in tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from sanvat.instruments.models import Instrument
from sanvat.text.days import day
from sanvat.ui.tables import Cell, Column, link, under

COLUMNS = [
    Column(_("Văn bản")),
    Column(_("Cơ quan ban hành")),
    Column(_("Ngày ban hành"), kind="nowrap"),
    Column(_("Tệp"), kind="nowrap"),
]


def instrument_rows(instruments: Iterable[Instrument]) -> list[tuple[Cell, ...]]:
    return [
        (
            under(
                link(capfirst(str(one)), reverse("desk:instrument", args=[one.pk])),
                Truncator(one.summary).chars(120),
            ),
            one.issuer,
            day(one.issued_on),
            one.file.extension.upper() if one.file else "–",
        )
        for one in instruments
    ]
