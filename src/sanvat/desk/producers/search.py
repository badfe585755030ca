from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from sanvat.desk.search.results import SHOWN, Results, likeliest, list_of_all
from sanvat.parties.models import User
from sanvat.products.models import Producer
from sanvat.products.names import producer_key


def find(user: User, words: list[str]) -> Results:
    typed = " ".join(producer_key(" ".join(words)).split())
    rows = likeliest(
        Producer.objects.visible_to(user),
        words,
        begins=Q(name_key__startswith=typed),
        fields=("organisation__name", "current_place__full_name"),
    )
    return Results(
        _("Chủ thể"),
        "store",
        [
            {
                "label": row["organisation__name"],
                "note": row["current_place__full_name"],
                "href": reverse("desk:producer", args=[row["pk"]]),
            }
            for row in rows[:SHOWN]
        ],
        list_of_all("desk:producers", words, rows),
    )
