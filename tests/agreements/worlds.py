"""Agreements of the tests: a coordination office, a farmers' union, and where a third is needed,
the advisory body of the province."""

from datetime import date

from django.utils import timezone

from sanvat.agreements import actions
from sanvat.agreements.models import Agreement, Item, Party
from tests.people import again

SIGNERS = {"Văn phòng Điều phối tỉnh": "Bùi Thị Thu", "Hội Nông dân tỉnh": "Ha Tuyên"}


def drafted(by, *others, items: int = 2, **fields) -> Agreement:
    """A programme of this year between one's own body and the others', with so many items that
    `by` leads and the first of the others works on."""
    today = timezone.localdate()
    given = {
        "starts_on": date(today.year, 1, 1),
        "ends_on": date(today.year, 12, 31),
        "by": by,
        "at": timezone.now(),
    }
    bodies = [by.acting.organisation, *(other.acting.organisation for other in others)]
    agreement = actions.draft(
        "Phối hợp phát triển sản phẩm OCOP", bodies[0].place, bodies, **(given | fields)
    )
    lead, partner, *_rest = agreement.parties.all()
    for number in range(1, items + 1):
        actions.add_item(
            agreement,
            f"Nội dung thứ {number}",
            lead,
            partners={partner: "cùng làm"},
            by=by,
            at=timezone.now(),
        )
    return agreement


def sent(by, *others, **fields) -> Agreement:
    """The same, sent round."""
    agreement = drafted(by, *others, **fields)
    actions.send_round(agreement, by=by, at=timezone.now())
    agreement.refresh_from_db()
    return agreement


def signed(by, *others, **fields) -> Agreement:
    """The same, sent round and signed by all today; it runs."""
    agreement = sent(by, *others, **fields)
    sign(agreement, by)
    agreement.refresh_from_db()
    return agreement


def sign(agreement: Agreement, by) -> None:
    actions.sign(
        agreement,
        signers(agreement),
        signed_on=timezone.localdate(),
        by=by,
        at=timezone.now(),
        signed_at="Hội trường",
    )


def signers(agreement: Agreement) -> dict[Party, actions.Signer]:
    return {
        party: actions.Signer(f"Người ký {party.order}", "Trưởng")
        for party in agreement.parties.all()
    }


def first(agreement: Agreement) -> Item:
    return agreement.items.first()


def done(item: Item, by) -> Item:
    """Its lead says that it is done."""
    actions.say_done(item, "Đã xong", by=again(by), at=timezone.now())
    return Item.objects.get(pk=item.pk)


def all_confirmed(agreement: Agreement, lead, partner) -> None:
    for item in agreement.items.all():
        done(item, lead)
        actions.confirm(Item.objects.get(pk=item.pk), by=again(partner), at=timezone.now())
