"""Where an item stands on a day, and who must move next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from sanvat.agreements.models import Agreement, Item, ItemNote, Party


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
    """Each item of an agreement, in order, from rows that were read with `with_standing`."""
    parties = list(agreement.parties.all())
    return [_stands(agreement, item, parties, today) for item in items]


def _stands(agreement: Agreement, item: Item, parties: list[Party], today: date) -> Place:
    standing = Standing(item.state)
    if item.is_late_on(today):
        standing = Standing.LATE
    return Place(item, standing, _movers(agreement, item, parties))


def _movers(agreement: Agreement, item: Item, parties: list[Party]) -> list[Party]:
    if agreement.state != Agreement.State.RUNNING:
        return []
    if item.state in (Item.State.OPEN, Item.State.RETURNED):
        return [party for party in parties if party.pk == item.lead_id]
    if item.state != Item.State.DONE:
        return []
    partners = {each.party_id for each in item.partners.all()}
    said = {
        note.party_id
        for note in item.notes.all()
        if note.kind == ItemNote.Kind.CONFIRMED and note.round == item.round
    }
    judges = (partners or {party.pk for party in parties}) - {item.said_by_id, item.lead_id}
    return [party for party in parties if party.pk in judges - said]


def with_standing(items: QuerySet[Item]) -> QuerySet[Item]:
    """Items with all that tells where they stand; a fixed number of queries."""
    return items.select_related(
        "lead__organisation", "indicator", "said_by__organisation"
    ).prefetch_related(
        "partners__party__organisation",
        Prefetch("notes", ItemNote.objects.select_related("party__organisation", "by")),
    )
