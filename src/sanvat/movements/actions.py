"""What can be done about movements and contributions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.errors import Refusal
from sanvat.instruments.models import Instrument
from sanvat.movements import access
from sanvat.movements.models import Contribution, Movement
from sanvat.parties.access import require
from sanvat.parties.models import Organisation, User
from sanvat.places.models import Place
from sanvat.records import journal
from sanvat.records.locks import locked
from sanvat.records.models import StoredFile
from sanvat.records.versions import check_version

__all__ = [
    "call_movement",
    "cancel_contribution",
    "change_movement",
    "close_movement",
    "record_contribution",
]

CHANGEABLE = ("name", "call", "starts_on", "ends_on", "under", "basis")
MOST_PARTS = 100
"""Units named in one movement."""


@transaction.atomic
def call_movement(
    name: str,
    *,
    organisation: Organisation,
    place: Place | None,
    starts_on: date,
    by: User,
    at: datetime,
    ends_on: date | None = None,
    call: str = "",
    basis: Instrument | None = None,
    under: str = "",
    parts: Sequence[Place] = (),
    is_demonstration: bool = False,
) -> Movement:
    """Call a movement in a place, or only in some `parts` of it; without a last day it goes on
    until it is closed. Refuses a part that lies elsewhere, and more than MOST_PARTS."""
    require(access.may_call(by, place))
    movement = Movement(
        name=name,
        call=call,
        organisation=organisation,
        place=place,
        starts_on=starts_on,
        ends_on=ends_on,
        basis=basis,
        under=under,
        created_at=at,
        is_demonstration=is_demonstration,
    )
    _check(movement)
    _check_parts(movement, parts)
    movement.save()
    movement.parts.set(parts)
    journal.write("call_movement", by=by, subject=movement, at=at)
    return movement


def _check(movement: Movement) -> None:
    if movement.ends_on is not None and movement.ends_on < movement.starts_on:
        raise ValidationError({"ends_on": _("Ngày cuối không trước ngày đầu.")})
    movement.full_clean(exclude=["organisation", "place", "basis"])


def _check_parts(movement: Movement, parts: Sequence[Place]) -> None:
    outside = [part for part in parts if not _lies_in(part, movement.place)]
    if outside:
        raise ValidationError(
            {
                "parts": _("%(place)s không thuộc địa bàn của phong trào.")
                % {"place": outside[0].full_name}
            }
        )
    if len(parts) > MOST_PARTS:
        text = _("Nhiều nhất %(most)s nơi. Hãy ghi cả huyện, cả tỉnh.") % {"most": MOST_PARTS}
        raise ValidationError({"parts": text})


@transaction.atomic
def change_movement(
    movement: Movement,
    *,
    by: User,
    at: datetime,
    seen: str = "",
    parts: Sequence[Place] | None = None,
    **changed: Any,
) -> bool:
    """Change what a movement says of itself, and where it calls (None leaves that); returns
    whether anything changed."""
    require(access.may_keep_movement(by, movement))
    movement = locked(movement, "place")
    Movement.STEPS.check(movement, Movement.State.OPEN)
    check_version(seen, movement)
    if unknown := set(changed) - set(CHANGEABLE):
        raise TypeError(f"a movement has no {unknown}")
    changes = {}
    for name, value in changed.items():
        before = getattr(movement, name)
        setattr(movement, name, value)
        if before != value:
            changes[name] = (before, value)
    if parts is not None:
        old = list(movement.parts.order_by("pk"))
        if {each.pk for each in old} != {each.pk for each in parts}:
            _check_parts(movement, parts)
            changes["parts"] = (_named(old), _named(parts))
            movement.parts.set(parts)
    if not changes:
        return False
    _check(movement)
    movement.save()
    journal.write("change_movement", by=by, subject=movement, at=at, changes=changes)
    return True


def _named(places: Sequence[Place]) -> str:
    return "; ".join(place.full_name for place in places)


@transaction.atomic
def record_contribution(
    movement: Movement,
    kind: str,
    *,
    giver: str,
    place: Place,
    day: date,
    by: User,
    at: datetime,
    amount: Decimal | int | None = None,
    unit: str = "",
    description: str = "",
    giver_name: str = "",
    may_be_thanked: bool = False,
    value: int | None = None,
    value_method: str = "",
    proof: StoredFile | None = None,
    is_demonstration: bool = False,
) -> Contribution:
    """Record what somebody gave. Without an amount it was given and not measured; without a name
    it was given in silence. Money is its own value.

    Refuses a movement that is closed, a day outside it, and a unit left out where goods are meant.
    """
    movement = locked(movement, "place")
    require(access.may_record(by, movement, place))
    Movement.STEPS.check(movement, Movement.State.OPEN)
    parts = list(movement.parts.all())
    if not _lies_in(place, movement.place) or (
        parts and not any(part.covers(place) for part in parts)
    ):
        raise ValidationError({"place": _("Nơi này không thuộc địa bàn của phong trào.")})
    last = movement.ends_on or timezone.localdate(at)
    if not movement.starts_on <= day <= min(last, timezone.localdate(at)):
        raise ValidationError({"day": _("Ngày này không nằm trong thời gian của phong trào.")})
    if kind == Contribution.Kind.GOODS and amount is not None and not unit.strip():
        raise ValidationError({"unit": _("Hãy ghi đơn vị tính của hiện vật.")})
    contribution = Contribution(
        movement=movement,
        kind=kind,
        amount=amount,
        unit=unit if kind == Contribution.Kind.GOODS else str(Contribution.UNITS.get(kind, "")),
        description=description,
        giver=giver,
        giver_name=giver_name,
        may_be_thanked=may_be_thanked,
        place=place,
        day=day,
        value=_value(kind, amount, value),
        value_method=value_method,
        proof=proof,
        recorded_by=by,
        recorded_at=at,
        is_demonstration=is_demonstration,
    )
    if may_be_thanked and not giver_name.strip():
        raise ValidationError({"giver_name": _("Muốn nêu tên cảm ơn thì hãy ghi tên.")})
    is_valued = value is not None and kind != Contribution.Kind.MONEY
    if is_valued and not value_method.strip():
        raise ValidationError({"value_method": _("Hãy ghi cách quy ra tiền.")})
    contribution.full_clean(exclude=["movement", "place", "recorded_by", "proof"])
    contribution.save()
    changes = {name: (None, getattr(contribution, name)) for name in ("kind", "amount", "day")}
    changes |= {"place": (None, place), "giver_name": (None, giver_name)}
    journal.write("record_contribution", by=by, subject=contribution, at=at, changes=changes)
    return contribution


def _value(kind: str, amount: Decimal | int | None, value: int | None) -> int | None:
    if kind != Contribution.Kind.MONEY:
        return value
    return None if amount is None else int(amount)


def _lies_in(place: Place, whole: Place | None) -> bool:
    return whole is None or whole.covers(place)


@transaction.atomic
def cancel_contribution(contribution: Contribution, reason: str, *, by: User, at: datetime) -> None:
    """Take an entry back that was wrong; it stays in the books, with the reason, and counts no
    more."""
    contribution = locked(contribution, "movement__place", "place")
    require(access.may_cancel(by, contribution))
    if contribution.cancelled_at is not None:
        raise Refusal(
            _("Khoản đóng góp này đã bỏ từ trước. Hãy tải lại trang để xem danh sách hiện nay."),
            code="cancelled",
        )
    if not reason.strip():
        raise ValidationError({"reason": _("Hãy ghi lý do bỏ.")})
    contribution.cancelled_at, contribution.cancelled_reason = at, reason
    contribution.save(update_fields=["cancelled_at", "cancelled_reason"])
    journal.write("cancel_contribution", by=by, subject=contribution, at=at, note=reason)


@transaction.atomic
def close_movement(movement: Movement, *, by: User, at: datetime) -> None:
    """End a movement: nothing more is recorded in it. Its last day is today unless it had one."""
    require(access.may_keep_movement(by, movement))
    movement = locked(movement)
    changes = Movement.STEPS.move(movement, Movement.State.CLOSED)
    if movement.ends_on is None:
        movement.ends_on = max(timezone.localdate(at), movement.starts_on)
    movement.save()
    journal.write("close_movement", by=by, subject=movement, at=at, changes=changes)
