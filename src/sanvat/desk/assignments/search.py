from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from sanvat.assignments.models import Assignment
from sanvat.desk.search.results import SHOWN, Results
from sanvat.parties.access import acts_as
from sanvat.parties.models import User
from sanvat.parties.roles import PROGRAMME_READERS
from sanvat.records.search import having


def find(user: User, words: list[str]) -> Results | None:
    """The newest first."""
    if not acts_as(user, *PROGRAMME_READERS):
        return None
    seen = Assignment.objects.visible_to(user).filter(having(words))
    rows = seen.order_by("-given_on", "-pk").values("pk", "title", "giver__name")
    return Results(
        _("Nhiệm vụ"),
        "list-checks",
        [
            {
                "label": row["title"],
                "note": row["giver__name"],
                "href": reverse("desk:assignment", args=[row["pk"]]),
            }
            for row in rows[:SHOWN]
        ],
    )
