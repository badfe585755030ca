from __future__ import annotations

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.desk.search.results import SHOWN, Results
from sanvat.movements.models import Movement
from sanvat.parties.models import User
from sanvat.records.search import having


def find(user: User, words: list[str]) -> Results:
    """The newest first."""
    seen = Movement.objects.visible_to(user).filter(having(words))
    rows = seen.order_by("-starts_on", "-pk").values("pk", "name", "state")
    return Results(
        _("Phong trào"),
        "heart-handshake",
        [
            {
                "label": row["name"],
                "note": capfirst(Movement.State(row["state"]).label),
                "href": reverse("desk:movement", args=[row["pk"]]),
            }
            for row in rows[:SHOWN]
        ],
    )
