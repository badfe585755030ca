from __future__ import annotations

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.desk.search.results import SHOWN, Results, commune_of
from sanvat.parties.models import User
from sanvat.products.models import Idea
from sanvat.records.search import having


def find(user: User, words: list[str]) -> Results:
    """The newest first."""
    seen = Idea.objects.visible_to(user).filter(having(words))
    rows = seen.order_by("-noted_at", "-pk").values(
        "pk", "name", "state", "current_place__full_name"
    )
    return Results(
        _("Ý tưởng"),
        "lightbulb",
        [
            {
                "label": row["name"],
                "note": f"{capfirst(Idea.State(row['state']).label)}, {commune_of(row)}",
                "href": reverse("desk:idea", args=[row["pk"]]),
            }
            for row in rows[:SHOWN]
        ],
    )
