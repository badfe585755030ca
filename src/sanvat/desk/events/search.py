from __future__ import annotations

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.desk.search.results import SHOWN, Results, list_of_all
from sanvat.events.models import Event
from sanvat.parties.models import User
from sanvat.records.search import having


def find(user: User, words: list[str]) -> Results:
    """The latest first."""
    seen = Event.objects.visible_to(user).filter(having(words))
    rows = list(seen.order_by("-starts_on", "-pk").select_related("place")[: SHOWN + 1])
    return Results(
        _("Sự kiện"),
        "calendar",
        [
            {
                "label": one.title,
                "note": f"{capfirst(one.get_kind_display())}, {one.when}",
                "href": reverse("desk:event", args=[one.pk]),
            }
            for one in rows[:SHOWN]
        ],
        more=f"{list_of_all('desk:events', words, rows)}&khi=tat-ca" if len(rows) > SHOWN else "",
    )
