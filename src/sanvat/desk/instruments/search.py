from __future__ import annotations

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sanvat.desk.search.results import SHOWN, Results
from sanvat.instruments.models import Instrument
from sanvat.parties.models import User
from sanvat.records.search import having
from sanvat.text.days import day


def find(user: User, words: list[str]) -> Results:
    """The newest first."""
    rows = Instrument.objects.visible_to(user).filter(having(words))
    return Results(
        _("Văn bản"),
        "file-text",
        [
            {
                "label": capfirst(str(one)),
                "note": f"{one.issuer}, {day(one.issued_on)}",
                "href": reverse("desk:instrument", args=[one.pk]),
            }
            for one in rows.only("kind", "number", "issuer", "issued_on")[:SHOWN]
        ],
    )
