"""A form that is sent twice does its thing once: the second time it leads where the first did."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection

from sanvat.records.models import SentForm

KEPT = timedelta(days=2)
"""How long a sent form is remembered: longer than anybody keeps a page open and sends it again."""


def claim(key: str, *, by: AbstractBaseUser, at: datetime) -> str | None:
    """Begin what a form asks for, under the key it was made with.

    None where it is sent for the first time: the caller does the thing in this transaction, then
    calls `finish` or `release`. Else the address it led to. Two at once come one after the other.
    """
    table = SentForm._meta.db_table
    with connection.cursor() as cursor:
        # Waits for a transaction that has the same key in hand.
        cursor.execute(
            f"INSERT INTO {table}"  # nosec B608  # its own table
            " (user_id, key, led_to, sent_at) VALUES (%s, %s, '', %s)"
            " ON CONFLICT (user_id, key) DO NOTHING RETURNING id",
            [by.pk, key, at],
        )
        if cursor.fetchone():
            return None
    return SentForm.objects.values_list("led_to", flat=True).get(user=by.pk, key=key)


def finish(key: str, *, by: AbstractBaseUser, led_to: str) -> None:
    """It is done, and the person was led to this address."""
    SentForm.objects.filter(user=by.pk, key=key).update(led_to=led_to)


def led_to(key: str, *, by: AbstractBaseUser) -> str:
    """The address to which the person was led by the form with this key; "" where there is none."""
    found = SentForm.objects.filter(user=by.pk, key=key).values_list("led_to", flat=True).first()
    return found or ""


def release(key: str, *, by: AbstractBaseUser) -> None:
    """It was not done, since something in the form is wrong; it may be sent again."""
    SentForm.objects.filter(user=by.pk, key=key).delete()


def forget_old(*, at: datetime) -> int:
    """By a job: forget forms nobody sends again. Returns how many."""
    count, _each = SentForm.objects.filter(sent_at__lt=at - KEPT).delete()
    return count
