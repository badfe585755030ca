"""Official papers in tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from sanvat.instruments.models import Instrument, Relation
from sanvat.parties.models import User
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


def said_between(paper: Instrument, user: User) -> dict[str, list[Relation]]:
    """What a paper says of earlier ones (`relations`) and later ones say of it (`told_by`), as far
    as the person sees those."""
    rows = Relation.objects.select_related("paper", "older")
    seen = Instrument.objects.visible_to(user).order_by().values("pk")
    return {
        "relations": list(rows.filter(paper=paper, older__in=seen)),
        "told_by": list(rows.filter(older=paper, paper__in=seen)),
    }
