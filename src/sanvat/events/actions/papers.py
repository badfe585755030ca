"""The official paper behind an event."""

from __future__ import annotations

from datetime import date, datetime

from sanvat.instruments.models import Instrument
from sanvat.parties.models import Organisation, User
from sanvat.records import journal
from sanvat.records.models import StoredFile


def record_instrument(
    *,
    kind: str,
    number: str,
    issued_on: date,
    issuer: str,
    organisation: Organisation | None = None,
    summary: str = "",
    file: StoredFile | None = None,
    by: User,
    at: datetime,
) -> Instrument:
    """Part of an act that names the paper it is done by. The same paper is kept once: kind,
    number, day and issuer say which it is."""
    known = {"kind": kind, "number": number, "issued_on": issued_on, "issuer": issuer}
    kept: Instrument | None = Instrument.objects.filter(**known).first() if number else None
    if kept is not None and file is None:
        return kept
    paper = Instrument(**known, organisation=organisation, summary=summary, file=file)
    paper.full_clean()
    paper.save()
    journal.write("record_instrument", by=by, subject=paper, at=at)
    return paper
