from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from sanvat.desk.search.results import SHOWN, Results
from sanvat.indicators.models import Indicator
from sanvat.parties.access import acts_as
from sanvat.parties.models import User
from sanvat.parties.roles import PROGRAMME_READERS
from sanvat.text.fold import fold


def find(user: User, words: list[str]) -> Results | None:
    """By the words of their names; None for who has nothing to do with the programme."""
    if not acts_as(user, *PROGRAMME_READERS):
        return None
    rows = [
        each
        for each in Indicator.objects.visible_to(user)
        if all(word in fold(each.name) for word in words)
    ]
    shown = [
        {"label": one.name, "note": one.unit, "href": reverse("desk:indicator", args=[one.pk])}
        for one in rows[:SHOWN]
    ]
    return Results(_("Chỉ tiêu"), "chart-column", shown)
