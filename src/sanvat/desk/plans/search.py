from __future__ import annotations

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.desk.search.results import SHOWN, Results
from sanvat.parties.models import User
from sanvat.plans.models import Plan
from sanvat.records.search import having


def find(user: User, words: list[str]) -> Results:
    """The newest year first; of a plan the version that holds, or its draft."""
    seen = Plan.objects.visible_to(user).exclude(state=Plan.State.REVISED).filter(having(words))
    rows = seen.order_by("-year", "-pk").values("pk", "title", "state", "year")
    return Results(
        _("Kế hoạch"),
        "target",
        [
            {
                "label": row["title"],
                "note": f"{row['year']}, {capfirst(Plan.State(row['state']).label)}",
                "href": reverse("desk:plan", args=[row["pk"]]),
            }
            for row in rows[:SHOWN]
        ],
    )
