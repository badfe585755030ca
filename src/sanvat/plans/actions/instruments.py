"""The paper behind an act: the decision that issues a plan."""

from __future__ import annotations

from datetime import date

from sanvat.instruments.models import Instrument
from sanvat.parties.models import Organisation


def record(
    *, kind: str, number: str, issued_on: date, issuer: str, organisation: Organisation | None
) -> Instrument:
    """Keep a paper as its issuer numbers it."""
    paper = Instrument(
        kind=kind, number=number, issued_on=issued_on, issuer=issuer, organisation=organisation
    )
    paper.full_clean()
    paper.save()
    return paper
