"""Who may do what with indicators, collections and values."""

from __future__ import annotations

from collections.abc import Collection as Several
from datetime import date

from sanvat.indicators.models import Collection, Indicator, ValueReport
from sanvat.parties.access import acts_as, keeps_programme_in
from sanvat.parties.models import Membership, User
from sanvat.parties.roles import PROGRAMME_KEEPERS
from sanvat.places.models import Level, Place


def own_level(user: User) -> str:
    """The level at which somebody keeps the programme; "" who does not."""
    if user.acting is None or not acts_as(user, *PROGRAMME_KEEPERS):
        return ""
    own = user.acting.place
    return Collection.Approver.COUNTRY if own is None else own.level


def may_add_indicator(user: User) -> bool:
    """Above the communes."""
    return own_level(user) not in ("", Level.COMMUNE)


def may_change_indicator(user: User, indicator: Indicator) -> bool:
    """An office its own; those of all of us the centre."""
    if indicator.organisation_id is None:
        return own_level(user) == Collection.Approver.COUNTRY
    return (
        may_add_indicator(user)
        and user.acting is not None
        and user.acting.organisation_id == indicator.organisation_id
    )


def may_collect(user: User, place: Place | None) -> bool:
    """Ask the units in a place for values."""
    return may_add_indicator(user) and keeps_programme_in(user, place)


def may_handle_collection(user: User, collection: Collection) -> bool:
    """The office that asks: change a draft, open, lock, remind, let somebody write once more."""
    return (
        user.acting is not None
        and user.acting.organisation_id == collection.organisation_id
        and may_collect(user, collection.place)
    )


def may_report(user: User, report: ValueReport) -> bool:
    """Those who keep the programme in the unit; for one without anybody, those above it."""
    return keeps_programme_in(user, report.place)


def may_approve(user: User, report: ValueReport) -> bool:
    """Whose level's word the report waits for, in a place that covers the unit; another than who
    sent it, where the collection asks for that."""
    if not report.awaits or report.awaits != own_level(user):
        return False
    if report.collection.by_another and report.submitted_by_id == user.pk:
        return False
    return keeps_programme_in(user, report.place)


def may_record(user: User, place: Place) -> bool:
    """Write a value down without a collection."""
    return keeps_programme_in(user, place)


def keepers_in(places: Several[int], on: date) -> list[Membership]:
    """Who keeps the programme in these very units on a day."""
    rows = Membership.objects.that_open(on).filter(role__in=PROGRAMME_KEEPERS, place__in=places)
    return list(rows.select_related("user", "place"))
