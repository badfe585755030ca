"""Who may report."""

from __future__ import annotations

from sanvat.parties.access import keeps_programme_in
from sanvat.parties.models import User
from sanvat.places.models import Place
from sanvat.reports.models import YearlyReport


def may_draft_report(user: User, place: Place | None) -> bool:
    """Who keeps the programme in the place; None is the country."""
    return keeps_programme_in(user, place)


def may_change_report(user: User, report: YearlyReport) -> bool:
    """The body whose report it is; an issued one nobody changes, which the act refuses."""
    return (
        user.acting is not None
        and user.acting.organisation_id == report.organisation_id
        and keeps_programme_in(user, report.place)
    )
