from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.desk.search.results import SHOWN, Results
from sanvat.parties.access import acts_as
from sanvat.parties.models import Membership, Role, User
from sanvat.parties.roles import ORGANISATION_KEEPERS
from sanvat.records.search import having


def find(user: User, words: list[str]) -> Results | None:
    """Who acts for a body in one's own place; the centre looks for those of offices."""
    if not acts_as(user, *ORGANISATION_KEEPERS):
        return None
    seen = Membership.objects.on(timezone.localdate()).to_find_by(user)
    rows = (
        seen.filter(having(words, "user__searchable"))
        .order_by("user__name", "pk")
        .values("user__name", "role", "organisation", "organisation__name")
    )
    return Results(
        _("Con người"),
        "user-round",
        [
            {
                "label": row["user__name"],
                "note": f"{capfirst(Role(row['role']).label)}, {row['organisation__name']}",
                "href": f"{reverse('desk:organisation', args=[row['organisation']])}#thanh-vien",
            }
            for row in rows[:SHOWN]
        ],
    )
