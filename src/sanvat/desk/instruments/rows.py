"""Official papers in tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
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


def listed(instruments: QuerySet[Instrument]) -> QuerySet[Instrument]:
    """The papers with what a row shows of them."""
    return instruments.select_related("file").only(
        *("kind", "number", "issued_on", "issuer", "summary", "file__extension")
    )


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
    between = list(rows.filter(Q(paper=paper) | Q(older=paper)))
    others = {key for each in between for key in (each.paper_id, each.older_id)} - {paper.pk}
    seen = _seen_of(others, user) if others else set()
    return {
        "relations": [each for each in between if each.older_id in seen],
        "told_by": [each for each in between if each.paper_id in seen],
    }


def _seen_of(keys: set[int], user: User) -> set[int]:
    return set(Instrument.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
