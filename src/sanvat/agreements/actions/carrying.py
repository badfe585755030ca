"""What comes after: an agreement is closed, and its work goes on in the next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.agreements import access
from sanvat.agreements.actions.drafting import put_item
from sanvat.agreements.actions.telling import held, short, tell_others
from sanvat.agreements.models import Agreement, Item, ItemNote, Party
from sanvat.errors import Refusal
from sanvat.parties import demonstration
from sanvat.parties.access import require
from sanvat.parties.models import User
from sanvat.records import journal
from sanvat.records.locks import locked


@transaction.atomic
def close(agreement: Agreement, *, by: User, at: datetime) -> None:
    """After its review: nothing more is done in it. Refuses what is not reviewed
    (`agreement-<state>`)."""
    agreement = held(agreement)
    require(access.may_work(by, agreement))
    changes = Agreement.STEPS.move(agreement, Agreement.State.CLOSED)
    agreement.save(update_fields=["state"])
    journal.write("close_agreement", by=by, subject=agreement, at=at, changes=changes)


@transaction.atomic
def draft_next(
    agreement: Agreement,
    title: str,
    *,
    starts_on: date,
    ends_on: date,
    carry: Iterable[Item],
    by: User,
    at: datetime,
    theme: str = "",
    is_demonstration: bool = False,
) -> Agreement:
    """Draft the agreement that continues this one: its parties, its frame, and the items named in
    `carry`, each tied to what it comes from. Those that were not confirmed are carried over.

    Refuses what is not reviewed yet (`agreement-<state>`) and what is continued already
    (`continued`). ValidationError at `carry` for items of another agreement.
    """
    before = held(agreement)
    require(access.may_work(by, before))
    # RENEWED is what its next one makes of it when that is signed.
    Agreement.STEPS.check(before, Agreement.State.RENEWED)
    if Agreement.objects.filter(continues=before).exists():
        raise Refusal(
            _("Văn bản này đã có bản soạn tiếp theo. Hãy mở bản ấy để sửa."), code="continued"
        )
    chosen = sorted(set(carry), key=lambda item: item.number)
    if any(item.agreement_id != before.pk for item in chosen):
        raise ValidationError({"carry": _("Nội dung này không thuộc văn bản. Hãy chọn lại.")})
    assert by.acting is not None
    next_one = Agreement(
        kind=before.kind,
        regulation=before.regulation,
        continues=before,
        title=title,
        theme=theme,
        place=before.place,
        starts_on=starts_on,
        ends_on=ends_on,
        grounds=before.grounds,
        purpose=before.purpose,
        meets_every=before.meets_every,
        reports_every=before.reports_every,
        money=before.money,
        effect=before.effect,
        confirm_rule=before.confirm_rule,
        drafted_by=by,
        drafted_for=by.acting.organisation,
        drafted_at=at,
        is_demonstration=demonstration.marks(by, is_demonstration or before.is_demonstration),
    )
    next_one.full_clean()
    next_one.save()
    same = _same_parties(before, next_one)
    for item in chosen:
        _carry(item, next_one, same, by=by, at=at)
    changes = {
        "continues": (None, before.title),
        "items": (None, [str(item) for item in chosen]),
    }
    journal.write("draft_next_agreement", by=by, subject=next_one, at=at, changes=changes)
    text = _("%(who)s đang soạn: %(title)s.")
    facts = {"who": by.acting, "title": short(next_one)}
    tell_others(next_one, text % facts, about=next_one, by=by, at=at)
    return next_one


def _same_parties(before: Agreement, next_one: Agreement) -> dict[int, Party]:
    """The parties of the next by the keys of those before."""
    found = {}
    for party in before.parties.all():
        found[party.pk] = Party.objects.create(
            agreement=next_one,
            organisation_id=party.organisation_id,
            order=party.order,
            representative=party.representative,
            position=party.position,
            capacity=party.capacity,
            duties=party.duties,
        )
    return found


def _carry(
    item: Item, next_one: Agreement, same: dict[int, Party], *, by: User, at: datetime
) -> None:
    item = locked(item, "indicator")
    put_item(
        next_one,
        item.text,
        same[item.lead_id],
        partners={same[each.party_id]: each.duty for each in item.partners.all()},
        duty=item.duty,
        indicator=item.indicator,
        product=item.product,
        due_on=_next_due(item.due_on, next_one),
        note=item.note,
        comes_from=item,
    )
    if Item.State.CARRIED_OVER not in Item.STEPS.after(item.state):
        return  # confirmed: a standing content, which is done again
    changes = Item.STEPS.move(item, Item.State.CARRIED_OVER)
    item.save(update_fields=["state"])
    ItemNote.objects.create(
        item=item,
        kind=ItemNote.Kind.CARRIED_OVER,
        round=item.round,
        on=timezone.localdate(at),
        by=by,
        at=at,
    )
    journal.write("carry_over_item", by=by, subject=item, at=at, changes=changes)


def _next_due(due_on: date | None, next_one: Agreement) -> date | None:
    """The same day of the next year; none where that lies outside its period."""
    if due_on is None:
        return None
    day = 28 if (due_on.month, due_on.day) == (2, 29) else due_on.day
    moved = due_on.replace(year=next_one.starts_on.year, day=day)
    return moved if next_one.starts_on <= moved <= next_one.ends_on else None
