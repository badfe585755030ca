"""Where an item stands on a day, and who must move next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from sanvat.agreements.models import Agreement, Item, ItemNote, ItemPartner, Party, Waiting
from sanvat.records.ready_queries import ReadyQuery, at_hand


class Standing(TextChoices):
    """What stands in front for people: the state, or that it is late."""

    LATE = "late", _("quá hạn")
    RETURNED = "returned", _("bị trả lại")
    OPEN = "open", _("đang làm")
    DONE = "done", _("chờ xác nhận")
    CONFIRMED = "confirmed", _("đã xác nhận")
    CARRIED_OVER = "carried_over", _("chuyển năm sau")


def stands_on(item: Item, on: date) -> Standing:
    """Where it stood at the end of a day, from its notes (which the caller has at hand)."""
    kind = ""
    for note in item.notes.all():
        if note.on <= on and note.kind in ItemNote.MOVING:
            kind = note.kind
    if kind == ItemNote.Kind.CONFIRMED and item.confirmed_on is not None and item.confirmed_on > on:
        kind = ItemNote.Kind.DONE  # one of several had confirmed by then
    elif kind == ItemNote.Kind.CONFIRMED and item.confirmed_on is None:
        kind = ItemNote.Kind.DONE
    if kind in (ItemNote.Kind.DONE, ItemNote.Kind.CONFIRMED, ItemNote.Kind.CARRIED_OVER):
        return Standing(kind)
    if item.deadline < on:
        return Standing.LATE
    return Standing.RETURNED if kind == ItemNote.Kind.RETURNED else Standing.OPEN


@dataclass(frozen=True)
class Place:
    """An item with where it stands today, and the parties that must move next."""

    item: Item
    standing: Standing
    movers: Sequence[Party]

    def waits_for(self, organisation: int | None) -> bool:
        return any(party.organisation_id == organisation for party in self.movers)


def stand_today(agreement: Agreement, items: Iterable[Item], today: date) -> list[Place]:
    """Each of these items of an agreement, in order; one query."""
    waits: dict[int, set[int]] = defaultdict(set)
    for item, organisation in _WAITS.tuples(agreement.pk):
        waits[item].add(organisation)
    parties = agreement.parties.all()
    return [
        Place(
            item,
            Standing.LATE if item.is_late_on(today) else Standing(item.state),
            [party for party in parties if party.organisation_id in waits[item.pk]],
        )
        for item in items
    ]


def items_of(agreement: Agreement) -> list[Item]:
    """Its items with who leads them and who works with them, from the parties that are at hand;
    two queries."""
    parties = {party.pk: party for party in agreement.parties.all()}
    items = _ITEMS.rows(agreement.pk)
    partners: dict[int, list[ItemPartner]] = defaultdict(list)
    for each in _PARTNERS.rows(agreement.pk) if items else ():
        each.party = parties[each.party_id]
        partners[each.item_id].append(each)
    for item in items:
        item.agreement = agreement
        item.lead = parties[item.lead_id]
        at_hand(item, "partners", partners[item.pk])
    return items


_KEY = -7_000_001
_ITEMS = ReadyQuery(lambda key: Item.objects.filter(agreement=key), _KEY)
_PARTNERS = ReadyQuery(
    lambda key: ItemPartner.objects.filter(item__agreement=key).order_by("party__order", "pk"), _KEY
)
_WAITS: ReadyQuery[Any] = ReadyQuery(
    lambda key: (
        Waiting.objects.filter(agreement=key).order_by().values_list("item", "organisation")
    ),
    _KEY,
)


def with_standing(items: QuerySet[Item]) -> QuerySet[Item]:
    """Items with all that tells where they stood on a day; a fixed number of queries."""
    return items.select_related(
        "lead__organisation", "indicator", "said_by__organisation"
    ).prefetch_related(
        "partners__party__organisation",
        Prefetch("notes", ItemNote.objects.select_related("party__organisation", "by")),
    )
