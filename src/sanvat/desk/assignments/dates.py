"""When the tasks of one's body are due, for the personal calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Event as Entry

from sanvat.assignments.models import Share
from sanvat.desk.assignments.panels import SHOWN
from sanvat.events.calendar import day_entry
from sanvat.parties.models import User


def dates(user: User, since: date) -> Iterator[Entry]:
    """Those to do that have a day, also where that has passed."""
    if user.acting is None:
        return
    mine: Any = Share.objects.visible_to(user).to_do()
    mine = mine.filter(taker=user.acting.organisation_id, due__gte=since)
    for share in mine.select_related(*SHOWN).order_by("due", "pk"):
        yield day_entry(
            f"share-{share.pk}",
            _("Hạn: %(task)s") % {"task": share.assignment.title},
            share.due,
            said=_("%(giver)s giao.") % {"giver": share.assignment.giver.name},
            address=settings.SITE_ADDRESS + reverse("desk:share", args=[share.pk]),
            stamp=share.assignment.given_at,
        )
