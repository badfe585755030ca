from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from sanvat.concerns.models import Concern
from sanvat.desk.concerns.rows import called
from sanvat.desk.search.results import SHOWN, Results
from sanvat.parties.access import acts_as
from sanvat.parties.models import User
from sanvat.parties.roles import PROGRAMME_READERS
from sanvat.records.search import having


def find(user: User, words: list[str]) -> Results | None:
    """The newest first; a denunciation by its code alone, by who is named for it."""
    if not acts_as(user, *PROGRAMME_READERS):
        return None
    seen = Concern.objects.visible_to(user).filter(having(words)).order_by("-sent_at", "-pk")
    return Results(
        _("Phản ánh, kiến nghị"),
        "message-circle-warning",
        [
            {
                "label": called(concern),
                "note": concern.code,
                "href": reverse("desk:concern", args=[concern.pk]),
            }
            for concern in seen[:SHOWN]
        ],
    )
