"""When the items that one's body leads are due, for the personal calendar."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import partial

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from icalendar import Event as Entry

from sanvat.agreements.models import Item
from sanvat.desk.subject import Dates
from sanvat.events.calendar import day_entry
from sanvat.parties.models import User
from sanvat.parties.ready import ReadyFor

LONGEST_TITLE = 120  # signs of an item's text in its title; the whole stands below


def dates(user: User, since: date) -> Dates:
    """Those to do, on their day or on the last of the agreement."""
    asked = _MINE.ask_rows(user)
    yield (asked,)
    return [partial(_entry, item) for item in asked.answer if item.deadline >= since]


def _mine(user: User) -> QuerySet[Item]:
    assert user.acting is not None
    mine = Item.objects.visible_to(user).to_do_for(user.acting.organisation_id)
    in_order: QuerySet[Item] = mine.select_related("agreement").order_by("agreement", "number")
    return in_order


_MINE = ReadyFor(_mine)


def _entry(item: Item) -> Entry:
    facts = {"number": item.number, "text": Truncator(item.text).chars(LONGEST_TITLE)}
    began = datetime.combine(item.agreement.starts_on, time())
    return day_entry(
        f"item-{item.pk}",
        _("Hạn nội dung %(number)s: %(text)s") % facts,
        item.deadline,
        said=f"{item.agreement.title}\n\n{item.text}",
        address=settings.SITE_ADDRESS + reverse("desk:agreement_item", args=[item.pk]),
        stamp=timezone.make_aware(began),
    )
