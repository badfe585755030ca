from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sanvat.desk.search.results import SHOWN, Results, likeliest, list_of_all
from sanvat.parties.models import User
from sanvat.products.models import Producer
from sanvat.products.names import producer_key
from sanvat.records.secrets import is_personal

FIELDS = ("organisation__name", "current_place__full_name")


def find(user: User, words: list[str]) -> Results:
    if is_personal(" ".join(words)):
        return _by_number(user, " ".join(words))
    typed = " ".join(producer_key(" ".join(words)).split())
    rows = likeliest(
        Producer.objects.visible_to(user),
        words,
        begins=typed,
        fields=FIELDS,
    )
    return _results(rows, list_of_all("desk:producers", words, rows))


def _by_number(user: User, number: str) -> Results:
    """A person's own number: whole, and only by who may see it."""
    found = Producer.objects.visible_to(user).search(number, by=user).order_by("sort_key", "pk")
    return _results(list(found.values("pk", *FIELDS)[:SHOWN]))


def _results(rows: list[dict[str, Any]], more: str = "") -> Results:
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
        more,
    )
