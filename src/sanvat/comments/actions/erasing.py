"""What the programme erases by itself when its time is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from sanvat.comments import keeping
from sanvat.comments.actions.sending import EVERYTHING_SENT
from sanvat.comments.models import Comment, Erasure, RemovalRequest
from sanvat.records import journal

Kind = Erasure.Kind
BATCH = 500
"""Rows of one transaction: a moderator waits for no more than these."""


def erase_what_is_over(*, at: datetime) -> dict[str, int]:
    """By a job, every night: erase what readers sent and what is kept no longer. Returns how many
    of each kind. Begun again it erases the rest."""
    return {
        Kind.PHONE: _all_of(Kind.PHONE, keeping.phones, _erase_phones, at)
        + _all_of(Kind.PHONE, keeping.removal_phones, _erase_phones_of_requests, at),
        Kind.REFUSED: _all_of(Kind.REFUSED, keeping.refused, _erase_comments, at),
        Kind.REMOVAL: _all_of(Kind.REMOVAL, keeping.removals, _erase_requests, at),
    }


Over = Callable[[datetime], QuerySet[Any]]
Erase = Callable[[list[Any], datetime], None]


def _all_of(kind: Kind, over: Over, erase: Erase, at: datetime) -> int:
    number = 0
    while number_now := _some_of(kind, over, erase, at):
        number += number_now
    return number


@transaction.atomic
def _some_of(kind: Kind, over: Over, erase: Erase, at: datetime) -> int:
    rows = list(over(at).order_by("pk").select_for_update(of=("self",), no_key=True)[:BATCH])
    if rows:
        erase(rows, at)
        Erasure.objects.create(
            kind=kind, number=len(rows), before=keeping.over_before(kind, at), erased_at=at
        )
    return len(rows)


def _erase_phones(rows: list[Comment], at: datetime) -> None:
    changes = [(row, {"phone": (row.phone, "")}) for row in rows]
    Comment.objects.filter(pk__in=_keys(rows)).update(phone="", phone_erased_at=at)
    journal.write_many("erase_phone", changes, by=None, at=at)


def _erase_phones_of_requests(rows: list[RemovalRequest], at: datetime) -> None:
    changes = [(row.comment, {"phone": (row.phone, "")}) for row in rows]
    RemovalRequest.objects.filter(pk__in=_keys(rows)).update(phone="")
    journal.write_many("erase_phone", changes, by=None, at=at)


def _erase_comments(rows: list[Comment], at: datetime) -> None:
    changes = [
        (row, {name: (getattr(row, name), "") for name in EVERYTHING_SENT if getattr(row, name)})
        for row in rows
    ]
    nothing = dict.fromkeys(EVERYTHING_SENT, "")
    Comment.objects.filter(pk__in=_keys(rows)).update(**nothing, erased_at=at)
    journal.write_many("erase_comment", changes, by=None, at=at)


def _erase_requests(rows: list[RemovalRequest], at: datetime) -> None:
    changes: list[tuple[Comment, dict[str, Any]]] = [(row.comment, {}) for row in rows]
    RemovalRequest.objects.filter(pk__in=_keys(rows)).update(text="", phone="", erased_at=at)
    journal.write_many("erase_removal", changes, by=None, at=at)


def _keys(rows: list[Any]) -> list[int]:
    return [row.pk for row in rows]
