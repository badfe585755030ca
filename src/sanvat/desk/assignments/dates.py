"""When the tasks of one's body are due, for the personal calendar."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Event as Entry

from sanvat.assignments.models import Share
from sanvat.desk.subject import Dates
from sanvat.events.calendar import day_entry
from sanvat.parties.models import User
from sanvat.parties.ready import DAY, ReadyFor


def dates(user: User, since: date) -> Dates:
    """Those to do that have a day, also where that has passed."""
    asked = _MINE.ask_rows(user, since)
    yield (asked,)
    return [partial(_entry, share) for share in asked.answer]


def _mine(user: User, since: date) -> Any:
    assert user.acting is not None
    mine: Any = Share.objects.visible_to(user).to_do()
    mine = mine.filter(taker=user.acting.organisation_id, due__gte=since)
    return mine.select_related("assignment__giver").order_by("due", "pk")


_MINE: ReadyFor[Any] = ReadyFor(_mine, DAY)


def _entry(share: Any) -> Entry:
    return day_entry(
        f"share-{share.pk}",
        _("Hạn: %(task)s") % {"task": share.assignment.title},
        share.due,
        said=_("%(giver)s giao.") % {"giver": share.assignment.giver.name},
        address=settings.SITE_ADDRESS + reverse("desk:share", args=[share.pk]),
        stamp=share.assignment.given_at,
    )
