"""Signed agreements that their parties made public, for the public search: bodies are named, and
never the people who stand for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanvat.agreements.models import Agreement, Item
from sanvat.events.published import body_for_strangers
from sanvat.findable.declared import Findable, Keys, Thing, itself, read_of, whole_numbers

AT_ONCE = 200
"""Agreements that are held in memory, with their items."""


def _agreements(keys: Keys | None) -> Iterator[Thing]:
    """Five queries."""
    rows = (
        Agreement.objects.public()
        .select_related("place", "instrument")
        .prefetch_related("parties__organisation__producer", "items")
        .order_by("pk")
    )
    yield from map(_agreement, read_of(rows, keys, at_once=AT_ONCE))


def _agreement(agreement: Any) -> Thing:
    paper = agreement.instrument
    parties = (body_for_strangers(party.organisation) for party in agreement.parties.all())
    items = "\n".join(
        f"{item.number}. {item.text}"
        for item in sorted(agreement.items.all(), key=lambda item: item.number)
    )
    facts = (
        str(agreement.get_kind_display()),
        "; ".join(filter(None, parties)),
        paper.number if paper else "",
        agreement.place.full_name,
    )
    return Thing(
        key=str(agreement.pk),
        title=agreement.title,
        text="\n\n".join(filter(None, (agreement.theme, agreement.purpose, items))),
        facts=tuple(fact for fact in facts if fact),
        section=agreement.kind,
        day=agreement.starts_on,
        until=agreement.ends_on,
        place=agreement.place_id,
    )


def _of_items(keys: list[str]) -> list[str]:
    rows = Item.objects.filter(pk__in=whole_numbers(keys))
    return [str(pk) for pk in rows.values_list("agreement", flat=True)]


FINDABLES = (
    Findable(
        kind="phoi-hop",
        label=_("Phối hợp"),
        things=_agreements,
        follows={"agreements.agreement": itself, "agreements.item": _of_items},
        sections=lambda: dict(Agreement.Kind.choices),
        dataset="phoi-hop",
        order=41,
    ),
)
