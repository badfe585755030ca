"""The end of a demonstration, for an installation that goes on with its data."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from sanvat.parties import remains
from sanvat.parties.actions.letters import cancel_letters
from sanvat.parties.models import ApiKey, Invitation, Membership, User
from sanvat.records import journal


@transaction.atomic
def end_demonstration(*, by: None = None, at: datetime) -> remains.Remains:
    """From the command line only: end whatever of a demonstration could open something.

    Its people are locked out and signed out, and every membership that bears the mark ends; its
    keys and open invitations are revoked, its letters that wait are put aside. Bodies, products
    and the journal stay as they are and say that they are a demonstration's. Asks nobody, since
    whoever runs commands on the machine may do everything. Returns how many there were of each.
    """
    found = remains.remains(at=at)
    note = _("kết thúc bản trình diễn, từ dòng lệnh của máy")
    for session in UserSession.objects.filter(user__is_demonstration=True):
        session.end()
    people = list(User.objects.select_for_update().filter(is_demonstration=True, is_active=True))
    User.objects.filter(pk__in=[each.pk for each in people]).update(is_active=False)
    locked_out = {"is_active": (True, False)}
    journal.write_many("lock_out", ((each, locked_out) for each in people), by=by, at=at, note=note)
    _end_roles(at, note)
    keys = list(remains.keys(at))
    ApiKey.objects.filter(pk__in=[each.pk for each in keys]).update(revoked_at=at)
    revoked = {"revoked_at": (None, at)}
    journal.write_many(
        "revoke_api_key", ((each, revoked) for each in keys), by=by, at=at, note=note
    )
    invitations = list(remains.invitations(at).select_related("organisation"))
    Invitation.objects.filter(pk__in=[each.pk for each in invitations]).update(revoked_at=at)
    journal.write_many(
        "revoke_invitation", ((each, {}) for each in invitations), by=by, at=at, note=note
    )
    cancel_letters(remains.letters(), by=by, at=at)
    return found


def _end_roles(at: datetime, note: str) -> None:
    today = timezone.localdate(at)
    ended = list(remains.roles(at).select_related("organisation"))
    changes = []
    for membership in ended:
        before = membership.valid
        lower = before.lower
        membership.valid = DateRange(lower, today if lower is None else max(lower, today))
        membership.ended_at = at
        changes.append((membership, {"valid": (before, membership.valid)}))
    Membership.objects.bulk_update(ended, ["valid", "ended_at"], batch_size=1000)
    journal.write_many("end_membership", changes, by=None, at=at, note=note)
