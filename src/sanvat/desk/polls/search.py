from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.desk.search.results import SHOWN, Results
from sanvat.parties.models import User
from sanvat.polls.models import Poll
from sanvat.records.search import having


def find(user: User, words: list[str]) -> Results:
    """The newest first."""
    today = timezone.localdate()
    seen = Poll.objects.visible_to(user).filter(having(words))
    return Results(
        _("Thăm dò ý kiến"),
        "chart-bar",
        [
            {
                "label": each.question,
                "note": capfirst(str(each.phase(today).label)),
                "href": reverse("desk:poll", args=[each.pk]),
            }
            for each in seen.order_by("-opens_on", "-pk")[:SHOWN]
        ],
    )
