from __future__ import annotations

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.agreements.models import Agreement
from sanvat.desk.search.results import SHOWN, Results
from sanvat.parties.models import User
from sanvat.records.search import having


def find(user: User, words: list[str]) -> Results:
    """The newest first."""
    seen = Agreement.objects.visible_to(user).filter(having(words))
    rows = seen.order_by("-starts_on", "-pk").values("pk", "title", "state")
    return Results(
        _("Phối hợp"),
        "handshake",
        [
            {
                "label": row["title"],
                "note": capfirst(Agreement.State(row["state"]).label),
                "href": reverse("desk:agreement", args=[row["pk"]]),
            }
            for row in rows[:SHOWN]
        ],
    )
