"""What is asked of official papers."""

from __future__ import annotations

from datetime import date

from sanvat.instruments.models import Instrument, number_key
from sanvat.parties.models import User
from sanvat.text.fold import fold


def known(user: User, *, kind: str, number: str, issued_on: date, issuer: str) -> Instrument | None:
    """The paper of that kind, number, issuer and year that the person sees already."""
    if not number_key(number):
        return None
    seen: Instrument | None = (
        Instrument.objects.visible_to(user)
        .filter(
            kind=kind,
            number_key=number_key(number),
            year=issued_on.year,
            issuer_key=fold(issuer)[:300],
        )
        .order_by("pk")
        .first()
    )
    return seen
